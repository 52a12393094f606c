//! P6: a second professional joins only with the customer's consent, sees what it covers, and
//! nothing before it and after its end.

use crate::{
    files::bring,
    time::{audited, count},
    working::{message, talk},
};
use chrono::TimeDelta;
use contract::{
    ApiError, CounselorDesk, CustomerDesk, FieldCode, ParticipationId, PersonId, WorkspaceDesk, WorkspaceId,
    closing::NewClosing,
    conversation::NewMessage,
    note::NewNote,
    participation::{NewParticipation, ParticipationStatus, Scope},
    search::SearchQuery,
};
use domain::{
    desk::{Counselor, Customer, Desk},
    ground::outbox::{self, Says},
    guidance::workspace_files::{self, Look},
};
use testkit::{Fixture, all, apply, on_both};

pub(crate) fn new(email: &str, scope: Scope, through: &str) -> NewParticipation {
    NewParticipation { email: email.into(), purpose: "Canary-purpose".into(), scope, through: through.into() }
}

/// The kinds of the emails to an address, the oldest first.
async fn emails_to(kit: &Fixture, address: &str) -> Vec<&'static str> {
    let mut emails = outbox::newest(&kit.services, 100).await.unwrap();
    emails.reverse();
    let kind = |says: &Says| match says {
        Says::ConsentAsked { .. } => "ConsentAsked",
        Says::Joined { .. } => "Joined",
        Says::ParticipationEnded { .. } => "ParticipationEnded",
        _ => "other",
    };
    emails.iter().filter(|email| email.recipient == address).map(|email| kind(&email.mail.says)).collect()
}

/// Asks for somebody, and gives the id.
async fn ask(
    kit: &Fixture,
    olli: &Desk<Counselor>,
    id: WorkspaceId,
    new: NewParticipation,
) -> ParticipationId {
    kit.clock.advance(TimeDelta::seconds(1));
    olli.ask_consent(id, new).await.unwrap();
    olli.people(id).await.unwrap().participations[0].id
}

/// A workspace, and a professional of another organisation.
async fn three(kit: &Fixture) -> (Desk<Counselor>, Desk<Customer>, Desk<Counselor>, WorkspaceId) {
    let (olli, aino, id) = kit.active_workspace().await;
    let other = Fixture::organisation(&kit.services, "toinen").await;
    (olli, aino, kit.counselor_of(other, "Niilo").await, id)
}

#[apply(on_both!)]
async fn p6_nobody_joins_without_consent_and_all_who_are_concerned_see_the_terms(kit: Fixture) {
    let (olli, aino, niilo, id) = three(&kit).await;
    assert_eq!(niilo.workspace(id).await, Err(ApiError::NotFound));
    let asked = ask(&kit, &olli, id, new("NIILO@staff.example", Scope::WholeHistory, "2026-02-15")).await;
    assert_eq!(niilo.workspace(id).await, Err(ApiError::NotFound), "asked is not granted");
    assert_eq!(niilo.workspaces(&all()).await.unwrap().total, 0);
    assert_eq!(emails_to(&kit, "canary@example.org").await.last(), Some(&"ConsentAsked"));

    let seen = aino.people(id).await.unwrap();
    assert_eq!(seen.head.consents_asked, 1);
    let one = &seen.participations[0];
    assert_eq!((one.name.as_str(), one.organisation.fi.as_str()), ("Niilo", "TOINEN"));
    assert_eq!(
        (one.purpose.as_str(), one.status, one.may_answer),
        ("Canary-purpose", ParticipationStatus::Asked, true)
    );
    assert!(seen.colleagues.is_empty(), "colleagues are for the counselor");

    // The customer may grant less than was asked for.
    aino.answer_consent(id, asked, Some(Scope::WholeHistory)).await.unwrap();
    assert_eq!(aino.answer_consent(id, asked, None).await, Err(ApiError::Conflict), "answered once");
    let view = niilo.workspace(id).await.unwrap();
    assert_eq!(view.head.granted.unwrap().since, None);
    assert_eq!(view.head.organisation, "ESIMERKKILA".into());
    assert_eq!(niilo.workspaces(&all()).await.unwrap().total, 1);
    assert_eq!(emails_to(&kit, "niilo@staff.example").await, ["Joined"]);
    for head in [olli.workspace(id).await.unwrap().head, aino.workspace(id).await.unwrap().head] {
        assert_eq!(
            (head.co_professionals[0].name.as_str(), head.co_professionals[0].through.to_string()),
            ("Niilo", "2026-02-15".into())
        );
    }
    let log = aino.access_log(id, None).await.unwrap();
    assert!(log.lines.iter().any(|line| line.who == "Niilo"), "A2");
    assert!(log.lines.iter().any(|line| line.who == "Olli"), "A2: at the people");
    // Looking at the people is a visit of the customer, and of nobody else (L1).
    kit.clock.go_to("2026-01-15");
    olli.people(id).await.unwrap();
    assert_eq!(niilo.people(id).await.unwrap().head.timeline.active_through.to_string(), "2026-02-28");
    assert_eq!(aino.people(id).await.unwrap().head.timeline.active_through.to_string(), "2026-04-15");
    assert_eq!(count(&kit, "participation WHERE CAST(purpose AS TEXT) LIKE '%Canary%'").await, 0);
}

