//! Bulk actions of a main user on one or many workspaces (L8, P7): planned, looked at, and confirmed.

use crate::{
    administration::AdministrationFilter,
    codes::codes,
    error::{ApiError, FieldCode},
    id::{PersonId, WorkspaceId},
    input::Check,
    life::State,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How many workspaces the preview of an action lists.
pub const PREVIEW: u64 = 100;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkActionKind {
    /// They become inactive at once.
    Close,
    /// They go to the customers' archives at once.
    Archive,
    /// Another counselor goes on (P7).
    HandOver,
    /// They are active again (L5).
    Reactivate,
}

/// Why it is done. A closed list: what is typed freely could say too much in a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The guidance has come to its end.
    GuidanceEnded,
    /// The counselor does not work here any more.
    CounselorLeft,
    /// The counselor is away for long, or the work is divided anew.
    WorkDivided,
    /// The service itself ends.
    ServiceEnded,
    /// It was opened by mistake.
    Mistake,
    /// What the customer set out to do is done.
    GoalReached,
    /// The customer wishes it.
    CustomersWish,
    /// Guidance goes on elsewhere.
    OtherService,
    /// The customer could not be reached.
    NoContact,
}

impl Reason {
    /// Those for which an organisation acts.
    pub const OF_ORGANISATION: [Self; 6] = [
        Self::GuidanceEnded,
        Self::CounselorLeft,
        Self::WorkDivided,
        Self::ServiceEnded,
        Self::CustomersWish,
        Self::Mistake,
    ];

    /// Those for which a counselor closes a workspace.
    pub const OF_COUNSELOR: [Self; 6] = [
        Self::GuidanceEnded,
        Self::GoalReached,
        Self::CustomersWish,
        Self::OtherService,
        Self::NoContact,
        Self::Mistake,
    ];
}

codes!(Reason {
    GuidanceEnded = "guidance_ended",
    CounselorLeft = "counselor_left",
    WorkDivided = "work_divided",
    ServiceEnded = "service_ended",
    Mistake = "mistake",
    GoalReached = "goal_reached",
    CustomersWish = "customers_wish",
    OtherService = "other_service",
    NoContact = "no_contact",
});

codes!(BulkActionKind {
    Close = "close",
    Archive = "archive",
    HandOver = "hand_over",
    Reactivate = "reactivate",
});

/// The word for all that a filter shows, on all its pages.
pub const ALL_SHOWN: &str = "shown";

/// An action as it is asked for: of the workspaces chosen, of all of one counselor, or of all that a filter shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewBulkAction {
    /// What: a word of [`BulkActionKind`].
    pub kind: String,
    /// Why: a word of [`Reason`].
    pub reason: String,
    /// To whom, where it is handed over: an id, or nothing.
    pub to: String,
    /// The workspaces chosen.
    pub selection: Vec<WorkspaceId>,
    /// All of this counselor, instead: an id; or [`ALL_SHOWN`]; or nothing.
    pub all_of: String,
    /// What the filter shows.
    pub shown: AdministrationFilter,
    /// The day on which it is handed over: `2027-03-14`; nothing where that is at once.
    pub on: String,
}

/// A [`NewBulkAction`] that passed its check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedBulkAction {
    /// What.
    pub kind: BulkActionKind,
    /// Why.
    pub reason: Reason,
    /// To whom, exactly where it is handed over.
    pub to: Option<PersonId>,
    /// Of which workspaces.
    pub of: BulkActionScope,
    /// The day on which it is done, where that is not at once (P7).
    pub on: Option<NaiveDate>,
}

/// Of which workspaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkActionScope {
    /// Of these.
    Chosen(Vec<WorkspaceId>),
    /// Of all of one counselor that are not archived.
    AllOf(PersonId),
    /// Of all that a filter shows.
    Shown(AdministrationFilter),
}

impl NewBulkAction {
    /// Checks every field.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<CheckedBulkAction, ApiError> {
        let mut check = Check::default();
        let kind = BulkActionKind::from_code(&self.kind);
        let reason = Reason::from_code(&self.reason);
        let (to, all_of) = (self.to.parse().ok(), self.all_of.parse().ok());
        if kind.is_none() {
            check.fail("kind", FieldCode::NotAChoice);
        }
        if reason.is_none() {
            check.fail("reason", FieldCode::NotAChoice);
        }
        if kind == Some(BulkActionKind::HandOver) && to.is_none() {
            check.fail("to", FieldCode::NotAChoice);
        }
        let all_shown = self.all_of == ALL_SHOWN;
        if self.selection.is_empty() && all_of.is_none() && !all_shown {
            check.fail("selection", FieldCode::NothingChosen);
        }
        let of = match all_of {
            Some(counselor) => BulkActionScope::AllOf(counselor),
            None if all_shown => BulkActionScope::Shown(self.shown.clone()),
            None => BulkActionScope::Chosen(self.selection.clone()),
        };
        let hands_over = kind == Some(BulkActionKind::HandOver);
        let on = self.on.trim();
        let day: Option<NaiveDate> = on.parse().ok();
        if hands_over && !on.is_empty() && day.is_none() {
            check.fail("on", FieldCode::NotADate);
        }
        check.finish(())?;
        let (Some(kind), Some(reason)) = (kind, reason) else { return Err(ApiError::Internal) };
        let (to, on) = (to.filter(|_| hands_over), day.filter(|_| hands_over));
        Ok(CheckedBulkAction { kind, reason, to, of, on })
    }
}

/// How far an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BulkActionStage {
    /// Looked at, and not confirmed.
    Planned,
    /// Confirmed, and done on a day to come.
    Scheduled,
    /// Being done.
    Running,
    /// Done.
    Finished,
}

/// What an action does, or did, with one workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkActionLine {
    /// The workspace's running number; none once it is archived (L6).
    pub number: Option<i64>,
    /// Its counselor, where it is still to be seen.
    pub counselor: Option<String>,
    /// What comes of it.
    pub outcome: Outcome,
}

/// What comes of an action on one workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It would be in this state, until this day.
    Would(State, NaiveDate),
    /// Another counselor would go on with it.
    WouldBeHandedOver,
    /// It is not for this action: it is in that state already, or not there any more.
    WouldBeSkipped,
    /// It was done.
    Done,
    /// It was left as it is: it had changed before.
    Skipped,
}

/// An action: its preview before it is confirmed, its progress after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkActionView {
    /// What.
    pub kind: BulkActionKind,
    /// Why.
    pub reason: Reason,
    /// To whom.
    pub to: Option<String>,
    /// The day on which it is done, where that is, or was, not at once.
    pub on: Option<NaiveDate>,
    /// How far it is.
    pub stage: BulkActionStage,
    /// Of how many workspaces.
    pub total: u32,
    /// How many of them are dealt with, or would be skipped.
    pub done: u32,
    /// How many were left as they are.
    pub skipped: u32,
    /// How many would be changed, of those that are not dealt with.
    pub would: u32,
    /// How many customers would be told by email.
    pub told: u32,
    /// The first of them.
    pub lines: Vec<BulkActionLine>,
}
