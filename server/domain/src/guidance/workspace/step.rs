//! The steps of a life, as columns.

use super::{Column as WorkspaceColumn, Model};
use crate::ground::outbox::Step;
use sea_orm::{Condition, entity::prelude::*};

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

impl Model {
    /// The next step of its life, and the last day before it.
    pub fn next_step(&self) -> (Step, Date) {
        match (self.closed_on, self.archived_on) {
            (_, Some(_)) => (Step::Deleted, self.archived_through),
            (Some(_), None) => (Step::Archived, self.inactive_through),
            (None, None) => (Step::Inactive, self.active_through),
        }
    }

    /// The last day before the next step of its life.
    pub fn next_through(&self) -> Date {
        self.next_step().1
    }
}
