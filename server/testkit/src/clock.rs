//! A clock that stands until it is moved.

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Helsinki;
use domain::Clock;
use std::sync::atomic::{AtomicI64, Ordering};

/// Shows noon in Helsinki of some day.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// Stands at noon of `day`.
    pub fn at(day: &str) -> Self {
        Self(AtomicI64::new(noon(day).timestamp_micros()))
    }

    /// Goes to noon of `day`.
    pub fn go_to(&self, day: &str) {
        self.0.store(noon(day).timestamp_micros(), Ordering::SeqCst);
    }

    /// Goes to an instant.
    pub fn set(&self, instant: DateTime<Utc>) {
        self.0.store(instant.timestamp_micros(), Ordering::SeqCst);
    }

    /// Moves on.
    pub fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_microseconds().expect("not for ever"), Ordering::SeqCst);
    }
}

fn noon(day: &str) -> DateTime<Utc> {
    let day: NaiveDate = day.parse().expect("a date");
    let noon = day.and_hms_opt(12, 0, 0).expect("noon");
    Helsinki.from_local_datetime(&noon).single().expect("noon is never in a change").with_timezone(&Utc)
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::SeqCst)).expect("a time")
    }
}
