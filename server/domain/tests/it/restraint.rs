//! What one person can cost others, and what wants a fresh sign-in (P13).

use crate::{
    bulk_actions::chosen,
    time::{audited, count},
    working::{message, talk},
};
use chrono::TimeDelta;
use contract::{
    ApiError, CounselorDesk, CustomerDesk, FieldCode, MainUserDesk, PersonDesk, WorkspaceDesk,
    absence::NewAbsence,
    draft::NewDraft,
    note::{CHANGES, NewNote},
    person::Language,
    wording::Wording,
    workspace::NewWorkspace,
};
use domain::{ground::actor::authentication::LastAuthentication, time::retention};
use testkit::{Fixture, apply, on_both};

const AINO: &str = "010170-999R";

#[apply(on_both!)]
async fn p13_who_gives_content_to_others_or_writes_in_all_mails_has_just_signed_in(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    let kaisa = kit.person("Kaisa").await;
    let before = LastAuthentication(Some(kit.services.clock.now()));
    let olli = olli.authenticated(before);
    kit.clock.advance(TimeDelta::minutes(6));
    let absence = NewAbsence {
        first_day: "2025-12-02".into(),
        last_day: "2025-12-05".into(),
        substitute: kaisa.to_string(),
    };
    assert_eq!(olli.hand_over(id, kaisa).await, Err(ApiError::ReauthenticationNeeded));
    assert_eq!(olli.set_absence(absence).await, Err(ApiError::ReauthenticationNeeded));
    let words = Wording { name: "Virasto".into(), ..Wording::default() };
    assert_eq!(paula.set_wording(words).await, Err(ApiError::ReauthenticationNeeded));
}

#[apply(on_both!)]
async fn p12_nobody_mails_all_customers_again_and_again(kit: Fixture) {
    let (olli, _, _) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let substitute = kit.person("Kaisa").await.to_string();
    let set = async |last: u32| {
        let last_day = format!("2025-12-{last}");
        let new = NewAbsence { first_day: "2025-12-02".into(), last_day, substitute: substitute.clone() };
        olli.set_absence(new).await
    };
    for last in 10..20 {
        set(last).await.unwrap();
    }
    assert!(matches!(set(20).await, Err(ApiError::TooOften(_))));
    kit.clock.advance(TimeDelta::hours(24));
    set(20).await.unwrap();
}

#[apply(on_both!)]
async fn p10_nobody_is_invited_again_and_again(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, _) = kit.invite(&olli, AINO).await;
    for _ in 0..4 {
        olli.invite_again(id, testkit::same_address()).await.unwrap();
    }
    let more = olli.invite_again(id, testkit::same_address()).await;
    assert!(matches!(more, Err(ApiError::TooOften(_))), "{more:?}");
    kit.clock.advance(TimeDelta::hours(24));
    olli.invite_again(id, testkit::same_address()).await.unwrap();
}

#[apply(on_both!)]
async fn p10_what_was_typed_and_never_opened_is_no_address_of_theirs_elsewhere(kit: Fixture) {
    let (olli, niilo) = (kit.counselor("Olli").await, kit.counselor("Niilo").await);
    let (aino, _) = kit.customer(AINO).await;
    let new = |email: &str| NewWorkspace {
        title: "Alku".into(),
        topics: vec![],
        email: email.into(),
        identity_code: AINO.into(),
        language: Some(Language::Fi),
    };
    let own = olli.create_workspace(new("")).await.unwrap();
    aino.accept_code(crate::letter::code(&kit, own).await).await.unwrap();
    let typed = niilo.create_workspace(new("typed@example.org")).await.unwrap();
    let code = crate::letter::code_for(&kit, "Niilo", typed).await;
    aino.accept_code(code).await.unwrap();
    let contact = async || olli.workspace(own).await.unwrap().head.customer_contact.unwrap().email;
    assert_eq!(contact().await, None);
    let shown = async || aino.contact_details().await.unwrap().email;
    assert_eq!(shown().await.as_deref(), Some("typed@example.org"), "it is written to for that workspace");
    // The mail to it was opened.
    let linked = niilo.create_workspace(new("opened@example.org")).await.unwrap();
    let token = testkit::token_of_invitation(&kit.services, linked).await;
    aino.accept_invitation(token).await.unwrap();
    assert_eq!(shown().await.as_deref(), Some("opened@example.org"));
    assert_eq!(contact().await.as_deref(), Some("opened@example.org"));
}

