//! L1–L6 by example at the hard dates, and by property against a calendar that shares no code
//! with the one in use.

use super::*;
use crate::ground::clock::local_date;
use chrono::{DateTime, Datelike, TimeZone, Utc};
use chrono_tz::Europe::Helsinki;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn visited(on: &str) -> Facts {
    Facts { visited_on: Some(day(on)), ..Facts::created(day("2020-01-01")) }
}

fn through(facts: &Facts) -> [String; 3] {
    let dates = dates(facts, Policy::default());
    [dates.active_through, dates.inactive_through, dates.archived_through].map(|date| date.to_string())
}

#[test]
fn l2_the_example_of_the_specification() {
    assert_eq!(through(&visited("2025-11-30")), ["2026-02-28", "2026-05-28", "2027-05-28"]);
}

#[test]
fn l2_month_ends_and_leap_days() {
    for (visit, expected) in [
        ("2027-11-29", ["2028-02-29", "2028-05-29", "2029-05-29"]),
        ("2027-11-30", ["2028-02-29", "2028-05-29", "2029-05-29"]),
        ("2024-02-29", ["2024-05-29", "2024-08-29", "2025-08-29"]),
        ("2023-08-31", ["2023-11-30", "2024-02-29", "2025-02-28"]),
        ("2026-05-31", ["2026-08-31", "2026-11-30", "2027-11-30"]),
        ("2026-12-31", ["2027-03-31", "2027-06-30", "2028-06-30"]),
        ("2099-11-30", ["2100-02-28", "2100-05-28", "2101-05-28"]),
    ] {
        assert_eq!(through(&visited(visit)), expected, "visit {visit}");
    }
}

#[test]
fn l1_before_the_first_visit_creation_counts() {
    assert_eq!(through(&Facts::created(day("2026-08-31")))[0], "2026-11-30");
}

#[test]
fn l2_a_state_lasts_through_the_end_of_its_last_day() {
    let facts = visited("2025-11-30");
    let dates = dates(&facts, Policy::default());
    for (today, life) in [
        ("2026-02-28", Life::Is(State::Active)),
        ("2026-03-01", Life::Is(State::Inactive)),
        ("2026-05-28", Life::Is(State::Inactive)),
        ("2026-05-29", Life::Is(State::Archived)),
        ("2027-05-28", Life::Is(State::Archived)),
        ("2027-05-29", Life::Over),
    ] {
        assert_eq!(state(&facts, &dates, day(today)), life, "on {today}");
    }
}

#[test]
fn l2_the_next_state_begins_at_midnight_of_the_organisation() {
    let facts = visited("2025-12-27");
    let dates = dates(&facts, Policy::default());
    assert_eq!(dates.active_through, day("2026-03-27"));
    let at = |instant: DateTime<Utc>| state(&facts, &dates, local_date(instant, Helsinki));
    // Helsinki is two hours ahead in winter: its 28 March begins at 22:00 UTC on the 27th.
    let midnight = Utc.with_ymd_and_hms(2026, 3, 27, 22, 0, 0).unwrap();
    assert_eq!(at(midnight - chrono::TimeDelta::seconds(1)), Life::Is(State::Active));
    assert_eq!(at(midnight), Life::Is(State::Inactive));
}

#[test]
fn l2_days_of_daylight_saving_changes_begin_at_their_own_midnight() {
    for (last_day, first_instant_after) in [
        // 29 March 2026 has 23 hours, 25 October 2026 has 25.
        ("2026-03-28", (2026, 3, 28, 22)),
        ("2026-03-29", (2026, 3, 29, 21)),
        ("2026-10-24", (2026, 10, 24, 21)),
        ("2026-10-25", (2026, 10, 25, 22)),
    ] {
        let (y, m, d, h) = first_instant_after;
        let midnight = Utc.with_ymd_and_hms(y, m, d, h, 0, 0).unwrap();
        assert_eq!(local_date(midnight - chrono::TimeDelta::microseconds(1), Helsinki), day(last_day));
        assert_eq!(local_date(midnight, Helsinki), day(last_day).succ_opt().unwrap());
    }
}

