//! Moving the demonstration's time forward: a day at a time, so that everything that time does on
//! the way is done, and whoever is signed in is taken along.

use super::DemoClock;
use crate::{
    jobs::Jobs,
    mail::{Mailer, deliver_due},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Clock, Services,
    people::session,
    time::{ladder, transitions},
};
use std::sync::Arc;

/// The time of a demonstration, with all that depends on it.
#[derive(Clone)]
pub struct Time {
    /// Its clock.
    pub clock: Arc<DemoClock>,
    /// The jobs.
    pub jobs: Arc<Jobs>,
    /// Whoever carries the mail.
    pub mailer: Arc<Mailer>,
}

impl Time {
    /// Does what is due, when the demonstration starts: however long it was not there, nobody takes
    /// its clock to have jumped.
    ///
    /// # Errors
    /// When a job fails.
    pub async fn catch_up(&self, services: &Services) -> anyhow::Result<()> {
        let _nobody_at_work = self.jobs.pause().await;
        self.day(services).await?;
        self.jobs.note().await
    }

    /// Goes forward by `by`, day by day.
    ///
    /// # Errors
    /// When a job fails, or where the clock stands cannot be kept.
    pub async fn forward(&self, services: &Services, by: TimeDelta) -> anyhow::Result<()> {
        let _nobody_at_work = self.jobs.pause().await;
        let until = self.clock.now() + by;
        loop {
            let step = (until - self.clock.now()).min(TimeDelta::days(1));
            if step <= TimeDelta::zero() {
                break;
            }
            session::advance_clock(services, step).await?;
            self.clock.advance(step)?;
            self.day(services).await?;
        }
        self.jobs.note().await
    }

    /// Goes on to `to` in one step while a demonstration is seeded, with what time does to workspaces.
    /// Its mails count as carried.
    ///
    /// # Errors
    /// When something fails, or where the clock stands cannot be kept.
    pub(super) async fn jump(&self, services: &Services, to: DateTime<Utc>) -> anyhow::Result<()> {
        self.clock.set(to)?;
        transitions::postpone(services).await?;
        transitions::apply(services).await?;
        ladder::enqueue(services).await?;
        let shown = Mailer::shown();
        while deliver_due(services, &shown).await? > 0 {}
        Ok(())
    }

    /// What one day brings.
    async fn day(&self, services: &Services) -> anyhow::Result<()> {
        self.jobs.run_due().await?;
        while deliver_due(services, &self.mailer).await? > 0 {}
        Ok(())
    }
}
