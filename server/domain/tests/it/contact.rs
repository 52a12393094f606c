//! P10, N4: contact details belong to their person; an address counts once its link was opened, and one that was
//! wrong from the beginning is corrected by the counselor.

use crate::time::{Time, audited, count, day};
use chrono::TimeDelta;
use contract::{
    ApiError, CounselorDesk, CustomerDesk, FieldCode, MainUserDesk, PersonDesk, WorkspaceDesk,
    closing::NewClosing,
    contact::{ContactDetails, NewContactDetails},
    invitation::{Correction, InvitationMail},
    person::EmailFrequency,
};
use domain::{
    ground::outbox::{self, QueuedEmail, Says},
    guidance::{notification_email, workspace::delivery},
    people::{
        person::{StaffIdentity, StaffRole, grant},
        session::sign_in_staff,
    },
};
use sea_orm::ConnectionTrait;
use testkit::{Fixture, apply, on_both, token_of_invitation};

/// The identity code of somebody else.
const OTHER: &str = "220750-999Y";

/// Asks for a new address, at a moment of its own.
async fn change(kit: &Fixture, desk: &impl PersonDesk, email: &str) {
    kit.clock.advance(TimeDelta::seconds(1));
    try_change(desk, email).await.unwrap();
}

async fn try_change(desk: &impl PersonDesk, email: &str) -> contract::ApiResult<()> {
    desk.save_contact_details(NewContactDetails { email: email.into(), ..Default::default() }).await
}

/// The newest mail, and to whom it goes.
async fn newest(kit: &Fixture) -> QueuedEmail {
    outbox::newest(&kit.services, 1).await.unwrap().pop().unwrap()
}

/// The secret part of the link that was sent last.
async fn link(kit: &Fixture) -> String {
    match newest(kit).await.mail.says {
        Says::ConfirmEmail { token } => token,
        _ => panic!("no link was sent"),
    }
}

fn to(email: &str) -> Correction {
    Correction { email: email.into(), identity_code: String::new(), language: None }
}