#[test]
fn l5_reactivation_counts_from_its_day() {
    let facts = Facts { reactivated_on: Some(day("2026-05-31")), ..visited("2025-11-30") };
    assert_eq!(through(&facts), ["2026-08-31", "2026-11-30", "2027-11-30"]);
}

#[test]
fn l5_a_visit_after_reactivation_moves_the_dates_again() {
    let facts = Facts { reactivated_on: Some(day("2026-05-31")), ..visited("2026-06-10") };
    assert_eq!(through(&facts)[0], "2026-09-10");
}

#[test]
fn l5_closing_takes_effect_at_once_and_counts_from_its_day() {
    let closed = Some(Closing { on: day("2026-01-31"), by: Some(ClosedBy::Counselor) });
    let facts = Facts { closed, ..visited("2026-01-30") };
    assert_eq!(through(&facts), ["2026-01-31", "2026-04-30", "2027-04-30"]);
    let dates = dates(&facts, Policy::default());
    assert_eq!(state(&facts, &dates, day("2026-01-31")), Life::Is(State::Inactive));
}

#[test]
fn l8_archiving_directly_takes_effect_at_once_and_counts_from_its_day() {
    let facts = Facts { archived_on: Some(day("2026-02-28")), ..visited("2026-01-30") };
    assert_eq!(through(&facts), ["2026-02-28", "2026-02-28", "2027-02-28"]);
    let dates = dates(&facts, Policy::default());
    assert_eq!(state(&facts, &dates, day("2026-02-28")), Life::Is(State::Archived));
}

#[test]
fn l10_what_has_passed_is_moved_by_no_policy() {
    let longer = Policy { active: 12, inactive: 12, archived: 1 };
    let lapsed = Facts { closed: Some(Closing { on: day("2026-02-28"), by: None }), ..visited("2025-11-30") };
    let moved = dates(&lapsed, longer);
    assert_eq!((moved.active_through, moved.inactive_through), (day("2026-02-28"), day("2027-02-28")));
    let archived = Facts { archived_on: Some(day("2026-05-28")), ..lapsed };
    let moved = dates(&archived, longer);
    assert_eq!((moved.active_through, moved.inactive_through), (day("2026-02-28"), day("2026-05-28")));
    assert_eq!(moved.archived_through, day("2026-06-28"));
}

#[test]
fn l9_a_postponed_archiving_moves_what_follows_and_no_other_step() {
    let lapsed = Closing { on: day("2026-02-28"), by: None };
    let waiting =
        Facts { closed: Some(lapsed), postponed_to: Some(day("2026-05-31")), ..visited("2025-11-30") };
    assert_eq!(through(&waiting), ["2026-02-28", "2026-05-31", "2027-05-31"]);
    // An earlier day than the policy's postpones nothing.
    let past = Facts { postponed_to: Some(day("2026-04-01")), ..waiting };
    assert_eq!(through(&past), ["2026-02-28", "2026-05-28", "2027-05-28"]);
    let archived =
        Facts { archived_on: Some(day("2026-05-28")), postponed_to: Some(day("2027-06-02")), ..waiting };
    assert_eq!(through(&archived), ["2026-02-28", "2026-05-28", "2027-06-02"]);
}

#[test]
fn r1_a_hold_keeps_the_archive_and_moves_nothing_else() {
    let held = Facts { held_through: Some(day("2028-01-31")), ..visited("2025-11-30") };
    assert_eq!(through(&held), ["2026-02-28", "2026-05-28", "2028-01-31"]);
    let over = Facts { held_through: Some(day("2027-01-31")), ..held };
    assert_eq!(through(&over)[2], "2027-05-28");
}

#[test]
fn l12_the_timeline_ends_with_the_life() {
    let facts = visited("2025-11-30");
    let dates = dates(&facts, Policy::default());
    let line = timeline(&facts, &dates, day("2026-02-28")).expect("alive");
    assert_eq!((line.state, line.due(), line.days_left()), (State::Active, day("2026-02-28"), 0));
    assert_eq!(timeline(&facts, &dates, day("2027-05-29")), None);
}

