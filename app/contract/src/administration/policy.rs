//! Policies (L10): how long each state lasts, tried before they are put in force.

use crate::{
    error::{ApiError, FieldCode},
    input::Check,
    life::State,
};
use chrono::{Days, NaiveDate};
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

/// The furthest day from which a policy may hold, in days from today.
pub const FURTHEST: u64 = 366;

/// The longest reason.
const LONGEST_REASON: u32 = 500;

/// A policy as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPolicy {
    /// From the customer's last visit.
    pub active: String,
    /// In which it can be reactivated.
    pub inactive: String,
    /// In the customer's archive.
    pub archived: String,
    /// By how much a hold may lengthen the archive, at most.
    pub hold: String,
    /// The day from which it holds; today where it is empty.
    #[serde(default)]
    pub from: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// A policy that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPolicy {
    /// Its months.
    pub months: Months,
    /// The day from which it holds.
    pub from: NaiveDate,
    /// Why.
    pub reason: String,
}

impl NewPolicy {
    /// Checks every field, to put it in force.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self, today: NaiveDate) -> Result<CheckedPolicy, ApiError> {
        let mut check = Check::default();
        let (months, from) = self.check_effect(&mut check, today);
        let reason = check.text("reason", &self.reason, LONGEST_REASON);
        check.finish(CheckedPolicy { months, from, reason })
    }

    /// Checks what changes dates, to try it. Why is asked last.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check_to_try(&self, today: NaiveDate) -> Result<(Months, NaiveDate), ApiError> {
        let mut check = Check::default();
        let checked = self.check_effect(&mut check, today);
        check.finish(checked)
    }

    /// Nothing may last less than a month but a hold: notices need time.
    fn check_effect(&self, check: &mut Check, today: NaiveDate) -> (Months, NaiveDate) {
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
        let last = today + Days::new(FURTHEST);
        let from = match (self.from.trim(), self.from.trim().parse::<NaiveDate>()) {
            ("", _) => today,
            (_, Ok(day)) if day < today => {
                check.fail("from", FieldCode::InThePast);
                today
            }
            (_, Ok(day)) if day > last => {
                check.fail("from", FieldCode::TooLate(last));
                today
            }
            (_, Ok(day)) => day,
            (_, Err(_)) => {
                check.fail("from", FieldCode::NotADate);
                today
            }
        };
        (checked, from)
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
    pub since: NaiveDate,
    /// Why; nothing where it came with the organisation.
    pub reason: Option<String>,
    /// How many workspaces still have dates of an older version.
    pub behind: u32,
    /// What was decided and holds from a later day.
    pub coming: Option<ComingPolicy>,
    /// Today where the organisation is.
    pub today: NaiveDate,
}

/// A policy that holds from a later day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComingPolicy {
    /// Its version.
    pub version: i32,
    /// Its months.
    pub months: Months,
    /// The day from which it holds.
    pub from: NaiveDate,
    /// Why.
    pub reason: Option<String>,
}

/// How the last days of one state move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The state whose last day it is.
    pub state: State,
    /// Of how many workspaces it comes earlier.
    pub earlier: u32,
    /// By how many days at most.
    pub most_days: i64,
    /// The first of those new last days.
    pub first: Option<NaiveDate>,
    /// Of how many it comes later.
    pub later: u32,
}

/// One date that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMove {
    /// The state whose last day it is.
    pub state: State,
    /// That day today.
    pub is: NaiveDate,
    /// That day under the policy.
    pub would_be: NaiveDate,
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
    /// Every date that would move.
    pub moves: Vec<DateMove>,
}

/// What a policy would do (L10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DryRun {
    /// The months tried.
    pub months: Months,
    /// From which day on.
    pub from: NaiveDate,
    /// How many workspaces there are.
    pub all: u32,
    /// How many would keep their dates.
    pub unchanged: u32,
    /// How many would become inactive in the night after that day.
    pub inactive_tonight: u32,
    /// How many would be archived once their customers were notified, in a week at the earliest.
    pub archived_soon: u32,
    /// How many would be deleted once their customers were notified, in a week at the earliest.
    pub deleted_soon: u32,
    /// How the last days of each state move.
    pub moved: Vec<Moved>,
    /// How many customers are told of an earlier step by email.
    pub told: u32,
    /// How many holds would be shortened, because they pass the cap (R1).
    pub holds_shortened: u32,
    /// Those of which a date moves, the soonest first. An archive is in no list (L6).
    pub lines: Vec<DryRunLine>,
    /// How many more there are.
    pub unlisted: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(active: &str, hold: &str) -> NewPolicy {
        NewPolicy {
            active: active.into(),
            inactive: "3".into(),
            archived: " 12 ".into(),
            hold: hold.into(),
            ..NewPolicy::default()
        }
    }

    fn today() -> NaiveDate {
        "2026-02-28".parse().expect("a date")
    }

    #[test]
    fn l10_months_are_whole_numbers_in_range() {
        let (checked, from) = months("3", "0").check_to_try(today()).expect("good input");
        assert_eq!(from, today());
        assert_eq!(checked, Months { active: 3, inactive: 3, archived: 12, hold: 0 });
        for bad in ["", "0", "-1", "1.5", "three", "241", "99999999999"] {
            let error = months(bad, "0").check_to_try(today()).expect_err(bad);
            assert!(matches!(error, ApiError::Invalid(fields) if fields.len() == 1), "{bad}");
        }
    }

    #[test]
    fn l10_a_policy_holds_from_a_day_that_is_not_over_and_says_why() {
        for (from, code) in [
            ("2026-02-27", FieldCode::InThePast),
            ("2027-03-02", FieldCode::TooLate("2027-03-01".parse().expect("a date"))),
            ("1.3.2026", FieldCode::NotADate),
        ] {
            let error = NewPolicy { from: from.into(), ..months("3", "0") }.check_to_try(today());
            assert_eq!(error, Err(ApiError::field("from", code)));
        }
        let why = |reason: &str| NewPolicy { reason: reason.into(), ..months("3", "0") }.check(today());
        assert_eq!(why(" "), Err(ApiError::field("reason", FieldCode::Required)));
        assert!(why("The law has changed.").is_ok());
    }
}
