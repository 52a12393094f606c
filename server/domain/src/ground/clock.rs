//! Time, handed in everywhere so that a life of two years can be watched in a minute.

pub mod zones;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// When mails of a day go out, by the clocks of their organisation.
pub const MORNING: NaiveTime = NaiveTime::from_hms_opt(7, 0, 0).expect("a time of the day");

/// Tells what time it is.
pub trait Clock: Send + Sync {
    /// The present instant, in whole microseconds: what both databases keep.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where time is read")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// The date on the calendars of `zone` at `instant`.
pub fn local_date(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
}

/// The date and time on the walls of `zone` at `instant`.
pub fn local_time(instant: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    instant.with_timezone(&zone).naive_local()
}

/// `count` days after `date`.
pub fn days_after(date: NaiveDate, count: u32) -> NaiveDate {
    date.checked_add_days(Days::new(u64::from(count))).unwrap_or(NaiveDate::MAX)
}

/// The first instant of `date` in `zone`: 00:00, or where clocks skip it, the first minute that
/// there is.
pub fn start_of_day(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN);
    (0..48)
        .find_map(|half_hours| {
            zone.from_local_datetime(&(midnight + TimeDelta::minutes(30 * half_hours))).earliest()
        })
        .map_or_else(|| midnight.and_utc(), |instant| instant.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l2_a_day_begins_at_midnight_or_where_clocks_skip_it_at_the_next_instant() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (zone, date, instant) in [
            (chrono_tz::Europe::Helsinki, "2026-03-29", "2026-03-28T22:00:00Z"),
            (chrono_tz::Europe::Helsinki, "2026-03-30", "2026-03-29T21:00:00Z"),
            // In Havana clocks go from 0:00 to 1:00, and in November 0:00 comes twice.
            (chrono_tz::America::Havana, "2026-03-08", "2026-03-08T05:00:00Z"),
            (chrono_tz::America::Havana, "2026-11-01", "2026-11-01T04:00:00Z"),
        ] {
            let instant: DateTime<Utc> = instant.parse().unwrap();
            assert_eq!(start_of_day(day(date), zone), instant, "{date}");
            assert_eq!(local_date(instant, zone), day(date));
            assert_ne!(local_date(instant - TimeDelta::microseconds(1), zone), day(date));
        }
    }
}
