//! Invitations: a single-use link of 256 random bits that expires. Only its hash is stored (P3).

pub(crate) mod accept;
pub(crate) mod confirm;

use super::{
    Column as WorkspaceColumn, Entity as Workspaces, InvitationStatusColumn, commit, open_as_owner,
    set_address,
};
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action, Entry},
        clock::local_date,
        error::{Error, Result},
        once,
        outbox::{self, Mail, Says},
        random::token_hash,
        services::Services,
        vault::{DataKey, Owner},
    },
    people::{
        organisation::{self, Organisation},
        person,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    ApiError, PersonId, WorkspaceId,
    person::Language,
    workspace::{Correction, InvitationView},
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder, entity::prelude::*};
use std::collections::HashMap;

/// How long a link works.
const VALID: TimeDelta = TimeDelta::days(14);

/// The table `invitation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    #[sea_orm(column_type = "Blob", unique)]
    pub token_hash: Vec<u8>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Who is invited to what.
pub(super) struct Invited {
    pub organisation: Organisation,
    pub workspace: WorkspaceId,
    pub counselor: PersonId,
    pub email: String,
    pub language: Language,
}

/// Makes a link and puts the mail that carries it into the outbox. Older links stop working.
pub(super) async fn send(
    services: &Services,
    tx: &DatabaseTransaction,
    participant: Participant,
    key: &DataKey,
    invited: Invited,
) -> Result<()> {
    let now = services.clock.now();
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(invited.workspace.0))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    let token = services.randomness.token();
    let expires_at = now + VALID;
    let row = ActiveModel {
        id: Set(services.randomness.uuid()),
        workspace_id: Set(invited.workspace.0),
        token_hash: Set(token_hash(&token)),
        created_at: Set(now),
        expires_at: Set(expires_at),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    let mail = Mail {
        language: invited.language,
        organisation: invited.organisation.name.clone(),
        about: Some(invited.workspace),
        says: Says::Invitation {
            token,
            counselor: person::name(tx, &services.keyring, invited.counselor).await?,
            expires_on: local_date(expires_at, invited.organisation.zone),
        },
    };
    let organisation = invited.organisation.id;
    let owner = Owner::workspace(organisation, invited.workspace);
    // A mail with an older link, perhaps to a wrong address, is not sent any more.
    outbox::cancel(tx, owner).await?;
    outbox::put(services, tx, (owner, key), organisation, &invited.email, &mail).await?;
    let entry = Entry::new(participant.actor(), Action::InvitationSent)
        .within(invited.organisation.id)
        .on(invited.workspace.0);
    audit::record(tx, now, entry).await
}

/// Sends a new link, to another address or for another identity where those were wrong (P10).
///
/// # Errors
/// [`ApiError::Invalid`] with every mistake; [`ApiError::Conflict`] when somebody has accepted already.
pub(crate) async fn invite_again(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    correction: &Correction,
) -> Result<()> {
    let (email, code) = correction.check()?;
    let tx = once::begin(services).await?;
    let access = open_as_owner(services, &tx, participant, id).await?;
    if access.row.invitation_status != InvitationStatusColumn::Invited {
        return Err(ApiError::Conflict.into());
    }
    set_address(&tx, &access.row, &access.content.key, &email).await?;
    if let Some(code) = code {
        let index = person::identity_index(&services.keyring, &code);
        Workspaces::update_many()
            .col_expr(WorkspaceColumn::ExpectedIndex, Expr::value(Some(index)))
            .filter(WorkspaceColumn::Id.eq(id.0))
            .exec(&tx)
            .await?;
    }
    let invited = Invited {
        workspace: id,
        counselor: PersonId(access.row.counselor_id),
        email,
        language: access.row.language(),
        organisation: access.content.organisation,
    };
    send(services, &tx, participant, &access.content.key, invited).await?;
    commit(services, tx, id).await
}

/// Until when the links of some workspaces work, of those that have one.
pub(crate) async fn links(
    db: &impl ConnectionTrait,
    workspaces: impl IntoIterator<Item = Uuid>,
    now: DateTime<Utc>,
) -> Result<HashMap<Uuid, DateTime<Utc>>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.is_in(workspaces))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now));
    Ok(rows.all(db).await?.into_iter().map(|row| (row.workspace_id, row.expires_at)).collect())
}

/// When somebody tried last to accept an invitation to a workspace who is another person than the one it is
/// for.
pub(super) async fn mismatch(db: &impl ConnectionTrait, workspace: Uuid) -> Result<Option<DateTime<Utc>>> {
    let last = audit::Entity::find()
        .filter(audit::Column::ObjectId.eq(workspace))
        .filter(audit::Column::Action.eq(Action::InvitationMismatch.code()))
        .order_by_desc(audit::Column::Id)
        .one(db)
        .await?;
    Ok(last.map(|line| line.at))
}

/// Forgets the invitations of a workspace.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}

/// The invitation of a link, while it is valid.
///
/// # Errors
/// [`ApiError::InvitationInvalid`] for every reason alike.
pub(super) async fn valid(db: &impl ConnectionTrait, token: &str, now: DateTime<Utc>) -> Result<Model> {
    let row = Entity::find()
        .filter(Column::TokenHash.eq(token_hash(token)))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    Ok(row.ok_or(ApiError::InvitationInvalid)?)
}

/// What the link says to whoever holds it: who invites, and nothing of the content.
pub(crate) async fn describe(services: &Services, token: &str) -> Result<InvitationView> {
    let db = services.database.read();
    let invitation = valid(db, token, services.clock.now()).await?;
    let workspace = Workspaces::find()
        .filter(WorkspaceColumn::Id.eq(invitation.workspace_id))
        .one(db)
        .await?
        .ok_or(Error::Inconsistent("invitation without workspace"))?;
    let organisation = organisation::load(db, workspace.organisation()).await?;
    let counselor = person::name(db, &services.keyring, PersonId(workspace.counselor_id)).await?;
    Ok(InvitationView { organisation: organisation.name, counselor })
}
