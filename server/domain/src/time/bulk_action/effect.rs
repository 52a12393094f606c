//! What an action makes of a workspace: one function for its preview and for doing it.

use super::{Model, item};
use crate::{
    ground::{audit::Action, error::Result},
    guidance::workspace::{self, ClosedByColumn, InvitationStatusColumn, lifecycle},
    people::person::{self, StaffRole},
};
use chrono::NaiveDate;
use contract::{OrganisationId, PersonId, bulk_action::BulkActionKind, life::State};
use sea_orm::ConnectionTrait;

/// An action on the day on which it is looked at, or done.
pub(super) struct Effect {
    kind: BulkActionKind,
    reason: String,
    /// Who goes on; nothing once they are no counselor any more: nobody would read there.
    to: Option<PersonId>,
    today: NaiveDate,
}

impl Effect {
    /// Of an action of an organisation.
    pub async fn of(
        db: &impl ConnectionTrait,
        action: &Model,
        kind: BulkActionKind,
        today: NaiveDate,
    ) -> Result<Self> {
        let mut to = action.to_counselor_id.map(PersonId);
        if let Some(counselor) = to {
            let roles = person::roles(db, counselor, OrganisationId(action.organisation_id)).await?;
            to = to.filter(|_| roles.contains(StaffRole::Counselor));
        }
        Ok(Self { kind, reason: action.reason.clone(), to, today })
    }

    /// The workspace as it becomes, and what that is called. Nothing where it is not for this action; a handover is
    /// not for what has come to somebody else since it was planned.
    pub fn on(&self, item: &item::Model, row: &workspace::Model) -> Option<(workspace::Model, Action)> {
        let mut row = row.clone();
        let state = lifecycle::state(&row.facts(), &row.dates(), self.today);
        let action = match self.kind {
            BulkActionKind::Close if state == lifecycle::Life::Is(State::Active) => {
                row.close(self.today, ClosedByColumn::Organisation);
                row.closed_reason = Some(self.reason.clone());
                row.closing_words = None;
                Action::WorkspaceClosed
            }
            BulkActionKind::Archive => {
                row.closed_reason = Some(self.reason.clone());
                row.closing_words = None;
                row.archived_on = Some(self.today);
                row.postponed_since = None;
                row.postponed_to = None;
                Action::WorkspaceArchived
            }
            BulkActionKind::Reactivate if state == lifecycle::Life::Is(State::Inactive) => {
                row.reactivate(self.today);
                Action::WorkspaceReactivated
            }
            BulkActionKind::Close | BulkActionKind::Reactivate => return None,
            BulkActionKind::HandOver => {
                let to = self.to.filter(|to| to.0 != row.counselor_id)?;
                if item.counselor_id != Some(row.counselor_id) {
                    return None;
                }
                row.counselor_id = to.0;
                Action::WorkspaceHandedOver
            }
        };
        Some((row, action))
    }
}

/// Whether somebody is there to be told of it.
pub(super) fn is_told(row: &workspace::Model) -> bool {
    row.invitation_status == InvitationStatusColumn::Taken
}
