//! Policies (L10): how long each state lasts, tried before they are put in force.

use crate::{
    error::{ApiError, FieldCode},
    input::Check,
    life::State,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// The longest a state may last, in months.
pub const LONGEST: u32 = 240;

/// Months of each state, as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Months {
    /// From the customer's last visit.
    pub active: u32,
    /// In which it can be reactivated.
    pub inactive: u32,
    /// In the customer's archive.
    pub archived: u32,
    /// By how much a hold may lengthen the archive, at most (R1).
    pub hold: u32,
}

/// Months as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMonths {
    /// From the customer's last visit.
    pub active: String,
    /// In which it can be reactivated.
    pub inactive: String,
    /// In the customer's archive.
    pub archived: String,
    /// By how much a hold may lengthen the archive, at most.
    pub hold: String,
}

impl NewMonths {
    /// Checks every field. Nothing may last less than a month but a hold: notices need time.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<Months, ApiError> {
        let mut check = Check::default();
        let mut months = |field, text: &str, least| match text.trim().parse::<u32>() {
            Ok(count) if (least..=LONGEST).contains(&count) => count,
            _ => {
                check.fail(field, FieldCode::NotInRange(least, LONGEST));
                0
            }
        };
        let checked = Months {
            active: months("active", &self.active, 1),
            inactive: months("inactive", &self.inactive, 1),
            archived: months("archived", &self.archived, 1),
            hold: months("hold", &self.hold, 0),
        };
        check.finish(checked)
    }
}

/// The policy in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyView {
    /// Its version.
    pub version: i32,
    /// Its months.
    pub months: Months,
    /// Since when.
    pub since: NaiveDateTime,
    /// How many workspaces still have dates of an older version.
    pub behind: u32,
}

/// What a policy would do with one workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DryRunLine {
    /// Its running number.
    pub number: i64,
    /// Its counselor.
    pub counselor: String,
    /// Its state now.
    pub now: State,
    /// The last day of that state today.
    pub until: NaiveDate,
    /// The last day of that state under the policy.
    pub would_be: NaiveDate,
}

/// What a policy would do (L10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DryRun {
    /// The months tried.
    pub months: Months,
    /// How many workspaces there are.
    pub all: u32,
    /// How many would keep their dates.
    pub unchanged: u32,
    /// How many would become inactive tonight.
    pub inactive_tonight: u32,
    /// How many would be archived once their customers were notified, in a week at the earliest.
    pub archived_soon: u32,
    /// How many would be deleted once their customers were notified, in a week at the earliest.
    pub deleted_soon: u32,
    /// Those whose present state would end soonest.
    pub lines: Vec<DryRunLine>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(active: &str, hold: &str) -> NewMonths {
        NewMonths { active: active.into(), inactive: "3".into(), archived: " 12 ".into(), hold: hold.into() }
    }

    #[test]
    fn l10_months_are_whole_numbers_in_range() {
        let checked = months("3", "0").check().expect("good input");
        assert_eq!(checked, Months { active: 3, inactive: 3, archived: 12, hold: 0 });
        for bad in ["", "0", "-1", "1.5", "three", "241", "99999999999"] {
            let error = months(bad, "0").check().expect_err(bad);
            assert!(matches!(error, ApiError::Invalid(fields) if fields.len() == 1), "{bad}");
        }
    }
}
