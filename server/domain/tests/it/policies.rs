//! L10: a policy is tried, and what was tried comes.

use crate::time::{Time, audited, day, months};
use contract::{
    ApiError, CustomerDesk, MainUserDesk, WorkspaceDesk, WorkspaceId,
    life::{State, Timeline},
};
use domain::time::{policy_change::recompute, transitions::apply};
use testkit::{Fixture, apply, on_both};

const STATES: [State; 3] = [State::Active, State::Inactive, State::Archived];

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
    let tried: Vec<_> = run.lines.iter().map(|line| (line.number, line.moves.clone())).collect();
    let paula = kit.main_user("Paula").await;
    paula.set_policy(months(1, 3, 12)).await.unwrap();
    assert_eq!(paula.policy().await.unwrap().behind, 5);
    assert_eq!(recompute(&kit.services).await.unwrap(), 5);
    assert_eq!(recompute(&kit.services).await.unwrap(), 0);
    let list = paula
        .administered_workspaces(contract::administration::AdministrationFilter::default())
        .await
        .unwrap();
    for (number, moves) in tried {
        let now = list.items.iter().find(|item| item.number == number).unwrap().timeline;
        let days = [now.active_through, now.inactive_through, now.archived_through];
        for (state, day) in STATES.into_iter().zip(days) {
            let would_be = moves.iter().find(|change| change.state == state).map(|change| change.would_be);
            assert_eq!(would_be, Some(day), "workspace {number}: every date, not only the next one");
        }
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
    assert_eq!((run.archived_soon, run.lines[0].moves[0].would_be), (1, day("2026-04-18")));
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

#[apply(on_both!)]
async fn l10_the_dry_run_shows_every_date_that_moves_not_only_the_next_one(kit: Fixture) {
    kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let run = paula.try_policy(months(3, 3, 1)).await.unwrap();
    assert_eq!((run.all, run.unchanged, run.told), (1, 0, 0), "the next step stays where it is");
    assert_eq!((run.inactive_tonight, run.archived_soon, run.deleted_soon), (0, 0, 0));
    let archive = run.moved.iter().find(|moved| moved.state == State::Archived).unwrap();
    assert_eq!((archive.earlier, archive.later, archive.most_days), (1, 0, 334));
    assert_eq!(archive.first, Some(day("2026-06-28")));
    assert!(run.moved.iter().filter(|moved| moved.state != State::Archived).all(|moved| moved.earlier == 0));
    let moves: Vec<_> = run.lines[0].moves.iter().map(|change| (change.state, change.would_be)).collect();
    assert_eq!(moves, [(State::Archived, day("2026-06-28"))]);
}

#[apply(on_both!)]
async fn l10_archives_are_counted_and_take_no_place_in_the_list(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-05-30").await;
    let (active, _) = kit.invite(&olli, "").await;
    let tx = kit.services.database.begin().await.unwrap();
    let sql = "UPDATE workspace SET number = 1000 WHERE number = 2";
    sea_orm::ConnectionTrait::execute_unprepared(&tx, sql).await.unwrap();
    tx.commit().await.unwrap();
    kit.copies(id, 200).await;
    kit.copies(active, 200).await;
    let paula = kit.main_user("Paula").await;
    let run = paula.try_policy(months(2, 2, 2)).await.unwrap();
    assert_eq!((run.lines.len(), run.unlisted), (200, 1));
    assert!(run.lines.iter().all(|line| line.now == State::Active));
    let archive = run.moved.iter().find(|moved| moved.state == State::Archived).unwrap();
    assert_eq!(archive.earlier, 402);
}

#[apply(on_both!)]
async fn l10_a_policy_holds_from_its_day_with_its_reason_and_does_what_was_tried(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let new = contract::policy::NewPolicy { from: "2025-12-15".into(), ..months(1, 3, 12) };
    let run = paula.try_policy(new.clone()).await.unwrap();
    paula.set_policy(new).await.unwrap();
    recompute(&kit.services).await.unwrap();
    assert_eq!(timeline(&aino, id).await.active_through, day("2026-02-28"), "not yet");
    let view = paula.policy().await.unwrap();
    assert_eq!((view.version, view.reason), (1, None));
    let coming = view.coming.unwrap();
    assert_eq!((coming.from, coming.reason.as_deref()), (day("2025-12-15"), Some("The law has changed.")));
    kit.clock.go_to("2025-12-14");
    assert_eq!(recompute(&kit.services).await.unwrap(), 0);
    kit.clock.go_to("2025-12-15");
    assert_eq!(recompute(&kit.services).await.unwrap(), 1);
    let view = paula.policy().await.unwrap();
    assert_eq!((view.version, view.since, view.coming), (2, day("2025-12-15"), None));
    let would_be: Vec<_> = run.lines[0].moves.iter().map(|change| change.would_be).collect();
    let db = kit.services.database.read();
    let sql = "SELECT active_through, inactive_through, archived_through FROM workspace";
    let row = sea_orm::ConnectionTrait::query_one_raw(
        db,
        sea_orm::Statement::from_string(sea_orm::ConnectionTrait::get_database_backend(db), sql),
    );
    let row = row.await.unwrap().unwrap();
    let now: Vec<chrono::NaiveDate> = ["active_through", "inactive_through", "archived_through"]
        .map(|column| row.try_get("", column).unwrap())
        .to_vec();
    assert_eq!(now, would_be);
}

#[apply(on_both!)]
async fn l10_a_policy_without_a_reason_is_not_put_in_force(kit: Fixture) {
    let paula = kit.main_user("Paula").await;
    let new = contract::policy::NewPolicy { reason: " ".into(), ..months(2, 3, 12) };
    let missing = ApiError::field("reason", contract::FieldCode::Required);
    assert_eq!(paula.set_policy(new).await, Err(missing));
}

#[apply(on_both!)]
async fn l10_a_new_decision_replaces_what_was_decided_for_later(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let from = |day: &str, active| contract::policy::NewPolicy { from: day.into(), ..months(active, 3, 12) };
    paula.set_policy(from("2025-12-10", 1)).await.unwrap();
    paula.set_policy(from("2025-12-20", 2)).await.unwrap();
    let coming = paula.policy().await.unwrap().coming.unwrap();
    assert_eq!((coming.version, coming.from), (3, day("2025-12-20")));
    kit.clock.go_to("2025-12-10");
    assert_eq!(recompute(&kit.services).await.unwrap(), 0, "what the page shows no more does nothing");
    kit.clock.go_to("2025-12-20");
    assert_eq!(recompute(&kit.services).await.unwrap(), 1);
    // Looking is a visit: two months from today.
    assert_eq!(timeline(&aino, id).await.active_through, day("2026-02-20"));
    let same = from("2025-12-20", 2);
    assert_eq!(kit.main_user("Paula").await.set_policy(same).await, Err(ApiError::Conflict));
}
