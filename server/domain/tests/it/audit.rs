//! A1: the audit log is append-only and its chain names what was changed.

use chrono::TimeDelta;
use contract::{CounselorDesk, WorkspaceDesk, closing::NewClosing};
use domain::ground::audit::{Anchor, Verdict, anchor, seal, verify};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use testkit::{Backend, Fixture, apply, on_both};

/// Runs SQL with the guard against changes out of the way, as one who owns the machine could.
async fn tamper(kit: &Fixture, sql: &[&str]) {
    let tx = kit.services.database.begin().await.unwrap();
    let unguard: &[&str] = match tx.get_database_backend() {
        DbBackend::Sqlite => &[
            "DROP TRIGGER IF EXISTS audit_line_no_update",
            "DROP TRIGGER IF EXISTS audit_line_no_delete",
            "DROP TRIGGER IF EXISTS audit_chain_no_update",
            "DROP TRIGGER IF EXISTS audit_chain_no_delete",
        ],
        _ => &["ALTER TABLE audit DISABLE TRIGGER ALL", "ALTER TABLE audit_chain DISABLE TRIGGER ALL"],
    };
    for statement in unguard.iter().chain(sql) {
        tx.execute_unprepared(statement).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn verdict(kit: &Fixture, anchors: &[Anchor]) -> Verdict {
    seal(&kit.services).await.unwrap();
    verify(&kit.services, anchors).await.unwrap()
}

async fn lines(kit: &Fixture) -> i64 {
    match verdict(kit, &[]).await {
        Verdict::Whole { lines, unsealed: 0 } => lines,
        other => panic!("{other:?}"),
    }
}

/// The number in the database of the line at a place of the chain.
async fn id_of(kit: &Fixture, seq: i64) -> i64 {
    let db = kit.services.database.read();
    let sql = format!("SELECT line_id AS n FROM audit_chain WHERE seq = {seq}");
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    row.unwrap().try_get("", "n").unwrap()
}

#[apply(on_both!)]
async fn a1_deeds_and_reading_by_staff_leave_lines_and_the_chain_is_whole(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let before = lines(&kit).await;
    olli.workspace(id).await.unwrap();
    olli.close(id, NewClosing::default()).await.unwrap();
    let short = verify(&kit.services, &[]).await.unwrap();
    assert_eq!(short, Verdict::Whole { lines: before, unsealed: 2 }, "the short tail is not sealed yet");
    assert_eq!(lines(&kit).await, before + 2);
    assert_eq!(seal(&kit.services).await.unwrap(), 0, "once");
}

#[apply(on_both!)]
async fn a1_the_database_itself_refuses_changes(kit: Fixture) {
    kit.active_workspace().await;
    lines(&kit).await;
    for table in ["audit", "audit_chain"] {
        for sql in [format!("UPDATE {table} SET id = 99"), format!("DELETE FROM {table}")] {
            let tx = kit.services.database.begin().await.unwrap();
            let sql = if table == "audit" { sql } else { sql.replace("SET id", "SET seq") };
            assert!(tx.execute_unprepared(&sql).await.is_err(), "{sql}");
        }
    }
    lines(&kit).await;
}

#[apply(on_both!)]
async fn a1_a_changed_line_is_named(kit: Fixture) {
    kit.active_workspace().await;
    lines(&kit).await;
    let id = id_of(&kit, 3).await;
    tamper(&kit, &[&format!("UPDATE audit SET action = 'workspace_read' WHERE id = {id}")]).await;
    assert_eq!(verdict(&kit, &[]).await, Verdict::BrokenAt { line: 3 });
}

#[apply(on_both!)]
async fn a1_a_removed_line_is_named(kit: Fixture) {
    kit.active_workspace().await;
    lines(&kit).await;
    let id = id_of(&kit, 2).await;
    tamper(&kit, &[&format!("DELETE FROM audit WHERE id = {id}")]).await;
    assert_eq!(verdict(&kit, &[]).await, Verdict::BrokenAt { line: 2 });
}

#[apply(on_both!)]
async fn a1_a_line_removed_before_it_was_chained_is_named(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    lines(&kit).await;
    olli.workspace(id).await.unwrap();
    tamper(&kit, &["DELETE FROM audit WHERE id = (SELECT MAX(line_id) FROM audit_pending)"]).await;
    assert!(matches!(verdict(&kit, &[]).await, Verdict::OutsideTheChain { .. }));
}

#[apply(on_both!)]
async fn a1_a_line_kept_from_the_chain_is_named(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    lines(&kit).await;
    olli.workspace(id).await.unwrap();
    tamper(&kit, &["DELETE FROM audit_pending"]).await;
    assert!(matches!(verdict(&kit, &[]).await, Verdict::OutsideTheChain { .. }));
}

#[apply(on_both!)]
async fn a1_a_sequencer_that_cannot_go_on_is_noticed_and_what_waits_twice_stops_nobody(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    lines(&kit).await;
    let write = async |sql: &str| {
        let tx = kit.services.database.begin().await.unwrap();
        tx.execute_unprepared(sql).await.unwrap();
        tx.commit().await.unwrap();
    };
    write("INSERT INTO audit_pending (line_id) SELECT line_id FROM audit_chain WHERE seq = 2").await;
    olli.workspace(id).await.unwrap();
    let last = lines(&kit).await;
    assert!(matches!(verdict(&kit, &[]).await, Verdict::Whole { unsealed: 0, .. }));
    // The head is set back, so that every next line would stand where one stands already.
    write(&format!(
        "UPDATE audit_head SET seq = {0}, hash = (SELECT hash FROM audit_chain WHERE seq = {0})",
        last - 1
    ))
    .await;
    assert_eq!(verify(&kit.services, &[]).await.unwrap(), Verdict::BrokenAt { line: last + 1 });
    olli.workspace(id).await.unwrap();
    assert!(seal(&kit.services).await.is_err());
}

#[apply(on_both!)]
async fn a1_a_line_that_is_not_sealed_for_minutes_is_named(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    lines(&kit).await;
    olli.workspace(id).await.unwrap();
    assert!(matches!(verify(&kit.services, &[]).await.unwrap(), Verdict::Whole { unsealed: 1.., .. }));
    kit.clock.advance(TimeDelta::minutes(6));
    assert!(matches!(verify(&kit.services, &[]).await.unwrap(), Verdict::Waiting { .. }));
    seal(&kit.services).await.unwrap();
    assert!(matches!(verify(&kit.services, &[]).await.unwrap(), Verdict::Whole { unsealed: 0, .. }));
}

#[apply(on_both!)]
async fn a1_exchanged_lines_are_noticed(kit: Fixture) {
    kit.active_workspace().await;
    lines(&kit).await;
    let (two, three) = (id_of(&kit, 2).await, id_of(&kit, 3).await);
    tamper(
        &kit,
        &[
            "UPDATE audit_chain SET line_id = -1 WHERE seq = 2",
            &format!("UPDATE audit_chain SET line_id = {two} WHERE seq = 3"),
            &format!("UPDATE audit_chain SET line_id = {three} WHERE seq = 2"),
        ],
    )
    .await;
    assert_eq!(verdict(&kit, &[]).await, Verdict::BrokenAt { line: 2 });
}

#[tokio::test]
async fn a1_nobody_waits_for_the_chain_to_write_a_line() {
    let Some(kit) = Fixture::new(Backend::Postgres).await else { return };
    let (olli, _, id) = kit.active_workspace().await;
    let before = lines(&kit).await;
    // Somebody who seals, and takes long.
    let sealing = kit.services.database.begin().await.unwrap();
    sealing.execute_unprepared("SELECT 1 FROM audit_head FOR UPDATE").await.unwrap();
    olli.close(id, NewClosing::default()).await.unwrap();
    sealing.commit().await.unwrap();
    assert_eq!(lines(&kit).await, before + 1);
}

/// Cuts the last three lines off, and sets the head back to where the chain then ends.
async fn cut(kit: &Fixture) {
    let last = lines(kit).await;
    let kept = last - 3;
    tamper(
        kit,
        &[
            &format!("DELETE FROM audit WHERE id IN (SELECT line_id FROM audit_chain WHERE seq > {kept})"),
            &format!("DELETE FROM audit_chain WHERE seq > {kept}"),
            &format!(
                "UPDATE audit_head SET seq = {kept}, hash = (SELECT hash FROM audit_chain WHERE seq = {kept})"
            ),
        ],
    )
    .await;
}

#[apply(on_both!)]
async fn a5_a_cut_tail_is_found_by_its_anchor(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    lines(&kit).await;
    let anchor = anchor(&kit.services).await.unwrap();
    let kept = std::slice::from_ref(&anchor);
    assert!(matches!(verdict(&kit, kept).await, Verdict::Whole { .. }));
    cut(&kit).await;
    assert!(matches!(verdict(&kit, &[]).await, Verdict::Whole { .. }), "the chain alone does not show it");
    assert_eq!(verdict(&kit, kept).await, Verdict::NotAnchored(anchor.clone()));
    // Nor once as many other lines have come.
    for _ in 0..5 {
        olli.workspace(id).await.unwrap();
    }
    assert_eq!(verdict(&kit, kept).await, Verdict::NotAnchored(anchor.clone()));
}

#[apply(on_both!)]
async fn a5_a_chain_reckoned_anew_is_found_without_the_key_and_with_it(kit: Fixture) {
    let (_, _, _) = kit.active_workspace().await;
    let last = lines(&kit).await;
    let anchor = anchor(&kit.services).await.unwrap();
    // A bare hash is all that somebody without the keyring could put there.
    tamper(
        &kit,
        &[&format!(
            "UPDATE audit_chain SET hash = (SELECT hash FROM audit_chain WHERE seq = 1) WHERE seq = {last}"
        )],
    )
    .await;
    assert_eq!(verdict(&kit, &[]).await, Verdict::BrokenAt { line: last });
    // Whoever has the keyring too, the program itself, say, is found by the anchor.
    let id = id_of(&kit, 2).await;
    let zeros = match kit.services.database.read().get_database_backend() {
        DbBackend::Sqlite => "zeroblob(32)",
        _ => "decode(repeat('00', 32), 'hex')",
    };
    tamper(
        &kit,
        &[
            &format!("UPDATE audit SET action = 'workspace_read' WHERE id = {id}"),
            "DELETE FROM audit_chain",
            "INSERT INTO audit_pending SELECT id FROM audit",
            &format!("UPDATE audit_head SET seq = 0, hash = {zeros}"),
        ],
    )
    .await;
    assert!(matches!(verdict(&kit, &[]).await, Verdict::Whole { .. }));
    assert_eq!(verdict(&kit, std::slice::from_ref(&anchor)).await, Verdict::NotAnchored(anchor.clone()));
}

#[tokio::test]
async fn a5_an_older_database_is_found_by_its_anchor() {
    let kit = Fixture::new(testkit::Backend::Sqlite).await.unwrap();
    let (olli, _, id) = kit.active_workspace().await;
    lines(&kit).await;
    let older = kit.database.folder.path().join("older.db");
    assert!(kit.services.database.checkpoint().await.unwrap());
    std::fs::copy(kit.database.folder.path().join("test.db"), &older).unwrap();
    olli.workspace(id).await.unwrap();
    lines(&kit).await;
    let anchor = anchor(&kit.services).await.unwrap();
    let database = domain::Database::open(&format!("sqlite://{}", older.display())).await.unwrap();
    let second = std::sync::Arc::into_inner(kit.second().await).unwrap();
    let restored = domain::Services { database, ..second };
    assert!(matches!(verify(&restored, &[]).await.unwrap(), Verdict::Whole { .. }));
    assert_eq!(verify(&restored, std::slice::from_ref(&anchor)).await.unwrap(), Verdict::NotAnchored(anchor));
}

#[apply(on_both!)]
async fn a1_lines_written_at_once_form_one_chain_whoever_seals(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let before = lines(&kit).await;
    let (services, second) = (std::sync::Arc::clone(&kit.services), kit.second().await);
    let sealers = [services, second].map(|services| {
        tokio::spawn(async move {
            for _ in 0..20 {
                seal(&services).await.unwrap();
                tokio::task::yield_now().await;
            }
        })
    });
    let readers: Vec<_> = (0..16)
        .map(|_| {
            let olli = olli.clone();
            tokio::spawn(async move { olli.workspace(id).await.map(drop) })
        })
        .collect();
    for reader in readers {
        reader.await.unwrap().unwrap();
    }
    for sealer in sealers {
        sealer.await.unwrap();
    }
    assert_eq!(lines(&kit).await, before + 16);
}