#[apply(on_both!)]
async fn p6_from_now_on_hides_what_was_before_everywhere(kit: Fixture) {
    let (olli, aino, niilo, id) = three(&kit).await;
    let old = talk(&olli, id, "Vanha salaisuus").await;
    let shared = talk(&olli, id, "Alku").await;
    kit.clock.advance(TimeDelta::minutes(1));
    let asked = ask(&kit, &olli, id, new("niilo@staff.example", Scope::WholeHistory, "2026-02-15")).await;
    aino.answer_consent(id, asked, Some(Scope::FromNow)).await.unwrap();
    let view = niilo.workspace(id).await.unwrap();
    assert!(view.head.granted.unwrap().since.is_some() && view.conversations.is_empty());
    assert_eq!(niilo.conversation(id, old, None).await, Err(ApiError::NotFound));
    assert_eq!(niilo.conversation(id, shared, None).await, Err(ApiError::NotFound));
    let blind = niilo.send_message(id, shared, message("x")).await;
    assert_eq!(blind, Err(ApiError::NotFound), "not into what they cannot see");

    kit.clock.advance(TimeDelta::minutes(1));
    aino.send_message(id, shared, NewMessage { reply_to: Some(1), ..message("Uusi sana") }).await.unwrap();
    let view = niilo.workspace(id).await.unwrap();
    let summaries: Vec<_> = view.conversations.iter().map(|c| (c.id, c.messages, c.unread)).collect();
    assert_eq!(summaries, [(shared, 1, 1)]);
    assert_eq!(niilo.workspaces(&all()).await.unwrap().items[0].waits.unread, 1);
    let page = niilo.conversation(id, shared, None).await.unwrap();
    assert_eq!((page.messages.len(), page.older), (1, None));
    assert_eq!(page.messages[0].reply_to, None, "no quote of what is hidden");
    assert_eq!((page.messages[0].position, page.subject.as_str()), (1, ""), "nor how much of it there is");
    assert!(niilo.conversation(id, shared, Some(1)).await.unwrap().messages.is_empty());
    let found = async |text: &str| {
        niilo.search(id, SearchQuery { text: text.into(), with_files: false }).await.unwrap()
    };
    assert_eq!((found("salaisuus").await.found.len(), found("sana").await.found.len()), (0, 1));
    for hidden in [0, 2, -1] {
        let hidden =
            niilo.send_message(id, shared, NewMessage { reply_to: Some(hidden), ..message("x") }).await;
        assert_eq!(hidden, Err(ApiError::NotFound));
    }
    niilo.send_message(id, shared, NewMessage { reply_to: Some(1), ..message("Hei") }).await.unwrap();
    assert_eq!(aino.conversation(id, shared, None).await.unwrap().messages[2].author, "Niilo");
}

