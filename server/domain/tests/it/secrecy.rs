//! What is personal is sealed, opens only in its place, and is nowhere in the clear (A12, A13).

use contract::damage::reference_of;
use contract::{
    ApiError, ConversationId, CustomerDesk, WorkspaceDesk, WorkspaceId,
    conversation::{NewConversation, NewMessage},
};
use domain::ground::vault::Keyring;
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};
use testkit::{Backend, Fixture, apply, on_both};
use uuid::Uuid;

async fn execute(kit: &Fixture, sql: &str, values: Vec<sea_orm::Value>) {
    let tx = kit.services.database.begin().await.unwrap();
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    assert!(tx.execute_raw(statement).await.unwrap().rows_affected() > 0, "{sql}");
    tx.commit().await.unwrap();
}

async fn blob(tx: &DatabaseTransaction, sql: &str, id: Uuid) -> Vec<u8> {
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, [id.into()]);
    tx.query_one_raw(statement).await.unwrap().unwrap().try_get("", "it").unwrap()
}

async fn read(kit: &Fixture, sql: &str, id: Uuid) -> Vec<u8> {
    let tx = kit.services.database.begin().await.unwrap();
    blob(&tx, sql, id).await
}

async fn talk(desk: &impl WorkspaceDesk, id: WorkspaceId, body: &str) -> ConversationId {
    let message = NewMessage { body: body.into(), files: vec![], reply_to: None, reactivate: false };
    desk.start_conversation(id, NewConversation { subject: "Canary-subject".into(), message }).await.unwrap()
}

#[apply(on_both!)]
async fn a12_a_flipped_byte_anywhere_is_refused(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let sealed = read(&kit, "SELECT title AS it FROM workspace WHERE id = $1", id.0).await;
    for place in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[place] ^= 1;
        execute(&kit, "UPDATE workspace SET title = $1 WHERE id = $2", vec![changed.into(), id.0.into()])
            .await;
        let title = olli.workspace(id).await.unwrap().head.title;
        assert!(reference_of(&title).is_some(), "byte {place}: {title}");
    }
    execute(&kit, "UPDATE workspace SET title = $1 WHERE id = $2", vec![sealed.into(), id.0.into()]).await;
    assert!(olli.workspace(id).await.is_ok());
}

#[apply(on_both!)]
async fn a12_values_moved_between_fields_rows_and_workspaces_are_refused(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (other, token) = kit.invite(&olli, "010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    // Between fields of a row.
    execute(&kit, "UPDATE workspace SET title = email WHERE id = $1", vec![id.0.into()]).await;
    assert!(reference_of(&aino.workspace(id).await.unwrap().head.title).is_some());
    // Between workspaces.
    let foreign = read(&kit, "SELECT title AS it FROM workspace WHERE id = $1", other.0).await;
    execute(&kit, "UPDATE workspace SET title = $1 WHERE id = $2", vec![foreign.into(), id.0.into()]).await;
    assert!(reference_of(&aino.workspace(id).await.unwrap().head.title).is_some());
    // Between rows of a table: two messages of one conversation.
    let in_it = talk(&olli, other, "first").await;
    olli.send_message(
        other,
        in_it,
        NewMessage { body: "second".into(), files: vec![], reply_to: None, reactivate: false },
    )
    .await
    .unwrap();
    let first =
        read(&kit, "SELECT body AS it FROM message WHERE conversation_id = $1 AND position = 1", in_it.0)
            .await;
    let sql = "UPDATE message SET body = $1 WHERE conversation_id = $2 AND position = 2";
    execute(&kit, sql, vec![first.into(), in_it.0.into()]).await;
    let messages = aino.conversation(other, in_it, None).await.unwrap().messages;
    assert!(messages[0].body == "first" && reference_of(&messages[1].body).is_some());
}

#[apply(on_both!)]
async fn a12_an_older_version_put_back_is_refused(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id, "as it was").await;
    // The row claims a newer version than its text was sealed for.
    execute(&kit, "UPDATE message SET version = 2 WHERE conversation_id = $1", vec![in_it.0.into()]).await;
    let messages = aino.conversation(id, in_it, None).await.unwrap().messages;
    assert!(reference_of(&messages[0].body).is_some());
}

#[apply(on_both!)]
async fn a12_the_data_key_of_another_workspace_is_refused(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (other, _) = kit.invite(&olli, "").await;
    let foreign = read(&kit, "SELECT wrapped AS it FROM data_key WHERE owner_id = $1", other.0).await;
    execute(&kit, "UPDATE data_key SET wrapped = $1 WHERE owner_id = $2", vec![foreign.into(), id.0.into()])
        .await;
    assert!(matches!(aino.workspace(id).await, Err(ApiError::Damaged(_))));
}

#[apply(on_both!)]
async fn plain_text_in_a_sealed_column_is_refused(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let plain = b"Not sealed at all, but long enough to be".to_vec();
    execute(&kit, "UPDATE workspace SET title = $1 WHERE id = $2", vec![plain.into(), id.0.into()]).await;
    assert!(reference_of(&aino.workspace(id).await.unwrap().head.title).is_some());
}

/// A13: neither the database nor its log holds a word in the clear.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a13_no_marked_text_is_on_disk() {
    let kit = Fixture::new(Backend::Sqlite).await.unwrap();
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id, "Canary-body").await;
    aino.conversation(id, in_it, None).await.unwrap();
    let marks: [&[u8]; 5] = [b"Canary", b"canary@example.org", b"010170-999R", b"Olli", b"Customer 0"];
    let mut files = 0;
    for entry in std::fs::read_dir(kit.database.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let content = std::fs::read(&path).unwrap();
        files += 1;
        for mark in marks {
            let found = content.windows(mark.len()).any(|window| window == mark);
            assert!(!found, "{} in {}", String::from_utf8_lossy(mark), path.display());
        }
    }
    assert!(files >= 3, "database, its log and the keyring");
}

/// F13: a keyring that others may read, that is damaged or is another's is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f13_bad_keyrings_are_refused() {
    use std::{fs, os::unix::fs::PermissionsExt};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyring.json");
    Keyring::create(&path).unwrap();
    assert!(Keyring::create(&path).is_err(), "an existing one is never overwritten");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let error = Keyring::load(&path).unwrap_err().to_string();
    assert!(error.contains("chmod 600") && error.contains("keyring.json"), "{error}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();

    let whole = fs::read_to_string(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(Keyring::load(&path).is_err());

    let kit = Fixture::new(Backend::Sqlite).await.unwrap();
    fs::remove_file(&path).unwrap();
    let services = domain::Services {
        database: kit.services.database.clone(),
        files: kit.services.files.clone(),
        packages: domain::ground::storage::slots::Slots::default(),
        zones: domain::ground::clock::zones::Zones::default(),
        events: domain::ground::event::Events::default(),
        keyring: Keyring::create(&path).unwrap(),
        clock: std::sync::Arc::clone(&kit.services.clock),
        randomness: std::sync::Arc::clone(&kit.services.randomness),
    };
    assert!(services.prepare().await.is_err(), "another keyring than the data's");
}
