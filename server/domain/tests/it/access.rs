//! P5: what one may not see does not exist for one, whatever is tried.

use contract::{
    ApiError, ConversationId, CounselorDesk, CustomerDesk, WorkspaceDesk, WorkspaceId,
    closing::NewClosing,
    conversation::{NewConversation, NewMessage},
    list::ListQuery,
};
use domain::{
    desk::{Customer, Desk},
    guidance::workspace::lifecycle::Policy,
    people::organisation::{NewOrganisation, add},
};
use testkit::{Fixture, all, apply, on_both};
use uuid::Uuid;

fn message() -> NewMessage {
    NewMessage { body: "Hei".into(), files: vec![], reply_to: None, reactivate: true }
}

fn conversation() -> NewConversation {
    NewConversation { subject: "Aihe".into(), message: message() }
}

/// Everything that can be tried on both sides.
async fn everything(desk: &impl WorkspaceDesk, id: WorkspaceId, in_it: ConversationId) -> Vec<ApiError> {
    vec![
        desk.workspace(id).await.unwrap_err(),
        desk.conversation(id, in_it, None).await.unwrap_err(),
        desk.start_conversation(id, conversation()).await.unwrap_err(),
        desk.send_message(id, in_it, message()).await.unwrap_err(),
        desk.reactivate(id).await.unwrap_err(),
    ]
}

#[apply(on_both!)]
async fn p5_strangers_of_every_kind_find_nothing(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation()).await.unwrap();
    let colleague = kit.counselor("Kaisa").await;
    let elsewhere = Fixture::organisation(&kit.services, "toisaalla").await;
    let outsider = kit.counselor_of(elsewhere, "Pekka").await;
    let olli_elsewhere = kit.counselor_of(elsewhere, "Olli").await;
    for counselor in [&colleague, &outsider, &olli_elsewhere] {
        assert_eq!(everything(counselor, id, in_it).await, vec![ApiError::NotFound; 5]);
        assert_eq!(counselor.close(id, NewClosing::default()).await, Err(ApiError::NotFound));
        assert_eq!(counselor.invite_again(id, testkit::same_address()).await, Err(ApiError::NotFound));
        assert_eq!(
            counselor.confirm_customer(id, contract::PersonId(uuid::Uuid::nil()), true).await,
            Err(ApiError::NotFound)
        );
        let list = counselor.workspaces(&all()).await.unwrap();
        assert_eq!((list.items.len(), list.total), (0, 0));
    }
    let (stranger, _) = kit.customer("220750-999Y").await;
    assert_eq!(everything(&stranger, id, in_it).await, vec![ApiError::NotFound; 5]);
    assert_eq!(stranger.ask_reactivation(id).await, Err(ApiError::NotFound));
    assert_eq!(stranger.workspaces(&all()).await.unwrap().total, 0);
}

#[apply(on_both!)]
async fn p5_a_conversation_is_found_in_its_own_workspace_only(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation()).await.unwrap();
    let (other, token) = kit.invite(&olli, "010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    for (desk, place) in [(&olli as &dyn WorkspaceDesk, other), (&aino, other)] {
        assert_eq!(desk.conversation(place, in_it, None).await.unwrap_err(), ApiError::NotFound);
        assert_eq!(desk.send_message(place, in_it, message()).await.unwrap_err(), ApiError::NotFound);
    }
}

#[apply(on_both!)]
async fn p5_what_never_was_looks_the_same(kit: Fixture) {
    let (olli, aino, _) = kit.active_workspace().await;
    let (id, in_it) = (WorkspaceId(Uuid::nil()), ConversationId(Uuid::nil()));
    assert_eq!(everything(&olli, id, in_it).await, vec![ApiError::NotFound; 5]);
    assert_eq!(everything(&aino, id, in_it).await, vec![ApiError::NotFound; 5]);
}

#[apply(on_both!)]
async fn p5_long_lists_come_in_pages(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    for _ in 0..27 {
        kit.invite(&olli, "").await;
    }
    let first = olli.workspaces(&all()).await.unwrap();
    assert_eq!((first.items.len(), first.first, first.total, first.previous), (25, 1, 27, None));
    let last = olli.workspaces(&ListQuery { turn: first.next, ..all() }).await.unwrap();
    assert_eq!((last.items.len(), last.first, last.next), (2, 26, None));
}

#[apply(on_both!)]
async fn p5_days_are_those_of_the_organisation_in_a_zone_that_came_later_too(kit: Fixture) {
    use chrono::{TimeDelta, TimeZone, Utc};
    use chrono_tz::Pacific::Auckland;
    // Somebody has looked before: the zones of then are known.
    let (olli, _, id) = kit.active_workspace().await;
    olli.workspace(id).await.unwrap();
    let new = NewOrganisation {
        slug: "antipodes".into(),
        name: "ANTIPODES".into(),
        zone: Auckland,
        policy: Policy::default(),
    };
    let there = add(&kit.services, new).await.unwrap();
    let kaisa = kit.counselor_of(there, "Kaisa").await;
    let (id, token) = kit.invite(&kaisa, "").await;
    let (aino, _) = kit.customer("010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    let line = kaisa.workspace(id).await.unwrap().head.timeline;
    // The last instant of the last day there, where it is thirteen hours less in Greenwich.
    let last = line.inactive_through.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::days(1);
    let midnight = Auckland.from_local_datetime(&last).unwrap().with_timezone(&Utc);
    kit.clock.set(midnight - TimeDelta::microseconds(1));
    assert!(kaisa.workspace(id).await.is_ok());
    kit.clock.set(midnight);
    assert_eq!(kaisa.workspace(id).await.unwrap_err(), ApiError::NotFound);
}

#[apply(on_both!)]
async fn p5_the_first_who_ask_after_a_start_all_find_what_is_theirs(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    // A process that knows no time zone yet, as after each start.
    let second = kit.second().await;
    let ask = || {
        let desk = Desk::new(second.clone(), Customer(person));
        tokio::spawn(async move { desk.peek_workspace(id).await.is_ok() })
    };
    let asked: Vec<_> = (0..16).map(|_| ask()).collect();
    for answer in asked {
        assert!(answer.await.unwrap());
    }
}
