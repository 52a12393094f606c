//! W1, W5, A2: taking back, answering, internal notes, and who has looked.

use crate::time::count;
use chrono::TimeDelta;
use contract::{
    ApiError, ConversationId, CounselorDesk, CustomerDesk, FieldCode, MainUserDesk, WorkspaceDesk,
    WorkspaceId,
    access::{AccessKind, AccessRole},
    canned::NewCannedResponse,
    conversation::{MessageView, NewConversation, NewMessage},
    names::Names,
    note::NewNote,
    person::Language,
    search::SearchQuery,
    topic::Topic,
    workspace::Description,
};
use domain::views::integrity::verify_data;
use domain::{
    desk::{Counselor, Customer},
    guidance::workspace_files::{self, Look},
    views::package,
};
use sea_orm::ConnectionTrait;
use testkit::{Fixture, all, apply, on_both};
use tokio::io::AsyncReadExt;

pub(crate) fn message(body: &str) -> NewMessage {
    NewMessage { body: body.into(), files: vec![], reply_to: None, reactivate: false }
}

pub(crate) async fn talk(desk: &impl WorkspaceDesk, id: WorkspaceId, body: &str) -> ConversationId {
    let new = NewConversation { subject: "Aihe".into(), message: message(body) };
    desk.start_conversation(id, new).await.unwrap()
}

async fn shown(desk: &impl WorkspaceDesk, id: WorkspaceId, in_it: ConversationId) -> Vec<MessageView> {
    desk.conversation(id, in_it, None).await.unwrap().messages
}

#[apply(on_both!)]
async fn w1_a_message_can_be_taken_back_for_five_minutes_while_nobody_has_read_it(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id, "first").await;
    for body in ["second", "third", "fourth"] {
        aino.send_message(id, in_it, message(body)).await.unwrap();
    }
    assert!(shown(&aino, id, in_it).await[1].may_take_back);
    assert_eq!(olli.take_back(id, in_it, 2).await, Err(ApiError::NotFound), "somebody else's");
    aino.take_back(id, in_it, 2).await.unwrap();
    assert_eq!(aino.take_back(id, in_it, 2).await, Err(ApiError::NotFound), "once");
    let unread = olli.workspaces(&all()).await.unwrap().items[0].waits.unread;
    assert_eq!(unread, 2, "what was taken back is nothing to read");
    let seen = shown(&olli, id, in_it).await;
    assert_eq!((seen[1].body.as_str(), seen[1].taken_back), ("", true));
    assert_eq!(aino.take_back(id, in_it, 3).await, Err(ApiError::TooLate), "it was read");
    assert!(!shown(&aino, id, in_it).await[2].may_take_back);
    aino.send_message(id, in_it, message("fifth")).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert!(shown(&aino, id, in_it).await[4].may_take_back);
    kit.clock.advance(TimeDelta::seconds(1));
    assert!(!shown(&aino, id, in_it).await[4].may_take_back);
    assert_eq!(aino.take_back(id, in_it, 5).await, Err(ApiError::TooLate));
}

#[apply(on_both!)]
async fn w1_an_answer_quotes_what_it_answers(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id, &"question ".repeat(100)).await;
    let answer = NewMessage { reply_to: Some(1), ..message("answer") };
    aino.send_message(id, in_it, answer).await.unwrap();
    let quote = shown(&olli, id, in_it).await[1].reply_to.clone().unwrap();
    assert_eq!((quote.position, quote.author.as_str()), (1, "Olli"));
    assert_eq!(quote.text.chars().count(), 120);
    for nothing in [0, 3, 99, -1] {
        let answer = NewMessage { reply_to: Some(nothing), ..message("answer") };
        assert_eq!(aino.send_message(id, in_it, answer).await, Err(ApiError::NotFound), "{nothing}");
    }
}

