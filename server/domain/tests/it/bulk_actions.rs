//! L8 and P7: what a main user does to workspaces, without seeing into them.

use crate::time::{Time, audited, count, day, months};
use contract::{
    ApiError, BulkActionId, CounselorDesk, CustomerDesk, FieldCode, MainUserDesk, PersonDesk, WorkspaceDesk,
    WorkspaceId,
    administration::{AdministrationFilter, NewHold},
    bulk_action::{BulkActionStage, NewBulkAction, Outcome, Reason},
    closing::NewClosing,
    life::{ClosedBy, State},
    participation::{NewParticipation, Scope},
    staff::StaffRole,
};
use domain::{ground::outbox::Says, time::bulk_action};
use testkit::{Fixture, apply, on_both};

pub fn chosen(kind: &str, ids: &[WorkspaceId]) -> NewBulkAction {
    NewBulkAction {
        kind: kind.into(),
        reason: "guidance_ended".into(),
        to: String::new(),
        selection: ids.to_vec(),
        all_of: String::new(),
        ..Default::default()
    }
}

pub async fn confirmed(kit: &Fixture, desk: &impl MainUserDesk, new: NewBulkAction) -> BulkActionId {
    let id = desk.plan_bulk_action(new).await.unwrap();
    desk.confirm_bulk_action(id).await.unwrap();
    bulk_action::run(&kit.services).await.unwrap();
    id
}

#[apply(on_both!)]
async fn l8_a_closing_is_looked_at_confirmed_and_told(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let mut time = Time::new(&kit);
    time.deliver(day("2025-11-30")).await;
    time.emails.clear();
    let action = paula.plan_bulk_action(chosen("close", &[id])).await.unwrap();
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.stage, view.total, view.done), (BulkActionStage::Planned, 1, 0));
    let preview = Outcome::Would(State::Inactive, day("2026-02-28"));
    assert_eq!((view.lines[0].number, &view.lines[0].outcome), (Some(1), &preview));
    // Looking changes nothing.
    bulk_action::run(&kit.services).await.unwrap();
    assert_eq!(aino.workspace(id).await.unwrap().head.timeline.state, State::Active);

    paula.confirm_bulk_action(action).await.unwrap();
    paula.confirm_bulk_action(action).await.unwrap();
    assert_eq!(bulk_action::run(&kit.services).await.unwrap(), 1);
    assert_eq!(bulk_action::run(&kit.services).await.unwrap(), 0);
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.stage, view.done, view.skipped), (BulkActionStage::Finished, 1, 0));
    let line = aino.workspace(id).await.unwrap().head.timeline;
    assert_eq!((line.closed_by, line.inactive_through), (Some(ClosedBy::Organisation), day("2026-02-28")));
    // L5: the customer asks, staff reactivate.
    assert_eq!(aino.reactivate(id).await, Err(ApiError::ClosedByStaff));
    assert!(olli.reactivate(id).await.is_ok());
    time.deliver(day("2025-11-30")).await;
    let closed = time.emails.iter().filter_map(|(_, email)| match &email.mail.says {
        Says::Closed { reason, inactive_through, .. } => Some((*reason, *inactive_through)),
        _ => None,
    });
    assert_eq!(closed.collect::<Vec<_>>(), [(Some(Reason::GuidanceEnded), Some(day("2026-02-28")))]);
    assert_eq!(audited(&kit, "workspace_closed").await, [Some("guidance_ended".to_owned())]);
    assert_eq!(audited(&kit, "deed_confirmed").await, [Some("close".to_owned())]);
}