/// A calendar of its own: years, months and days counted by hand.
mod oracle {
    fn leap(year: i32) -> bool {
        year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    }

    pub fn days_in(year: i32, month: u32) -> u32 {
        match month {
            2 if leap(year) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    pub fn add_months((mut year, mut month, day): (i32, u32, u32), months: u32) -> (i32, u32, u32) {
        for _ in 0..months {
            month += 1;
            if month == 13 {
                (year, month) = (year + 1, 1);
            }
        }
        (year, month, day.min(days_in(year, month)))
    }

    /// The day of the month of the last Sunday, by Zeller's congruence.
    pub fn last_sunday(year: i32, month: u32) -> u32 {
        (1..=days_in(year, month)).rev().find(|day| weekday(year, month, *day) == 0).unwrap()
    }

    /// 0 is Sunday.
    fn weekday(year: i32, month: u32, day: u32) -> i32 {
        let (y, m) =
            if month < 3 { (year - 1, month.cast_signed() + 12) } else { (year, month.cast_signed()) };
        let h = (day.cast_signed() + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7;
        (h + 6) % 7
    }
}

fn parts(date: NaiveDate) -> (i32, u32, u32) {
    (date.year(), date.month(), date.day())
}

/// Days of four centuries, the ends of months and leap days as often as all others together.
fn any_day() -> impl Strategy<Value = (i32, u32, u32)> {
    (1900..2300_i32, 1..=12_u32, 0..=60_u32).prop_map(|(year, month, day)| {
        let last = oracle::days_in(year, month);
        (year, month, if (1..=31).contains(&day) { day.min(last) } else { last })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12_000))]

    #[test]
    fn l2_dates_agree_with_a_calendar_counted_by_hand(
        visit in any_day(), active in 0..40_u32, inactive in 0..40_u32, archived in 0..40_u32,
    ) {
        let date = NaiveDate::from_ymd_opt(visit.0, visit.1, visit.2).unwrap();
        let got = dates(&Facts::created(date), Policy { active, inactive, archived });
        let a = oracle::add_months(visit, active);
        let i = oracle::add_months(a, inactive);
        let x = oracle::add_months(i, archived);
        prop_assert_eq!(
            [parts(got.active_through), parts(got.inactive_through), parts(got.archived_through)],
            [a, i, x]
        );
    }

    #[test]
    fn l4_a_life_only_moves_forward(visit in any_day(), step in 0..900_u64) {
        let date = NaiveDate::from_ymd_opt(visit.0, visit.1, visit.2).unwrap();
        let facts = Facts::created(date);
        let all = dates(&facts, Policy::default());
        let rank = |life| match life {
            Life::Is(State::Active) => 0,
            Life::Is(State::Inactive) => 1,
            Life::Is(State::Archived) => 2,
            Life::Over => 3,
        };
        let today = date + chrono::Days::new(step);
        let tomorrow = today.succ_opt().unwrap();
        prop_assert!(rank(state(&facts, &all, today)) <= rank(state(&facts, &all, tomorrow)));
    }

    // The time zone tables in use end with the year 2099.
    #[test]
    fn l2_local_dates_agree_with_the_european_rule_counted_by_hand(
        year in 1997..2100_i32, month in 1..=12_u32, day in 1..=31_u32, hour in 0..24_u32, minute in 0..60_u32,
    ) {
        let day = day.min(oracle::days_in(year, month));
        let instant = Utc.with_ymd_and_hms(year, month, day, hour, minute, 0).unwrap();
        // Summer time runs from 01:00 UTC on the last Sunday of March to that of October.
        let change = |m| (m, oracle::last_sunday(year, m), 1);
        let summer = (month, day, hour) >= change(3) && (month, day, hour) < change(10);
        let next_day = hour + if summer { 3 } else { 2 } >= 24;
        let mut expected = (year, month, day + u32::from(next_day));
        if expected.2 > oracle::days_in(year, month) {
            expected = oracle::add_months((year, month, 1), 1);
        }
        prop_assert_eq!(parts(local_date(instant, Helsinki)), expected);
    }
}
