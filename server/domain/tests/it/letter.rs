//! P11: whoever has no address of mail gets a letter with a code, and goes through the whole life.

use crate::time::{Time, audited, count, day};
use chrono::TimeDelta;
use contract::{
    ApiError, CounselorDesk, CustomerDesk, FieldCode, MainUserDesk, PersonDesk, WorkspaceDesk, WorkspaceId,
    administration::AdministrationFilter, contact::NewContactDetails, head::InvitationStatus,
    invitation::Correction, life::State, person::Language, workspace::NewWorkspace,
};
use domain::{
    desk::{Counselor, Customer, Desk, Participant},
    ground::outbox::{self, Says},
    time::retention::{self, Deletion},
    views::invitation_letter,
};
use testkit::{Fixture, all, apply, on_both};

const AINO: &str = "010170-999R";
const EERO: &str = "220750-999Y";
/// One that is no invitation's.
const UNKNOWN: &str = "AAAA-AAAA-AAAA-AAAA";

/// A workspace for somebody without an address.
async fn on_paper(olli: &Desk<Counselor>, identity_code: &str) -> WorkspaceId {
    let new = NewWorkspace {
        title: "Canary-title".into(),
        topics: vec![],
        email: "  ".into(),
        identity_code: identity_code.into(),
        language: Some(Language::Fi),
    };
    olli.create_workspace(new).await.unwrap()
}

async fn counselor(kit: &Fixture, name: &str) -> Participant {
    Counselor { person: kit.person(name).await, organisation: kit.organisation }.into()
}

/// What the letter says, in one line.
async fn letter(kit: &Fixture, id: WorkspaceId) -> String {
    letter_of(kit, "Olli", id).await
}