#[apply(on_both!)]
async fn l8_all_of_one_counselor_are_archived_at_once(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let (invited, _) = kit.invite(&olli, "").await;
    let (hers, _) = kit.invite(&kaisa, "").await;
    let paula = kit.main_user("Paula").await;
    let list = paula.administered_workspaces(AdministrationFilter::default()).await.unwrap();
    let of_olli = list.counselors.iter().find(|counselor| counselor.name == "Olli").unwrap();
    assert_eq!((of_olli.workspaces, list.total), (2, 3));
    let action = NewBulkAction { all_of: of_olli.id.to_string(), ..chosen("archive", &[]) };
    let done = confirmed(&kit, &paula, action).await;
    assert_eq!(paula.bulk_action(done).await.unwrap().done, 2);
    for id in [id, invited] {
        assert_eq!(olli.workspace(id).await.unwrap_err(), ApiError::NotFound);
    }
    assert!(kaisa.workspace(hers).await.is_ok());
    let line = aino.workspace(id).await.unwrap().head.timeline;
    assert_eq!((line.state, line.archived_through), (State::Archived, day("2026-11-30")));
    // L6: archived ones vanish for the main user as well, by their number too.
    let lines = paula.bulk_action(done).await.unwrap().lines;
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [None, None]);
    assert_eq!(paula.administered_workspaces(AdministrationFilter::default()).await.unwrap().total, 1);
}

#[apply(on_both!)]
async fn p7_handing_over_revokes_the_old_ones_access_and_the_customer_is_told(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    let list = paula.administered_workspaces(AdministrationFilter::default()).await.unwrap();
    let to = list.counselors.iter().find(|counselor| counselor.name == "Kaisa").unwrap().id;
    let mut new = chosen("hand_over", &[id]);
    assert!(matches!(
        paula.plan_bulk_action(new.clone()).await,
        Err(ApiError::Invalid(fields)) if fields[0].field == "to"
    ));
    new.to = to.to_string();
    // Who was a second professional until now is its counselor, and no guest any more (P6).
    let consent = NewParticipation {
        email: "kaisa@staff.example".into(),
        purpose: "Apu".into(),
        through: "2025-12-24".into(),
        scope: Scope::FromNow,
    };
    olli.ask_consent(id, consent).await.unwrap();
    let asked = aino.people(id).await.unwrap().participations[0].id;
    aino.answer_consent(id, asked, Some(Scope::FromNow)).await.unwrap();
    assert!(kaisa.workspace(id).await.unwrap().head.granted.is_some());
    confirmed(&kit, &paula, new.clone()).await;
    assert_eq!(olli.workspace(id).await.unwrap_err(), ApiError::NotFound);
    let head = kaisa.workspace(id).await.unwrap().head;
    assert!(head.granted.is_none() && head.may.notes && head.co_professionals.is_empty());
    assert_eq!(olli.close(id, NewClosing::default()).await, Err(ApiError::NotFound));
    assert!(kaisa.workspace(id).await.is_ok());
    assert_eq!(aino.workspace(id).await.unwrap().head.counselor.as_deref(), Some("Kaisa"));
    let mut time = Time::new(&kit);
    time.deliver(day("2025-11-30")).await;
    let notified = time.emails.iter().any(
        |(_, email)| matches!(&email.mail.says, Says::HandedOver { counselor, .. } if counselor == "Kaisa"),
    );
    assert!(notified);
    // Handing over to whoever has it already is nothing to do.
    let action = confirmed(&kit, &paula, new).await;
    assert_eq!(paula.bulk_action(action).await.unwrap().skipped, 1);
    assert_eq!(audited(&kit, "workspace_handed_over").await, [Some("guidance_ended".to_owned())]);
}

