//! P7: handovers that are planned for a day to come.

use crate::{
    bulk_actions::{chosen, confirmed},
    time::{audited, count, day},
};
use contract::{
    ApiError, CounselorDesk, FieldCode, MainUserDesk, PersonId, WorkspaceDesk,
    administration::AdministrationFilter,
    bulk_action::{BulkActionStage, NewBulkAction},
    staff::{StaffRole, Successor},
};
use domain::{
    ground::outbox::{self, Says},
    time::bulk_action,
};
use testkit::{Fixture, apply, on_both};

/// A counselor of the main user's organisation who has workspaces, or could get some.
async fn called(paula: &impl MainUserDesk, name: &str) -> PersonId {
    let list = paula.administered_workspaces(AdministrationFilter::default()).await.unwrap();
    list.counselors.iter().find(|counselor| counselor.name == name).unwrap().id
}

/// All of Olli's to Kaisa, on the last day of the year.
async fn planned(paula: &impl MainUserDesk) -> NewBulkAction {
    NewBulkAction {
        all_of: called(paula, "Olli").await.to_string(),
        to: called(paula, "Kaisa").await.to_string(),
        on: "2025-12-31".into(),
        ..chosen("hand_over", &[])
    }
}

#[apply(on_both!)]
async fn p7_a_handover_for_a_day_is_done_on_that_day_with_all_that_came_until_then(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    let (from, to) = (called(&paula, "Olli").await.to_string(), called(&paula, "Kaisa").await.to_string());
    let on = |on: &str| NewBulkAction {
        all_of: from.clone(),
        to: to.clone(),
        on: on.into(),
        ..chosen("hand_over", &[])
    };
    let wrong = async |text: &str| match paula.plan_bulk_action(on(text)).await {
        Err(ApiError::Invalid(fields)) => (fields[0].field.clone(), fields[0].code),
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong("2026-02-29").await, ("on".into(), FieldCode::NotADate));
    assert_eq!(wrong("2025-11-29").await, ("on".into(), FieldCode::InThePast));
    assert_eq!(wrong("2026-12-01").await, ("on".into(), FieldCode::TooLate(day("2026-11-30"))));
    let action = confirmed(&kit, &paula, on("2025-12-31")).await;
    assert_eq!(paula.bulk_action(action).await.unwrap().stage, BulkActionStage::Scheduled);
    let scheduled = paula.overview().await.unwrap().scheduled;
    assert_eq!((scheduled.len(), scheduled[0].on, &*scheduled[0].to), (1, day("2025-12-31"), "Kaisa"));
    kit.clock.go_to("2025-12-30");
    let (later, _) = kit.invite(&olli, "").await;
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.total, view.would), (2, 2), "with what has come since");
    bulk_action::run(&kit.services).await.unwrap();
    assert!(olli.workspace(id).await.is_ok() && kaisa.workspace(id).await.is_err());
    // Of the organisation's day, not of another: in Helsinki it begins two hours before that of UTC.
    kit.clock.go_to("2025-12-31");
    bulk_action::run(&kit.services).await.unwrap();
    for one in [id, later] {
        assert!(kaisa.workspace(one).await.is_ok() && olli.workspace(one).await.is_err());
    }
    assert_eq!(aino.workspace(id).await.unwrap().head.counselor.as_deref(), Some("Kaisa"));
    assert_eq!(paula.bulk_action(action).await.unwrap().stage, BulkActionStage::Finished);
    assert_eq!(paula.cancel_bulk_action(action).await, Err(ApiError::Conflict), "its day has come");
}

#[apply(on_both!)]
async fn p7_a_handover_for_a_day_is_taken_back_before_it(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    let to = called(&paula, "Kaisa").await.to_string();
    let new = NewBulkAction { to, on: "2025-12-31".into(), ..chosen("hand_over", &[id]) };
    let planned = paula.plan_bulk_action(new.clone()).await.unwrap();
    assert_eq!(paula.cancel_bulk_action(planned).await, Err(ApiError::Conflict), "nothing is confirmed");
    let action = confirmed(&kit, &paula, new).await;
    paula.cancel_bulk_action(action).await.unwrap();
    assert_eq!(paula.cancel_bulk_action(action).await, Err(ApiError::NotFound));
    assert_eq!(paula.overview().await.unwrap().scheduled, []);
    kit.clock.go_to("2025-12-31");
    assert_eq!(bulk_action::run(&kit.services).await.unwrap(), 0);
    assert!(olli.workspace(id).await.is_ok());
    assert_eq!(audited(&kit, "bulk_action_cancelled").await.len(), 1);
}

#[apply(on_both!)]
async fn p7_a_handover_for_a_day_takes_nothing_from_whoever_got_it_meanwhile(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let (kept, _) = kit.invite(&olli, "").await;
    let (kaisa, maija) = (kit.counselor("Kaisa").await, kit.counselor("Maija").await);
    let paula = kit.main_user("Paula").await;
    let new = planned(&paula).await;
    let action = confirmed(&kit, &paula, new).await;
    olli.hand_over(id, called(&paula, "Maija").await).await.unwrap();
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.total, view.would), (2, 1));
    kit.clock.go_to("2025-12-31");
    bulk_action::run(&kit.services).await.unwrap();
    assert!(maija.workspace(id).await.is_ok() && kaisa.workspace(id).await.is_err());
    assert!(kaisa.workspace(kept).await.is_ok());
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.stage, view.done, view.skipped), (BulkActionStage::Finished, 2, 1));
}

