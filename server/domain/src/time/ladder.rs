//! The ladder of notices before each step (L9): days before, with the stored date. A rung is given
//! once; a date that moves has a ladder of its own.

mod digest;
mod enqueue;
mod rungs;

pub use digest::digest;
pub(crate) use digest::forget_digests;
pub use enqueue::enqueue;
pub(crate) use rungs::{RUNGS_BEFORE_OTHERS, rung_on};

use crate::{
    ground::{
        notice::{self, Column, Entity},
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

/// How many days before a step its notice has to be accepted by the mail server (L9).
pub(crate) const NOTICE_DAYS: u32 = 7;

/// The condition that a workspace's step was notified (L9): of the notices for its stored date, a near one
/// was accepted, and none is waiting; and the customer was told in time. An older notice alone, after
/// an outage, is not enough.
pub(crate) fn notified(step: Step) -> Condition {
    let near = of_step(step)
        .and_where(Expr::col((Entity, Column::SentAt)).is_not_null())
        .and_where(Expr::col((Entity, Column::Rung)).lte(NOTICE_DAYS))
        .take();
    let waiting = of_step(step).and_where(Expr::col((Entity, Column::SentAt)).is_null()).take();
    Condition::all().add(Expr::exists(near)).add(Expr::exists(waiting).not()).add(told_in_time(step))
}

/// The condition that the customer was told of a step in time: for its stored date, or for one from
/// which it was put off.
pub(crate) fn told_in_time(step: Step) -> SimpleExpr {
    let through_of_notice = || Expr::col((Entity, Column::Through));
    let of_this_date = through_of_notice().equals((workspace::Entity, through(step)));
    let put_off_since = Expr::col((workspace::Entity, WorkspaceColumn::PostponedSince));
    let put_off_from = through_of_notice()
        .gte(put_off_since)
        .and(through_of_notice().lt(Expr::col((workspace::Entity, through(step)))));
    let told = Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::OwnerId)).equals((workspace::Entity, WorkspaceColumn::Id)))
        .and_where(Expr::col((Entity, Column::Step)).eq(step.code()))
        .and_where(of_this_date.or(put_off_from))
        .cond_where(notice::in_time())
        .take();
    Expr::exists(told)
}

/// The condition that some notice for the stored date was accepted, in time or not.
pub(crate) fn accepted(step: Step) -> SimpleExpr {
    Expr::exists(of_step(step).and_where(Expr::col((Entity, Column::SentAt)).is_not_null()).take())
}

/// The condition that this rung was given for the stored date.
fn enqueued(step: Step, rung: u32) -> SimpleExpr {
    Expr::exists(of_step(step).and_where(Expr::col((Entity, Column::Rung)).eq(rung)).take())
}
