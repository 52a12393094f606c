//! Mail waiting to be sent, put there in the transaction of what it tells. Address and content
//! are sealed with the workspace's key, so that they die with it (L7).

use crate::{
    error::{Error, Result},
    services::Services,
    vault::{DataKey, Owner, Place, Sealed, store},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::{OrganisationId, WorkspaceId, person::Language};
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

const RECIPIENT: &str = "outbox.recipient";
const CONTENT: &str = "outbox.content";

/// The longest pause between two attempts.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(6);

/// The table `outbox`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    organisation_id: Uuid,
    workspace_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    recipient: Sealed,
    #[sea_orm(column_type = "Blob")]
    content: Sealed,
    attempts: i32,
    created_at: DateTimeUtc,
    due_at: DateTimeUtc,
    sent_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a mail says. No mail holds the content of messages (U5).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mail {
    /// The invitation to a workspace (P3).
    Invitation {
        /// In which language it is written.
        language: Language,
        /// The secret part of its link.
        token: String,
        /// Who invites.
        organisation: String,
        /// Who invites, by name.
        counselor: String,
        /// The day on which the link stops working.
        expires_on: NaiveDate,
    },
}

/// To whom a mail goes, and to which workspace it belongs.
pub(crate) struct Envelope<'a> {
    pub organisation: OrganisationId,
    pub workspace: WorkspaceId,
    pub recipient: &'a str,
}

/// A mail ready to be delivered.
#[derive(Clone)]
pub struct Letter {
    /// Its id.
    pub id: Uuid,
    /// About which workspace.
    pub workspace: WorkspaceId,
    /// To whom.
    pub recipient: String,
    /// What it says.
    pub mail: Mail,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// Puts a mail into the outbox.
pub(crate) async fn put(
    services: &Services,
    tx: &impl ConnectionTrait,
    key: &DataKey,
    envelope: &Envelope<'_>,
    mail: &Mail,
) -> Result<()> {
    let (id, now) = (services.randomness.uuid(), services.clock.now());
    let content = serde_json::to_vec(mail).map_err(|_| Error::Inconsistent("mail cannot be written"))?;
    let row = ActiveModel {
        id: Set(id),
        organisation_id: Set(envelope.organisation.0),
        workspace_id: Set(envelope.workspace.0),
        recipient: Set(key.seal_text(Place::of(id, RECIPIENT), envelope.recipient)?),
        content: Set(key.seal(Place::of(id, CONTENT), &content)?),
        attempts: Set(0),
        created_at: Set(now),
        due_at: Set(now),
        sent_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The language of the last mail about a workspace.
pub(crate) async fn last_language(
    db: &impl ConnectionTrait,
    key: &DataKey,
    workspace: WorkspaceId,
) -> Result<Language> {
    let row = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.0))
        .order_by_desc(Column::CreatedAt)
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(Language::default()) };
    let Mail::Invitation { language, .. } = content(key, &row)?;
    Ok(language)
}

/// The letters that are due, oldest first, at most `limit`.
pub async fn due(services: &Services, limit: u64) -> Result<Vec<Letter>> {
    let rows = Entity::find()
        .filter(Column::SentAt.is_null())
        .filter(Column::DueAt.lte(services.clock.now()))
        .order_by_asc(Column::DueAt)
        .limit(limit)
        .all(services.database.read())
        .await?;
    letters(services, rows).await
}

/// The newest letters, sent or not: for the mail page of a demonstration.
pub async fn newest(services: &Services, limit: u64) -> Result<Vec<Letter>> {
    let rows =
        Entity::find().order_by_desc(Column::CreatedAt).limit(limit).all(services.database.read()).await?;
    letters(services, rows).await
}

/// Notes that a letter was handed over.
pub async fn sent(services: &Services, id: Uuid) -> Result<()> {
    let tx = services.database.begin().await?;
    Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(Some(services.clock.now())))
        .filter(Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a letter to hand it over: of two who try, one gets it. If it is not noted as sent, it is
/// due again after a pause that doubles each time.
pub async fn claim(services: &Services, id: Uuid) -> Result<bool> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let Some(row) = Entity::find_by_id(id).one(&tx).await? else { return Ok(false) };
    let pause = TimeDelta::minutes(1 << row.attempts.clamp(0, 10)).min(LONGEST_PAUSE);
    let claimed = Entity::update_many()
        .col_expr(Column::Attempts, Expr::value(row.attempts + 1))
        .col_expr(Column::DueAt, Expr::value(now + pause))
        .filter(Column::Id.eq(id))
        .filter(Column::Attempts.eq(row.attempts))
        .filter(Column::SentAt.is_null())
        .filter(Column::DueAt.lte(now))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(claimed.rows_affected == 1)
}

async fn letters(services: &Services, rows: Vec<Model>) -> Result<Vec<Letter>> {
    let db = services.database.read();
    let mut letters = Vec::with_capacity(rows.len());
    for row in rows {
        let owner = Owner::workspace(OrganisationId(row.organisation_id), WorkspaceId(row.workspace_id));
        let key = store::load(db, &services.keyring, owner).await?;
        letters.push(Letter {
            id: row.id,
            workspace: WorkspaceId(row.workspace_id),
            recipient: key.open_text(Place::of(row.id, RECIPIENT), &row.recipient)?,
            mail: content(&key, &row)?,
            created_at: row.created_at,
        });
    }
    Ok(letters)
}

fn content(key: &DataKey, row: &Model) -> Result<Mail> {
    let bytes = key.open(Place::of(row.id, CONTENT), &row.content)?;
    serde_json::from_slice(&bytes).map_err(|_| Error::Inconsistent("unreadable mail"))
}