#[apply(on_both!)]
async fn p7_a_handover_for_a_day_ends_with_one_of_everything_before_it(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let (kaisa, maija) = (kit.counselor("Kaisa").await, kit.counselor("Maija").await);
    let paula = kit.main_user("Paula").await;
    let new = planned(&paula).await;
    confirmed(&kit, &paula, new).await;
    let (olli, to) = (called(&paula, "Olli").await, called(&paula, "Maija").await);
    paula.change_role(olli, StaffRole::Counselor, false, Successor::Colleague(to)).await.unwrap();
    assert_eq!(paula.overview().await.unwrap().scheduled, []);
    kit.clock.go_to("2025-12-31");
    bulk_action::run(&kit.services).await.unwrap();
    assert!(maija.workspace(id).await.is_ok() && kaisa.workspace(id).await.is_err());
}

#[apply(on_both!)]
async fn p7_the_overview_says_that_nobody_is_there_to_take_over(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    let new = planned(&paula).await;
    let action = confirmed(&kit, &paula, new).await;
    let takes = async || paula.overview().await.unwrap().scheduled[0].takes;
    assert!(takes().await);
    let kaisa = called(&paula, "Kaisa").await;
    paula.change_role(kaisa, StaffRole::Counselor, false, Successor::Nobody).await.unwrap();
    assert!(!takes().await);
    assert_eq!(paula.bulk_action(action).await.unwrap().would, 0);
    kit.clock.go_to("2025-12-31");
    bulk_action::run(&kit.services).await.unwrap();
    assert!(olli.workspace(id).await.is_ok());
}

#[apply(on_both!)]
async fn p7_a_plan_is_not_confirmed_after_its_day(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    let action = paula.plan_bulk_action(planned(&paula).await).await.unwrap();
    kit.clock.go_to("2026-01-01");
    let paula = kit.main_user("Paula").await;
    let refused = ApiError::field("on", FieldCode::InThePast);
    assert_eq!(paula.confirm_bulk_action(action).await, Err(refused));
    bulk_action::run(&kit.services).await.unwrap();
    assert!(olli.workspace(id).await.is_ok());
}

#[apply(on_both!)]
async fn p7_what_has_begun_is_not_taken_back(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    let new = planned(&paula).await;
    let action = confirmed(&kit, &paula, new).await;
    kit.clock.go_to("2025-12-31");
    let run = bulk_action::run(&kit.services);
    let (done, cancelled) = tokio::join!(run, paula.cancel_bulk_action(action));
    assert_eq!((done.unwrap(), cancelled), (1, Err(ApiError::Conflict)));
    assert!(olli.workspace(id).await.is_err());
    assert_eq!(count(&kit, "bulk_action_item WHERE outcome = 'done'").await, 1);
}

#[apply(on_both!)]
async fn l8_an_action_that_cannot_be_begun_stops_no_other(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let broken = paula.plan_bulk_action(chosen("close", &[id])).await.unwrap();
    paula.confirm_bulk_action(broken).await.unwrap();
    let tx = kit.services.database.begin().await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&tx, "UPDATE bulk_action SET kind = 'unknown'")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    kit.clock.advance(chrono::TimeDelta::seconds(1));
    let (other, _) = kit.invite(&olli, "").await;
    let action = paula.plan_bulk_action(chosen("close", &[other])).await.unwrap();
    paula.confirm_bulk_action(action).await.unwrap();
    assert_eq!(bulk_action::run(&kit.services).await.unwrap(), 1);
    assert_eq!(paula.bulk_action(action).await.unwrap().stage, BulkActionStage::Finished);
    assert_eq!(count(&kit, "quarantine").await, 1);
}

#[apply(on_both!)]
async fn p7_the_counselor_whose_workspaces_went_to_another_is_told_how_many(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let (second, _) = kit.invite(&olli, "").await;
    let kaisa = kit.counselor("Kaisa").await;
    let (third, _) = kit.invite(&kaisa, "").await;
    let orvokki = kit.counselor("Orvokki").await;
    let paula = kit.main_user("Paula").await;
    let to = called(&paula, "Kaisa").await.to_string();
    let action = NewBulkAction { to, ..chosen("hand_over", &[id, second, third]) };
    confirmed(&kit, &paula, action).await;
    bulk_action::run(&kit.services).await.unwrap();
    let taken = async || {
        let emails = outbox::newest(&kit.services, 100).await.unwrap();
        let of_it = emails.into_iter().filter_map(|email| match email.mail.says {
            Says::WorkspacesTaken { numbers, counselor } => Some((email.recipient, numbers.len(), counselor)),
            _ => None,
        });
        of_it.collect::<Vec<_>>()
    };
    assert_eq!(taken().await, [("olli@staff.example".to_owned(), 2, "Kaisa".to_owned())], "one mail");
    bulk_action::run(&kit.services).await.unwrap();
    assert_eq!(taken().await.len(), 1, "once");
    // Who guides no more is told nothing.
    let (fourth, _) = kit.invite(&orvokki, "").await;
    let to = called(&paula, "Kaisa").await.to_string();
    let gone = called(&paula, "Orvokki").await;
    paula.change_role(gone, StaffRole::Counselor, false, Successor::Nobody).await.unwrap();
    confirmed(&kit, &paula, NewBulkAction { to, ..chosen("hand_over", &[fourth]) }).await;
    bulk_action::run(&kit.services).await.unwrap();
    assert!(kaisa.workspace(fourth).await.is_ok());
    assert_eq!(taken().await.len(), 1);
}
