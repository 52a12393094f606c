//! L11 with two processes on one database, every job each second.

use chrono::TimeDelta;
use contract::CustomerDesk;
use domain::Services;
use sea_orm::{ConnectionTrait, Statement};
use server::{
    anchors::Anchors,
    jobs::{Context, JOBS, Job, Jobs},
    tombstones::Tombstones,
};
use std::sync::Arc;
use testkit::{Fixture, apply, on_both};

/// Workspaces that only have to go on.
const DUE: u32 = 10_000;
/// Workspaces whose customers have to be told.
const TOLD: i64 = 40;

fn every_second(kit: &Fixture, services: Arc<Services>) -> Jobs {
    let tombstones = Tombstones::open(&kit.database.folder.path().join("tombstones")).unwrap();
    let anchors = Anchors::in_file(&kit.database.folder.path().join("anchors")).unwrap();
    let jobs = JOBS.map(|job| Job { every: TimeDelta::seconds(1), ..job });
    Jobs::of(Context { services, tombstones, anchors, clamd: None }, jobs.to_vec())
}

async fn number(kit: &Fixture, sql: &str) -> i64 {
    let db = kit.services.database.read();
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    row.unwrap().try_get("", "n").unwrap()
}

async fn run_both(kit: &Fixture, one: &Jobs, other: &Jobs) {
    for _ in 0..4 {
        kit.clock.advance(TimeDelta::seconds(2));
        tokio::join!(one.tick(), other.tick());
    }
}

#[apply(on_both!)]
async fn l11_each_transition_happens_once_and_each_notice_is_one_mail(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, _) = kit.invite(&olli, "").await;
    let (customer, _) = kit.customer("010170-999R").await;
    for _ in 0..TOLD {
        let (_, token) = kit.invite(&olli, "010170-999R").await;
        customer.accept_invitation(token).await.unwrap();
    }
    // The copies have the numbers after all others.
    let last = kit.invite(&olli, "").await.0;
    kit.copies(last, DUE - 2).await;
    assert_ne!(id, last);
    let (one, other) =
        (every_second(&kit, Arc::clone(&kit.services)), every_second(&kit, kit.second().await));
    kit.clock.go_to("2026-02-27");
    Box::pin(run_both(&kit, &one, &other)).await;
    let emails =
        "SELECT COUNT(*) AS n FROM email WHERE owner_kind = 'workspace' AND created_at > '2026-01-01'";
    assert_eq!(number(&kit, "SELECT COUNT(*) AS n FROM notice").await, TOLD);
    assert_eq!(number(&kit, emails).await, TOLD);

    kit.clock.go_to("2026-03-01");
    Box::pin(run_both(&kit, &one, &other)).await;
    let all = i64::from(DUE) + TOLD;
    let lapsed = "FROM audit WHERE action = 'workspace_lapsed'";
    assert_eq!(number(&kit, &format!("SELECT COUNT(*) AS n {lapsed}")).await, all);
    assert_eq!(number(&kit, &format!("SELECT COUNT(DISTINCT object_id) AS n {lapsed}")).await, all);
    let versions = "SELECT COUNT(*) AS n FROM workspace WHERE closed_by = 'time'";
    assert_eq!(number(&kit, versions).await, all);
}
