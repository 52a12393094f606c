//! What a main user sees: workspaces without their content, the weeks ahead, the jobs, what
//! waits, holds.

pub mod break_glass;
pub mod bulk_action;
pub mod policy;
pub mod wording;

use crate::{
    codes::codes,
    error::{ApiError, FieldCode},
    id::{BulkActionId, HoldId, PersonId, WorkspaceId},
    input::Check,
    life::{Timeline, Wait},
    names::Names,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// How many weeks ahead are shown.
pub const WEEKS: u32 = 14;

/// How many workspaces go on by time in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// Its first day; the first week begins today.
    pub from: NaiveDate,
    /// Become inactive.
    pub inactive: u32,
    /// Go to the archive.
    pub archived: u32,
    /// Are deleted.
    pub deleted: u32,
}

/// How a job is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobView {
    /// Its name.
    pub name: String,
    /// When it last succeeded.
    pub succeeded_at: Option<NaiveDateTime>,
    /// How often it failed since.
    pub failures: u32,
    /// Since when it is held, because the clock had jumped.
    pub held_since: Option<NaiveDateTime>,
}

/// Something that waits or is in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The workspace's running number.
    pub number: i64,
    /// Its counselor.
    pub counselor: String,
    /// Since when.
    pub since: NaiveDate,
    /// Until when its next step waits now.
    pub to: NaiveDate,
    /// Why.
    pub wait: Wait,
}

/// What a mail was about that was given up after 30 days of attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GivenUpMail {
    /// The receipt of a deletion.
    Receipt,
    /// An invitation to a workspace.
    Invitation,
    /// An invitation of staff.
    StaffInvitation,
    /// Anything else.
    Other,
}

/// That a mail was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenUp {
    /// What it was about.
    pub mail: GivenUpMail,
    /// The workspace's running number, where there is one to be seen.
    pub number: Option<i64>,
    /// On which day.
    pub on: NaiveDate,
}

/// A handover that is confirmed for a day to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheduled {
    /// The action.
    pub id: BulkActionId,
    /// On which day.
    pub on: NaiveDate,
    /// To whom, by name.
    pub to: String,
    /// Whether they are a counselor still: to nobody else anything is handed over.
    pub takes: bool,
}

/// How many workspaces there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Active ones.
    pub active: u32,
    /// Inactive ones.
    pub inactive: u32,
    /// In their customers' archives.
    pub archived: u32,
    /// Whose customer has not come in yet, or has to be confirmed; archives apart.
    pub not_joined: u32,
    /// Whose customer asks for reactivation (L5).
    pub asks_reactivation: u32,
    /// Whose customer no mail reaches: nobody knows an address, or it refuses mail (P11, N4).
    pub unreached: u32,
}

/// The overview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The organisation's name.
    pub organisation: Names,
    /// How many workspaces there are.
    pub figures: Figures,
    /// Who runs workspaces and has no counselor's role any more (P9).
    pub orphaned: Vec<CounselorSummary>,
    /// Handovers that are confirmed for a day to come, the next first (P7).
    pub scheduled: Vec<Scheduled>,
    /// The weeks ahead.
    pub weeks: Vec<Week>,
    /// The jobs.
    pub jobs: Vec<JobView>,
    /// Whose notices do not get through (L9).
    pub unnoticed: Vec<Waiting>,
    /// How many archives there are of which the same is true: they have no number to be seen (L6).
    pub unnoticed_archives: u32,
    /// Mail that was given up in the last 90 days, the newest first.
    pub given_up: Vec<GivenUp>,
    /// How many things jobs had to quarantine.
    pub quarantine: u32,
    /// Holds in force.
    pub holds: Vec<HoldView>,
    /// By how many months a hold may lengthen an archive; 0: there are no holds.
    pub hold_cap: u32,
}

/// Why something is kept longer. A closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// A complaint or a correction is being dealt with.
    Complaint,
    /// A court or an authority needs it.
    LegalClaim,
    /// The customer asked for it.
    CustomersWish,
}

codes!(Ground {
    Complaint = "complaint",
    LegalClaim = "legal_claim",
    CustomersWish = "customers_wish",
});

/// A hold in force (R1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldView {
    /// Its id.
    pub id: HoldId,
    /// The workspace's running number; none once it is archived (L6).
    pub number: Option<i64>,
    /// Why.
    pub ground: Ground,
    /// Who placed it.
    pub by: String,
    /// The day on which it ends by itself.
    pub until: NaiveDate,
}

/// A hold as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewHold {
    /// The workspace's running number.
    pub number: String,
    /// Why: a word of [`Ground`].
    pub ground: String,
    /// The last day: `2027-03-14`.
    pub until: String,
}

impl NewHold {
    /// Checks every field.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<(i64, Ground, NaiveDate), ApiError> {
        let mut check = Check::default();
        let number = self.number.trim().parse().ok();
        let ground = Ground::from_code(&self.ground);
        let until = self.until.trim().parse().ok();
        if number.is_none() {
            check.fail("number", FieldCode::NoSuchWorkspace);
        }
        if ground.is_none() {
            check.fail("ground", FieldCode::Required);
        }
        if until.is_none() {
            check.fail("until", FieldCode::NotADate);
        }
        check.finish(())?;
        number.zip(ground).zip(until).map(|((n, g), u)| (n, g, u)).ok_or(ApiError::Internal)
    }
}

/// A workspace as a main user sees it (P5): no title, no customer, no content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administered {
    /// Its id.
    pub id: WorkspaceId,
    /// Its running number.
    pub number: i64,
    /// Its counselor.
    pub counselor: String,
    /// Its life.
    pub timeline: Timeline,
    /// Why its next step waits, where it does (L9).
    pub wait: Option<Wait>,
    /// Whether no mail reaches its customer (P11, N4).
    pub is_unreached: bool,
    /// Whether its customer asks for reactivation (L5).
    pub asks_reactivation: bool,
}

/// A counselor as a main user sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounselorSummary {
    /// Whether they have the role now; else they only have workspaces still.
    pub guides: bool,
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// How many workspaces they have that are not archived.
    pub workspaces: u32,
}

/// Which workspaces a main user looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdministrationFilter {
    /// Of this counselor: an id, or nothing.
    pub counselor: String,
    /// In this state: `active`, `inactive`, or nothing; or `unreached`: those whose customer no mail reaches; or
    /// `asks`: those whose customer asks for reactivation.
    pub state: String,
    /// The page, from 1.
    pub page: u32,
}

/// One page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdministrationList {
    /// The lines of this page.
    pub items: Vec<Administered>,
    /// The page shown, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// How many workspaces there are in all.
    pub total: u32,
    /// The counselors of the organisation, and former ones who still have workspaces.
    pub counselors: Vec<CounselorSummary>,
}
