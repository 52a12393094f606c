//! One bad byte stays one: what is damaged is shown so, and all else goes on.

use crate::files::bring;
use contract::{
    ApiError, ConversationId, CounselorDesk, CustomerDesk, MainUserDesk, WorkspaceDesk, WorkspaceId,
    closing::NewClosing,
    conversation::{NewConversation, NewMessage},
    damage::reference_of,
    participation::{NewParticipation, Scope},
    staff::{NewStaffInvitation, StaffRole},
};
use domain::{
    desk::{Counselor, Customer, Desk},
    guidance::workspace_files::{self, Look},
    views::{integrity::verify_data, package},
};
use sea_orm::{ConnectionTrait, DbBackend};
use std::{io::Read, path::PathBuf, sync::Arc};
use testkit::{Fixture, all, apply, on_both};
use tokio::io::AsyncReadExt;

/// Changes the last byte of a value, whatever it was.
async fn damage(kit: &Fixture, table: &str, column: &str, which: &str) {
    let tx = kit.services.database.begin().await.unwrap();
    let changed = match tx.get_database_backend() {
        DbBackend::Sqlite => {
            let other = format!("CASE substr({column}, -1) WHEN x'00' THEN x'01' ELSE x'00' END");
            format!("CAST(substr({column}, 1, length({column}) - 1) || {other} AS BLOB)")
        }
        _ => format!(
            "set_byte({column}, length({column}) - 1, 255 - get_byte({column}, length({column}) - 1))"
        ),
    };
    let sql = format!("UPDATE {table} SET {column} = {changed} WHERE {which}");
    assert_eq!(tx.execute_unprepared(&sql).await.unwrap().rows_affected(), 1, "{sql}");
    tx.commit().await.unwrap();
}

fn message(body: &str) -> NewMessage {
    NewMessage { body: body.into(), files: vec![], reply_to: None, reactivate: false }
}

fn is_damaged(text: &str) -> bool {
    reference_of(text).is_some()
}

