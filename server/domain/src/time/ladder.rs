//! The ladder of notices before each step (L9): days before, with the stored date. A rung is given
//! once; a date that moves has a ladder of its own.

mod digest;
mod enqueue;
mod rungs;

pub use digest::digest;
pub use enqueue::enqueue;
pub(crate) use rungs::{RUNGS_BEFORE_OTHERS, rung_on};

use crate::{
    ground::{
        notice::{Column, Entity},
        outbox::Step,
    },
    guidance::workspace::{self, Column as WorkspaceColumn, through},
};
use sea_orm::{
    Condition, ExprTrait,
    entity::prelude::*,
    sea_query::{Query, SelectStatement, SimpleExpr},
};

/// The notices of a workspace's step for the date that is stored now.
fn of_step(step: Step) -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::OwnerId)).equals((workspace::Entity, WorkspaceColumn::Id)))
        .and_where(Expr::col((Entity, Column::Step)).eq(step.code()))
        .and_where(Expr::col((Entity, Column::Through)).equals((workspace::Entity, through(step))))
        .take()
}

/// The condition that a workspace's step was notified: a notice for its stored date was handed over,
/// and none is waiting.
pub(crate) fn notified(step: Step) -> Condition {
    let sent = of_step(step).and_where(Expr::col((Entity, Column::SentAt)).is_not_null()).take();
    let waiting = of_step(step).and_where(Expr::col((Entity, Column::SentAt)).is_null()).take();
    Condition::all().add(Expr::exists(sent)).add(Expr::exists(waiting).not())
}

/// The condition that this rung was given for the stored date.
fn enqueued(step: Step, rung: u32) -> SimpleExpr {
    Expr::exists(of_step(step).and_where(Expr::col((Entity, Column::Rung)).eq(rung)).take())
}
