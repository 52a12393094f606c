//! Mail waiting to be sent, put there in the transaction of what it is about. Address and content
//! are sealed with the key of whom it concerns, so that they die with it (L7).

mod addressed;
mod deliver;
mod give_up;
mod mail;
mod stored;

pub(crate) use addressed::{
    address_of, cancel, cancel_links, cancel_one, failing, newest_of, owner_of, redirect,
};
pub(crate) use deliver::sent;
pub use deliver::{claim, due, newest};
pub(crate) use give_up::{give_up, of_word};
pub use mail::{Due, Mail, News, Says, Step};

use crate::ground::{
    error::Result,
    services::Services,
    vault::{DataKey, Owner, OwnerKind, SealContext, Sealed, SealedRow},
};
use chrono::{DateTime, Utc};
use contract::OrganisationId;
use sea_orm::{ActiveValue::Set, entity::prelude::*};

// The name of an earlier table: it is part of what is sealed.
const RECIPIENT: &str = "outbox.recipient";
const CONTENT: &str = "outbox.content";

/// The table `email`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub owner_kind: OwnerKind,
    pub owner_id: Uuid,
    pub organisation_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    recipient: Sealed,
    #[sea_orm(column_type = "Blob")]
    content: Sealed,
    attempts: i32,
    pub created_at: DateTimeUtc,
    due_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![
            (SealContext::of(self.id, RECIPIENT), &self.recipient),
            (SealContext::of(self.id, CONTENT), &self.content),
        ]
    }
}

impl Model {
    fn owner(&self) -> Owner {
        Owner::from_columns(self.owner_kind, self.owner_id, OrganisationId(self.organisation_id))
    }
}

/// A mail ready to be delivered.
#[derive(Clone)]
pub struct QueuedEmail {
    /// Its id.
    pub id: Uuid,
    /// Whose mail it is.
    pub organisation: OrganisationId,
    /// To whom.
    pub recipient: String,
    /// What it says.
    pub mail: Mail,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// Puts a mail to one recipient into the outbox, sealed with the key of `owner`.
pub(crate) async fn put(
    services: &Services,
    tx: &impl ConnectionTrait,
    (owner, key): (Owner, &DataKey),
    organisation: OrganisationId,
    recipient: &str,
    mail: &Mail,
) -> Result<Uuid> {
    let email = seal(services, (owner, key), organisation, recipient, mail)?;
    let id = email.id;
    insert(tx, email).await?;
    Ok(id)
}

/// Seals a mail without putting it anywhere yet.
pub(crate) fn seal(
    services: &Services,
    (owner, key): (Owner, &DataKey),
    organisation: OrganisationId,
    recipient: &str,
    mail: &Mail,
) -> Result<Model> {
    let (id, now) = (services.randomness.uuid(), services.clock.now());
    let content = stored::write(mail)?;
    Ok(Model {
        id,
        owner_kind: owner.kind,
        owner_id: owner.id,
        organisation_id: organisation.0,
        recipient: key.seal_text(SealContext::of(id, RECIPIENT), recipient)?,
        content: key.seal(SealContext::of(id, CONTENT), &content)?,
        attempts: 0,
        created_at: now,
        due_at: now,
        sent_at: None,
    })
}

/// Puts a sealed mail into the outbox.
pub(crate) async fn insert(tx: &impl ConnectionTrait, email: Model) -> Result<()> {
    let row = ActiveModel {
        id: Set(email.id),
        owner_kind: Set(email.owner_kind),
        owner_id: Set(email.owner_id),
        organisation_id: Set(email.organisation_id),
        recipient: Set(email.recipient),
        content: Set(email.content),
        attempts: Set(email.attempts),
        created_at: Set(email.created_at),
        due_at: Set(email.due_at),
        sent_at: Set(email.sent_at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes the emails of an owner out of the outbox, sent or not.
pub(crate) async fn forget(tx: &impl ConnectionTrait, owner: Owner) -> Result<()> {
    let theirs = Entity::delete_many().filter(Column::OwnerKind.eq(owner.kind));
    theirs.filter(Column::OwnerId.eq(owner.id)).exec(tx).await?;
    Ok(())
}