#[apply(on_both!)]
async fn w5_notes_are_for_staff_and_no_byte_of_them_is_in_the_package(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    talk(&olli, id, "Hei").await;
    let marked = "Canary-note";
    olli.add_note(id, NewNote { body: marked.into() }).await.unwrap();
    assert!(matches!(olli.add_note(id, NewNote { body: " ".into() }).await, Err(ApiError::Invalid(_))));
    let notes = olli.notes(id).await.unwrap().notes;
    assert_eq!((notes.len(), notes[0].author.as_str(), notes[0].body.as_str()), (1, "Olli", marked));
    let kaisa = kit.counselor("Kaisa").await;
    assert_eq!(kaisa.notes(id).await, Err(ApiError::NotFound), "P5");
    assert_eq!(kaisa.add_note(id, NewNote { body: "x".into() }).await, Err(ApiError::NotFound), "P5");

    let services = std::sync::Arc::clone(&kit.services);
    let language = contract::person::Language::En;
    let mut package =
        package::download(services, Customer(person), kit.authenticated(), id, language, None, |_, size| {
            0..size
        })
        .await
        .unwrap();
    let mut bytes = vec![];
    package.bytes.read_to_end(&mut bytes).await.unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut all = bytes.clone();
    for i in 0..zip.len() {
        std::io::Read::read_to_end(&mut zip.by_index(i).unwrap(), &mut all).unwrap();
    }
    let holds = |mark: &[u8]| all.windows(mark.len()).any(|window| window == mark);
    assert!(holds(b"Hei") && !holds(marked.as_bytes()));
    drop(aino);
    kit.clock.go_to("2026-06-01");
    assert_eq!(olli.notes(id).await, Err(ApiError::NotFound), "L6");
    assert_eq!(count(&kit, "note WHERE CAST(body AS TEXT) LIKE '%Canary%'").await, 0);
}

#[apply(on_both!)]
async fn a2_the_customer_sees_who_has_looked_at_what_and_when(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let in_it = talk(&olli, id, "Hei").await;
    olli.workspace(id).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(3));
    olli.conversation(id, in_it, None).await.unwrap();
    aino.conversation(id, in_it, None).await.unwrap();
    let services = std::sync::Arc::clone(&kit.services);
    package::download(
        services,
        Customer(person),
        kit.authenticated(),
        id,
        contract::person::Language::En,
        None,
        |_, size| 0..size,
    )
    .await
    .unwrap();
    let log = aino.access_log(id, None).await.unwrap();
    let read = &log.lines[1];
    assert_eq!((read.role, read.organisation.clone()), (AccessRole::Counselor, Some("ESIMERKKILA".into())));
    assert_eq!(read.what.as_deref(), Some("Aihe"), "which conversation");
    let lines: Vec<_> = log.lines.iter().map(|line| (line.who.as_str(), line.mine, line.kind)).collect();
    assert_eq!(
        lines,
        [
            ("Customer 010170-999R", true, AccessKind::Package),
            ("Olli", false, AccessKind::Conversation),
            ("Olli", false, AccessKind::Workspace),
        ]
    );
    assert_eq!(log.lines[1].from - log.lines[2].to, TimeDelta::minutes(3));
    // Of another workspace, nothing; for another customer, nothing.
    let (other, token) = kit.invite(&olli, "010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    assert_eq!(aino.access_log(other, None).await.unwrap().lines, []);
    let (eero, _) = kit.customer("220750-999Y").await;
    assert_eq!(eero.access_log(id, None).await, Err(ApiError::NotFound));
    // What a page that stays open asks for by itself is one visit, for as long as it goes on.
    for _ in 0..10 {
        kit.clock.advance(TimeDelta::minutes(10));
        olli.workspace(id).await.unwrap();
    }
    let log = aino.access_log(id, None).await.unwrap();
    assert_eq!((log.lines.len(), log.older), (3, None));
    assert_eq!((log.lines[0].who.as_str(), log.lines[0].kind), ("Olli", AccessKind::Workspace));
    assert_eq!(log.lines[0].to - log.lines[0].from, TimeDelta::minutes(103));
    for _ in 0..60 {
        kit.clock.advance(TimeDelta::minutes(31));
        olli.workspace(id).await.unwrap();
    }
    let log = aino.access_log(id, None).await.unwrap();
    assert_eq!(log.lines.len(), 50);
    let before = log.older.unwrap();
    let log = aino.access_log(id, Some(before)).await.unwrap();
    assert_eq!((log.lines.len(), log.older), (13, None));
}