#[apply(on_both!)]
async fn p4_p5_a_main_user_reaches_no_other_organisation_and_no_content(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let elsewhere = Fixture::organisation(&kit.services, "muualla").await;
    let maija = kit.counselor_of(elsewhere, "Maija").await;
    let (theirs, _) = kit.invite(&maija, "").await;
    let nothing = |result: Result<BulkActionId, ApiError>| match result {
        Err(ApiError::Invalid(fields)) => fields[0].code,
        other => panic!("{other:?}"),
    };
    assert_eq!(nothing(paula.plan_bulk_action(chosen("close", &[theirs])).await), FieldCode::NothingChosen);
    let both = paula.plan_bulk_action(chosen("close", &[theirs, id])).await.unwrap();
    assert_eq!(paula.bulk_action(both).await.unwrap().total, 1);
    let list = format!("{:?}", paula.administered_workspaces(AdministrationFilter::default()).await.unwrap());
    assert!(!list.contains("Canary") && !list.contains("Customer") && list.contains("Olli"), "{list}");
    let overview = format!("{:?}", paula.overview().await.unwrap());
    assert!(!overview.contains("Canary") && !overview.contains("Customer"));
    let me = paula.me().await.unwrap();
    assert_eq!(me.roles, StaffRole::MainUser);
}

#[apply(on_both!)]
async fn l8_what_changed_meanwhile_is_skipped_and_said(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let action = paula.plan_bulk_action(chosen("close", &[id])).await.unwrap();
    olli.close(id, NewClosing::default()).await.unwrap();
    assert_eq!(paula.bulk_action(action).await.unwrap().lines[0].outcome, Outcome::WouldBeSkipped);
    paula.confirm_bulk_action(action).await.unwrap();
    bulk_action::run(&kit.services).await.unwrap();
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.done, view.skipped, &view.lines[0].outcome), (1, 1, &Outcome::Skipped));
    let line = olli.workspace(id).await.unwrap().head.timeline;
    assert_eq!(line.closed_by, Some(ClosedBy::Counselor));
}

#[apply(on_both!)]
async fn r1_a_hold_has_a_ground_an_actor_and_an_end_within_the_cap(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let hold = |until: &str| NewHold { number: "1".into(), ground: "complaint".into(), until: until.into() };
    let code = |result: Result<(), ApiError>| match result {
        Err(ApiError::Invalid(fields)) => Some(fields[0].code),
        _ => None,
    };
    // Without a cap there are no holds past the end.
    assert_eq!(code(paula.place_hold(hold("2027-06-30")).await), Some(FieldCode::TooLate(day("2027-05-28"))));
    let months = contract::policy::NewPolicy {
        active: "3".into(),
        inactive: "3".into(),
        archived: "12".into(),
        hold: "6".into(),
        from: String::new(),
        reason: "Complaints take time.".into(),
    };
    let paula = kit.main_user("Paula").await;
    paula.set_policy(months).await.unwrap();
    domain::time::policy_change::recompute(&kit.services).await.unwrap();
    assert_eq!(code(paula.place_hold(hold("2027-11-29")).await), Some(FieldCode::TooLate(day("2027-11-28"))));
    paula.place_hold(hold("2027-11-28")).await.unwrap();
    let line = aino.workspace(id).await.unwrap().head.timeline;
    assert_eq!((line.inactive_through, line.archived_through), (day("2026-05-28"), day("2027-11-28")));
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2027-06-15").await;
    assert!(aino.workspace(id).await.is_ok(), "held");
    let holds = paula.overview().await.unwrap().holds;
    assert_eq!((holds[0].number, holds[0].by.as_str()), (None, "Paula"), "L6: it is archived");
    assert_eq!(paula.place_hold(hold("2027-06-16")).await, Err(ApiError::ReauthenticationNeeded));
    let paula = kit.main_user("Paula").await;
    assert_eq!(code(paula.place_hold(hold("2027-06-16")).await), Some(FieldCode::NoSuchWorkspace), "L6");
    paula.lift_hold(holds[0].id).await.unwrap();
    assert_eq!(paula.lift_hold(holds[0].id).await, Err(ApiError::NotFound));
    // The policy's end is over: the customer gets a week.
    assert_eq!(aino.workspace(id).await.unwrap().head.timeline.archived_through, day("2027-06-23"));
    assert_eq!(audited(&kit, "hold_placed").await, [Some("complaint".to_owned())]);
    assert_eq!(audited(&kit, "hold_lifted").await.len(), 1);
    time.live_through("2027-06-15", "2027-07-15").await;
    assert_eq!(count(&kit, "workspace").await, 0);
}