async fn letter_of(kit: &Fixture, counselor_name: &str, id: WorkspaceId) -> String {
    let whose = counselor(kit, counselor_name).await;
    let document =
        invitation_letter::print(&kit.services, whose, id, "https://luotsi.example").await.unwrap();
    let text = pdf_extract::extract_text_from_mem(&document).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The code in it.
pub async fn code(kit: &Fixture, id: WorkspaceId) -> String {
    code_for(kit, "Olli", id).await
}

/// The code in the letter of some counselor's.
pub async fn code_for(kit: &Fixture, counselor: &str, id: WorkspaceId) -> String {
    let text = letter_of(kit, counselor, id).await;
    let is_code = |word: &&str| word.len() == 19 && word.matches('-').count() == 3;
    text.split(' ').find(is_code).unwrap().to_owned()
}

fn refused(code: FieldCode) -> Result<contract::invitation::Accepted, ApiError> {
    Err(ApiError::field("code", code))
}

#[apply(on_both!)]
async fn p11_a_letter_has_the_code_that_lets_in_who_is_meant_once(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let id = on_paper(&olli, AINO).await;
    assert!(outbox::newest(&kit.services, 10).await.unwrap().is_empty(), "there is nobody to mail");
    let text = letter(&kit, id).await;
    for part in ["Olli", "https://luotsi.example/code", "30.12.2025", "vain palvelussa"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("Canary-title"), "U5: nothing of what it is about");
    let code = code(&kit, id).await;
    assert!(letter(&kit, id).await.contains(&code), "printing it again changes nothing");
    assert_eq!(audited(&kit, "letter_printed").await.len(), 3);

    let (eero, _) = kit.customer(EERO).await;
    assert_eq!(eero.accept_code(code.clone()).await, Err(ApiError::InvitationMismatch));
    let (aino, _) = kit.customer(AINO).await;
    let accepted = aino.accept_code(code.to_lowercase().replace('-', " ")).await.unwrap();
    assert_eq!((accepted.workspace, accepted.invitation_status), (id, InvitationStatus::Taken));
    assert!(aino.workspace(id).await.is_ok());
    assert_eq!(aino.accept_code(code).await, refused(FieldCode::UnknownCode), "it is used");
    let print = invitation_letter::print(&kit.services, counselor(&kit, "Olli").await, id, "x").await;
    assert_eq!(print.map_err(ApiError::from), Err(ApiError::Conflict));
}

#[apply(on_both!)]
async fn p11_the_letter_is_the_counselors_alone(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let id = on_paper(&olli, "").await;
    kit.counselor("Kaisa").await;
    let (_, aino) = kit.customer(AINO).await;
    for role in [counselor(&kit, "Kaisa").await, Customer(aino).into()] {
        let print = invitation_letter::print(&kit.services, role, id, "x").await;
        assert_eq!(print.map_err(ApiError::from), Err(ApiError::NotFound));
    }
    assert_eq!(audited(&kit, "letter_printed").await.len(), 0);
}

#[apply(on_both!)]
async fn p11_codes_are_tried_five_times_an_hour(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let id = on_paper(&olli, AINO).await;
    let code = code(&kit, id).await;
    let (aino, _) = kit.customer(AINO).await;
    // What cannot be a code is no try.
    for _ in 0..8 {
        assert_eq!(aino.accept_code("ABC".into()).await, refused(FieldCode::NotACode));
        assert_eq!(aino.accept_code(" ".into()).await, refused(FieldCode::Required));
    }
    for _ in 0..5 {
        assert_eq!(aino.accept_code(UNKNOWN.into()).await, refused(FieldCode::UnknownCode));
        kit.clock.advance(TimeDelta::minutes(11));
    }
    assert_eq!(aino.accept_code(code.clone()).await, Err(ApiError::TooOften(5 * 60)), "also the right one");
    assert_eq!(audited(&kit, "code_refused").await.len(), 5);
    let (eero, _) = kit.customer(EERO).await;
    assert_eq!(
        eero.accept_code(UNKNOWN.into()).await,
        refused(FieldCode::UnknownCode),
        "each for themselves"
    );
    kit.clock.advance(TimeDelta::minutes(5));
    assert!(aino.accept_code(code).await.is_ok());
    kit.clock.advance(TimeDelta::hours(2));
    retention::purge(&kit.services).await.unwrap();
    assert_eq!(count(&kit, "code_try").await, 0);
}

#[apply(on_both!)]
async fn p11_a_newer_letter_replaces_the_older_and_a_mail_has_a_code_as_well(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let id = on_paper(&olli, AINO).await;
    let first = code(&kit, id).await;
    kit.clock.advance(TimeDelta::minutes(1));
    olli.invite_again(id, Correction { email: String::new(), identity_code: String::new(), language: None })
        .await
        .unwrap();
    let second = code(&kit, id).await;
    assert_ne!(first, second);
    let (aino, _) = kit.customer(AINO).await;
    assert_eq!(aino.accept_code(first).await, refused(FieldCode::UnknownCode));
    // Now an address is known: the mail has a link, and a code for who comes without.
    kit.clock.advance(TimeDelta::minutes(1));
    let known = Correction { email: "aino@example.org".into(), identity_code: String::new(), language: None };
    olli.invite_again(id, known).await.unwrap();
    let mail = outbox::newest(&kit.services, 1).await.unwrap().pop().unwrap();
    let Says::Invitation { code: Some(third), expires_on, .. } = mail.mail.says else {
        panic!("another mail")
    };
    assert_eq!((mail.recipient.as_str(), expires_on), ("aino@example.org", day("2025-12-14")));
    assert_eq!(aino.accept_code(second).await, refused(FieldCode::UnknownCode));
    assert!(letter(&kit, id).await.contains(&third));
    assert!(aino.accept_code(third).await.is_ok());
    assert_eq!(aino.contact_details().await.unwrap().email.as_deref(), Some("aino@example.org"));
}

#[apply(on_both!)]
async fn p11_a_code_works_through_its_last_day_also_where_clocks_change(kit: Fixture) {
    for (made, last) in [
        ("2026-01-31T21:59:00Z", "2026-03-02T21:59:59Z"),
        ("2026-03-10T10:00:00Z", "2026-04-09T20:59:59Z"),
        ("2026-10-05T10:00:00Z", "2026-11-04T21:59:59Z"),
        ("2028-01-30T10:00:00Z", "2028-02-29T21:59:59Z"),
    ] {
        let (made, last): (chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>) =
            (made.parse().unwrap(), last.parse().unwrap());
        kit.clock.set(made);
        let olli = kit.counselor("Olli").await;
        let id = on_paper(&olli, AINO).await;
        let code = code(&kit, id).await;
        kit.clock.set(last + TimeDelta::seconds(1));
        let (aino, _) = kit.customer(AINO).await;
        assert_eq!(aino.accept_code(code.clone()).await, refused(FieldCode::UnknownCode), "{made}");
        kit.clock.set(last);
        assert!(aino.accept_code(code).await.is_ok(), "{made}");
    }
}

#[apply(on_both!)]
async fn p11_a_customer_without_an_address_goes_through_the_whole_life_on_time(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let paula = kit.main_user("Paula").await;
    let id = on_paper(&olli, AINO).await;
    let (aino, _) = kit.customer(AINO).await;
    aino.accept_code(code(&kit, id).await).await.unwrap();
    let head = aino.workspace(id).await.unwrap().head;
    assert!(head.has_no_address && head.wait.is_none());
    let details = aino.contact_details().await.unwrap();
    assert_eq!((details.email, details.may_change_email), (None, true));
    // The main user sees whom no mail reaches.
    let unreached = AdministrationFilter { state: "unreached".into(), page: 1, ..Default::default() };
    let list = paula.administered_workspaces(unreached.clone()).await.unwrap();
    assert_eq!(list.items.iter().map(|item| (item.id, item.is_unreached)).collect::<Vec<_>>(), [(id, true)]);
    assert_eq!(paula.overview().await.unwrap().figures.unreached, 1);

    // No step waits for mail that nobody gets: notices stand in the portal.
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-03-01").await;
    assert_eq!(aino.workspaces(&all()).await.unwrap().items[0].timeline.state, State::Inactive);
    time.live_through("2026-03-01", "2026-05-29").await;
    assert_eq!(aino.workspaces(&all()).await.unwrap().items[0].timeline.state, State::Archived);
    assert_eq!(audited(&kit, "step_postponed").await.len(), 0);
    assert!(!audited(&kit, "notice_in_portal").await.is_empty());
    let to_customer = |says: &Says| !matches!(says, Says::Digest { .. } | Says::StandIn { .. });
    let mails = time.emails.iter().filter(|(_, email)| to_customer(&email.mail.says)).count();
    assert_eq!(mails, 0);
    time.live_through("2026-05-29", "2027-06-01").await;
    assert_eq!(aino.workspace(id).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(count(&kit, "workspace").await, 0);
    assert_eq!(time.delete().await, Deletion { marked: 0, destroyed: 0, ..Default::default() });
}

#[apply(on_both!)]
async fn p10_who_has_no_address_gives_one_and_is_written_to_from_then_on(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let id = on_paper(&olli, AINO).await;
    let (aino, _) = kit.customer(AINO).await;
    aino.accept_code(code(&kit, id).await).await.unwrap();
    let new = NewContactDetails { email: "aino@example.org".into(), ..Default::default() };
    aino.save_contact_details(new).await.unwrap();
    let mail = outbox::newest(&kit.services, 1).await.unwrap().pop().unwrap();
    let Says::ConfirmEmail { token } = mail.mail.says else { panic!("another mail") };
    aino.confirm_email(token).await.unwrap();
    let head = olli.workspace(id).await.unwrap().head;
    assert!(!head.has_no_address);
    assert_eq!(head.customer_contact.unwrap().email.as_deref(), Some("aino@example.org"));
}

#[apply(on_both!)]
async fn p10_an_address_that_becomes_known_later_counts_where_there_was_none(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let on_paper = on_paper(&olli, AINO).await;
    let (aino, _) = kit.customer(AINO).await;
    aino.accept_code(code(&kit, on_paper).await).await.unwrap();
    let (by_mail, token) = kit.invite(&olli, AINO).await;
    aino.accept_invitation(token).await.unwrap();
    for id in [on_paper, by_mail] {
        let head = olli.workspace(id).await.unwrap().head;
        assert_eq!(head.customer_contact.unwrap().email.as_deref(), Some("canary@example.org"));
        assert!(!head.has_no_address);
    }
}

#[apply(on_both!)]
async fn p3_who_comes_by_a_letter_without_a_known_code_waits_to_be_confirmed(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let id = on_paper(&olli, "").await;
    let (aino, person) = kit.customer(AINO).await;
    let accepted = aino.accept_code(code(&kit, id).await).await.unwrap();
    assert_eq!(accepted.invitation_status, InvitationStatus::AwaitingConfirmation);
    let head = olli.workspace(id).await.unwrap().head;
    assert_eq!((head.invitation.unwrap().email, head.candidate), (None, Some(person)));
    olli.confirm_customer(id, person, true).await.unwrap();
    assert!(aino.workspace(id).await.unwrap().head.has_no_address);
}
