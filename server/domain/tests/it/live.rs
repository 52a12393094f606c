//! W1: who looks at a workspace is told what happens there, whichever process it happens in.

use contract::{
    ApiError, CounselorDesk, WorkspaceDesk,
    closing::NewClosing,
    conversation::{NewConversation, NewMessage},
    person::Side,
};
use domain::{
    Services,
    desk::{Counselor, Customer, Desk, Participant},
    ground::event::Event,
    guidance::follow::{follow, here},
};
use futures::{Stream, StreamExt};
use sea_orm::DbBackend;
use std::{sync::Arc, time::Duration};
use testkit::{Fixture, apply, on_both};

fn talk() -> NewConversation {
    let message = NewMessage { body: "Hei".into(), files: vec![], reply_to: None, reactivate: false };
    NewConversation { subject: "Aihe".into(), message }
}

async fn next(events: &mut (impl Stream<Item = Event> + Unpin)) -> Event {
    tokio::time::timeout(Duration::from_secs(10), events.next()).await.unwrap().unwrap()
}

/// Another process, where there can be one.
async fn elsewhere(kit: &Fixture) -> Arc<Services> {
    match kit.services.database.read().get_database_backend() {
        DbBackend::Postgres => kit.second().await,
        _ => Arc::clone(&kit.services),
    }
}

#[apply(on_both!)]
async fn w1_what_happens_is_told_in_every_process_to_those_who_may_know(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (other, _) = kit.invite(&olli, "").await;
    let (_, person) = kit.customer("010170-999R").await;
    let customer = Participant::Customer(Customer(person));
    let mut events = follow(&kit.services, customer, id, None).await.unwrap().events;
    let elsewhere = elsewhere(&kit).await;
    let role = Counselor { person: kit.person("Olli").await, organisation: kit.organisation };
    let desk = Desk::new(Arc::clone(&elsewhere), role);
    desk.start_conversation(other, talk()).await.unwrap();
    let in_it = desk.start_conversation(id, talk()).await.unwrap();
    assert_eq!(next(&mut events).await, Event::Changed);
    here(&elsewhere, customer, id).await.unwrap();
    here(&elsewhere, Participant::Counselor(role), id).await.unwrap();
    assert!(matches!(next(&mut events).await, Event::Here(_, Side::Counselor)), "not of oneself");
    aino.conversation(id, in_it, None).await.unwrap();
    assert_eq!(next(&mut events).await, Event::Changed, "it was seen");
    let view = olli.conversation(id, in_it, None).await.unwrap();
    assert_eq!(view.seen_up_to, 1);
    aino.conversation(id, in_it, None).await.unwrap();
    desk.close(id, NewClosing::default()).await.unwrap();
    assert_eq!(next(&mut events).await, Event::Changed, "seen again is nothing new, closed is");
    // A change that is not made is not told.
    assert_eq!(desk.close(id, NewClosing::default()).await, Err(ApiError::Conflict));
    here(&elsewhere, Participant::Counselor(role), id).await.unwrap();
    assert!(matches!(next(&mut events).await, Event::Here(..)));
}

#[apply(on_both!)]
async fn w1_what_happened_since_the_page_was_made_is_notified_at_once(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let revision = olli.workspace(id).await.unwrap().head.revision;
    kit.clock.advance(chrono::TimeDelta::milliseconds(1));
    olli.start_conversation(id, talk()).await.unwrap();
    let customer = Participant::Customer(Customer(person));
    let mut events = follow(&kit.services, customer, id, Some(revision)).await.unwrap().events;
    assert_eq!(next(&mut events).await, Event::Changed);
}

#[apply(on_both!)]
async fn p5_nobody_else_can_follow_or_say_that_they_are_here(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let (_, stranger) = kit.customer("220750-999Y").await;
    let stranger = Participant::Customer(Customer(stranger));
    let answer = follow(&kit.services, stranger, id, None).await.map(drop).map_err(ApiError::from);
    assert_eq!(answer, Err(ApiError::NotFound));
    assert_eq!(
        here(&kit.services, stranger, id).await.map(drop).map_err(ApiError::from),
        Err(ApiError::NotFound)
    );
}

#[apply(on_both!)]
async fn w1_that_something_was_seen_reaches_a_page_that_was_made_before(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, talk()).await.unwrap();
    let role = Participant::Counselor(Counselor {
        person: kit.person("Olli").await,
        organisation: kit.organisation,
    });
    // The page is made, the other side reads, and only then the page begins to listen.
    let revision = olli.conversation(id, in_it, None).await.unwrap().head.revision;
    aino.conversation(id, in_it, None).await.unwrap();
    let followed = follow(&kit.services, role, id, Some(revision)).await.unwrap();
    let (seen, mut events) = (followed.seen(), followed.events);
    assert_eq!(next(&mut events).await, Event::Changed);
    // An event that was lost is found by the next beat.
    assert_eq!(here(&kit.services, role, id).await.unwrap(), seen);
    aino.send_message(id, in_it, talk().message).await.unwrap();
    assert_ne!(here(&kit.services, role, id).await.unwrap(), seen);
}