#[apply(on_both!)]
async fn n3_whoever_stands_in_reads_the_digest_too(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    kit.clock.go_to("2026-01-07");
    aino.workspace(id).await.unwrap();
    let mut time = Time::new(&kit);
    olli.set_absence(contract::absence::NewAbsence {
        first_day: "2026-01-20".into(),
        last_day: "2026-05-20".into(),
        substitute: olli.absence().await.unwrap().colleagues[0].0.to_string(),
    })
    .await
    .unwrap();
    // Since the visit of 7 January: active through 7 April, told thirty days before.
    time.live(day("2026-03-08")).await;
    let digests: Vec<_> = time
        .emails
        .iter()
        .filter_map(|(_, email)| match &email.mail.says {
            Says::Digest { stands_in_for, .. } => Some((email.recipient.as_str(), stands_in_for.as_deref())),
            _ => None,
        })
        .collect();
    assert_eq!(digests.len(), 2);
    assert!(digests.contains(&("olli@staff.example", None)));
    assert!(digests.contains(&("kaisa@staff.example", Some("Olli"))));
    olli.end_absence().await.unwrap();
    assert_eq!(aino.workspace(id).await.unwrap().head.away, None);
}

#[apply(on_both!)]
async fn r1_a_lower_cap_shortens_the_holds_that_pass_it_and_the_dry_run_says_so(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let policy = |hold: &str| contract::policy::NewPolicy { hold: hold.into(), ..months(3, 3, 12) };
    let set = async |hold: &str| {
        kit.main_user("Paula").await.set_policy(policy(hold)).await.unwrap();
        domain::time::policy_change::recompute(&kit.services).await.unwrap();
    };
    set("6").await;
    let paula = kit.main_user("Paula").await;
    let hold = NewHold { number: "1".into(), ground: "complaint".into(), until: "2027-11-28".into() };
    paula.place_hold(hold).await.unwrap();
    let run = paula.try_policy(policy("2")).await.unwrap();
    assert_eq!(run.holds_shortened, 1);
    let change = run.lines[0].moves[0];
    assert_eq!((change.is, change.would_be), (day("2027-11-28"), day("2027-07-28")));
    set("2").await;
    let line = aino.workspace(id).await.unwrap().head.timeline;
    assert_eq!(line.archived_through, day("2027-07-28"), "the run does what was tried");
    assert_eq!(paula.overview().await.unwrap().holds[0].until, day("2027-07-28"));
    assert_eq!(audited(&kit, "hold_shortened").await.len(), 1);
    // A higher cap gives nothing back.
    set("12").await;
    assert_eq!(aino.workspace(id).await.unwrap().head.timeline.archived_through, day("2027-07-28"));
}

#[apply(on_both!)]
async fn l8_a_preview_counts_what_would_be_done_and_who_is_told(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let (invited, _) = kit.invite(&olli, "").await;
    let (closed, _) = kit.invite(&olli, "").await;
    olli.close(closed, NewClosing::default()).await.unwrap();
    let paula = kit.main_user("Paula").await;
    let action = paula.plan_bulk_action(chosen("close", &[id, invited, closed])).await.unwrap();
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.total, view.would, view.told), (3, 2, 1));
    paula.confirm_bulk_action(action).await.unwrap();
    bulk_action::run(&kit.services).await.unwrap();
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.would, view.done - view.skipped, view.skipped), (0, 2, 1));
}

