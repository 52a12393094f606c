//! A1: the trace is append-only and its chain names what was changed.

use contract::{CounselorDesk, WorkspaceDesk};
use domain::audit::{Verdict, verify};
use sea_orm::{ConnectionTrait, DbBackend};
use testkit::{Kit, on_both};

/// Runs SQL with the guard against changes out of the way, as one who owns the machine could.
async fn tamper(kit: &Kit, sql: &str) {
    let tx = kit.services.database.begin().await.unwrap();
    let unguard: &[&str] = match tx.get_database_backend() {
        DbBackend::Sqlite => {
            &["DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete"]
        }
        _ => &["ALTER TABLE audit DISABLE TRIGGER ALL"],
    };
    for statement in unguard.iter().chain([&sql]) {
        tx.execute_unprepared(statement).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn lines(kit: &Kit) -> i64 {
    match verify(&kit.services.database).await.unwrap() {
        Verdict::Whole { lines } => lines,
        broken @ Verdict::BrokenAt { .. } => panic!("{broken:?}"),
    }
}

on_both! {
    async fn a1_deeds_and_reading_by_staff_leave_lines_and_the_chain_is_whole(kit: Kit) {
        let (olli, _, id) = kit.together().await;
        let before = lines(&kit).await;
        olli.workspace(id).await.unwrap();
        olli.close(id).await.unwrap();
        assert_eq!(lines(&kit).await, before + 2);
    }
}

on_both! {
    async fn a1_the_database_itself_refuses_changes(kit: Kit) {
        kit.together().await;
        for sql in ["UPDATE audit SET action = 'x'", "DELETE FROM audit"] {
            let tx = kit.services.database.begin().await.unwrap();
            assert!(tx.execute_unprepared(sql).await.is_err(), "{sql}");
        }
        lines(&kit).await;
    }
}

on_both! {
    async fn a1_a_changed_line_is_named(kit: Kit) {
        kit.together().await;
        tamper(&kit, "UPDATE audit SET action = 'workspace_read' WHERE seq = 3").await;
        assert_eq!(verify(&kit.services.database).await.unwrap(), Verdict::BrokenAt { line: 3 });
    }
}

on_both! {
    async fn a1_a_removed_line_is_named(kit: Kit) {
        kit.together().await;
        tamper(&kit, "DELETE FROM audit WHERE seq = 2").await;
        assert_eq!(verify(&kit.services.database).await.unwrap(), Verdict::BrokenAt { line: 2 });
    }
}

on_both! {
    async fn a1_a_cut_tail_is_noticed(kit: Kit) {
        kit.together().await;
        let last = lines(&kit).await;
        tamper(&kit, &format!("DELETE FROM audit WHERE seq = {last}")).await;
        assert_eq!(verify(&kit.services.database).await.unwrap(), Verdict::BrokenAt { line: last });
    }
}

on_both! {
    async fn a1_exchanged_lines_are_noticed(kit: Kit) {
        kit.together().await;
        tamper(&kit, "UPDATE audit SET seq = -1 WHERE seq = 2").await;
        tamper(&kit, "UPDATE audit SET seq = 2 WHERE seq = 3").await;
        tamper(&kit, "UPDATE audit SET seq = 3 WHERE seq = -1").await;
        assert_eq!(verify(&kit.services.database).await.unwrap(), Verdict::BrokenAt { line: 2 });
    }
}

on_both! {
    async fn a1_lines_written_at_once_form_one_chain(kit: Kit) {
        let (olli, _, id) = kit.together().await;
        let before = lines(&kit).await;
        let readers: Vec<_> = (0..16)
            .map(|_| {
                let olli = olli.clone();
                tokio::spawn(async move { olli.workspace(id).await.map(drop) })
            })
            .collect();
        for reader in readers {
            reader.await.unwrap().unwrap();
        }
        assert_eq!(lines(&kit).await, before + 16);
    }
}