#[apply(on_both!)]
async fn w5_a_note_is_changed_so_often_and_no_oftener(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    olli.add_note(id, NewNote { body: "0".into() }).await.unwrap();
    let note = olli.notes(id).await.unwrap().notes.remove(0).id;
    for n in 1..=CHANGES {
        olli.change_note(id, note, n, NewNote { body: n.to_string() }).await.unwrap();
    }
    let more = olli.change_note(id, note, CHANGES + 1, NewNote { body: "x".into() }).await;
    assert_eq!(more, Err(ApiError::field("body", FieldCode::TooManyChanges(50))));
    olli.delete_note(id, note, CHANGES + 1).await.unwrap();
    assert_eq!(count(&kit, "note_version").await, 0);
}

#[apply(on_both!)]
async fn l8_a_plan_that_nobody_confirms_is_kept_for_a_day(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    paula.plan_bulk_action(chosen("close", &[id])).await.unwrap();
    retention::purge(&kit.services).await.unwrap();
    assert_eq!(count(&kit, "bulk_action").await, 1);
    kit.clock.advance(TimeDelta::hours(25));
    retention::purge(&kit.services).await.unwrap();
    assert_eq!((count(&kit, "bulk_action").await, count(&kit, "bulk_action_item").await), (0, 0));
}

#[apply(on_both!)]
async fn p12_what_a_refused_substitute_had_begun_is_gone(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let substitute = kit.person("Kaisa").await;
    let in_it = talk(&aino, id, "question").await;
    let new = NewAbsence {
        first_day: "2025-12-01".into(),
        last_day: "2025-12-05".into(),
        substitute: substitute.to_string(),
    };
    olli.set_absence(new).await.unwrap();
    kit.clock.go_to("2025-12-02");
    let draft =
        NewDraft { conversation: Some(in_it), subject: String::new(), body: "begun".into(), seen: None };
    kaisa.save_draft(id, draft).await.unwrap();
    aino.send_message(id, in_it, message("more")).await.unwrap();
    assert_eq!(count(&kit, "draft").await, 1);
    aino.refuse_substitute(id, substitute, true).await.unwrap();
    assert_eq!(count(&kit, "draft").await, 0);
    assert_eq!(audited(&kit, "substitute_refused").await.len(), 1);
}

#[apply(on_both!)]
async fn l8_a_closed_workspace_into_which_nobody_came_takes_and_waits_for_nobody(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, AINO).await;
    let (declined, other) = kit.invite(&olli, "").await;
    let public = domain::desk::Public(kit.services.clone());
    contract::desk::PublicDesk::decline_invitation(&public, other).await.unwrap();
    for one in [id, declined] {
        olli.close(one, contract::closing::NewClosing::default()).await.unwrap();
        assert_eq!(olli.invite_again(one, testkit::same_address()).await, Err(ApiError::Conflict));
        assert!(!olli.workspace(one).await.unwrap().head.may.invite_again);
    }
    let (aino, _) = kit.customer(AINO).await;
    assert_eq!(aino.accept_invitation(token).await, Err(ApiError::InvitationInvalid));
    let list = olli.workspaces(&testkit::all()).await.unwrap().items;
    assert!(list.iter().all(|item| !item.waits.any()));
    olli.reactivate(id).await.unwrap();
    olli.invite_again(id, testkit::same_address()).await.unwrap();
}