#[apply(on_both!)]
async fn l8_a_workspace_that_fails_is_tried_again_and_the_others_are_done(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let (other, _) = kit.invite(&olli, "").await;
    let paula = kit.main_user("Paula").await;
    let action = paula.plan_bulk_action(chosen("close", &[id, other])).await.unwrap();
    paula.confirm_bulk_action(action).await.unwrap();
    // Its data key cannot be found for a while: the mail cannot be sealed.
    let rename = async |from: &str, to: &str| {
        let tx = kit.services.database.begin().await.unwrap();
        let sql = format!("UPDATE data_key SET owner_kind = '{to}' WHERE owner_kind = '{from}'");
        sea_orm::ConnectionTrait::execute_unprepared(&tx, &sql).await.unwrap();
        tx.commit().await.unwrap();
    };
    rename("workspace", "away").await;
    bulk_action::run(&kit.services).await.unwrap();
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.stage, view.done, view.skipped, view.would), (BulkActionStage::Running, 1, 0, 1));
    rename("away", "workspace").await;
    bulk_action::run(&kit.services).await.unwrap();
    assert_eq!(paula.bulk_action(action).await.unwrap().done, 1, "not at once");
    kit.clock.advance(chrono::TimeDelta::hours(25));
    bulk_action::run(&kit.services).await.unwrap();
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.stage, view.done, view.skipped), (BulkActionStage::Finished, 2, 0));
    assert_eq!(count(&kit, "quarantine").await, 0);
}

#[apply(on_both!)]
async fn l8_all_that_a_filter_shows_are_dealt_with_on_all_its_pages(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    for _ in 0..30 {
        kit.invite(&olli, "").await;
    }
    let (hers, _) = kit.invite(&kaisa, "").await;
    olli.close(id, NewClosing::default()).await.unwrap();
    let paula = kit.main_user("Paula").await;
    let list = paula.administered_workspaces(AdministrationFilter::default()).await.unwrap();
    let counselor = list.counselors.iter().find(|counselor| counselor.name == "Olli").unwrap().id.to_string();
    let shown = AdministrationFilter { counselor, state: "active".into(), page: 2 };
    assert_eq!(paula.administered_workspaces(shown.clone()).await.unwrap().total, 30);
    let new = NewBulkAction { all_of: "shown".into(), shown, ..chosen("close", &[]) };
    let action = confirmed(&kit, &paula, new).await;
    let view = paula.bulk_action(action).await.unwrap();
    assert_eq!((view.total, view.done, view.skipped), (30, 30, 0));
    assert_eq!(kaisa.workspace(hers).await.unwrap().head.timeline.state, State::Active);
}

#[apply(on_both!)]
async fn l5_a_main_user_sees_who_asks_and_reactivates(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let (active, _) = kit.invite(&olli, "").await;
    olli.close(id, NewClosing::default()).await.unwrap();
    aino.ask_reactivation(id).await.unwrap();
    let asks = AdministrationFilter { state: "asks".into(), ..Default::default() };
    let list = paula.administered_workspaces(asks.clone()).await.unwrap();
    assert_eq!(
        list.items.iter().map(|item| (item.id, item.asks_reactivation)).collect::<Vec<_>>(),
        [(id, true)]
    );
    let action = paula.plan_bulk_action(chosen("reactivate", &[id, active])).await.unwrap();
    let lines = paula.bulk_action(action).await.unwrap().lines;
    let outcomes: Vec<_> = lines.into_iter().map(|line| line.outcome).collect();
    assert_eq!(outcomes, [Outcome::Would(State::Active, day("2026-02-28")), Outcome::WouldBeSkipped]);
    paula.confirm_bulk_action(action).await.unwrap();
    bulk_action::run(&kit.services).await.unwrap();
    let head = aino.workspace(id).await.unwrap().head;
    assert_eq!((head.timeline.state, head.asks_reactivation, head.closing), (State::Active, false, None));
    assert_eq!(paula.administered_workspaces(asks).await.unwrap().total, 0);
    let mut time = Time::new(&kit);
    time.deliver(day("2025-11-30")).await;
    let told = time.emails.iter().any(
        |(_, email)| matches!(&email.mail.says, Says::Reactivated { by, asked: true, .. } if by == "Paula"),
    );
    assert!(told, "the customer reads who reactivated it");
    assert_eq!(audited(&kit, "workspace_reactivated").await.len(), 1);
}