#[apply(on_both!)]
async fn p6_files_go_with_the_messages_that_a_consent_covers(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let organisation = Fixture::organisation(&kit.services, "toinen").await;
    let niilo = kit.counselor_of(organisation, "Niilo").await;
    let in_it = talk(&olli, id, "Alku").await;
    let (_, person) = kit.customer("010170-999R").await;
    let send = async |name: &str| {
        let file = bring(&kit.services, Customer(person), (id, in_it), name, b"a text").await.unwrap();
        aino.send_message(id, in_it, NewMessage { files: vec![file.id], ..message("Liite") }).await.unwrap();
        kit.clock.advance(TimeDelta::seconds(1));
        file.id
    };
    let open = async |role: Counselor, file| {
        workspace_files::open(&kit.services, role, id, file, Look::Opened, |size| 0..size).await.map(drop)
    };
    let before = send("before.txt").await;
    let asked = ask(&kit, &olli, id, new("niilo@staff.example", Scope::FromNow, "2026-02-15")).await;
    aino.answer_consent(id, asked, Some(Scope::WholeHistory)).await.unwrap();
    assert!(niilo.workspace(id).await.unwrap().head.granted.unwrap().since.is_some(), "never wider");
    let role = Counselor { person: kit.person("Niilo").await, organisation };
    let after = send("after.txt").await;
    assert_eq!(open(role, before).await.map_err(ApiError::from), Err(ApiError::NotFound));
    assert!(open(role, after).await.is_ok());
    let files = SearchQuery { text: String::new(), with_files: true };
    let names: Vec<_> =
        niilo.search(id, files).await.unwrap().found.into_iter().flat_map(|hit| hit.files).collect();
    assert_eq!(names.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["after.txt"]);
    aino.end_participation(id, asked).await.unwrap();
    assert_eq!(open(role, after).await.map_err(ApiError::from), Err(ApiError::NotFound));
}

#[apply(on_both!)]
async fn p6_a_second_professional_administers_nothing(kit: Fixture) {
    let (olli, aino, niilo, id) = three(&kit).await;
    olli.add_note(id, NewNote { body: "Sisäinen".into() }).await.unwrap();
    let asked = ask(&kit, &olli, id, new("niilo@staff.example", Scope::WholeHistory, "2026-08-15")).await;
    aino.answer_consent(id, asked, Some(Scope::WholeHistory)).await.unwrap();
    assert_eq!(niilo.notes(id).await, Err(ApiError::NotFound), "W5");
    assert_eq!(niilo.add_note(id, NewNote { body: "x".into() }).await, Err(ApiError::NotFound));
    assert_eq!(niilo.close(id, NewClosing::default()).await, Err(ApiError::NotFound));
    assert_eq!(
        niilo.confirm_customer(id, contract::PersonId(uuid::Uuid::nil()), false).await,
        Err(ApiError::NotFound)
    );
    assert_eq!(niilo.invite_again(id, testkit::same_address()).await, Err(ApiError::NotFound));
    let more = niilo.ask_consent(id, new("olli@staff.example", Scope::FromNow, "2026-02-01")).await;
    assert_eq!(more, Err(ApiError::NotFound));
    // The life of the workspace is not theirs to lengthen, and looking moves nothing (L1).
    let in_it = talk(&olli, id, "Hei").await;
    kit.clock.go_to("2026-03-01");
    let head = niilo.workspace(id).await.unwrap().head;
    assert!(!head.may.write && !head.may.reactivate);
    assert_eq!(niilo.reactivate(id).await, Err(ApiError::NotFound), "L5");
    let both = niilo.send_message(id, in_it, NewMessage { reactivate: true, ..message("x") }).await;
    assert_eq!(both, Err(ApiError::Conflict));
    kit.clock.go_to("2026-06-01");
    assert_eq!(niilo.workspace(id).await, Err(ApiError::NotFound), "L6");
    assert_eq!(aino.people(id).await.unwrap().participations.len(), 1);
}