#[apply(on_both!)]
async fn p10_a_new_address_counts_once_its_link_was_opened_and_the_old_one_is_notified(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let before = aino.contact_details().await.unwrap();
    assert_eq!((before.email.as_deref(), before.may_change_email), (Some("canary@example.org"), true));
    for (email, code) in [("aino", FieldCode::NotAnEmail), ("canary@example.org", FieldCode::SameEmail)] {
        assert_eq!(try_change(&aino, email).await, Err(ApiError::field("email", code)));
    }
    change(&kit, &aino, "new@example.org").await;
    let token = link(&kit).await;
    assert_eq!(newest(&kit).await.recipient, "new@example.org");
    let waiting = aino.contact_details().await.unwrap();
    assert_eq!(waiting.pending_email.as_deref(), Some("new@example.org"));
    assert_eq!(waiting.email, before.email, "it does not count yet");
    let (eero, _) = kit.customer(OTHER).await;
    assert_eq!(eero.email_of_link(token.clone()).await, Err(ApiError::NotFound), "it is hers alone");
    assert_eq!(eero.confirm_email(token.clone()).await, Err(ApiError::NotFound));
    assert_eq!(aino.email_of_link(token.clone()).await.unwrap(), "new@example.org");
    kit.clock.advance(TimeDelta::seconds(1));
    aino.confirm_email(token.clone()).await.unwrap();
    assert_eq!(aino.confirm_email(token).await, Err(ApiError::NotFound), "once");
    let notice = newest(&kit).await;
    assert!(matches!(notice.mail.says, Says::EmailChanged));
    assert_eq!(notice.recipient, "canary@example.org");
    let head = olli.workspace(id).await.unwrap().head;
    assert_eq!(head.customer_contact.unwrap().email.as_deref(), Some("new@example.org"));
    kit.clock.advance(TimeDelta::seconds(1));
    olli.close(id, NewClosing::default()).await.unwrap();
    assert_eq!(newest(&kit).await.recipient, "new@example.org", "mail of the lifecycle follows");
    assert_eq!(audited(&kit, "email_changed").await.len(), 1);
    // A workspace that they come into later has it too.
    let (second, token) = kit.invite(&olli, "010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    let head = olli.workspace(second).await.unwrap().head;
    assert_eq!(head.customer_contact.unwrap().email.as_deref(), Some("new@example.org"));
}

#[apply(on_both!)]
async fn p10_a_link_works_for_a_day_and_the_newest_alone(kit: Fixture) {
    let (_, aino, _) = kit.active_workspace().await;
    change(&kit, &aino, "first@example.org").await;
    let first = link(&kit).await;
    change(&kit, &aino, "second@example.org").await;
    let second = link(&kit).await;
    assert_eq!(aino.confirm_email(first).await, Err(ApiError::NotFound));
    kit.clock.advance(TimeDelta::hours(24));
    assert_eq!(aino.confirm_email(second).await, Err(ApiError::NotFound));
    assert_eq!(aino.contact_details().await.unwrap().pending_email, None);
    kit.clock.advance(TimeDelta::seconds(1));
    domain::time::retention::purge(&kit.services).await.unwrap();
    assert_eq!(count(&kit, "email_change").await, 0);
}

#[apply(on_both!)]
async fn p10_number_and_postal_address_are_seen_by_the_counselor_and_nobody_else(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let new = |phone: &str, postal: &str| NewContactDetails {
        email: String::new(),
        phone: phone.into(),
        postal_address: postal.into(),
        frequency: EmailFrequency::Daily,
    };
    let wrong = aino.save_contact_details(new("call me", "")).await;
    assert_eq!(wrong, Err(ApiError::field("phone", FieldCode::NotAPhone)));
    aino.save_contact_details(new("+358 40 123", "Katu 1\n00100 Helsinki")).await.unwrap();
    olli.save_contact_details(new("09 123 456", "")).await.unwrap();
    let of_olli = olli.workspace(id).await.unwrap().head;
    let contact = of_olli.customer_contact.unwrap();
    assert_eq!(contact.phone.as_deref(), Some("+358 40 123"));
    assert_eq!(contact.postal_address.as_deref(), Some("Katu 1\n00100 Helsinki"));
    let of_aino = aino.workspace(id).await.unwrap().head;
    assert_eq!((of_aino.customer_contact, of_aino.counselor_phone.as_deref()), (None, Some("09 123 456")));
    let details = aino.contact_details().await.unwrap();
    assert_eq!((&*details.phone, details.frequency), ("+358 40 123", EmailFrequency::Daily));
    // The next sign-in with another name keeps them.
    let (again, _) = kit.customer_named("010170-999R", "Aino Uusi").await;
    let kept = again.contact_details().await.unwrap();
    assert_eq!((kept.phone, kept.email), (details.phone, details.email));
    let staff = olli.contact_details().await.unwrap();
    assert_eq!((staff.may_change_email, staff.email.as_deref()), (false, Some("olli@staff.example")));
    for field in ["phone", "postal_address"] {
        let plain = format!("person WHERE CAST({field} AS TEXT) LIKE '%123%'");
        assert_eq!(count(&kit, &plain).await, 0, "sealed");
    }
}

#[apply(on_both!)]
async fn n4_a_dead_address_is_said_on_both_sides_and_mended_by_a_new_one(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.clock.advance(TimeDelta::seconds(1));
    olli.close(id, NewClosing::default()).await.unwrap();
    let closed = newest(&kit).await;
    delivery::refused(&kit.services, &closed).await.unwrap();
    assert!(olli.workspace(id).await.unwrap().head.address_refused);
    let ContactDetails { email_refused, .. } = aino.contact_details().await.unwrap();
    assert!(email_refused);
    change(&kit, &aino, "new@example.org").await;
    aino.confirm_email(link(&kit).await).await.unwrap();
    assert!(!olli.workspace(id).await.unwrap().head.address_refused);
    assert!(!aino.contact_details().await.unwrap().email_refused);
    // A message that nobody read is notified at the new address, although one was before (N1).
    olli.reactivate(id).await.unwrap();
    crate::working::talk(&olli, id, "news").await;
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(notification_email::deliver(&kit.services).await.unwrap(), 1);
    assert_eq!(newest(&kit).await.recipient, "new@example.org");
}

#[apply(on_both!)]
async fn p10_before_the_first_visit_the_counselor_corrects_the_invitation(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, old) = kit.invite(&olli, OTHER).await;
    let head = async || olli.workspace(id).await.unwrap().head;
    assert_eq!(head().await.invitation.unwrap().mail, Some(InvitationMail::Queued));
    let mut time = Time::new(&kit);
    delivery::refused(&kit.services, &newest(&kit).await).await.unwrap();
    assert_eq!(head().await.invitation.unwrap().mail, Some(InvitationMail::Refused));
    let bad = Correction { email: "aino@".into(), identity_code: "010101-0000".into(), language: None };
    assert!(matches!(olli.invite_again(id, bad).await, Err(ApiError::Invalid(both)) if both.len() == 2));
    let code = Correction { identity_code: "010170-999R".into(), ..to("right@example.org") };
    kit.clock.advance(TimeDelta::seconds(1));
    olli.invite_again(id, code).await.unwrap();
    assert_eq!(count(&kit, "email").await, 1, "what was not sent to the wrong address is not sent");
    assert_eq!(newest(&kit).await.recipient, "right@example.org");
    assert_eq!(head().await.invitation.unwrap().mail, Some(InvitationMail::Queued));
    time.deliver(day("2025-11-30")).await;
    assert!(matches!(head().await.invitation.unwrap().mail, Some(InvitationMail::Accepted(Some(_)))));
    let (aino, _) = kit.customer("010170-999R").await;
    assert_eq!(aino.accept_invitation(old).await, Err(ApiError::InvitationInvalid));
    let token = token_of_invitation(&kit.services, id).await;
    aino.accept_invitation(token).await.unwrap();
    assert_eq!(aino.contact_details().await.unwrap().email.as_deref(), Some("right@example.org"));
    assert_eq!(olli.invite_again(id, to("late@example.org")).await, Err(ApiError::Conflict));
}

