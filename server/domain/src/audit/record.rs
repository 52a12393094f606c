//! Writing a line of the trace, in the transaction of what it tells.

use super::{ActiveModel, Entity, Model, head};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use contract::{OrganisationId, PersonId};
use sea_orm::{DatabaseTransaction, IntoActiveModel, QuerySelect, entity::prelude::*, sea_query::LockType};

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A customer.
    Customer(PersonId),
    /// A counselor.
    Counselor(PersonId),
    /// Whoever runs a command on the machine.
    Operator,
    /// Somebody who is not signed in.
    Anonymous,
}

impl Actor {
    fn columns(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Customer(person) => ("customer", Some(person.0)),
            Self::Counselor(person) => ("counselor", Some(person.0)),
            Self::Operator => ("operator", None),
            Self::Anonymous => ("anonymous", None),
        }
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action { $($(#[$doc])* $name),* }

        impl Action {
            /// The word in the log.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }
    };
}

actions! {
    /// Somebody signed in.
    SignedIn = "signed_in",
    /// A sign-in was refused; the detail says by which check.
    SignInRefused = "sign_in_refused",
    /// Somebody signed out.
    SignedOut = "signed_out",
    /// An organisation was added.
    OrganisationAdded = "organisation_added",
    /// A role was granted.
    RoleGranted = "role_granted",
    /// A workspace was created.
    WorkspaceCreated = "workspace_created",
    /// An invitation was sent.
    InvitationSent = "invitation_sent",
    /// An invitation was accepted.
    InvitationAccepted = "invitation_accepted",
    /// An invitation was opened by somebody else than the one meant.
    InvitationMismatch = "invitation_mismatch",
    /// The counselor confirmed the customer's identity.
    CustomerConfirmed = "customer_confirmed",
    /// The counselor refused the person who accepted.
    CustomerRefused = "customer_refused",
    /// Staff opened a workspace.
    WorkspaceRead = "workspace_read",
    /// Staff opened a conversation.
    ConversationRead = "conversation_read",
    /// A conversation was started.
    ConversationStarted = "conversation_started",
    /// A message was sent.
    MessageSent = "message_sent",
    /// A workspace was reactivated.
    WorkspaceReactivated = "workspace_reactivated",
    /// The customer asked for reactivation.
    ReactivationAsked = "reactivation_asked",
    /// A workspace was closed.
    WorkspaceClosed = "workspace_closed",
    /// The customer package was downloaded.
    PackageDownloaded = "package_downloaded",
}

/// A line to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// Who.
    pub actor: Actor,
    /// On whose behalf, or in whose house.
    pub organisation: Option<OrganisationId>,
    /// What.
    pub action: Action,
    /// On which object.
    pub object: Option<Uuid>,
    /// Of whom.
    pub subject: Option<PersonId>,
    /// A word from a closed list, never something typed.
    pub detail: Option<&'static str>,
}

/// Appends `entry` to the chain. The head's row is locked, so lines are written one after the
/// other, whoever writes.
pub(crate) async fn record(tx: &DatabaseTransaction, at: DateTime<Utc>, entry: Entry) -> Result<()> {
    let head = head::Entity::find_by_id(1).lock(LockType::Update).one(tx).await?;
    let head = head.ok_or(Error::Inconsistent("the audit log has no head"))?;
    let (actor_kind, actor_id) = entry.actor.columns();
    let mut line = Model {
        seq: head.seq + 1,
        at,
        organisation_id: entry.organisation.map(|id| id.0),
        actor_kind: actor_kind.to_owned(),
        actor_id,
        action: entry.action.code().to_owned(),
        object_id: entry.object,
        subject_id: entry.subject.map(|id| id.0),
        detail: entry.detail.map(str::to_owned),
        hash: vec![],
    };
    line.hash = line.chained(&head.hash);
    let (seq, hash) = (line.seq, line.hash.clone());
    let row: ActiveModel = line.into_active_model().reset_all();
    Entity::insert(row).exec_without_returning(tx).await?;
    head::Entity::update_many()
        .col_expr(head::Column::Seq, Expr::value(seq))
        .col_expr(head::Column::Hash, Expr::value(hash))
        .filter(head::Column::Id.eq(1))
        .exec(tx)
        .await?;
    Ok(())
}