#[apply(on_both!)]
async fn words_are_found_in_texts_and_names_of_ones_own_workspace_alone(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id, "Tavataan Äänekoskella torstaina").await;
    for n in 0..60 {
        kit.clock.advance(TimeDelta::seconds(1));
        aino.send_message(id, in_it, message(&format!("viesti {n}"))).await.unwrap();
    }
    let look =
        async |text: &str, with_files| aino.search(id, SearchQuery { text: text.into(), with_files }).await;
    let found = look("  äänekoskella TORSTAINA", false).await.unwrap();
    assert_eq!((found.found.len(), found.found[0].position, found.more), (1, 1, false));
    assert_eq!(found.found[0].extract, "Tavataan Äänekoskella torstaina");
    assert_eq!(look("äänekoskella perjantaina", false).await.unwrap().found, []);
    let many = look("viesti", false).await.unwrap();
    assert_eq!((many.found.len(), many.found[0].position, many.more), (50, 61, true), "the newest first");
    assert!(matches!(look(" ", false).await, Err(ApiError::Invalid(_))));
    assert_eq!(look("", true).await.unwrap().found, []);
    aino.take_back(id, in_it, 61).await.unwrap();
    assert_eq!(look("viesti 59", false).await.unwrap().found, []);
    let (eero, _) = kit.customer("220750-999Y").await;
    let needle = SearchQuery { text: "viesti".into(), with_files: false };
    assert_eq!(eero.search(id, needle.clone()).await, Err(ApiError::NotFound));
    olli.search(id, needle).await.unwrap();
    assert_eq!(aino.access_log(id, None).await.unwrap().lines[0].kind, AccessKind::Search);
}

#[apply(on_both!)]
async fn w6_each_counselor_keeps_responses_of_their_own_beside_the_organisations(kit: Fixture) {
    let (paula, olli) = (kit.main_user("Paula").await, kit.counselor("Olli").await);
    let orvokki = kit.counselor("Orvokki").await;
    let new = |id, title: &str, text: &str| NewCannedResponse {
        id,
        title: title.into(),
        text: Names { sv: text.into(), ..Names::default() },
    };
    paula.save_canned_response(new(None, "Alla", "Hej")).await.unwrap();
    olli.save_own_response(new(None, "Oma", "Canary {kund}")).await.unwrap();
    let shown = olli.canned_responses().await.unwrap();
    let titles: Vec<_> = shown.iter().map(|one| (one.title.as_str(), one.is_own)).collect();
    assert_eq!(titles, [("Oma", true), ("Alla", false)], "their own first");
    let (own, common) = (shown[0].id, shown[1].id);
    assert_eq!(shown[0].text.read_in(Language::Fi), "Canary {kund}");

    // P5: nobody else sees it, changes it or removes it; and nobody changes the organisation's as their own.
    assert_eq!(orvokki.canned_responses().await.unwrap().len(), 1);
    assert_eq!(paula.canned_responses().await.unwrap().len(), 1);
    assert_eq!(orvokki.save_own_response(new(Some(own), "x", "x")).await, Err(ApiError::NotFound));
    assert_eq!(orvokki.remove_own_response(own).await, Err(ApiError::NotFound));
    assert_eq!(paula.save_canned_response(new(Some(own), "x", "x")).await, Err(ApiError::NotFound));
    assert_eq!(paula.remove_canned_response(own).await, Err(ApiError::NotFound));
    assert_eq!(olli.save_own_response(new(Some(common), "x", "x")).await, Err(ApiError::NotFound));
    assert_eq!(olli.remove_own_response(common).await, Err(ApiError::NotFound));

    // It opens with their key, which goes with them (L7).
    let (mut damaged, rate) = (vec![], std::num::NonZeroU32::new(10_000).unwrap());
    verify_data(&kit.services, rate, &mut |finding| damaged.push(finding.row)).await.unwrap();
    assert!(damaged.is_empty());
    let tx = kit.services.database.begin().await.unwrap();
    tx.execute_unprepared("UPDATE canned_response SET version = 7 WHERE person_id IS NOT NULL")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    verify_data(&kit.services, rate, &mut |finding| damaged.push(finding.row)).await.unwrap();
    assert_eq!(damaged, [own.0, own.0], "its title and its text");
    let tx = kit.services.database.begin().await.unwrap();
    tx.execute_unprepared("UPDATE canned_response SET version = 1 WHERE person_id IS NOT NULL")
        .await
        .unwrap();
    tx.commit().await.unwrap();

    // Where they work for another organisation, they have others.
    let other = Fixture::organisation(&kit.services, "toinen").await;
    let elsewhere = kit.counselor_of(other, "Olli").await;
    assert_eq!(elsewhere.canned_responses().await.unwrap(), []);

    olli.save_own_response(new(Some(own), "Oma", "Hej {kund}")).await.unwrap();
    assert_eq!(count(&kit, "canned_response WHERE CAST(text_sv AS TEXT) LIKE '%Canary%'").await, 0);
    let taken = ApiError::field("title", FieldCode::TitleTaken);
    assert_eq!(olli.save_own_response(new(None, " OMA", "x")).await, Err(taken), "lists name them by it");
    olli.save_own_response(new(None, "Alla", "Hej")).await.unwrap();
    let unknown = olli.save_own_response(new(None, "Toinen", "Hej {kundd}")).await;
    assert!(matches!(unknown, Err(ApiError::Invalid(fields)) if fields[0].field == "text_sv"));
    olli.remove_own_response(own).await.unwrap();
    assert_eq!(olli.canned_responses().await.unwrap().len(), 2);
}