#[apply(on_both!)]
async fn p3_somebody_who_was_not_confirmed_takes_no_address_from_the_invitation(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, "").await;
    let (stranger, person) = kit.customer(OTHER).await;
    stranger.accept_invitation(token).await.unwrap();
    assert_eq!(stranger.contact_details().await.unwrap().email, None);
    assert_eq!(try_change(&stranger, "x@example.org").await, Err(ApiError::Conflict));
    olli.confirm_customer(id, person, true).await.unwrap();
    assert_eq!(stranger.contact_details().await.unwrap().email.as_deref(), Some("canary@example.org"));
}

#[apply(on_both!)]
async fn p10_who_came_in_before_addresses_were_peoples_own_is_treated_alike(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let tx = kit.services.database.begin().await.unwrap();
    tx.execute_unprepared("UPDATE person SET email = NULL WHERE identity_index IS NOT NULL").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(aino.contact_details().await.unwrap().email.as_deref(), Some("canary@example.org"));
    let same = try_change(&aino, "canary@example.org").await;
    assert_eq!(same, Err(ApiError::field("email", FieldCode::SameEmail)));
    // The address that another counselor types for a new workspace does not become theirs.
    let (second, _) = kit.invite(&olli, "010170-999R").await;
    olli.invite_again(second, Correction { email: "typed@example.org".into(), ..to("") }).await.unwrap();
    aino.accept_invitation(token_of_invitation(&kit.services, second).await).await.unwrap();
    let head = olli.workspace(second).await.unwrap().head;
    assert_eq!(head.customer_contact.unwrap().email.as_deref(), Some("canary@example.org"));
    change(&kit, &aino, "new@example.org").await;
    kit.clock.advance(TimeDelta::seconds(1));
    aino.confirm_email(link(&kit).await).await.unwrap();
    assert_eq!(newest(&kit).await.recipient, "canary@example.org", "the old one is notified");
    assert_eq!(
        olli.workspace(id).await.unwrap().head.customer_contact.unwrap().email.as_deref(),
        Some("new@example.org")
    );
}

#[apply(on_both!)]
async fn p10_nobody_sends_links_to_others_without_end(kit: Fixture) {
    let (_, aino, _) = kit.active_workspace().await;
    for number in 0..5 {
        change(&kit, &aino, &format!("number{number}@example.org")).await;
    }
    let more = try_change(&aino, "more@example.org").await;
    assert!(matches!(more, Err(ApiError::TooOften(_))), "{more:?}");
    assert_eq!(aino.contact_details().await.unwrap().pending_email.as_deref(), Some("number4@example.org"));
    // One that is confirmed gives no five others.
    aino.confirm_email(link(&kit).await).await.unwrap();
    let more = try_change(&aino, "more@example.org").await;
    assert!(matches!(more, Err(ApiError::TooOften(_))), "{more:?}");
    kit.clock.advance(TimeDelta::hours(24));
    change(&kit, &aino, "more@example.org").await;
}