#[apply(on_both!)]
async fn p6_it_ends_with_its_day_by_one_click_of_anybody(kit: Fixture) {
    let (olli, aino, niilo, id) = three(&kit).await;
    let next = async |through: &str| {
        let asked = ask(&kit, &olli, id, new("niilo@staff.example", Scope::WholeHistory, through)).await;
        aino.answer_consent(id, asked, Some(Scope::WholeHistory)).await.unwrap();
        assert!(niilo.workspace(id).await.is_ok());
        kit.clock.advance(TimeDelta::minutes(1));
        asked
    };
    let status = async || aino.people(id).await.unwrap().participations[0].status;

    // Through the last second of its last day in Helsinki, and not one more (L2).
    next("2025-12-01").await;
    kit.clock.set("2025-12-01T21:59:59Z".parse().unwrap());
    assert!(niilo.workspace(id).await.is_ok());
    kit.clock.set("2025-12-01T22:00:00Z".parse().unwrap());
    assert_eq!(niilo.workspace(id).await, Err(ApiError::NotFound));
    assert_eq!(niilo.workspaces(&all()).await.unwrap().total, 0);
    assert_eq!(status().await, ParticipationStatus::Over);

    let second = next("2026-01-31").await;
    aino.end_participation(id, second).await.unwrap();
    assert_eq!(niilo.workspace(id).await, Err(ApiError::NotFound));
    assert_eq!(status().await, ParticipationStatus::Withdrawn);
    assert_eq!(emails_to(&kit, "niilo@staff.example").await.last(), Some(&"ParticipationEnded"));
    assert_eq!(aino.end_participation(id, second).await, Err(ApiError::Conflict));
    assert_eq!(niilo.end_participation(id, second).await, Err(ApiError::NotFound));

    let third = next("2026-01-31").await;
    olli.end_participation(id, third).await.unwrap();
    assert_eq!(
        (niilo.workspace(id).await, status().await),
        (Err(ApiError::NotFound), ParticipationStatus::Ended)
    );

    let fourth = next("2026-01-31").await;
    niilo.end_participation(id, fourth).await.unwrap();
    assert_eq!(
        (niilo.workspace(id).await, status().await),
        (Err(ApiError::NotFound), ParticipationStatus::Left)
    );

    let fifth = ask(&kit, &olli, id, new("niilo@staff.example", Scope::FromNow, "2026-01-31")).await;
    aino.answer_consent(id, fifth, None).await.unwrap();
    assert_eq!(
        (niilo.workspace(id).await, status().await),
        (Err(ApiError::NotFound), ParticipationStatus::Refused)
    );

    let sixth = ask(&kit, &olli, id, new("niilo@staff.example", Scope::FromNow, "2026-01-31")).await;
    olli.end_participation(id, sixth).await.unwrap();
    let late = aino.answer_consent(id, sixth, Some(Scope::FromNow)).await;
    assert_eq!(late, Err(ApiError::Conflict), "the question was withdrawn");
    assert!(niilo.workspace(id).await.is_err());
}