#[apply(on_both!)]
async fn w6_canned_answers_are_the_organisations_own(kit: Fixture) {
    let (paula, olli) = (kit.main_user("Paula").await, kit.counselor("Olli").await);
    let new = |id, title: &str, text: &str| NewCannedResponse { id, title: title.into(), text: text.into() };
    paula.save_canned_response(new(None, "Tervehdys", "Hei {asiakas}")).await.unwrap();
    paula.save_canned_response(new(None, "aika", "Canary-answer")).await.unwrap();
    let answers = olli.canned_responses().await.unwrap();
    let titles: Vec<&str> = answers.iter().map(|answer| answer.title.as_str()).collect();
    assert_eq!(titles, ["aika", "Tervehdys"]);
    let id = answers[1].id;
    paula.save_canned_response(new(Some(id), "Tervehdys", "Päivää {asiakas}")).await.unwrap();
    assert_eq!(olli.canned_responses().await.unwrap()[1].text, "Päivää {asiakas}".into());
    assert!(
        matches!(paula.save_canned_response(new(None, "", "")).await, Err(ApiError::Invalid(fields)) if fields.len() == 2)
    );
    let other = Fixture::organisation(&kit.services, "toinen").await;
    assert_eq!(kit.counselor_of(other, "Niilo").await.canned_responses().await.unwrap(), []);
    let stranger = domain::desk::MainUser {
        person: kit.person("Olli").await,
        organisation: other,
        authenticated: kit.authenticated(),
    };
    let stranger = domain::desk::Desk::new(std::sync::Arc::clone(&kit.services), stranger);
    assert_eq!(stranger.save_canned_response(new(Some(id), "x", "x")).await, Err(ApiError::NotFound));
    assert_eq!(stranger.remove_canned_response(id).await, Err(ApiError::NotFound));
    paula.remove_canned_response(id).await.unwrap();
    assert_eq!(paula.canned_responses().await.unwrap().len(), 1);
    assert_eq!(count(&kit, "canned_response WHERE CAST(text_fi AS TEXT) LIKE '%Canary%'").await, 0);
}

