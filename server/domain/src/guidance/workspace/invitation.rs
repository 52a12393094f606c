//! Invitations, each used once, for some days: a link of 256 random bits, of which only the hash is stored (P3),
//! and a code for who has none (P11).

pub(crate) mod accept;
mod code;
pub(crate) mod confirm;

use super::{
    Column as WorkspaceColumn, Entity as Workspaces, InvitationStatusColumn, commit, open_as_owner,
    set_address,
};
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action, Entry},
        clock::{days_after, local_date, start_of_day},
        error::{Error, Result},
        once,
        outbox::{self, Mail, Says},
        random::token_hash,
        services::Services,
        vault::{DataKey, Owner, SealContext, Sealed, SealedRow},
    },
    people::{
        organisation::{self, Organisation},
        person,
    },
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::{
    ApiError, PersonId, WorkspaceId,
    invitation_code::InvitationCode,
    person::Language,
    workspace::{Correction, InvitationView},
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder, entity::prelude::*};
use std::collections::HashMap;

/// For how many days after its own an invitation can be accepted that came by mail.
const VALID_DAYS: u32 = 14;

/// The same of one that is printed: a letter is on its way for days, and lies on a table for more.
const VALID_DAYS_ON_PAPER: u32 = 30;

const CODE: &str = "invitation.code";

/// The table `invitation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    #[sea_orm(column_type = "Blob", unique)]
    pub token_hash: Vec<u8>,
    /// The code, to be printed again; invitations of before have none.
    #[sea_orm(column_type = "Blob", nullable)]
    pub code: Option<Sealed>,
    #[sea_orm(column_type = "Blob", unique, nullable)]
    pub code_hash: Option<Vec<u8>>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        self.code.iter().map(|code| (SealContext::of(self.id, CODE), code)).collect()
    }
}

/// Who is invited to what.
pub(super) struct Invited {
    pub organisation: Organisation,
    pub workspace: WorkspaceId,
    pub counselor: PersonId,
    /// Nothing where the invitation is printed.
    pub email: Option<String>,
    pub language: Language,
}

/// Makes a link and a code, and puts the mail that carries them into the outbox. Older ones stop working.
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
    let (id, token, code) = (services.randomness.uuid(), services.randomness.token(), code::draw(services));
    let zone = invited.organisation.zone;
    let days = if invited.email.is_some() { VALID_DAYS } else { VALID_DAYS_ON_PAPER };
    let through = days_after(local_date(now, zone), days);
    let expires_at = start_of_day(days_after(through, 1), zone);
    let row = ActiveModel {
        id: Set(id),
        workspace_id: Set(invited.workspace.0),
        token_hash: Set(token_hash(&token)),
        code: Set(Some(key.seal_text(SealContext::of(id, CODE), code.as_str())?)),
        code_hash: Set(Some(token_hash(code.as_str()))),
        created_at: Set(now),
        expires_at: Set(expires_at),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    let organisation = invited.organisation.id;
    let owner = Owner::workspace(organisation, invited.workspace);
    // A mail with an older link, perhaps to a wrong address, is not sent any more.
    outbox::cancel(tx, owner).await?;
    if let Some(email) = &invited.email {
        let mail = Mail {
            language: invited.language,
            organisation: invited.organisation.name.clone(),
            about: Some(invited.workspace),
            says: Says::Invitation {
                token,
                code: Some(code.to_string()),
                counselor: person::name(tx, &services.keyring, invited.counselor).await?,
                expires_on: through,
            },
        };
        outbox::put(services, tx, (owner, key), organisation, email, &mail).await?;
    }
    let entry = Entry::new(participant.actor(), Action::InvitationSent)
        .within(invited.organisation.id)
        .on(invited.workspace.0);
    audit::record(tx, now, entry).await
}

/// Makes a new invitation, to another address, to none, or for another identity, where those were wrong (P10, P11).
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
    set_address(&tx, &access.row, &access.content.key, email.as_deref()).await?;
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

/// Until when the newest invitations to some workspaces can be, or could be, accepted, of those that have one.
pub(crate) async fn newest_until(
    db: &impl ConnectionTrait,
    workspaces: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, DateTime<Utc>>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.is_in(workspaces))
        .filter(Column::UsedAt.is_null())
        .order_by_asc(Column::ExpiresAt);
    Ok(rows.all(db).await?.into_iter().map(|row| (row.workspace_id, row.expires_at)).collect())
}

/// Until when the invitations to some workspaces can be accepted, of those that have one.
pub(crate) async fn links(
    db: &impl ConnectionTrait,
    workspaces: impl IntoIterator<Item = Uuid>,
    now: DateTime<Utc>,
) -> Result<HashMap<Uuid, DateTime<Utc>>> {
    let rows = open(now).filter(Column::WorkspaceId.is_in(workspaces));
    Ok(rows.all(db).await?.into_iter().map(|row| (row.workspace_id, row.expires_at)).collect())
}

/// The last day on which an invitation can be accepted.
pub(crate) fn last_day(expires_at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    local_date(expires_at - TimeDelta::seconds(1), zone)
}

/// The code of a workspace's invitation, and until when it can be accepted; nothing where there is none.
pub(crate) async fn to_be_printed(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &super::Model,
    key: &DataKey,
) -> Result<Option<(InvitationCode, DateTime<Utc>)>> {
    let now = services.clock.now();
    if row.invitation_status != InvitationStatusColumn::Invited {
        return Ok(None);
    }
    let newest = open(now).filter(Column::WorkspaceId.eq(row.id)).order_by_desc(Column::CreatedAt);
    let Some(invitation) = newest.one(tx).await? else { return Ok(None) };
    let code = match code::of(&invitation, key)? {
        Some(code) => code,
        // One of before there were codes.
        None => code::give(services, tx, invitation.id, key).await?,
    };
    Ok(Some((code, invitation.expires_at)))
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

/// Invitations that can be accepted.
fn open(now: DateTime<Utc>) -> Select<Entity> {
    Entity::find().filter(Column::UsedAt.is_null()).filter(Column::ExpiresAt.gt(now))
}

/// The invitation of a link, while it is valid.
///
/// # Errors
/// [`ApiError::InvitationInvalid`] for every reason alike.
pub(super) async fn valid(db: &impl ConnectionTrait, token: &str, now: DateTime<Utc>) -> Result<Model> {
    let row = open(now).filter(Column::TokenHash.eq(token_hash(token))).one(db).await?;
    Ok(row.ok_or(ApiError::InvitationInvalid)?)
}

/// An invitation that was found before, while it is valid still.
///
/// # Errors
/// As [`valid`].
pub(super) async fn of_id(db: &impl ConnectionTrait, id: Uuid, now: DateTime<Utc>) -> Result<Model> {
    Ok(open(now).filter(Column::Id.eq(id)).one(db).await?.ok_or(ApiError::InvitationInvalid)?)
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
