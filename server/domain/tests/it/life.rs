//! L1–L6 and L12 on stored workspaces.

use chrono::{NaiveDate, TimeDelta, TimeZone, Utc};
use contract::{
    ApiError, CounselorDesk, CustomerDesk, WorkspaceDesk, WorkspaceId,
    closing::NewClosing,
    conversation::{NewConversation, NewMessage},
    life::{ClosedBy, State, Timeline},
};
use testkit::{Fixture, all, apply, on_both};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn message(reactivate: bool) -> NewMessage {
    NewMessage { body: "Hei".into(), files: vec![], reply_to: None, reactivate }
}

fn conversation(reactivate: bool) -> NewConversation {
    NewConversation { subject: "Aihe".into(), message: message(reactivate) }
}

async fn timeline(desk: &impl WorkspaceDesk, id: WorkspaceId) -> Timeline {
    desk.workspace(id).await.unwrap().head.timeline
}

#[apply(on_both!)]
async fn l1_the_customers_visits_move_the_clock_and_those_of_staff_do_not(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    assert_eq!(timeline(&olli, id).await.active_through, day("2026-02-28"));
    kit.clock.go_to("2026-01-31");
    assert_eq!(timeline(&olli, id).await.active_through, day("2026-02-28"));
    olli.start_conversation(id, conversation(false)).await.unwrap();
    assert_eq!(timeline(&olli, id).await.active_through, day("2026-02-28"));
    let line = timeline(&aino, id).await;
    assert_eq!((line.active_through, line.inactive_through), (day("2026-04-30"), day("2026-07-30")));
    assert_eq!(timeline(&olli, id).await, line);
}

#[apply(on_both!)]
async fn l1_reading_a_conversation_is_a_visit_and_a_list_is_not(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation(false)).await.unwrap();
    kit.clock.go_to("2026-01-31");
    aino.workspaces(&all()).await.unwrap();
    assert_eq!(timeline(&olli, id).await.active_through, day("2026-02-28"));
    aino.conversation(id, in_it, None).await.unwrap();
    assert_eq!(timeline(&olli, id).await.active_through, day("2026-04-30"));
}

#[apply(on_both!)]
async fn l2_l4_states_change_at_midnight_without_any_job(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    // The last instant of 28 February in Helsinki, and the first of 1 March.
    let midnight = Utc.with_ymd_and_hms(2026, 2, 28, 22, 0, 0).unwrap();
    kit.clock.set(midnight - TimeDelta::microseconds(1));
    assert_eq!(timeline(&olli, id).await.state, State::Active);
    kit.clock.set(midnight);
    assert_eq!(timeline(&olli, id).await.state, State::Inactive);
    assert_eq!(timeline(&aino, id).await.state, State::Inactive);
    // Summer time began between: midnight is at 21:00 UTC.
    let midnight = Utc.with_ymd_and_hms(2026, 5, 28, 21, 0, 0).unwrap();
    kit.clock.set(midnight - TimeDelta::microseconds(1));
    assert!(olli.workspace(id).await.is_ok());
    kit.clock.set(midnight);
    assert_eq!(olli.workspace(id).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(timeline(&aino, id).await.state, State::Archived);
}

#[apply(on_both!)]
async fn l5_looking_at_an_inactive_workspace_moves_nothing(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let before = timeline(&olli, id).await;
    kit.clock.go_to("2026-03-15");
    let seen = timeline(&aino, id).await;
    assert_eq!((seen.state, seen.inactive_through), (State::Inactive, before.inactive_through));
}

#[apply(on_both!)]
async fn l5_after_inactivity_either_side_reactivates(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    assert_eq!(aino.reactivate(id).await, Err(ApiError::Conflict));
    kit.clock.go_to("2026-03-31");
    aino.reactivate(id).await.unwrap();
    let line = timeline(&aino, id).await;
    assert_eq!((line.state, line.active_through), (State::Active, day("2026-06-30")));
    kit.clock.go_to("2026-07-01");
    olli.reactivate(id).await.unwrap();
    assert_eq!(timeline(&olli, id).await.active_through, day("2026-10-01"));
}

#[apply(on_both!)]
async fn l5_writing_needs_the_wish_to_reactivate(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation(false)).await.unwrap();
    kit.clock.go_to("2026-03-31");
    assert_eq!(aino.send_message(id, in_it, message(false)).await, Err(ApiError::Inactive));
    assert_eq!(timeline(&aino, id).await.state, State::Inactive);
    aino.send_message(id, in_it, message(true)).await.unwrap();
    assert_eq!(timeline(&aino, id).await.state, State::Active);
    assert_eq!(aino.conversation(id, in_it, None).await.unwrap().messages.len(), 2);
}

