//! The beat: it asks the jobs every few seconds, and when the process starts. It goes by the machine's
//! steady clock, so that neither a stall nor a clock that is put right makes it miss more than one; what
//! happens in a job does not reach it; and somebody watches it.
//!
//! `tokio-cron-scheduler` (0.15) reckons each run from the planned one before and never catches up
//! after a stall (its issue 113); by a cron expression it stands still for as long as the wall clock
//! was put back.

use super::Jobs;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, interval},
};
use tokio_util::sync::{CancellationToken, DropGuard};

/// How often the jobs are asked.
const EVERY: Duration = Duration::from_secs(5);

/// How often the audit log's new lines are chained.
const SEAL_EVERY: Duration = Duration::from_secs(1);

/// Without a beat for so long, something is wrong.
const LATE: Duration = Duration::from_mins(1);

/// Whether the beat goes on.
#[derive(Clone, Debug)]
pub struct Watch(Arc<Mutex<Instant>>);

impl Default for Watch {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Instant::now())))
    }
}

impl Watch {
    fn beat(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// How long ago the last beat was.
    pub fn since(&self) -> Duration {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }

    /// Whether that is too long.
    pub fn is_late(&self) -> bool {
        self.since() > LATE
    }
}

/// The beat of a process. It ends when this is dropped.
#[derive(Debug)]
pub struct Beat {
    _ending: DropGuard,
}

/// Begins to ask the jobs; `watch` is told of each time. What was missed while nothing ran is due, and
/// done by the first beat.
pub fn begin(jobs: &Arc<Jobs>, watch: &Watch) -> Beat {
    let ending = CancellationToken::new();
    let (jobs, watch) = (Arc::clone(jobs), watch.clone());
    tokio::spawn(ending.clone().run_until_cancelled_owned(guard(jobs, watch)));
    Beat { _ending: ending.drop_guard() }
}

/// Keeps both loops going: one that has ended, or is late, is begun anew.
async fn guard(jobs: Arc<Jobs>, watch: Watch) {
    let asks = || spawned(ask(Arc::clone(&jobs), watch.clone()));
    let seals = || spawned(seal(Arc::clone(&jobs)));
    let (mut asking, mut sealing) = (asks(), seals());
    let mut look = interval(LATE / 4);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        if watch.is_late() || asking.0.is_finished() {
            tracing::error!(seconds = watch.since().as_secs(), "jobs are not asked any more; begun anew");
            asking = asks();
        }
        if sealing.0.is_finished() {
            tracing::error!("the audit log is not chained any more; begun anew");
            sealing = seals();
        }
    }
}

/// A task that ends when nobody holds it.
struct Task(JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn spawned(task: impl Future<Output = ()> + Send + 'static) -> Task {
    Task(tokio::spawn(task))
}

async fn ask(jobs: Arc<Jobs>, watch: Watch) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        watch.beat();
        // A tick that comes while the last one is at work does nothing; one that panics is its own.
        let jobs = Arc::clone(&jobs);
        tokio::spawn(async move { jobs.tick().await });
    }
}

async fn seal(jobs: Arc<Jobs>) {
    let mut ticks = interval(SEAL_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = domain::ground::audit::seal(jobs.services()).await {
            tracing::error!(%error, "new lines of the audit log are not chained");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_beat_that_does_not_come_is_late() {
        let watch = Watch::default();
        tokio::time::advance(LATE).await;
        assert!(!watch.is_late());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(watch.is_late());
        watch.beat();
        assert!(!watch.is_late());
    }
}
