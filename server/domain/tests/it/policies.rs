//! L10: a policy is tried, and what was tried comes.

use crate::time::{Time, audited, day, months};
use contract::{
    ApiError, CustomerDesk, MainUserDesk, WorkspaceDesk, WorkspaceId,
    life::{State, Timeline},
};
use domain::time::{policy_change::recompute, transitions::apply};
use testkit::{Fixture, apply, on_both};

async fn timeline(desk: &impl WorkspaceDesk, id: WorkspaceId) -> Timeline {
    desk.workspace(id).await.unwrap().head.timeline
}

#[apply(on_both!)]
async fn l10_the_dry_run_equals_the_real_run(kit: Fixture) {
    let (olli, _, _) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let mut all = Vec::new();
    for on in ["2025-12-05", "2025-12-20", "2026-01-10", "2026-01-31"] {
        kit.clock.go_to(on);
        all.push(kit.invite(&olli, "").await.0);
    }
    kit.clock.go_to("2026-02-05");
    let run = paula.try_policy(months(1, 3, 12)).await.unwrap();
    assert_eq!((run.all, run.inactive_tonight, run.unchanged), (5, 3, 0));
    let tried: Vec<_> = run.lines.iter().map(|line| (line.number, line.would_be)).collect();
    let paula = kit.main_user("Paula").await;
    paula.set_policy(months(1, 3, 12)).await.unwrap();
    assert_eq!(paula.policy().await.unwrap().behind, 5);
    assert_eq!(recompute(&kit.services).await.unwrap(), 5);
    assert_eq!(recompute(&kit.services).await.unwrap(), 0);
    let list = paula
        .administered_workspaces(contract::administration::AdministrationFilter::default())
        .await
        .unwrap();
    for (number, would_be) in tried {
        let now = list.items.iter().find(|item| item.number == number).unwrap();
        assert_eq!(now.timeline.active_through, would_be, "workspace {number}");
    }
    // Through the end of this day nothing has changed; tonight, what was said.
    assert!(list.items.iter().all(|item| item.timeline.state == State::Active));
    assert_eq!(apply(&kit.services).await.unwrap().inactive, 0);
    kit.clock.go_to("2026-02-06");
    assert_eq!(apply(&kit.services).await.unwrap().inactive, u64::from(run.inactive_tonight));
    assert_eq!(audited(&kit, "policy_changed").await.len(), 1);
    assert_eq!(paula.set_policy(months(1, 3, 12)).await, Err(ApiError::ReauthenticationNeeded), "days ago");
    let paula = kit.main_user("Paula").await;
    assert_eq!(paula.set_policy(months(1, 3, 12)).await, Err(ApiError::Conflict));
}

#[apply(on_both!)]
async fn l10_what_has_ended_stays_as_it_ended(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-06-01").await;
    let paula = kit.main_user("Paula").await;
    paula.set_policy(months(24, 24, 24)).await.unwrap();
    recompute(&kit.services).await.unwrap();
    // A longer policy gives staff nothing back that is the customer's (L6).
    assert_eq!(olli.workspace(id).await.unwrap_err(), ApiError::NotFound);
    let line = timeline(&aino, id).await;
    assert_eq!((line.state, line.archived_through), (State::Archived, day("2028-05-28")));
}

#[apply(on_both!)]
async fn l9_l10_a_shorter_policy_archives_nobody_unwarned(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-04-10").await;
    time.emails.clear();
    let run = paula.try_policy(months(3, 1, 12)).await.unwrap();
    assert_eq!((run.archived_soon, run.lines[0].would_be), (1, day("2026-04-18")));
    let paula = kit.main_user("Paula").await;
    paula.set_policy(months(3, 1, 12)).await.unwrap();
    recompute(&kit.services).await.unwrap();
    assert_eq!(timeline(&aino, id).await.inactive_through, day("2026-04-18"));
    time.live_through("2026-04-10", "2026-04-18").await;
    assert_eq!(time.notices().len(), 2);
    assert_eq!(timeline(&aino, id).await.state, State::Inactive);
    time.live(day("2026-04-19")).await;
    assert_eq!(timeline(&aino, id).await.state, State::Archived);
}

#[apply(on_both!)]
async fn l3_l10_a_reactivated_one_has_the_dates_of_the_policy_in_force(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    kit.clock.go_to("2026-03-31");
    let paula = kit.main_user("Paula").await;
    paula.set_policy(months(5, 1, 2)).await.unwrap();
    recompute(&kit.services).await.unwrap();
    aino.reactivate(id).await.unwrap();
    let line = timeline(&aino, id).await;
    let dates = [line.active_through, line.inactive_through, line.archived_through];
    assert_eq!(dates, [day("2026-08-31"), day("2026-09-30"), day("2026-11-30")]);
    assert_eq!(aino.ask_reactivation(id).await, Err(ApiError::Conflict));
}
