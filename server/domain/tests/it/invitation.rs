//! P3: who gets into a workspace, and how.

use crate::time::{Time, audited, count};
use chrono::TimeDelta;
use contract::{ApiError, CounselorDesk, CustomerDesk, WorkspaceDesk, head::InvitationStatus};
use domain::ground::outbox::Says;
use testkit::{Fixture, all, apply, on_both, token_of_invitation};

const AINO: &str = "010170-999R";
const EERO: &str = "220750-999Y";

#[apply(on_both!)]
async fn p3_the_known_identity_gets_in_at_once(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, AINO).await;
    let (aino, _) = kit.customer(AINO).await;
    let accepted = aino.accept_invitation(token).await.unwrap();
    assert_eq!((accepted.workspace, accepted.invitation_status), (id, InvitationStatus::Taken));
    let view = aino.workspace(id).await.unwrap();
    assert_eq!((view.head.title.as_str(), view.head.invited_email), ("Canary-title", None));
}

#[apply(on_both!)]
async fn p3_another_identity_is_refused_and_the_link_stays_good(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, AINO).await;
    let (eero, _) = kit.customer(EERO).await;
    assert_eq!(eero.accept_invitation(token.clone()).await, Err(ApiError::InvitationMismatch));
    assert_eq!(eero.workspace(id).await.unwrap_err(), ApiError::NotFound);
    let (aino, _) = kit.customer(AINO).await;
    assert!(aino.accept_invitation(token).await.is_ok());
}

#[apply(on_both!)]
async fn p3_codes_that_differ_in_the_separator_are_two_people(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (_, token) = kit.invite(&olli, "100190-999P").await;
    let (other, _) = kit.customer("100190Y999P").await;
    assert_eq!(other.accept_invitation(token).await, Err(ApiError::InvitationMismatch));
}

#[apply(on_both!)]
async fn p3_an_unknown_identity_sees_nothing_before_the_counselor_confirms(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, "").await;
    let (aino, person) = kit.customer(AINO).await;
    assert_eq!(
        aino.accept_invitation(token).await.unwrap().invitation_status,
        InvitationStatus::AwaitingConfirmation
    );
    assert_eq!(aino.workspace(id).await.unwrap_err(), ApiError::NotFound);
    let list = aino.workspaces(&all()).await.unwrap();
    assert!(list.items.is_empty());
    assert_eq!(list.waiting.len(), 1);
    assert_eq!(list.waiting[0].counselor, "Olli");

    let head = olli.workspace(id).await.unwrap().head;
    assert!(head.may.confirm);
    assert_eq!(head.customer.as_deref(), Some("Customer 010170-999R"));
    assert_eq!(head.candidate_born.unwrap().to_string(), "1970-01-01");
    // Who is confirmed is who was seen.
    assert_eq!(head.candidate, Some(person));
    let (_, other) = kit.customer(EERO).await;
    assert_eq!(olli.confirm_customer(id, other, true).await, Err(ApiError::Conflict));
    olli.confirm_customer(id, person, true).await.unwrap();
    assert!(aino.workspace(id).await.is_ok());
    assert_eq!(olli.confirm_customer(id, person, true).await, Err(ApiError::Conflict));
}

#[apply(on_both!)]
async fn p3_a_refused_person_stays_out_and_the_seat_is_free_again(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, "").await;
    let (eero, person) = kit.customer(EERO).await;
    eero.accept_invitation(token).await.unwrap();
    olli.confirm_customer(id, person, false).await.unwrap();
    assert!(eero.workspaces(&all()).await.unwrap().waiting.is_empty());
    kit.clock.advance(TimeDelta::seconds(1));
    olli.invite_again(id, testkit::same_address()).await.unwrap();
    let (aino, _) = kit.customer(AINO).await;
    let token = token_of_invitation(&kit.services, id).await;
    assert!(aino.accept_invitation(token).await.is_ok());
}

#[apply(on_both!)]
async fn p3_a_link_works_once_and_only_the_newest(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, old) = kit.invite(&olli, AINO).await;
    kit.clock.advance(TimeDelta::seconds(1));
    olli.invite_again(id, testkit::same_address()).await.unwrap();
    let new = token_of_invitation(&kit.services, id).await;
    let (aino, _) = kit.customer(AINO).await;
    assert_eq!(aino.accept_invitation(old).await, Err(ApiError::InvitationInvalid));
    aino.accept_invitation(new.clone()).await.unwrap();
    assert_eq!(aino.accept_invitation(new).await, Err(ApiError::InvitationInvalid));
    assert_eq!(olli.invite_again(id, testkit::same_address()).await, Err(ApiError::Conflict));
}