#[apply(on_both!)]
async fn a2_what_a_page_loads_by_itself_is_no_opening_and_the_file_is_named(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let in_it = talk(&olli, id, "Hei").await;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let mut brought = vec![];
    for (name, content) in [("kuva.png", &png[..]), ("kirje.txt", b"kirje")] {
        let file = crate::files::bring(&kit.services, Customer(person), (id, in_it), name, content).await;
        brought.push(file.unwrap().id);
    }
    let files = contract::conversation::NewMessage { files: brought.clone(), ..message("") };
    aino.send_message(id, in_it, files).await.unwrap();
    let role = Counselor { person: kit.person("Olli").await, organisation: kit.organisation };
    let look = async |file: usize, look| {
        workspace_files::open(&kit.services, role, id, brought[file], look, |size| 0..size).await.unwrap();
        aino.access_log(id, None).await.unwrap().lines
    };
    assert_eq!(look(0, Look::ShownByPage).await, []);
    let lines = look(0, Look::Opened).await;
    assert_eq!((lines[0].kind, lines[0].what.as_deref()), (AccessKind::File, Some("kuva.png")));
    // No page shows anything but pictures by itself.
    let lines = look(1, Look::ShownByPage).await;
    assert_eq!((lines.len(), lines[0].what.as_deref()), (2, Some("kirje.txt")));
    // Nor is anything looked at of which nothing is given.
    workspace_files::open(&kit.services, role, id, brought[0], Look::Opened, |_| 0..0).await.unwrap();
    assert_eq!(aino.access_log(id, None).await.unwrap().lines.len(), 2);
}

#[apply(on_both!)]
async fn a2_since_when_the_counselor_has_it_is_told_from_the_day_of_the_handover_on(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let since = async || aino.people(id).await.unwrap().counselor_since;
    assert_eq!(since().await, crate::time::day("2025-11-30"));
    kit.clock.go_to("2025-12-24");
    let kaisa = olli.absence().await.unwrap().colleagues[0].0;
    let paula = kit.main_user("Paula").await;
    let hand_over = contract::bulk_action::NewBulkAction {
        kind: "hand_over".into(),
        reason: "guidance_ended".into(),
        to: kaisa.to_string(),
        selection: vec![id],
        all_of: String::new(),
        ..Default::default()
    };
    let action = paula.plan_bulk_action(hand_over).await.unwrap();
    paula.confirm_bulk_action(action).await.unwrap();
    domain::time::bulk_action::run(&kit.services).await.unwrap();
    assert_eq!(since().await, crate::time::day("2025-12-24"));
}

#[apply(on_both!)]
async fn w5_a_note_is_changed_and_deleted_by_whoever_wrote_it_and_the_log_has_each_version(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let text = |body: &str| NewNote { body: body.into() };
    olli.add_note(id, text("first")).await.unwrap();
    let notes = async || olli.notes(id).await.unwrap().notes;
    let note = notes().await.remove(0);
    assert!(note.is_own && note.version == 1 && note.earlier.is_empty());
    kit.clock.advance(TimeDelta::hours(1));
    olli.change_note(id, note.id, 1, text("second")).await.unwrap();
    olli.change_note(id, note.id, 2, text("second")).await.unwrap();
    assert_eq!(olli.change_note(id, note.id, 1, text("late")).await, Err(ApiError::Conflict));
    let changed = notes().await.remove(0);
    assert_eq!((&*changed.body, changed.version), ("second", 2));
    assert_eq!((&*changed.earlier[0].body, changed.earlier.len()), ("first", 1));
    assert_eq!(changed.earlier[0].written_at, note.written_at);
    let mut damaged = vec![];
    let rate = std::num::NonZeroU32::MAX;
    verify_data(&kit.services, rate, &mut |finding| damaged.push(finding)).await.unwrap();
    assert_eq!(damaged, [], "what was sealed as an earlier version opens as that");
    // Neither a stranger, nor whoever gets the workspace: it is not their note.
    assert_eq!(kaisa.delete_note(id, note.id, 2).await, Err(ApiError::NotFound));
    let to = olli.people(id).await.unwrap().successors[0].0;
    olli.hand_over(id, to).await.unwrap();
    assert_eq!(olli.change_note(id, note.id, 2, text("x")).await, Err(ApiError::NotFound));
    assert!(!kaisa.notes(id).await.unwrap().notes[0].is_own);
    assert_eq!(kaisa.delete_note(id, note.id, 2).await, Err(ApiError::NotFound));
    kit.clock.advance(TimeDelta::hours(1));
    kaisa.add_note(id, text("hers")).await.unwrap();
    let hers = kaisa.notes(id).await.unwrap().notes.remove(0);
    kaisa.change_note(id, hers.id, 1, text("hers again")).await.unwrap();
    assert_eq!(kaisa.delete_note(id, hers.id, 1).await, Err(ApiError::Conflict), "not what she read");
    kaisa.delete_note(id, hers.id, 2).await.unwrap();
    assert_eq!(kaisa.notes(id).await.unwrap().notes.len(), 1);
    assert_eq!(crate::time::count(&kit, "note_version").await, 1);
    let log = async |action| crate::time::audited(&kit, action).await.len();
    assert_eq!((log("note_written").await, log("note_changed").await, log("note_deleted").await), (2, 2, 1));
}

