//! The schema goes up, down and up again.

use crate::{files::bring, time::count};
use contract::{
    CounselorDesk, MainUserDesk, WorkspaceDesk,
    administration::NewHold,
    conversation::{NewConversation, NewMessage},
    draft::NewDraft,
};
use domain::{Database, desk::Customer, time::ladder};
use migrations::Migrator;
use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::MigratorTrait;
use testkit::{Fixture, apply, on_both};

#[apply(on_both!)]
async fn every_step_can_be_taken_back_and_again(kit: Fixture) {
    let connection = sea_orm::Database::connect(&kit.database.url).await.unwrap();
    Migrator::down(&connection, None).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    let database = Database::open(&kit.database.url).await.unwrap();
    assert_eq!(database.pending_migrations().await.unwrap(), 0);
}

/// Takes back a step and all after it, and takes them again.
async fn back_before_and_up(kit: &Fixture, step: &str) {
    let connection = sea_orm::Database::connect(&kit.database.url).await.unwrap();
    let steps = Migrator::migrations();
    let before = steps.iter().position(|other| other.name() == step).unwrap();
    let back = u32::try_from(steps.len() - before).unwrap();
    Migrator::down(&connection, Some(back)).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
}

#[apply(on_both!)]
async fn who_was_invited_keeps_their_roles(kit: Fixture) {
    use contract::{
        MainUserDesk,
        staff::{NewStaffInvitation, StaffRole},
    };
    let paula = kit.main_user("Paula").await;
    let both = StaffRole::Counselor | StaffRole::Supervisor;
    let new = NewStaffInvitation { email: "uusi@example.org".into(), roles: both };
    paula.invite_staff(new).await.unwrap();
    back_before_and_up(&kit, "m0030_invited_roles").await;
    assert_eq!(paula.staff().await.unwrap().invitations[0].roles, both);
}

#[apply(on_both!)]
async fn what_a_workspace_has_stays_its_own(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let message =
        |body: &str, files| NewMessage { body: body.into(), files, reply_to: None, reactivate: false };
    let new = NewConversation { subject: "Aihe".into(), message: message("Hei", vec![]) };
    let in_it = olli.start_conversation(id, new).await.unwrap();
    let customer = Customer(kit.customer("010170-999R").await.1);
    let file = bring(&kit.services, customer, (id, in_it), "a.txt", b"text").await.unwrap();
    aino.send_message(id, in_it, message("Kiitos", vec![file.id])).await.unwrap();
    olli.conversation(id, in_it, None).await.unwrap();
    let draft =
        NewDraft { conversation: Some(in_it), subject: String::new(), body: "Luonnos".into(), seen: None };
    aino.save_draft(id, draft).await.unwrap();
    let paula = kit.main_user("Paula").await;
    let hold = NewHold { number: "1".into(), ground: "complaint".into(), until: "2027-05-28".into() };
    paula.place_hold(hold).await.unwrap();
    kit.clock.go_to("2026-01-29");
    assert_eq!(ladder::enqueue(&kit.services).await.unwrap(), 1);

    let tables = ["conversation", "message", "read_mark", "file", "draft", "hold", "notice"];
    let mut before = vec![];
    for table in tables {
        before.push(count(&kit, table).await);
    }
    assert!(before.iter().all(|rows| *rows > 0), "{before:?}");
    let seen = olli.peek_conversation(id, in_it).await.unwrap();
    back_before_and_up(&kit, "m0031_owners").await;
    for (table, before) in tables.iter().zip(before) {
        assert_eq!(count(&kit, table).await, before, "{table}");
    }
    let again = olli.peek_conversation(id, in_it).await.unwrap();
    assert_eq!((again.subject, again.messages), (seen.subject, seen.messages));
    olli.send_message(id, in_it, message("Vielä", vec![])).await.unwrap();
    // What refers to a conversation still does.
    let foreign = "UPDATE message SET conversation_id = author_id";
    assert!(kit.services.database.begin().await.unwrap().execute_unprepared(foreign).await.is_err());
}

#[apply(on_both!)]
async fn addresses_stay_and_may_be_missing(kit: Fixture) {
    use contract::invitation::Correction;
    let (olli, _, known) = kit.active_workspace().await;
    let (unknown, _) = kit.invite(&olli, "").await;
    let none = Correction { email: String::new(), identity_code: String::new(), language: None };
    olli.invite_again(unknown, none).await.unwrap();
    back_before_and_up(&kit, "m0040_invitation_codes").await;
    let contact = olli.workspace(known).await.unwrap().head.customer_contact.unwrap();
    assert_eq!(contact.email.as_deref(), Some("canary@example.org"));
    assert_eq!(olli.workspace(unknown).await.unwrap().head.invitation.unwrap().email, None);
    // An invitation of before there were codes gets one when its letter is printed.
    let olli: domain::desk::Participant =
        domain::desk::Counselor { person: kit.person("Olli").await, organisation: kit.organisation }.into();
    let print =
        async || domain::views::invitation_letter::print(&kit.services, olli, unknown, "x").await.unwrap();
    let text = |document: &[u8]| pdf_extract::extract_text_from_mem(document).unwrap();
    let (one, other) = (print().await, print().await);
    assert!(text(&one).lines().any(|line| line.trim().len() == 19 && line.matches('-').count() == 3));
    assert_eq!(text(&one), text(&other));
}

#[apply(on_both!)]
async fn w6_canned_responses_of_before_are_read_and_changed(kit: Fixture) {
    use contract::{CounselorDesk, MainUserDesk, canned::NewCannedResponse, names::Names};
    let (paula, olli) = (kit.main_user("Paula").await, kit.counselor("Olli").await);
    let new = |id, text: Names| NewCannedResponse { id, title: "Hei".into(), text };
    paula.save_canned_response(new(None, "Hei {asiakas}".into())).await.unwrap();
    olli.save_own_response(new(None, Names { sv: "Hej".into(), ..Names::default() })).await.unwrap();
    back_before_and_up(&kit, "m0048_own_canned_responses").await;
    let kept = olli.canned_responses().await.unwrap();
    assert_eq!(kept.len(), 1, "what is somebody's own had no place before");
    assert_eq!((kept[0].text.fi.as_str(), kept[0].is_own), ("Hei {asiakas}", false));
    let text = Names { en: "Hello".into(), ..kept[0].text.clone() };
    paula.save_canned_response(new(Some(kept[0].id), text.clone())).await.unwrap();
    assert_eq!(olli.canned_responses().await.unwrap()[0].text, text);
}

#[tokio::test]
async fn what_is_written_to_a_file_of_production_is_on_the_disk_before_it_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/luotsi.db", folder.path().display());
    let durable = async |database: Database| {
        let tx = database.begin().await.unwrap();
        let row = tx.query_one_raw(Statement::from_string(tx.get_database_backend(), "PRAGMA synchronous"));
        row.await.unwrap().unwrap().try_get_by_index::<i32>(0).unwrap()
    };
    // 2 is FULL, 0 is OFF (SQLite, PRAGMA synchronous).
    assert_eq!(durable(Database::open_or_create(&url).await.unwrap()).await, 2);
    assert_eq!(durable(Database::open(&url).await.unwrap()).await, 2);
    assert_eq!(durable(Database::open_disposable(&url).await.unwrap()).await, 0);
}