#[apply(on_both!)]
async fn p3_a_link_works_through_its_last_day(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, AINO).await;
    let head = olli.workspace(id).await.unwrap().head;
    assert_eq!(head.link_works_through.unwrap().to_string(), "2025-12-14");
    let (aino, _) = kit.customer(AINO).await;
    kit.clock.set("2025-12-14T21:59:59Z".parse().unwrap());
    assert_eq!(olli.workspace(id).await.unwrap().head.link_works_through, head.link_works_through);
    kit.clock.advance(TimeDelta::seconds(1));
    assert_eq!(olli.workspace(id).await.unwrap().head.link_works_through, None);
    assert_eq!(aino.accept_invitation(token).await, Err(ApiError::InvitationInvalid));
}

#[apply(on_both!)]
async fn p3_only_one_of_two_who_click_at_once_gets_in(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (_, token) = kit.invite(&olli, "").await;
    let ((aino, _), (eero, _)) = (kit.customer(AINO).await, kit.customer(EERO).await);
    let (a, b) = tokio::join!(aino.accept_invitation(token.clone()), eero.accept_invitation(token));
    assert_ne!(a.is_ok(), b.is_ok());
    assert_eq!(a.and(b), Err(ApiError::InvitationInvalid));
}

#[apply(on_both!)]
async fn p3_whoever_is_refused_is_forgotten_at_once_when_nothing_else_is_theirs(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (stranger, person) = kit.customer("220750-999Y").await;
    let (id, token) = kit.invite(&olli, "").await;
    stranger.accept_invitation(token).await.unwrap();
    olli.confirm_customer(id, person, false).await.unwrap();
    assert_eq!(count(&kit, "person WHERE identity_index IS NOT NULL").await, 0);
    assert_eq!(audited(&kit, "person_forgotten").await, [None]);
    // With a workspace elsewhere they stay.
    let (aino, person) = kit.customer("010170-999R").await;
    let (_, first) = kit.invite(&olli, "010170-999R").await;
    aino.accept_invitation(first).await.unwrap();
    let (other, second) = kit.invite(&olli, "").await;
    aino.accept_invitation(second).await.unwrap();
    olli.confirm_customer(other, person, false).await.unwrap();
    assert_eq!(count(&kit, "person WHERE identity_index IS NOT NULL").await, 1);
}

#[apply(on_both!)]
async fn p3_waiting_to_be_confirmed_ends_when_nobody_can_any_more_and_says_so(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (maija, _) = kit.customer("220750-999Y").await;
    let (_, token) = kit.invite(&olli, "").await;
    maija.accept_invitation(token).await.unwrap();
    assert_eq!(maija.workspaces(&all()).await.unwrap().waiting.len(), 1);
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-05-28").await;
    let told = |time: &Time| {
        let says = time.emails.iter().filter(|(_, email)| matches!(email.mail.says, Says::NotConfirmed));
        says.map(|(on, email)| (on.to_string(), email.recipient.clone())).collect::<Vec<_>>()
    };
    assert_eq!(told(&time), []);
    time.live_through("2026-05-28", "2026-06-02").await;
    assert_eq!(told(&time), [("2026-05-29".to_owned(), "canary@example.org".to_owned())]);
    assert_eq!(audited(&kit, "customer_refused").await, [Some("nobody_could_confirm".to_owned())]);
    assert_eq!(count(&kit, "person WHERE identity_index IS NOT NULL").await, 0);
}

#[apply(on_both!)]
async fn p3_the_counselor_sees_that_an_invitation_has_expired_and_that_somebody_else_tried(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, AINO).await;
    let head = async || olli.workspace(id).await.unwrap().head;
    let waits = async || olli.workspaces(&all()).await.unwrap().items[0].waits;
    assert_eq!(head().await.link_works_through, Some(crate::time::day("2025-12-14")));
    assert!(!waits().await.any());
    let (eero, _) = kit.customer(EERO).await;
    kit.clock.go_to("2025-12-02");
    eero.accept_invitation(token).await.unwrap_err();
    assert_eq!(head().await.mismatch_on, Some(crate::time::day("2025-12-02")));
    kit.clock.go_to("2025-12-15");
    domain::time::retention::purge(&kit.services).await.unwrap();
    assert_eq!(head().await.link_works_through, None);
    assert!(waits().await.invitation_expired && waits().await.any());
    olli.invite_again(id, testkit::same_address()).await.unwrap();
    assert_eq!(head().await.link_works_through, Some(crate::time::day("2025-12-29")));
    assert!(!waits().await.invitation_expired);
}
