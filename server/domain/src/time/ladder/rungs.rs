//! How many days before each step its notices are given. Pure.

use crate::ground::{clock::days_after, outbox::Step};
use chrono::NaiveDate;

/// Days before inactivity and before archiving.
pub(crate) const RUNGS_BEFORE_OTHERS: &[u32] = &[30, 7, 1];
/// Days before deletion.
pub(crate) const RUNGS_BEFORE_DELETION: &[u32] = &[90, 30, 7, 1];

/// One rung on one day: whoever's step has its last day in here is notified now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// How many days before.
    pub rung: u32,
    /// The earliest last day that belongs to it.
    pub from: NaiveDate,
    /// The latest.
    pub to: NaiveDate,
}

/// The windows of `today`. They do not overlap: who missed a rung is notified by the next one, once.
pub(crate) fn windows(step: Step, today: NaiveDate) -> Vec<Window> {
    let rungs = if step == Step::Deleted { RUNGS_BEFORE_DELETION } else { RUNGS_BEFORE_OTHERS };
    let nearer = rungs.iter().skip(1).map(|next| days_after(today, next + 1)).chain([today]);
    rungs
        .iter()
        .zip(nearer)
        .map(|(rung, from)| Window { rung: *rung, from, to: days_after(today, *rung) })
        .collect()
}

/// The rung that is due on `today` for a step with this last day.
pub(crate) fn rung_on(step: Step, through: NaiveDate, today: NaiveDate) -> Option<u32> {
    let window = windows(step, today).into_iter().find(|window| (window.from..=window.to).contains(&through));
    window.map(|window| window.rung)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rung(step: Step, through: &str, today: &str) -> Option<u32> {
        let (through, today): (NaiveDate, NaiveDate) = (through.parse().unwrap(), today.parse().unwrap());
        let all = windows(step, today);
        let mut fits = all.iter().filter(|window| (window.from..=window.to).contains(&through));
        let rung = fits.next().map(|window| window.rung);
        assert!(fits.next().is_none(), "no two rungs at once");
        assert_eq!(rung_on(step, through, today), rung);
        rung
    }

    #[test]
    fn l9_the_ladder_of_a_step_across_a_leap_day() {
        for (today, expected) in [
            ("2028-01-29", None),
            ("2028-01-30", Some(30)),
            ("2028-02-21", Some(30)),
            ("2028-02-22", Some(7)),
            ("2028-02-27", Some(7)),
            ("2028-02-28", Some(1)),
            ("2028-02-29", Some(1)),
            ("2028-03-01", None),
        ] {
            assert_eq!(rung(Step::Archived, "2028-02-29", today), expected, "{today}");
            assert_eq!(rung(Step::Inactive, "2028-02-29", today), expected, "{today}");
        }
    }

    #[test]
    fn l9_before_deletion_also_ninety_days() {
        for (today, expected) in [
            ("2027-02-26", None),
            ("2027-02-27", Some(90)),
            ("2027-04-27", Some(90)),
            ("2027-04-28", Some(30)),
            ("2027-05-27", Some(1)),
            ("2027-05-28", Some(1)),
        ] {
            assert_eq!(rung(Step::Deleted, "2027-05-28", today), expected, "{today}");
        }
    }

    #[test]
    fn l9_every_day_before_a_step_has_a_rung() {
        for step in [Step::Inactive, Step::Archived, Step::Deleted] {
            let today: NaiveDate = "2026-12-31".parse().unwrap();
            let last = if step == Step::Deleted { 90 } else { 30 };
            for days in 0..=last {
                assert!(rung(step, &days_after(today, days).to_string(), "2026-12-31").is_some(), "{days}");
            }
            assert_eq!(rung(step, &days_after(today, last + 1).to_string(), "2026-12-31"), None);
        }
    }
}
