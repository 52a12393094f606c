//! Notices of steps to come (L9): which were put into the outbox, for which date, and which were handed
//! over. A date that moves voids what was not sent yet.

use crate::ground::{
    error::Result,
    outbox::{self, Step},
    vault::OwnerKind,
};
use chrono::{DateTime, Utc};
use sea_orm::{Condition, ExprTrait, entity::prelude::*};

/// The table `notice`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    pub owner_kind: OwnerKind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub through: Date,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rung: i32,
    pub email_id: Uuid,
    pub put_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
    /// Until when its acceptance counts as telling the customer in time; what was put before there was a
    /// deadline counts always.
    pub deadline: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// That a notice was accepted, in time to count.
pub(crate) fn in_time() -> Condition {
    let counts = Condition::any()
        .add(Column::Deadline.is_null())
        .add(Expr::col((Entity, Column::SentAt)).lt(Expr::col((Entity, Column::Deadline))));
    Condition::all().add(Column::SentAt.is_not_null()).add(counts)
}

/// Notes that an email was handed over, and with it the notice that it gave.
pub(crate) async fn delivered(tx: &impl ConnectionTrait, email: Uuid, at: DateTime<Utc>) -> Result<()> {
    outbox::sent(tx, email, at).await?;
    Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(Some(at)))
        .filter(Column::EmailId.eq(email))
        .exec(tx)
        .await?;
    Ok(())
}

/// Voids what waits to be sent for any other step or date than the next one: with its emails.
pub(crate) async fn void(
    tx: &impl ConnectionTrait,
    owner: Uuid,
    (step, through): (Step, Date),
) -> Result<()> {
    let waiting =
        Entity::find().filter(Column::OwnerId.eq(owner)).filter(Column::SentAt.is_null()).all(tx).await?;
    let holds = |notice: &Model| notice.step == step.code() && notice.through == through;
    let void: Vec<Uuid> =
        waiting.iter().filter(|notice| !holds(notice)).map(|notice| notice.email_id).collect();
    if void.is_empty() {
        return Ok(());
    }
    Entity::delete_many().filter(Column::EmailId.is_in(void.clone())).exec(tx).await?;
    outbox::Entity::delete_many().filter(outbox::Column::Id.is_in(void)).exec(tx).await?;
    Ok(())
}

/// Forgets all notices of an owner.
pub(crate) async fn forget(tx: &impl ConnectionTrait, owner: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::OwnerId.eq(owner)).exec(tx).await?;
    Ok(())
}
