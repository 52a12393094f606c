//! The scheduler: it asks the jobs every few seconds, and when the process starts.

use super::Jobs;
use std::{sync::Arc, time::Duration};
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

/// How often the jobs are asked.
const EVERY: Duration = Duration::from_secs(5);

/// Starts ticking. What was missed while nothing ran is due, and done by the first tick.
pub async fn schedule(jobs: Arc<Jobs>) -> Result<JobScheduler, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    let tick = Job::new_repeated_async(EVERY, move |_, _| {
        let jobs = Arc::clone(&jobs);
        Box::pin(async move {
            jobs.tick().await;
        })
    })?;
    scheduler.add(tick).await?;
    scheduler.start().await?;
    Ok(scheduler)
}