#[apply(on_both!)]
async fn l5_after_closing_by_the_counselor_the_customer_can_only_ask(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation(false)).await.unwrap();
    kit.clock.go_to("2026-01-31");
    let until = olli.workspace(id).await.unwrap().head.closed_now_through;
    assert_eq!(until, Some(day("2026-04-30")), "what closing says before is what comes of it");
    assert_eq!(aino.workspace(id).await.unwrap().head.closed_now_through, None);
    olli.close(id, NewClosing::default()).await.unwrap();
    assert_eq!(olli.close(id, NewClosing::default()).await, Err(ApiError::Conflict));
    let notified = domain::ground::outbox::newest(&kit.services, 1).await.unwrap();
    assert!(
        matches!(notified[0].mail.says, domain::ground::outbox::Says::Closed { reason: None, .. }),
        "the customer is told"
    );
    let head = aino.workspace(id).await.unwrap().head;
    assert_eq!((head.timeline.state, head.timeline.closed_by), (State::Inactive, Some(ClosedBy::Counselor)));
    assert_eq!(head.timeline.inactive_through, day("2026-04-30"));
    assert!(!head.may.reactivate && head.may.ask_reactivation);
    assert_eq!(aino.reactivate(id).await, Err(ApiError::ClosedByStaff));
    assert_eq!(aino.send_message(id, in_it, message(true)).await, Err(ApiError::ClosedByStaff));

    aino.ask_reactivation(id).await.unwrap();
    aino.ask_reactivation(id).await.unwrap();
    assert!(olli.workspaces(&all()).await.unwrap().items[0].waits.asks_reactivation);
    kit.clock.go_to("2026-02-10");
    olli.reactivate(id).await.unwrap();
    let head = olli.workspace(id).await.unwrap().head;
    assert_eq!((head.timeline.state, head.asks_reactivation), (State::Active, false));
    assert_eq!(head.timeline.active_through, day("2026-05-10"));
    assert_eq!(aino.ask_reactivation(id).await, Err(ApiError::Conflict));
}

#[apply(on_both!)]
async fn l1_a_page_that_looks_again_by_itself_is_no_visit(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation(false)).await.unwrap();
    let before = timeline(&aino, id).await.active_through;
    kit.clock.go_to("2025-12-24");
    aino.peek_workspace(id).await.unwrap();
    let view = aino.peek_conversation(id, in_it).await.unwrap();
    assert_eq!((view.messages.len(), view.head.timeline.active_through), (1, before));
    assert_eq!(olli.conversation(id, in_it, None).await.unwrap().seen_up_to, 0, "nobody has read it");
    assert_eq!(olli.take_back(id, in_it, 1).await, Err(ApiError::TooLate), "but it stood there");
    assert_eq!(olli.peek_workspace(id).await.unwrap().head.timeline.active_through, before);
    aino.conversation(id, in_it, None).await.unwrap();
    assert!(timeline(&aino, id).await.active_through > before, "a person did this");
}

#[apply(on_both!)]
async fn l6_archived_is_gone_for_staff_and_only_read_by_the_customer(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation(false)).await.unwrap();
    kit.clock.go_to("2026-05-29");
    assert_eq!(olli.workspace(id).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(olli.conversation(id, in_it, None).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(olli.reactivate(id).await, Err(ApiError::NotFound));
    assert_eq!(olli.send_message(id, in_it, message(true)).await, Err(ApiError::NotFound));
    assert_eq!(olli.workspaces(&all()).await.unwrap().total, 0);
    let head = aino.workspace(id).await.unwrap().head;
    assert_eq!(head.timeline.state, State::Archived);
    assert!(head.may.download && !head.may.write && !head.may.reactivate && !head.may.ask_reactivation);
    assert_eq!(aino.send_message(id, in_it, message(true)).await, Err(ApiError::Archived));
    assert_eq!(aino.start_conversation(id, conversation(true)).await.unwrap_err(), ApiError::Archived);
    assert_eq!(aino.reactivate(id).await, Err(ApiError::Conflict));
    assert_eq!(aino.conversation(id, in_it, None).await.unwrap().messages.len(), 1);
}

#[apply(on_both!)]
async fn l4_past_its_last_day_it_is_gone_for_everybody(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    kit.clock.go_to("2027-05-28");
    assert!(aino.workspace(id).await.is_ok());
    kit.clock.go_to("2027-05-29");
    assert_eq!(aino.workspace(id).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(aino.workspaces(&all()).await.unwrap().total, 0);
}

#[apply(on_both!)]
async fn l11_of_many_clicks_one_reactivates(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.clock.go_to("2026-03-31");
    let clicks = (0..12).map(|turn| {
        let desk: &dyn WorkspaceDesk = if turn % 2 == 0 { &olli } else { &aino };
        desk.reactivate(id)
    });
    let done = futures(clicks).await;
    assert_eq!(done.iter().filter(|click| click.is_ok()).count(), 1);
    assert!(done.iter().all(|click| matches!(click, Ok(()) | Err(ApiError::Conflict))));
}

async fn futures<F: Future>(all: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, slot) in all.iter_mut().zip(&mut done) {
            if slot.is_none()
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                *slot = Some(output);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[apply(on_both!)]
async fn l8_closing_and_opening_again_there_and_back_ends(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    for _ in 0..5 {
        olli.close(id, NewClosing::default()).await.unwrap();
        olli.reactivate(id).await.unwrap();
    }
    assert!(matches!(olli.close(id, NewClosing::default()).await, Err(ApiError::TooOften(_))));
    kit.clock.advance(TimeDelta::hours(25));
    olli.close(id, NewClosing::default()).await.unwrap();
}
