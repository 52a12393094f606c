//! Notices (L9): a ladder of days before each step, told with the stored date. A rung is given
//! once; a date that moves voids what was not sent yet, and has a ladder of its own.

mod digest;
mod give;
mod ladder;

pub use digest::digest;
pub use give::give;
pub(crate) use ladder::{RUNGS_BEFORE_OTHERS, rung_on};

use crate::{
    error::Result,
    outbox::{self, Step},
    workspace::{self, Column as WorkspaceColumn},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    Condition, ExprTrait,
    entity::prelude::*,
    sea_query::{Query, SelectStatement, SimpleExpr},
};

/// The table `notice`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub through: Date,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rung: i32,
    pub letter_id: Uuid,
    pub put_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The column with the last day before a step.
pub(crate) fn through(step: Step) -> WorkspaceColumn {
    match step {
        Step::Inactive => WorkspaceColumn::ActiveThrough,
        Step::Archived => WorkspaceColumn::InactiveThrough,
        Step::Deleted => WorkspaceColumn::ArchivedThrough,
    }
}

/// The condition that a step is the next one of a workspace, as far as its row knows.
pub(crate) fn is_next(step: Step) -> Condition {
    let closed = WorkspaceColumn::ClosedOn;
    let archived = WorkspaceColumn::ArchivedOn;
    match step {
        Step::Inactive => Condition::all().add(closed.is_null()).add(archived.is_null()),
        Step::Archived => Condition::all().add(closed.is_not_null()).add(archived.is_null()),
        Step::Deleted => Condition::all().add(archived.is_not_null()),
    }
}

/// The notices of a workspace's step for the date that is stored now.
fn of_step(step: Step) -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::WorkspaceId)).equals((workspace::Entity, WorkspaceColumn::Id)))
        .and_where(Expr::col((Entity, Column::Step)).eq(step.code()))
        .and_where(Expr::col((Entity, Column::Through)).equals((workspace::Entity, through(step))))
        .take()
}

/// The condition that a workspace's step was told: a notice for its stored date was handed over,
/// and none is waiting.
pub(crate) fn told(step: Step) -> Condition {
    let given = of_step(step).and_where(Expr::col((Entity, Column::SentAt)).is_not_null()).take();
    let waiting = of_step(step).and_where(Expr::col((Entity, Column::SentAt)).is_null()).take();
    Condition::all().add(Expr::exists(given)).add(Expr::exists(waiting).not())
}

/// The condition that this rung was given for the stored date.
fn given(step: Step, rung: u32) -> SimpleExpr {
    Expr::exists(of_step(step).and_where(Expr::col((Entity, Column::Rung)).eq(rung)).take())
}

/// Whether any notice of this step was handed over, for whatever date.
pub(crate) async fn ever_told(db: &impl ConnectionTrait, workspace: Uuid, step: Step) -> Result<bool> {
    let found = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace))
        .filter(Column::Step.eq(step.code()))
        .filter(Column::SentAt.is_not_null())
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Notes that the letter of a notice was handed over.
pub(crate) async fn sent(tx: &impl ConnectionTrait, letter: Uuid, at: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(Some(at)))
        .filter(Column::LetterId.eq(letter))
        .exec(tx)
        .await?;
    Ok(())
}

/// Voids what waits to be sent of dates that are not stored any more: with its letters.
pub(crate) async fn void(tx: &impl ConnectionTrait, row: &workspace::Model) -> Result<()> {
    let waiting = Entity::find()
        .filter(Column::WorkspaceId.eq(row.id))
        .filter(Column::SentAt.is_null())
        .all(tx)
        .await?;
    let holds = |notice: &Model| match (row.closed_on, row.archived_on) {
        (_, Some(_)) => notice.step == Step::Deleted.code() && notice.through == row.archived_through,
        (Some(_), None) => notice.step == Step::Archived.code() && notice.through == row.inactive_through,
        (None, None) => notice.step == Step::Inactive.code() && notice.through == row.active_through,
    };
    let void: Vec<Uuid> =
        waiting.iter().filter(|notice| !holds(notice)).map(|notice| notice.letter_id).collect();
    if void.is_empty() {
        return Ok(());
    }
    Entity::delete_many().filter(Column::LetterId.is_in(void.clone())).exec(tx).await?;
    outbox::Entity::delete_many().filter(outbox::Column::Id.is_in(void)).exec(tx).await?;
    Ok(())
}

/// Forgets all notices of a workspace.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}
