//! What somebody is notified of (N1): a row each in the transaction of what happened, until they have seen it. What a mail
//! says of it, and when, is decided elsewhere.

use crate::ground::{
    error::Result,
    services::Services,
    vault::{Owner, OwnerKind},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{ConversationId, PersonId};
use sea_orm::{ActiveValue::Set, Condition, DatabaseTransaction, entity::prelude::*};

/// How long one has for seeing it before a mail is written.
const WAIT: TimeDelta = TimeDelta::minutes(5);

/// The table `notification`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who is notified.
    pub person_id: Uuid,
    pub owner_id: Uuid,
    pub owner_kind: OwnerKind,
    pub organisation_id: Uuid,
    pub event: EventColumn,
    /// The conversation of a message.
    pub place_id: Option<Uuid>,
    /// The position of a message in it.
    pub position: Option<i64>,
    pub created_at: DateTimeUtc,
    /// When a mail is to tell of it; never where one has, or is not to.
    pub mail_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What happened, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub(crate) enum EventColumn {
    /// Somebody wrote.
    Message,
    /// The customer decided on a second professional.
    ConsentDecided,
    /// The customer's identity was confirmed: they are in.
    IdentityConfirmed,
    /// Somebody accepted an invitation and waits to be confirmed.
    AwaitingConfirmation,
    /// The customer asks for reactivation.
    ReactivationAsked,
    /// The workspace is now theirs to guide.
    HandedOver,
    /// Somebody asks to join, and they decide.
    ConsentAsked,
    /// A supervisor opened it by break-glass (P8).
    BreakGlass,
}

impl EventColumn {
    /// When a mail of it is due. Of what a mail of its own says at once, none is.
    fn mail_at(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        (self != Self::ConsentAsked).then_some(now + WAIT)
    }
}

/// Notifies somebody of what happened with an owner; of a message with its place.
pub(crate) async fn raise(
    services: &Services,
    tx: &DatabaseTransaction,
    owner: Owner,
    person: PersonId,
    (event, place): (EventColumn, Option<(ConversationId, i64)>),
) -> Result<()> {
    let now = services.clock.now();
    let notification = ActiveModel {
        id: Set(services.randomness.uuid()),
        person_id: Set(person.0),
        owner_id: Set(owner.id),
        owner_kind: Set(owner.kind),
        organisation_id: Set(owner.organisation),
        event: Set(event),
        place_id: Set(place.map(|(conversation, _)| conversation.0)),
        position: Set(place.map(|(_, position)| position)),
        created_at: Set(now),
        mail_at: Set(event.mail_at(now)),
    };
    Entity::insert(notification).exec_without_returning(tx).await?;
    Ok(())
}

/// The messages of a conversation were read up to a position.
pub(crate) async fn seen_conversation(
    tx: &DatabaseTransaction,
    person: PersonId,
    (conversation, last): (ConversationId, i64),
) -> Result<()> {
    let read = Entity::delete_many().filter(Column::PlaceId.eq(conversation.0));
    let read = read.filter(Column::Position.lte(last)).filter(Column::PersonId.eq(person.0));
    read.exec(tx).await?;
    Ok(())
}

/// What somebody was asked for was done: nobody is notified of it any more.
pub(crate) async fn resolved(tx: &DatabaseTransaction, owner: Uuid, event: EventColumn) -> Result<()> {
    let of_it = Entity::delete_many().filter(Column::OwnerId.eq(owner));
    of_it.filter(Column::Event.eq(event)).exec(tx).await?;
    Ok(())
}

/// The page of an owner was looked at: all but its messages is seen there. Writes only where there is something.
pub(crate) async fn seen(services: &Services, person: PersonId, owner: Uuid) -> Result<()> {
    let theirs = Condition::all()
        .add(Column::PersonId.eq(person.0))
        .add(Column::OwnerId.eq(owner))
        .add(Column::Event.ne(EventColumn::Message));
    if Entity::find().filter(theirs.clone()).one(services.database.read()).await?.is_none() {
        return Ok(());
    }
    let tx = services.database.begin().await?;
    Entity::delete_many().filter(theirs).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// A message was taken back: there is nothing left to notify of.
pub(crate) async fn taken_back(
    tx: &DatabaseTransaction,
    conversation: ConversationId,
    position: i64,
) -> Result<()> {
    let of_it = Entity::delete_many().filter(Column::PlaceId.eq(conversation.0));
    of_it.filter(Column::Position.eq(position)).exec(tx).await?;
    Ok(())
}

/// Somebody has no part in an owner's content any more.
pub(crate) async fn forget_of(tx: &impl ConnectionTrait, owner: Uuid, person: PersonId) -> Result<()> {
    let theirs = Entity::delete_many().filter(Column::OwnerId.eq(owner));
    theirs.filter(Column::PersonId.eq(person.0)).exec(tx).await?;
    Ok(())
}

/// An owner is destroyed.
pub(crate) async fn forget(tx: &impl ConnectionTrait, owner: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::OwnerId.eq(owner)).exec(tx).await?;
    Ok(())
}

/// A person is forgotten.
pub(crate) async fn forget_person(tx: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    Entity::delete_many().filter(Column::PersonId.eq(person.0)).exec(tx).await?;
    Ok(())
}
