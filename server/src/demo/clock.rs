//! A clock that runs as the machine's does, from another day on, and can be moved forward. Where
//! it stands is kept in a file, so that a demonstration goes on where it was.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::{Europe::Helsinki, Tz};
use domain::{
    Clock, SystemClock,
    ground::clock::{local_date, start_of_day},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicI64, Ordering},
};

/// The demonstration's time zone.
pub(super) const ZONE: Tz = Helsinki;

/// The clock of a demonstration.
#[derive(Debug)]
pub struct DemoClock {
    ahead_micros: AtomicI64,
    file: PathBuf,
}

impl DemoClock {
    /// The clock kept in `folder`, or a new one that shows the machine's time.
    pub fn open(folder: &Path) -> Self {
        let file = folder.join("clock");
        let ahead = fs::read_to_string(&file).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
        Self { ahead_micros: AtomicI64::new(ahead), file }
    }

    /// The date it shows.
    pub fn today(&self) -> NaiveDate {
        local_date(self.now(), ZONE)
    }

    /// Moves it forward.
    ///
    /// # Errors
    /// When where it stands cannot be kept.
    pub fn advance(&self, by: TimeDelta) -> io::Result<()> {
        let by = by.num_microseconds().unwrap_or(0).max(0);
        let ahead = self.ahead_micros.fetch_add(by, Ordering::SeqCst) + by;
        fs::write(&self.file, ahead.to_string())
    }

    /// Whether it has ever been moved: a new one may be set to any day.
    pub fn is_new(&self) -> bool {
        !self.file.exists()
    }

    /// Sets a new clock to nine in the morning of `day`.
    ///
    /// # Errors
    /// When where it stands cannot be kept.
    pub fn begin_on(&self, day: NaiveDate) -> io::Result<()> {
        self.set(morning_of(day))
    }

    /// Sets it, back or forth, while a demonstration is made and nobody has seen it yet.
    ///
    /// # Errors
    /// When where it stands cannot be kept.
    pub fn set(&self, to: DateTime<Utc>) -> io::Result<()> {
        let by = (to - self.now()).num_microseconds().unwrap_or(0);
        let ahead = self.ahead_micros.fetch_add(by, Ordering::SeqCst) + by;
        fs::write(&self.file, ahead.to_string())
    }
}

/// Nine in the morning of `day`.
pub fn morning_of(day: NaiveDate) -> DateTime<Utc> {
    start_of_day(day, ZONE) + TimeDelta::hours(9)
}

impl Clock for DemoClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::microseconds(self.ahead_micros.load(Ordering::SeqCst))
    }
}