#[apply(on_both!)]
async fn p6_who_can_be_asked_for(kit: Fixture) {
    let (olli, aino, _, id) = three(&kit).await;
    let wrong = async |email: &str| match olli.ask_consent(id, new(email, Scope::FromNow, "2026-02-01")).await
    {
        Err(ApiError::Invalid(fields)) => fields[0].code,
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong("nobody@staff.example").await, FieldCode::NoSuchProfessional);
    assert_eq!(wrong("canary@example.org").await, FieldCode::NoSuchProfessional, "customers are none");
    assert_eq!(wrong("olli@staff.example").await, FieldCode::ThereAlready);
    ask(&kit, &olli, id, new("niilo@staff.example", Scope::FromNow, "2026-02-01")).await;
    assert_eq!(wrong("niilo@staff.example").await, FieldCode::ThereAlready);
    for name in ["Anna", "Bo", "Cia", "Dan"] {
        kit.counselor(name).await;
        ask(&kit, &olli, id, new(&format!("{name}@staff.example"), Scope::FromNow, "2026-02-01")).await;
    }
    kit.counselor("Eva").await;
    assert_eq!(wrong("eva@staff.example").await, FieldCode::TooManyProfessionals(5));
    let known: Vec<_> = olli.people(id).await.unwrap().colleagues.into_iter().map(|(name, _)| name).collect();
    assert_eq!(known, ["Anna", "Bo", "Cia", "Dan", "Eva"]);
    // One of two with the same address cannot be told from the other, unless one is a colleague.
    let third = Fixture::organisation(&kit.services, "kolmas").await;
    kit.counselor_of(third, "Eva").await;
    assert_eq!(wrong("eva@staff.example").await, FieldCode::TooManyProfessionals(5));
    let fourth = Fixture::organisation(&kit.services, "neljas").await;
    for organisation in [third, fourth] {
        kit.counselor_of(organisation, "Fia").await;
    }
    assert_eq!(wrong("fia@staff.example").await, FieldCode::NoSuchProfessional, "for whom?");
    let (eero, _) = kit.customer("220750-999Y").await;
    let asked = aino.people(id).await.unwrap().participations[0].id;
    assert_eq!(eero.people(id).await, Err(ApiError::NotFound));
    assert_eq!(eero.answer_consent(id, asked, Some(Scope::FromNow)).await, Err(ApiError::NotFound));
    let (other, token) = kit.invite(&olli, "220750-999Y").await;
    eero.accept_invitation(token).await.unwrap();
    assert_eq!(eero.answer_consent(other, asked, Some(Scope::FromNow)).await, Err(ApiError::NotFound));
    assert_eq!(olli.end_participation(other, asked).await, Err(ApiError::NotFound));
}

#[apply(on_both!)]
async fn p7_a_counselor_gives_a_workspace_to_a_colleague_and_it_is_theirs_no_more(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let (kaisa_id, olli_id) = (kit.person("Kaisa").await, kit.person("Olli").await);
    let (_, customer) = kit.customer("220750-999Y").await;
    let view = olli.people(id).await.unwrap();
    assert_eq!(view.successors, [(kaisa_id, "Kaisa".to_owned())]);
    assert!(aino.people(id).await.unwrap().successors.is_empty());
    // To nobody but another counselor of the organisation, and by nobody but its own.
    for nobody in [olli_id, customer, PersonId(uuid::Uuid::nil())] {
        assert_eq!(olli.hand_over(id, nobody).await, Err(ApiError::field("to", FieldCode::NotACounselor)));
    }
    assert_eq!(kaisa.hand_over(id, kaisa_id).await, Err(ApiError::NotFound), "P13");
    kit.clock.advance(TimeDelta::minutes(1));
    olli.hand_over(id, kaisa_id).await.unwrap();
    assert_eq!(olli.workspace(id).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(olli.hand_over(id, kaisa_id).await, Err(ApiError::NotFound));
    let head = kaisa.workspace(id).await.unwrap().head;
    assert_eq!(head.counselor.as_deref(), Some("Kaisa"));
    assert_eq!(aino.workspace(id).await.unwrap().head.counselor.as_deref(), Some("Kaisa"));
    let mail = outbox::newest(&kit.services, 1).await.unwrap().pop().unwrap();
    assert!(mail.mail.says == Says::HandedOver { counselor: "Kaisa".into() });
    for action in ["workspace_handed_over", "workspace_taken_from", "workspace_given_to"] {
        assert_eq!(audited(&kit, action).await.len(), 1, "{action}");
    }
    // There and back: each time the customer is written to.
    for _ in 0..2 {
        kaisa.hand_over(id, olli_id).await.unwrap();
        olli.hand_over(id, kaisa_id).await.unwrap();
    }
    assert!(matches!(kaisa.hand_over(id, olli_id).await, Err(ApiError::TooOften(_))));
    kit.clock.advance(TimeDelta::hours(25));
    kaisa.hand_over(id, olli_id).await.unwrap();
}
