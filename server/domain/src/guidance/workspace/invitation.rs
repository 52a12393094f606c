//! Invitations, each used once, for some days: a link of 256 random bits, of which only the hash is stored (P3),
//! and a code for who has none (P11).

pub(crate) mod accept;
mod code;
pub(crate) mod confirm;
pub(crate) mod correct;
pub(crate) mod link;
pub(crate) mod remind;
pub(crate) mod standing;

use super::{
    InvitationStatusColumn,
    lifecycle::{self, Life},
};
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action, Entry},
        clock::{days_after, local_date, start_of_day},
        error::{Error, Result},
        outbox::{self, Mail, Says},
        random::token_hash,
        services::Services,
        vault::{DataKey, Owner, SealContext, Sealed, SealedRow},
    },
    people::{
        organisation::Organisation,
        person::{self, contact},
    },
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::{
    ApiError, PersonId, WorkspaceId, invitation_code::InvitationCode, life::State, person::Language,
};
use sea_orm::{
    ActiveValue::Set, DatabaseTransaction, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*,
    sea_query::SelectStatement,
};

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
    /// Whether it was accepted by its code: then nobody has opened the mail to its address.
    pub used_by_code: bool,
    /// When its link was opened for the first time.
    pub opened_at: Option<DateTimeUtc>,
    /// When whoever holds its link said that they do not want it.
    pub declined_at: Option<DateTimeUtc>,
    /// When the counselor made it stop working.
    pub withdrawn_at: Option<DateTimeUtc>,
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

impl Invited {
    fn owner(&self) -> Owner {
        Owner::workspace(self.organisation.id, self.workspace)
    }
}

/// Invites: makes a link and a code, and puts the mail that carries them into the outbox. Older ones stop working.
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
    // A mail with an older link, perhaps to a wrong address, is not sent any more.
    outbox::cancel(tx, invited.owner()).await?;
    let days = if invited.email.is_some() { VALID_DAYS } else { VALID_DAYS_ON_PAPER };
    let through = days_after(local_date(now, invited.organisation.zone), days);
    put(services, tx, key, &invited, through, false).await?;
    let entry = Entry::new(participant.actor(), Action::InvitationSent)
        .within(invited.organisation.id)
        .on(invited.workspace.0);
    audit::record(tx, now, entry).await
}

/// Stores a link and a code that are good through a day, with their mail.
async fn put(
    services: &Services,
    tx: &DatabaseTransaction,
    key: &DataKey,
    invited: &Invited,
    through: NaiveDate,
    is_reminder: bool,
) -> Result<()> {
    let (id, token, code) = (services.randomness.uuid(), services.randomness.token(), code::draw(services));
    let row = ActiveModel {
        id: Set(id),
        workspace_id: Set(invited.workspace.0),
        token_hash: Set(token_hash(&token)),
        code: Set(Some(key.seal_text(SealContext::of(id, CODE), code.as_str())?)),
        code_hash: Set(Some(token_hash(code.as_str()))),
        created_at: Set(services.clock.now()),
        expires_at: Set(start_of_day(days_after(through, 1), invited.organisation.zone)),
        used_at: Set(None),
        used_by_code: Set(false),
        opened_at: Set(None),
        declined_at: Set(None),
        withdrawn_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    let Some(email) = &invited.email else { return Ok(()) };
    let mail = Mail {
        language: invited.language,
        about: Some(invited.workspace),
        says: Says::Invitation {
            token,
            code: Some(code.to_string()),
            counselor: person::name(tx, &services.keyring, invited.counselor).await?,
            phone: contact::reachable(tx, &services.keyring, invited.counselor).await?.phone,
            expires_on: through,
            reminder: is_reminder,
        },
    };
    outbox::put(services, tx, (invited.owner(), key), invited.organisation.id, email, &mail).await?;
    Ok(())
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

/// Whether whoever accepted an invitation to a workspace did so by its link: then its address is theirs.
pub(super) async fn is_accepted_by_link(db: &impl ConnectionTrait, workspace: Uuid) -> Result<bool> {
    let used = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace))
        .filter(Column::UsedAt.is_not_null())
        .order_by_desc(Column::UsedAt);
    Ok(used.one(db).await?.is_some_and(|invitation| !invitation.used_by_code))
}

/// The workspaces of which an invitation was accepted by its code.
pub(super) fn accepted_by_code() -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::WorkspaceId)
        .filter(Column::UsedAt.is_not_null())
        .filter(Column::UsedByCode.eq(true))
        .into_query()
}

/// Forgets the invitations of a workspace.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}

/// Invitations that can be accepted.
fn open(now: DateTime<Utc>) -> Select<Entity> {
    not_withdrawn(now).filter(Column::DeclinedAt.is_null())
}

/// The same, or which were declined.
fn not_withdrawn(now: DateTime<Utc>) -> Select<Entity> {
    Entity::find()
        .filter(Column::UsedAt.is_null())
        .filter(Column::WithdrawnAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
}

/// The workspace of an invitation, held, so that nobody accepts what somebody else just now withdraws.
async fn held(tx: &DatabaseTransaction, invitation: &Model) -> Result<super::Model> {
    let row = super::Entity::find_by_id(invitation.workspace_id).lock_exclusive().one(tx).await?;
    row.ok_or(Error::Inconsistent("invitation without workspace"))
}

/// Whether somebody can come in to a workspace by an invitation on a day.
fn can_be_accepted(row: &super::Model, today: NaiveDate) -> bool {
    row.invitation_status == InvitationStatusColumn::Invited
        && matches!(
            lifecycle::state(&row.facts(), &row.dates(), today),
            Life::Is(State::Active | State::Inactive)
        )
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
