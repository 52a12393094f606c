//! P3: who gets into a workspace, and how.

use crate::time::{Time, audited, count};
use chrono::TimeDelta;
use contract::{
    ApiError, CounselorDesk, CustomerDesk, PersonDesk, WorkspaceDesk,
    contact::NewContactDetails,
    desk::PublicDesk,
    head::{InvitationStatus, WorkspaceHead},
    invitation::Lasts,
};
use domain::{
    desk::Public,
    ground::outbox::{Mail, Says},
};
use sea_orm::ConnectionTrait;
use testkit::{Fixture, all, apply, on_both, token_of_invitation};

const AINO: &str = "010170-999R";
const EERO: &str = "220750-999Y";

/// The newest mail.
async fn newest(kit: &Fixture) -> Mail {
    domain::ground::outbox::newest(&kit.services, 1).await.unwrap().remove(0).mail
}

#[apply(on_both!)]
async fn p3_the_known_identity_gets_in_at_once(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, AINO).await;
    let (aino, _) = kit.customer(AINO).await;
    let accepted = aino.accept_invitation(token).await.unwrap();
    assert_eq!((accepted.workspace, accepted.invitation_status), (id, InvitationStatus::Taken));
    let view = aino.workspace(id).await.unwrap();
    assert_eq!((view.head.title.as_str(), view.head.invitation), ("Canary-title", None));
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
    let works_through = |head: &WorkspaceHead| head.invitation.as_ref().unwrap().works_through;
    assert_eq!(works_through(&head).unwrap().to_string(), "2025-12-14");
    let (aino, _) = kit.customer(AINO).await;
    kit.clock.set("2025-12-14T21:59:59Z".parse().unwrap());
    assert_eq!(works_through(&olli.workspace(id).await.unwrap().head), works_through(&head));
    kit.clock.advance(TimeDelta::seconds(1));
    assert_eq!(works_through(&olli.workspace(id).await.unwrap().head), None);
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
async fn p3_what_is_withdrawn_or_declined_at_the_same_moment_is_not_accepted(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (aino, _) = kit.customer(AINO).await;
    let public = Public(kit.services.clone());
    for n in 0..12 {
        let (id, token) = kit.invite(&olli, AINO).await;
        let accept = aino.accept_invitation(token.clone());
        let (accepted, ended) = if n % 2 == 0 {
            tokio::join!(accept, olli.withdraw_invitation(id))
        } else {
            tokio::join!(accept, public.decline_invitation(token))
        };
        assert_ne!(accepted.is_ok(), ended.is_ok(), "{accepted:?} {ended:?}");
        let refused = accepted.err().or(ended.err()).unwrap();
        assert!(matches!(refused, ApiError::InvitationInvalid | ApiError::Conflict), "{refused:?}");
    }
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
    assert_eq!(head().await.invitation.unwrap().works_through, Some(crate::time::day("2025-12-14")));
    assert!(!waits().await.any());
    let (eero, _) = kit.customer(EERO).await;
    kit.clock.go_to("2025-12-02");
    eero.accept_invitation(token).await.unwrap_err();
    assert_eq!(head().await.invitation.unwrap().mismatch_on, Some(crate::time::day("2025-12-02")));
    kit.clock.go_to("2025-12-15");
    domain::time::retention::purge(&kit.services).await.unwrap();
    assert_eq!(head().await.invitation.unwrap().works_through, None);
    assert!(waits().await.invitation_expired && waits().await.any());
    olli.invite_again(id, testkit::same_address()).await.unwrap();
    assert_eq!(head().await.invitation.unwrap().works_through, Some(crate::time::day("2025-12-29")));
    assert!(!waits().await.invitation_expired);
}

#[apply(on_both!)]
async fn p3_the_link_says_who_invites_for_how_long_and_whom_to_ask(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let details = NewContactDetails { phone: "040 123".into(), ..Default::default() };
    olli.save_contact_details(details).await.unwrap();
    let (id, token) = kit.invite(&olli, AINO).await;
    let opened = async || olli.workspace(id).await.unwrap().head.invitation.unwrap().opened_on;
    assert_eq!(opened().await, None);
    let public = Public(kit.services.clone());
    let view = public.invitation(token.clone()).await.unwrap();
    assert_eq!((&*view.inviter.counselor, &*view.inviter.organisation.fi), ("Olli", "ESIMERKKILA"));
    assert_eq!(view.phone.as_deref(), Some("040 123"));
    assert_eq!(view.through, crate::time::day("2025-12-14"));
    assert_eq!(view.lasts, Lasts { active: 3, inactive: 3, archived: 12 });
    assert_eq!(opened().await, Some(crate::time::day("2025-11-30")));
    kit.clock.go_to("2025-12-03");
    public.invitation(token).await.unwrap();
    assert_eq!(opened().await, Some(crate::time::day("2025-11-30")), "the first time");
    let mail = newest(&kit).await;
    assert!(
        matches!(mail.says, Says::Invitation { phone: Some(phone), reminder: false, .. } if phone == "040 123")
    );
}

