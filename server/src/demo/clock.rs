//! A clock that runs as the machine's does, from another day on, and can be moved forward. Where
//! it stands is kept in a file, so that a demonstration goes on where it was.

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::{Europe::Helsinki, Tz};
use domain::{Clock, SystemClock, clock::local_date};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicI64, Ordering},
};

/// The demonstration's time zone.
const ZONE: Tz = Helsinki;

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

    /// Sets it to nine in the morning of `day`. It never goes back: what was written down would be
    /// in the future.
    ///
    /// # Errors
    /// When `day` is before the day it shows.
    pub fn set(&self, day: NaiveDate) -> anyhow::Result<()> {
        if day == self.today() {
            return Ok(());
        }
        let morning = day
            .and_hms_opt(9, 0, 0)
            .and_then(|morning| ZONE.from_local_datetime(&morning).earliest())
            .ok_or_else(|| anyhow::anyhow!("{day} has no morning"))?;
        let by = morning.with_timezone(&Utc) - self.now();
        anyhow::ensure!(
            by > TimeDelta::zero() || !self.file.exists(),
            "the demonstration's clock shows {} already and does not go back; remove its folder to begin anew",
            self.today()
        );
        let by = by.num_microseconds().unwrap_or(0);
        let ahead = self.ahead_micros.fetch_add(by, Ordering::SeqCst) + by;
        Ok(fs::write(&self.file, ahead.to_string())?)
    }
}

impl Clock for DemoClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::microseconds(self.ahead_micros.load(Ordering::SeqCst))
    }
}