/// The sealed files in the folder of the kit.
fn stored(kit: &Fixture, id: WorkspaceId) -> Vec<PathBuf> {
    let folder = kit.database.folder.path().join("files/files").join(id.to_string());
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

async fn package_of(kit: &Fixture) -> zip::ZipArchive<std::io::Cursor<Vec<u8>>> {
    let (_, person) = kit.customer("010170-999R").await;
    let workspace = id_of_first(kit).await;
    let services = Arc::clone(&kit.services);
    let language = contract::person::Language::En;
    let mut package = package::download(
        services,
        Customer(person),
        kit.authenticated(),
        workspace,
        language,
        None,
        |_, size| 0..size,
    )
    .await
    .unwrap();
    let mut bytes = vec![];
    package.bytes.read_to_end(&mut bytes).await.unwrap();
    assert_eq!(bytes.len() as u64, package.size, "it is as long as was said");
    zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap()
}

async fn id_of_first(kit: &Fixture) -> WorkspaceId {
    let (desk, _) = kit.customer("010170-999R").await;
    desk.workspaces(&all()).await.unwrap().items[0].id
}

fn text(zip: &mut zip::ZipArchive<std::io::Cursor<Vec<u8>>>, name: &str) -> String {
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A conversation with two messages.
async fn talk(kit: &Fixture) -> (Desk<Counselor>, Desk<Customer>, WorkspaceId, ConversationId) {
    let (olli, aino, id) = kit.active_workspace().await;
    let new = NewConversation { subject: "Aihe".into(), message: message("first") };
    let in_it = olli.start_conversation(id, new).await.unwrap();
    olli.send_message(id, in_it, message("second")).await.unwrap();
    (olli, aino, id, in_it)
}

#[apply(on_both!)]
async fn a_damaged_title_leaves_the_list_and_the_workspace(kit: Fixture) {
    let (olli, aino, id, _) = talk(&kit).await;
    let counselor = kit.counselor("Olli").await;
    kit.invite(&counselor, "").await;
    damage(&kit, "workspace", "title", "number = 1").await;
    let items = olli.workspaces(&all()).await.unwrap().items;
    let titles: Vec<bool> = items.iter().map(|item| is_damaged(&item.title)).collect();
    assert_eq!((titles.iter().filter(|damaged| **damaged).count(), titles.len()), (1, 2));
    for desk in [&olli as &dyn WorkspaceDesk, &aino] {
        let view = desk.workspace(id).await.unwrap();
        assert!(is_damaged(&view.head.title));
        assert_eq!(view.conversations[0].subject, "Aihe");
    }
}

#[apply(on_both!)]
async fn a_damaged_message_leaves_the_others_the_search_and_the_package(kit: Fixture) {
    let (_, aino, id, in_it) = talk(&kit).await;
    damage(&kit, "message", "body", "position = 1").await;
    let view = aino.conversation(id, in_it, None).await.unwrap();
    assert!(is_damaged(&view.messages[0].body) && view.messages[1].body == "second");
    let needle = contract::search::SearchQuery { text: "second".into(), with_files: false };
    assert_eq!(aino.search(id, needle).await.unwrap().found.len(), 1);
    let mut zip = package_of(&kit).await;
    assert!(text(&mut zip, "conversations.html").contains("second"));
    assert!(text(&mut zip, "workspace.json").contains(reference_of(&view.messages[0].body).unwrap()));
}

#[apply(on_both!)]
async fn a_damaged_name_or_key_leaves_everybody_else(kit: Fixture) {
    let (olli, aino, id, in_it) = talk(&kit).await;
    let counselor = kit.counselor("Olli").await;
    let (other, _) = kit.invite(&counselor, "").await;
    damage(&kit, "person", "name", "identity_index IS NOT NULL").await;
    assert!(is_damaged(
        olli.workspaces(&all()).await.unwrap().items.iter().find_map(|item| item.other.as_deref()).unwrap()
    ));
    // Whoever signs in again brings the name with them.
    let (_, _) = kit.customer("010170-999R").await;
    assert!(
        olli.workspaces(&all())
            .await
            .unwrap()
            .items
            .iter()
            .any(|item| item.other.as_deref() == Some("Customer 010170-999R"))
    );
    let key = match kit.services.database.read().get_database_backend() {
        DbBackend::Sqlite => format!("owner_id = x'{}'", id.0.simple()),
        _ => format!("owner_id = '{id}'"),
    };
    damage(&kit, "data_key", "wrapped", &key).await;
    assert_eq!(olli.workspaces(&all()).await.unwrap().items.len(), 2);
    assert!(olli.workspace(other).await.is_ok());
    // What it protects is said to be damaged, by a reference that the command gives as well.
    let reference = match aino.conversation(id, in_it, None).await.unwrap_err() {
        ApiError::Damaged(reference) => reference,
        error => panic!("{error:?}"),
    };
    let mut found = vec![];
    let rate = std::num::NonZeroU32::MAX;
    verify_data(&kit.services, rate, &mut |finding| found.push(finding)).await.unwrap();
    assert!(
        found.iter().any(|finding| finding.field == "data_key.wrapped" && finding.reference == reference)
    );
}

#[apply(on_both!)]
async fn a_damaged_address_stops_nothing_that_anybody_does(kit: Fixture) {
    let (olli, aino, id, _) = talk(&kit).await;
    let niilo = kit.counselor("Niilo").await;
    kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    let new = NewParticipation {
        email: "niilo@staff.example".into(),
        purpose: "Apu".into(),
        scope: Scope::WholeHistory,
        through: "2026-02-15".into(),
    };
    olli.ask_consent(id, new).await.unwrap();
    let asked = aino.people(id).await.unwrap().participations[0].id;
    aino.answer_consent(id, asked, Some(Scope::WholeHistory)).await.unwrap();
    let invited = NewStaffInvitation { email: "uusi@example.org".into(), roles: StaffRole::Counselor.into() };
    paula.invite_staff(invited).await.unwrap();
    let key = |person: contract::PersonId| match kit.services.database.read().get_database_backend() {
        DbBackend::Sqlite => format!("id = x'{}'", person.0.simple()),
        _ => format!("id = '{}'", person.0),
    };
    for name in ["Niilo", "Kaisa"] {
        damage(&kit, "person", "email", &key(kit.person(name).await)).await;
    }
    damage(&kit, "workspace", "email", "number = 1").await;
    damage(&kit, "staff_invitation", "email", "1 = 1").await;
    assert_eq!(olli.people(id).await.unwrap().participations.len(), 1);
    assert!(niilo.workspace(id).await.is_ok());
    aino.end_participation(id, asked).await.unwrap();
    assert_eq!(niilo.workspace(id).await.unwrap_err(), ApiError::NotFound);
    let staff = paula.staff().await.unwrap();
    assert!(is_damaged(&staff.invitations[0].email) && staff.colleagues.len() == 4);
    olli.close(id, NewClosing::default()).await.unwrap();
}

#[apply(on_both!)]
async fn a_damaged_or_missing_file_is_said_by_its_reference_and_in_the_package(kit: Fixture) {
    let (_, aino, id, in_it) = talk(&kit).await;
    let (_, person) = kit.customer("010170-999R").await;
    let mut ids = vec![];
    for content in [&vec![b'a'; 200_000], &vec![b'b'; 100_000], &vec![b'c'; 10]] {
        let view = bring(&kit.services, Customer(person), (id, in_it), "a.txt", content).await.unwrap();
        ids.push(view.id);
        kit.clock.advance(chrono::TimeDelta::seconds(1));
    }
    let files = NewMessage { files: ids.clone(), ..message("") };
    aino.send_message(id, in_it, files).await.unwrap();
    let path =
        |n: usize| stored(&kit, id).into_iter().find(|path| path.ends_with(ids[n].to_string())).unwrap();
    // One byte in the third chunk of the first; the second is gone.
    let mut bytes = std::fs::read(path(0)).unwrap();
    bytes[150_000] ^= 1;
    std::fs::write(path(0), bytes).unwrap();
    std::fs::remove_file(path(1)).unwrap();
    let open = async |n: usize| {
        let opened =
            workspace_files::open(&kit.services, Customer(person), id, ids[n], Look::Opened, |size| 0..size)
                .await;
        opened.map(drop).map_err(ApiError::from)
    };
    assert!(open(0).await.is_ok(), "its first chunks open");
    assert!(matches!(open(1).await, Err(ApiError::Damaged(reference)) if reference.len() == 8));
    assert!(open(2).await.is_ok());
    let mut zip = package_of(&kit).await;
    assert_eq!(text(&mut zip, "attachments/0003 a.txt"), "c".repeat(10));
    let cut = text(&mut zip, "attachments/0001 a.txt");
    assert!(cut.len() == 200_000 && cut.starts_with("aaa") && cut.contains("This file cannot be read"));
    assert!(text(&mut zip, "attachments/0002 a.txt.txt").contains("This file cannot be read"));
    let manifest: serde_json::Value = serde_json::from_str(&text(&mut zip, "manifest.json")).unwrap();
    let problems: Vec<(&str, u64)> = manifest["files"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|file| file["problem"] != 0)
        .map(|file| (file["name"].as_str().unwrap(), file["problem"].as_u64().unwrap()))
        .collect();
    assert_eq!(problems, [("attachments/0001 a.txt", 2), ("attachments/0002 a.txt.txt", 1)]);
    let problem = aino.workspace(id).await.unwrap().package_problem.unwrap();
    assert_eq!((problem.files, problem.document), (2, false), "the page says so");
}

#[apply(on_both!)]
async fn everything_that_cannot_be_read_is_found(kit: Fixture) {
    let (_, aino, id, in_it) = talk(&kit).await;
    let (_, person) = kit.customer("010170-999R").await;
    let view =
        bring(&kit.services, Customer(person), (id, in_it), "a.txt", &vec![b'a'; 200_000]).await.unwrap();
    let tried = async || {
        let mut found = vec![];
        let rate = std::num::NonZeroU32::MAX;
        let tried = verify_data(&kit.services, rate, &mut |finding| found.push(finding)).await.unwrap();
        (tried, found)
    };
    let (all, found) = tried().await;
    assert!(all.values > 10 && all.files == 1 && found.is_empty(), "{all:?} {found:?}");
    damage(&kit, "workspace", "title", "number = 1").await;
    damage(&kit, "message", "body", "position = 2").await;
    damage(&kit, "person", "name", "identity_index IS NOT NULL").await;
    let path = stored(&kit, id).pop().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[150_000] ^= 1;
    std::fs::write(path, bytes).unwrap();
    let (again, found) = tried().await;
    assert_eq!(again, all, "all of it was tried");
    let mut fields: Vec<&str> = found.iter().map(|finding| finding.field).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["file.content", "message.body", "person.name", "workspace.title"]);
    let shown = aino.workspace(id).await.unwrap().head.title;
    let title = found.iter().find(|finding| finding.field == "workspace.title").unwrap();
    assert_eq!(reference_of(&shown), Some(title.reference.as_str()), "people see the same reference");
    assert_eq!(found.iter().find(|finding| finding.field == "file.content").unwrap().row, view.id.0);
}