#[apply(on_both!)]
async fn p10_what_is_typed_is_kept_together_and_a_wish_for_another_address_is_taken_back(kit: Fixture) {
    let (olli, aino, _) = kit.active_workspace().await;
    let new = |email: &str, phone: &str| NewContactDetails {
        email: email.into(),
        phone: phone.into(),
        ..Default::default()
    };
    let wrong = aino.save_contact_details(new("aino", "call me")).await;
    assert!(matches!(wrong, Err(ApiError::Invalid(both)) if both.len() == 2), "every mistake at once");
    kit.clock.advance(TimeDelta::seconds(1));
    aino.save_contact_details(new("new@example.org", "040 123")).await.unwrap();
    let token = link(&kit).await;
    let links = async || {
        let emails = outbox::newest(&kit.services, 100).await.unwrap().into_iter();
        emails.filter(|email| matches!(email.mail.says, Says::ConfirmEmail { .. })).count()
    };
    assert_eq!(links().await, 1);
    aino.withdraw_email().await.unwrap();
    assert_eq!(links().await, 0, "it goes to nobody");
    aino.withdraw_email().await.unwrap();
    let details = aino.contact_details().await.unwrap();
    assert_eq!((details.pending_email, &*details.phone), (None, "040 123"));
    assert_eq!(aino.confirm_email(token).await, Err(ApiError::NotFound));
    assert_eq!(audited(&kit, "email_change_withdrawn").await.len(), 1);
    // The address of staff is their organisation's.
    let own = olli.save_contact_details(new("me@example.org", "")).await;
    assert_eq!(own, Err(ApiError::field("email", FieldCode::NotAChoice)));
}

#[apply(on_both!)]
async fn p10_mail_that_waits_for_an_address_goes_to_the_one_in_its_place(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.clock.advance(TimeDelta::seconds(1));
    olli.close(id, NewClosing::default()).await.unwrap();
    let closed = newest(&kit).await;
    for _ in 0..3 {
        assert!(outbox::claim(&kit.services, closed.id).await.unwrap().is_some());
        kit.clock.advance(TimeDelta::hours(6));
    }
    let under_way = outbox::claim(&kit.services, closed.id).await.unwrap().unwrap();
    change(&kit, &aino, "new@example.org").await;
    aino.confirm_email(link(&kit).await).await.unwrap();
    // The server answers to what was handed over before: that says nothing of the new address.
    delivery::refused(&kit.services, &under_way).await.unwrap();
    assert!(!olli.workspace(id).await.unwrap().head.address_refused);
    delivery::delivered(&kit.services, &under_way).await.unwrap();
    assert!(outbox::claim(&kit.services, closed.id).await.unwrap().is_none(), "not beside the other");
    kit.clock.advance(TimeDelta::minutes(2));
    let due = outbox::due(&kit.services, 100).await.unwrap();
    let again = due.iter().find(|email| email.id == closed.id).unwrap();
    assert_eq!(again.recipient, "new@example.org");
    let claimed = outbox::claim(&kit.services, closed.id).await.unwrap().unwrap();
    assert_eq!(claimed.recipient, "new@example.org");
    let old = due.iter().filter(|email| email.recipient == "canary@example.org");
    let old: Vec<_> = old.map(|email| matches!(email.mail.says, Says::EmailChanged)).collect();
    assert_eq!(old, [true], "the old address is told of the new one, and of nothing else");
}

#[apply(on_both!)]
async fn n4_an_address_of_staff_that_is_dead_is_said_to_them_and_to_main_users(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let refused = async || {
        let staff = paula.staff().await.unwrap().colleagues;
        let of_olli = staff.into_iter().find(|one| one.name == "Olli").unwrap();
        (of_olli.email_refused, olli.contact_details().await.unwrap().email_refused)
    };
    let conversation = crate::working::talk(&aino, id, "news").await;
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(notification_email::deliver(&kit.services).await.unwrap(), 1);
    let email = newest(&kit).await;
    assert_eq!((email.recipient.as_str(), refused().await), ("olli@staff.example", (false, false)));
    delivery::refused(&kit.services, &email).await.unwrap();
    assert_eq!(refused().await, (true, true));
    delivery::delivered(&kit.services, &email).await.unwrap();
    assert_eq!(refused().await, (false, false));
    // The provider tells another address: what refused was the old one, and what waits goes to the new one.
    // He comes, and something new waits for him.
    let session = crate::session::new(&kit, TimeDelta::hours(1));
    let identity = Fixture::staff("Olli");
    sign_in_staff(&kit.services, kit.organisation, &identity, None, session).await.unwrap().unwrap();
    olli.conversation(id, conversation, None).await.unwrap();
    crate::working::talk(&aino, id, "more").await;
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(notification_email::deliver(&kit.services).await.unwrap(), 1);
    let email = newest(&kit).await;
    delivery::refused(&kit.services, &email).await.unwrap();
    assert_eq!(refused().await, (true, true));
    let elsewhere = StaffIdentity { email: Some("olli.new@staff.example".into()), ..Fixture::staff("Olli") };
    grant(&kit.services, kit.organisation, &elsewhere, StaffRole::Counselor).await.unwrap();
    assert_eq!(refused().await, (false, false));
    delivery::refused(&kit.services, &email).await.unwrap();
    assert_eq!(refused().await, (false, false), "a mail to the old one says nothing of the new one");
    assert_eq!(newest(&kit).await.recipient, "olli.new@staff.example");
}