#[apply(on_both!)]
async fn p3_whoever_holds_the_link_can_decline_and_the_counselor_sees_it(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, AINO).await;
    let public = Public(kit.services.clone());
    assert_eq!(public.decline_invitation("none".into()).await, Err(ApiError::InvitationInvalid));
    kit.clock.go_to("2025-12-02");
    public.decline_invitation(token.clone()).await.unwrap();
    public.decline_invitation(token.clone()).await.unwrap();
    assert_eq!(audited(&kit, "invitation_declined").await.len(), 1, "twice changes nothing");
    assert!(public.invitation(token.clone()).await.unwrap().is_declined);
    let (aino, _) = kit.customer(AINO).await;
    assert_eq!(aino.accept_invitation(token.clone()).await, Err(ApiError::InvitationInvalid));
    let item = olli.workspaces(&all()).await.unwrap().items.remove(0);
    assert!(item.waits.invitation_declined && !item.waits.invitation_expired && item.waits.any());
    assert_eq!(item.waits_since.unwrap().date(), crate::time::day("2025-12-02"));
    let invitation = olli.workspace(id).await.unwrap().head.invitation.unwrap();
    assert_eq!((invitation.works_through, invitation.may_remind), (None, false));
    assert_eq!(invitation.declined_on, Some(crate::time::day("2025-12-02")));
    assert_eq!(olli.remind_invited(id).await, Err(ApiError::Conflict));
    assert_eq!(olli.withdraw_invitation(id).await, Err(ApiError::Conflict));
    // They change their mind, and get another.
    olli.invite_again(id, testkit::same_address()).await.unwrap();
    assert!(!olli.workspaces(&all()).await.unwrap().items[0].waits.any());
    aino.accept_invitation(token_of_invitation(&kit.services, id).await).await.unwrap();
    assert_eq!(public.decline_invitation(token).await, Err(ApiError::InvitationInvalid));
}

#[apply(on_both!)]
async fn p3_a_link_to_a_workspace_that_takes_nobody_any_more_says_so(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (_, token) = kit.invite(&olli, AINO).await;
    let public = Public(kit.services.clone());
    let tx = kit.services.database.begin().await.unwrap();
    tx.execute_unprepared("UPDATE workspace SET archived_on = '2025-11-30'").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(public.invitation(token.clone()).await, Err(ApiError::InvitationInvalid));
    assert_eq!(public.decline_invitation(token).await, Err(ApiError::InvitationInvalid));
}

#[apply(on_both!)]
async fn p10_whoever_declines_is_not_reminded_any_more(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, AINO).await;
    Time::new(&kit).deliver(crate::time::day("2025-11-30")).await;
    kit.clock.go_to("2025-12-03");
    olli.remind_invited(id).await.unwrap();
    let waiting = || count(&kit, "email WHERE sent_at IS NULL");
    assert_eq!(waiting().await, 1);
    Public(kit.services.clone()).decline_invitation(token).await.unwrap();
    assert_eq!(waiting().await, 0);
}

#[apply(on_both!)]
async fn p10_a_reminder_leaves_the_first_link_good_and_ends_with_it(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, first) = kit.invite(&olli, "").await;
    let invitation = async || olli.workspace(id).await.unwrap().head.invitation.unwrap();
    let mut time = Time::new(&kit);
    assert!(!invitation().await.may_remind, "its mail is on its way");
    time.deliver(crate::time::day("2025-11-30")).await;
    assert!(!invitation().await.may_remind, "it came today");
    assert_eq!(olli.remind_invited(id).await, Err(ApiError::Conflict));
    kit.clock.go_to("2025-12-14");
    assert!(invitation().await.may_remind);
    olli.remind_invited(id).await.unwrap();
    assert_eq!(olli.remind_invited(id).await, Err(ApiError::Conflict), "one a day");
    let mail = newest(&kit).await;
    let Says::Invitation { token: second, reminder: true, expires_on, .. } = mail.says else { panic!() };
    assert_eq!(expires_on, crate::time::day("2025-12-14"));
    let public = Public(kit.services.clone());
    assert!(
        public.invitation(first.clone()).await.is_ok() && public.invitation(second.clone()).await.is_ok()
    );
    // Of two links one is used; whoever was refused comes in by the other no more than by the first.
    let (eero, person) = kit.customer(EERO).await;
    eero.accept_invitation(first).await.unwrap();
    olli.confirm_customer(id, person, false).await.unwrap();
    let (eero, _) = kit.customer(EERO).await;
    assert_eq!(eero.accept_invitation(second).await, Err(ApiError::InvitationInvalid));
}

#[apply(on_both!)]
async fn p10_a_withdrawn_invitation_works_no_more_and_its_mail_is_not_sent(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, AINO).await;
    olli.withdraw_invitation(id).await.unwrap();
    assert_eq!(olli.withdraw_invitation(id).await, Err(ApiError::Conflict));
    assert_eq!(count(&kit, "email").await, 0);
    let public = Public(kit.services.clone());
    assert_eq!(public.invitation(token.clone()).await, Err(ApiError::InvitationInvalid));
    assert_eq!(public.decline_invitation(token.clone()).await, Err(ApiError::InvitationInvalid));
    let (aino, _) = kit.customer(AINO).await;
    assert_eq!(aino.accept_invitation(token).await, Err(ApiError::InvitationInvalid));
    let item = olli.workspaces(&all()).await.unwrap().items.remove(0);
    assert!(!item.waits.any(), "the counselor knows");
    let invitation = olli.workspace(id).await.unwrap().head.invitation.unwrap();
    assert_eq!(invitation.withdrawn_on, Some(crate::time::day("2025-11-30")));
    let kaisa = kit.counselor("Kaisa").await;
    assert_eq!(kaisa.remind_invited(id).await, Err(ApiError::NotFound));
    assert_eq!(kaisa.withdraw_invitation(id).await, Err(ApiError::NotFound));
}