#[apply(on_both!)]
async fn w5_of_a_note_that_was_changed_often_the_newest_versions_are_shown(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    for other in ["beside", "0"] {
        olli.add_note(id, NewNote { body: other.into() }).await.unwrap();
        kit.clock.advance(TimeDelta::minutes(1));
    }
    let note = olli.notes(id).await.unwrap().notes.remove(0).id;
    for n in 1..=12 {
        olli.change_note(id, note, n, NewNote { body: n.to_string() }).await.unwrap();
    }
    let notes = olli.notes(id).await.unwrap().notes;
    let changed = notes.iter().find(|one| one.id == note).unwrap();
    let shown: Vec<_> = changed.earlier.iter().map(|one| &*one.body).collect();
    assert_eq!(shown, ["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
    assert_eq!(changed.version, 13);
}

#[apply(on_both!)]
async fn w3_title_topics_and_language_are_changed_by_its_counselor_while_it_lives(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let new = |title: &str, topics: &[Topic]| Description {
        title: title.into(),
        topics: topics.to_vec(),
        language: Some(Language::Sv),
    };
    kit.clock.advance(TimeDelta::minutes(1));
    let changed = new(" Canary-otsikko ", &[Topic::Work, Topic::Health, Topic::Work]);
    olli.change_description(id, changed.clone()).await.unwrap();
    let head = aino.workspace(id).await.unwrap().head;
    assert_eq!((head.title.as_str(), head.topics), ("Canary-otsikko", vec![Topic::Health, Topic::Work]));
    let view = olli.description(id).await.unwrap();
    assert_eq!((view.language, view.customer_has_chosen), (Language::Sv, false));
    let listed = olli.workspaces(&all()).await.unwrap().items.remove(0);
    assert_eq!(listed.title, "Canary-otsikko");
    assert_eq!(count(&kit, "audit WHERE action = 'workspace_described'").await, 1);
    assert_eq!(count(&kit, "workspace WHERE CAST(title AS TEXT) LIKE '%Canary%'").await, 0);
    // Nobody else, and no title at all.
    assert_eq!(kaisa.change_description(id, changed).await, Err(ApiError::NotFound));
    assert_eq!(kaisa.description(id).await.unwrap_err(), ApiError::NotFound);
    let nothing = Description { language: None, ..new(" ", &[]) };
    let wrong = olli.change_description(id, nothing).await;
    assert!(matches!(wrong, Err(ApiError::Invalid(fields)) if fields.len() == 2));
    // What still opens it is the same key; a value of another field would not.
    let rate = std::num::NonZeroU32::new(10_000).unwrap();
    let mut damaged = vec![];
    verify_data(&kit.services, rate, &mut |finding| damaged.push(finding.row)).await.unwrap();
    assert_eq!(damaged, Vec::<uuid::Uuid>::new());
    // In the archive staff see it no more (L6).
    kit.clock.go_to("2026-06-01");
    assert_eq!(olli.change_description(id, new("Later", &[])).await, Err(ApiError::NotFound));
}
