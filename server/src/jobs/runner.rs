//! Running jobs: one process does each at a time, and whatever happens in one stays in it.

use super::{Context, JOBS, Job};
use domain::{
    Services,
    job::{self, LEASE, Run},
};
use std::{sync::Arc, time::Duration};
use tokio::sync::Mutex;
use uuid::Uuid;

/// How often a running job renews its lease.
const RENEW_EVERY: Duration = Duration::from_secs(15);

/// How often in a row that may fail while the lease still holds.
const MISSES: u32 = 2;

/// The jobs of this process.
pub struct Jobs {
    context: Arc<Context>,
    list: Vec<Job>,
    holder: Uuid,
    busy: Mutex<()>,
}

impl Jobs {
    /// All jobs.
    pub fn new(context: Context) -> Self {
        Self::of(context, JOBS.to_vec())
    }

    /// Some jobs.
    pub fn of(context: Context, jobs: Vec<Job>) -> Self {
        let holder = context.services.randomness.uuid();
        Self { context: Arc::new(context), list: jobs, holder, busy: Mutex::new(()) }
    }

    /// The rules' instruments.
    pub(super) fn services(&self) -> &Services {
        &self.context.services
    }

    /// How this process signs its leases.
    pub fn holder(&self) -> Uuid {
        self.holder
    }

    /// Does every job that is due and that no other process does. Gives how many it did. A tick
    /// that comes while the last one is at work does nothing.
    pub async fn tick(&self) -> usize {
        let Ok(_busy) = self.busy.try_lock() else { return 0 };
        let mut done = 0;
        for job in &self.list {
            match self.turn(*job).await {
                Ok(ran) => done += usize::from(ran),
                Err(error) => {
                    tracing::error!(
                        job = job.name,
                        error = format!("{error:#}"),
                        "job not begun or not ended"
                    );
                }
            }
        }
        done
    }

    /// Does one job, if it is due and free.
    async fn turn(&self, job: Job) -> anyhow::Result<bool> {
        let services = &self.context.services;
        let Some(run) = job::take(services, job.name, job.every, self.holder).await? else {
            return Ok(false);
        };
        let succeeded = self.guarded(job, run).await;
        job::finish(services, job.name, self.holder, job.every, succeeded).await?;
        Ok(true)
    }

    /// Runs a job as a task of its own, so that a panic ends only it, and renews its lease. A lease
    /// that somebody else took ends it as well.
    async fn guarded(&self, job: Job, run: Run) -> bool {
        let mut task = tokio::spawn((job.run)(Arc::clone(&self.context), run));
        let mut renewal = tokio::time::interval(RENEW_EVERY);
        renewal.tick().await;
        let mut missed = 0;
        let ended = loop {
            tokio::select! {
                ended = &mut task => break ended,
                _ = renewal.tick() => {
                    match job::renew(&self.context.services, job.name, self.holder).await {
                        Ok(true) => missed = 0,
                        Err(error) if missed < MISSES => {
                            missed += 1;
                            tracing::warn!(job = job.name, %error, "lease not renewed yet");
                        }
                        Ok(false) | Err(_) => {
                            tracing::error!(job = job.name, lease = %LEASE, "lease lost");
                            task.abort();
                        }
                    }
                }
            }
        };
        match ended {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                tracing::error!(job = job.name, error = format!("{error:#}"), "job failed");
                false
            }
            Err(error) => {
                tracing::error!(job = job.name, %error, "job panicked or lost its lease");
                false
            }
        }
    }

    /// Waits until no job is at work here, and keeps it so until the guard is dropped: for a clock
    /// that is moved by hand.
    pub(crate) async fn pause(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.busy.lock().await
    }

    /// Does every job once, as if each had run a day ago: for a clock that is moved by hand, a day
    /// at a time. The caller holds the pause.
    pub(crate) async fn pass(&self) -> anyhow::Result<()> {
        let services = &self.context.services;
        let before = services.clock.now() - chrono::TimeDelta::days(1);
        for job in &self.list {
            (job.run)(Arc::clone(&self.context), Run { holder: self.holder, before: Some(before) }).await?;
        }
        Ok(())
    }

    /// Notes that every job has just run: after a clock was moved by hand.
    pub(crate) async fn note(&self) -> anyhow::Result<()> {
        for job in &self.list {
            job::noted(&self.context.services, job.name, job.every).await?;
        }
        Ok(())
    }
}
