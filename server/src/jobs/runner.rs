//! Running jobs: one process does each at a time, and whatever happens in one stays in it.

use super::{Context, JOBS, Job};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Services,
    ground::job::{self, LEASE, Run},
    time::job_hold::{self, IRREVERSIBLE},
};
use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Mutex, MutexGuard},
    time::{Instant, timeout},
};
use uuid::Uuid;

/// How often a running job renews its lease.
const RENEW_EVERY: Duration = Duration::from_secs(15);

/// How long a job may take. It does its work in parts, so that the next run goes on where it was; one
/// that waits for something that never comes must not stop the others.
const LONGEST: Duration = Duration::from_hours(1);

/// How long the database may take to answer the runner.
const PATIENCE: Duration = Duration::from_mins(1);

/// How far the clock may move away from the steady one.
const APART: TimeDelta = TimeDelta::hours(24);

/// How often in a row that may fail while the lease still holds.
const MISSES: u32 = 2;

/// The jobs of this process.
pub struct Jobs {
    context: Arc<Context>,
    list: Vec<Job>,
    holder: Uuid,
    busy: Mutex<()>,
    /// The same for jobs that wait for somebody outside.
    busy_outside: Mutex<()>,
    /// Where the clock stood when it was first looked at, and the machine's steady clock; only where
    /// nobody moves it by hand.
    steady: Option<std::sync::Mutex<Steady>>,
}

/// A moment by the clock and by the machine's steady clock, and whether the two are known to have
/// moved apart since.
#[derive(Clone, Copy)]
struct Steady {
    wall: DateTime<Utc>,
    instant: Instant,
    noticed: bool,
}

impl Steady {
    fn at(wall: DateTime<Utc>) -> Self {
        Self { wall, instant: Instant::now(), noticed: false }
    }

    /// How far they are apart.
    fn apart(&self, now: DateTime<Utc>) -> TimeDelta {
        now - self.wall - TimeDelta::from_std(self.instant.elapsed()).unwrap_or(TimeDelta::MAX)
    }
}

/// What the runner asks of the database: a database that hangs must not hold up the ticks for ever.
async fn in_time<T>(asked: impl Future<Output = domain::Result<T>>) -> anyhow::Result<T> {
    Ok(timeout(PATIENCE, Box::pin(asked))
        .await
        .map_err(|_| anyhow::anyhow!("the database does not answer"))??)
}

impl Jobs {
    /// All jobs.
    pub fn new(context: Context) -> Self {
        Self::of(context, JOBS.to_vec())
    }

    /// Some jobs.
    pub fn of(context: Context, jobs: Vec<Job>) -> Self {
        let holder = context.services.randomness.uuid();
        Self {
            context: Arc::new(context),
            list: jobs,
            holder,
            busy: Mutex::default(),
            busy_outside: Mutex::default(),
            steady: None,
        }
    }

    /// The same, with an eye on the clock: once it has moved away from the machine's steady clock,
    /// nothing is done that cannot be taken back.
    #[must_use]
    pub fn watching_the_clock(self) -> Self {
        let steady = Steady::at(self.context.services.clock.now());
        Self { steady: Some(std::sync::Mutex::new(steady)), ..self }
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
        let (own, outside) = tokio::join!(self.lane(&self.busy, false), self.lane(&self.busy_outside, true));
        own + outside
    }

    /// The same for those jobs that wait for somebody outside, or for the others: a neighbour who does
    /// not answer stops neither notices nor deletion.
    async fn lane(&self, busy: &Mutex<()>, outside: bool) -> usize {
        let Ok(_busy) = busy.try_lock() else { return 0 };
        if !outside && let Err(error) = in_time(self.look_at_the_clock()).await {
            tracing::error!(error = format!("{error:#}"), "the clock could not be looked at");
            return 0;
        }
        let mut done = 0;
        for job in self.list.iter().filter(|job| job.outside == outside) {
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

    /// Holds what cannot be taken back once the clock has moved away from the steady one, in one step or
    /// in several. When that was released, it counts from there.
    async fn look_at_the_clock(&self) -> domain::Result<()> {
        let Some(steady) = &self.steady else { return Ok(()) };
        let services = &self.context.services;
        let now = services.clock.now();
        let known = *steady.lock().unwrap_or_else(PoisonError::into_inner);
        let [first, ..] = IRREVERSIBLE;
        if known.noticed && job_hold::held_since(services, first).await?.is_none() {
            *steady.lock().unwrap_or_else(PoisonError::into_inner) = Steady::at(now);
            return Ok(());
        }
        let apart = known.apart(now);
        if apart.abs() > APART && !known.noticed {
            tracing::error!(
                hours = apart.num_hours(),
                "the clock has jumped: what cannot be taken back is held; `luotsi jobs release` when it is right"
            );
            job_hold::hold(services).await?;
            *steady.lock().unwrap_or_else(PoisonError::into_inner) = Steady { noticed: true, ..known };
        }
        Ok(())
    }

    /// Does one job, if it is due and free, and not held.
    async fn turn(&self, job: Job) -> anyhow::Result<bool> {
        let services = &self.context.services;
        if self.steady.is_some() && IRREVERSIBLE.contains(&job.name) {
            // By whichever ran last: one that runs once a day was not stopped for two.
            let before = in_time(job_hold::last_run(services)).await?;
            if in_time(job_hold::doubt(services, job.name, before)).await?.is_some() {
                return Ok(false);
            }
        }
        let Some(run) = in_time(job::take(services, job.name, job.every, self.holder)).await? else {
            return Ok(false);
        };
        let succeeded = self.guarded(job, run).await;
        in_time(job::finish(services, job.name, self.holder, job.every, succeeded)).await?;
        Ok(true)
    }

    /// Runs a job as a task of its own, so that a panic ends only it, and renews its lease. A lease
    /// that somebody else took ends it as well.
    async fn guarded(&self, job: Job, run: Run) -> bool {
        let mut task = tokio::spawn((job.run)(Arc::clone(&self.context), run));
        let mut renewal = tokio::time::interval(RENEW_EVERY);
        renewal.tick().await;
        let mut missed = 0;
        let begun = Instant::now();
        let ended = loop {
            tokio::select! {
                ended = &mut task => break ended,
                _ = renewal.tick() => {
                    if begun.elapsed() > LONGEST {
                        tracing::error!(job = job.name, hours = 1, "job takes too long; it goes on at its next run");
                        task.abort();
                        continue;
                    }
                    let renewal = job::renew(&self.context.services, job.name, self.holder);
                    let silent = Err(domain::Error::Inconsistent("the database does not answer"));
                    match timeout(RENEW_EVERY, renewal).await.unwrap_or(silent) {
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
    pub(crate) async fn pause(&self) -> (MutexGuard<'_, ()>, MutexGuard<'_, ()>) {
        (self.busy.lock().await, self.busy_outside.lock().await)
    }

    /// Does every job once, as if each had run a day ago: for a clock that is moved by hand, a day
    /// at a time. The caller holds the pause.
    pub(crate) async fn run_due(&self) -> anyhow::Result<()> {
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
