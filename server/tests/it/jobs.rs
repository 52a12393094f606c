//! The runner (L11): one process at a time, and what goes wrong in a job stays in it.

use chrono::TimeDelta;
use contract::MainUserDesk;
use domain::{Services, ground::job, time::job_hold};
use futures::future::BoxFuture;
use server::{
    anchors::Anchors,
    jobs::{Context, JOBS, Job, Jobs},
    tombstones::Tombstones,
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use testkit::{Fixture, apply, on_both};

static RUNS: AtomicUsize = AtomicUsize::new(0);

fn counted(_: Arc<Context>, _: job::Run) -> BoxFuture<'static, anyhow::Result<()>> {
    RUNS.fetch_add(1, Ordering::SeqCst);
    Box::pin(async { Ok(()) })
}

fn panics(_: Arc<Context>, _: job::Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async { panic!("on purpose") })
}

fn fails(_: Arc<Context>, _: job::Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async { anyhow::bail!("on purpose") })
}

fn never_ends(_: Arc<Context>, _: job::Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(std::future::pending())
}

const fn job(
    name: &'static str,
    run: fn(Arc<Context>, job::Run) -> BoxFuture<'static, anyhow::Result<()>>,
) -> Job {
    Job { name, every: TimeDelta::hours(1), outside: false, run }
}

fn jobs(kit: &Fixture, services: &Arc<Services>, jobs: &[Job]) -> Jobs {
    let tombstones = Tombstones::open(&kit.database.folder.path().join("tombstones")).unwrap();
    let anchors = Anchors::in_file(&kit.database.folder.path().join("anchors")).unwrap();
    Jobs::of(Context { services: Arc::clone(services), tombstones, anchors, clamd: None }, jobs.to_vec())
}

#[apply(on_both!)]
async fn a_panic_and_a_failure_stop_neither_the_others_nor_the_next_run(kit: Fixture) {
    let all = [job("first", panics), job("second", fails), job("third", counted)];
    let jobs = jobs(&kit, &kit.services, &all);
    assert_eq!(jobs.tick().await, 3);
    assert_eq!(RUNS.load(Ordering::SeqCst), 1);
    assert_eq!(jobs.tick().await, 0, "nothing is due");
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(jobs.tick().await, 2, "what failed is tried again soon");
    let reports = job::report::all(&kit.services).await.unwrap();
    let seen: Vec<_> =
        reports.iter().map(|job| (job.name.as_str(), job.failures, job.succeeded_at.is_some())).collect();
    assert_eq!(seen, [("first", 2, false), ("second", 2, false), ("third", 0, true)]);
    kit.clock.advance(TimeDelta::hours(1));
    assert_eq!(jobs.tick().await, 3);
    let paula = kit.main_user("Paula").await;
    let overview = paula.overview().await.unwrap();
    assert_eq!(overview.jobs.iter().map(|job| job.failures).collect::<Vec<_>>(), [3, 3, 0]);
}

#[apply(on_both!)]
async fn l11_of_two_processes_one_does_a_job_and_the_other_takes_over_within_a_minute(kit: Fixture) {
    let every = TimeDelta::hours(1);
    let (dies, other) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
    assert!(job::take(&kit.services, "a", every, dies).await.unwrap().is_some());
    assert!(job::take(&kit.services, "a", every, other).await.unwrap().is_none());
    // The first is killed: it renews nothing and gives nothing back.
    kit.clock.advance(TimeDelta::seconds(44));
    assert!(job::take(&kit.services, "a", every, other).await.unwrap().is_none());
    kit.clock.advance(TimeDelta::seconds(1));
    assert!(job::take(&kit.services, "a", every, other).await.unwrap().is_some());
    // If it was only slow, it learns that it has lost its lease, and ends nothing.
    assert!(!job::renew(&kit.services, "a", dies).await.unwrap());
    job::finish(&kit.services, "a", dies, every, true).await.unwrap();
    assert!(job::renew(&kit.services, "a", other).await.unwrap());
}

#[apply(on_both!)]
async fn l11_many_ticks_at_once_are_one_run(kit: Fixture) {
    let every = TimeDelta::seconds(1);
    for _ in 0..5 {
        kit.clock.advance(TimeDelta::minutes(10));
        let tries: Vec<_> = (0..8_u128)
            .map(|who| {
                let services = Arc::clone(&kit.services);
                let holder = uuid::Uuid::from_u128(who);
                tokio::spawn(async move { job::take(&services, "b", every, holder).await.unwrap() })
            })
            .collect();
        let mut taken = Vec::new();
        for attempt in tries {
            taken.extend(attempt.await.unwrap());
        }
        assert_eq!(taken.len(), 1);
        job::finish(&kit.services, "b", taken[0].holder, every, true).await.unwrap();
    }
}

#[apply(on_both!)]
async fn a_tick_that_comes_while_a_job_is_at_work_does_nothing(kit: Fixture) {
    let jobs = Arc::new(jobs(&kit, &kit.services, &[job("long", never_ends)]));
    let first = tokio::spawn({
        let jobs = Arc::clone(&jobs);
        async move { jobs.tick().await }
    });
    while job::report::all(&kit.services).await.unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(jobs.tick().await, 0);
    first.abort();
}

#[apply(on_both!)]
async fn l7_a_clock_that_is_moved_a_day_either_way_holds_what_cannot_be_undone_until_it_is_released(
    kit: Fixture,
) {
    let jobs = jobs(&kit, &kit.services, &JOBS).watching_the_clock();
    assert_eq!(jobs.tick().await, JOBS.len());
    kit.clock.advance(TimeDelta::hours(23));
    jobs.tick().await;
    let held = async || job_hold::held_since(&kit.services, "deletion").await.unwrap().is_some();
    assert!(!held().await, "clocks are put right by less");
    // Ahead, in steps; put right and released; then back.
    for step in [TimeDelta::hours(3), TimeDelta::hours(-60)] {
        kit.clock.advance(step);
        jobs.tick().await;
        for name in job_hold::IRREVERSIBLE {
            assert!(job_hold::held_since(&kit.services, name).await.unwrap().is_some(), "{name} {step}");
        }
        assert!(job_hold::held_since(&kit.services, "scans").await.unwrap().is_none());
        kit.clock.advance(-step);
        jobs.tick().await;
        assert!(held().await, "until somebody has looked");
        job_hold::release(&kit.services).await.unwrap();
        jobs.tick().await;
        assert!(!held().await);
    }
}

#[apply(on_both!)]
async fn every_job_succeeds_on_an_empty_and_on_a_lived_in_database(kit: Fixture) {
    let jobs = jobs(&kit, &kit.services, &JOBS);
    assert_eq!(jobs.tick().await, JOBS.len());
    kit.active_workspace().await;
    kit.clock.advance(TimeDelta::days(1));
    assert_eq!(jobs.tick().await, JOBS.len());
    let reports = job::report::all(&kit.services).await.unwrap();
    assert!(reports.iter().all(|job| job.failures == 0 && job.succeeded_at.is_some()), "{reports:?}");
    assert_eq!(reports.len(), JOBS.len());
}
