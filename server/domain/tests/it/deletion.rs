//! L7: gone means gone, and nothing is destroyed that should not be.

use crate::{
    files::bring,
    time::{Time, audited, count, day},
};
use chrono::TimeDelta;
use contract::{
    CustomerDesk, MainUserDesk, WorkspaceDesk,
    administration::NewHold,
    conversation::{NewConversation, NewMessage},
    draft::NewDraft,
};
use domain::{
    desk::Customer,
    ground::{
        job::{self, Run},
        outbox::Says,
    },
    time::{
        job_hold,
        retention::{self, Deletion},
    },
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::{fs, path::Path};
use testkit::{Fixture, apply, on_both};
use uuid::Uuid;

const NOTHING: Deletion = Deletion { held_since: None, marked: 0, destroyed: 0, forgotten: 0 };

fn conversation() -> NewConversation {
    NewConversation {
        subject: "Canary-subject".into(),
        message: NewMessage { body: "Canary-body".into(), files: vec![], reply_to: None, reactivate: false },
    }
}

/// All bytes of a folder.
fn bytes_of(folder: &Path) -> Vec<u8> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_file() { fs::read(path).unwrap() } else { bytes_of(&path) }).collect()
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

async fn wrapped_keys(kit: &Fixture) -> Vec<Vec<u8>> {
    let db = kit.services.database.read();
    let sql = "SELECT wrapped FROM data_key WHERE owner_kind = 'workspace' OR owner_id IN (SELECT customer_id FROM workspace)";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "wrapped").unwrap()).collect()
}

/// The tables with a column that names a workspace or an owner, and the column.
async fn tables_of_owners(kit: &Fixture) -> Vec<(String, String)> {
    let db = kit.services.database.read();
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT m.name AS t, c.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND c.name IN ('owner_id', 'workspace_id')"
        }
        _ => {
            "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns \
             WHERE table_schema = current_schema() AND column_name IN ('owner_id', 'workspace_id')"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap())).collect()
}

#[apply(on_both!)]
async fn l7_afterwards_nothing_is_left_but_a_tombstone_and_a_receipt(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation()).await.unwrap();
    aino.workspace(id).await.unwrap();
    let (_, person) = kit.customer("010170-999R").await;
    for name in ["Canary-sent.txt", "Canary-unsent.txt"] {
        let file = bring(&kit.services, Customer(person), (id, in_it), name, b"Canary-file").await.unwrap();
        if name == "Canary-sent.txt" {
            let message =
                NewMessage { body: String::new(), files: vec![file.id], reply_to: None, reactivate: false };
            aino.send_message(id, in_it, message).await.unwrap();
        }
    }
    let draft =
        NewDraft { conversation: None, subject: "Canary".into(), body: "Canary-draft".into(), seen: None };
    aino.save_draft(id, draft).await.unwrap();
    let paula = kit.main_user("Paula").await;
    let hold = NewHold { number: "1".into(), ground: "complaint".into(), until: "2027-05-28".into() };
    paula.place_hold(hold).await.unwrap();
    let keys = wrapped_keys(&kit).await;
    assert_eq!(keys.len(), 2);
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2027-05-28").await;
    let before = bytes_of(kit.database.folder.path());
    if kit.services.database.read().get_database_backend() == DbBackend::Sqlite {
        assert!(keys.iter().all(|key| holds(&before, key)), "the test sees what it looks for");
    }
    time.live(day("2027-05-29")).await;
    for table in
        ["workspace", "conversation", "message", "read_mark", "notice", "invitation", "file", "draft"]
    {
        assert_eq!(count(&kit, table).await, 0, "{table}");
    }
    // In no table that names a workspace or an owner, whichever there will be.
    let id_of = match kit.services.database.read().get_database_backend() {
        DbBackend::Sqlite => format!("x'{}'", id.0.simple()),
        _ => format!("'{id}'"),
    };
    let tables = tables_of_owners(&kit).await;
    assert!(tables.len() > 9, "{tables:?}");
    for (table, column) in tables {
        assert_eq!(count(&kit, &format!("{table} WHERE {column} = {id_of}")).await, 0, "{table}");
    }
    // The staff and the installation; of the customer, whose last one it was, nothing.
    assert_eq!((count(&kit, "person").await, count(&kit, "data_key").await), (2, 3));
    assert_eq!(count(&kit, "tombstone WHERE finished_at IS NOT NULL AND messages = 2").await, 1);
    assert_eq!(*time.kept.lock().unwrap(), [id]);
    let after = bytes_of(kit.database.folder.path());
    let files = kit.database.folder.path().join("files");
    assert!(bytes_of(&files).is_empty(), "a sealed file is still there");
    assert!(keys.iter().all(|key| !holds(&after, key)), "a wrapped key is still in a file");
    assert!(!holds(&after, b"Canary"));
    time.live(day("2027-05-30")).await;
    let receipt = time.emails.last().map(|(_, email)| email.clone()).unwrap();
    assert_eq!(receipt.recipient, "canary@example.org");
    assert!(matches!(receipt.mail.says, Says::Receipt { number: 1, messages: 2, forgotten: true, .. }));
    // The receipt's address is forgotten as soon as it is sent.
    time.live(day("2027-05-31")).await;
    assert_eq!(count(&kit, "email WHERE owner_kind = 'installation'").await, 0);
    assert_eq!(audited(&kit, "person_forgotten").await, [None]);
    domain::ground::audit::seal(&kit.services).await.unwrap();
    assert!(matches!(
        domain::ground::audit::verify(&kit.services, &[]).await.unwrap(),
        domain::ground::audit::Verdict::Whole { .. }
    ));
}

#[apply(on_both!)]
async fn l7_a_customer_with_another_workspace_stays(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2027-05-01").await;
    let (other, token) = kit.invite(&olli, "010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    time.live_through("2027-05-01", "2027-05-31").await;
    assert_eq!(*time.kept.lock().unwrap(), [id]);
    assert!(aino.workspace(other).await.is_ok());
    let notified =
        time.emails.iter().any(|(_, l)| matches!(l.mail.says, Says::Receipt { forgotten: false, .. }));
    assert!(notified);
}

#[apply(on_both!)]
async fn l7_of_two_last_workspaces_that_end_together_the_second_receipt_says_that_nothing_is_left(
    kit: Fixture,
) {
    let (olli, aino, _) = kit.active_workspace().await;
    let (_, token) = kit.invite(&olli, "010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2027-06-01").await;
    let receipts = time.emails.iter().filter_map(|(_, email)| match &email.mail.says {
        Says::Receipt { forgotten, class, policy_version, .. } => {
            Some((*forgotten, class.clone().unwrap(), policy_version.unwrap()))
        }
        _ => None,
    });
    let said = |forgotten| (forgotten, "workspace".to_owned(), 1);
    let mut receipts: Vec<_> = receipts.collect();
    receipts.sort();
    assert_eq!(receipts, [said(false), said(true)]);
    assert_eq!(count(&kit, "person WHERE identity_index IS NOT NULL").await, 0);
}

/// Signs nobody out, but as if all sign-ins were over.
async fn everybody_is_signed_out(kit: &Fixture) {
    let tx = kit.services.database.begin().await.unwrap();
    tx.execute_unprepared("DELETE FROM auth_session").await.unwrap();
    tx.commit().await.unwrap();
}

#[apply(on_both!)]
async fn l7_customers_without_a_workspace_are_forgotten_after_thirty_days(kit: Fixture) {
    kit.active_workspace().await;
    kit.customer("220750-999Y").await;
    everybody_is_signed_out(&kit).await;
    let time = Time::new(&kit);
    kit.clock.go_to("2025-12-01");
    assert_eq!(time.delete().await, NOTHING);
    kit.clock.go_to("2025-12-30");
    assert_eq!(time.delete().await, NOTHING);
    kit.clock.go_to("2025-12-31");
    assert_eq!(time.delete().await, Deletion { forgotten: 1, ..NOTHING });
    // The one who has a workspace stays.
    assert_eq!(count(&kit, "person WHERE identity_index IS NOT NULL").await, 1);
    assert_eq!(audited(&kit, "person_forgotten").await, [None]);
}

#[apply(on_both!)]
async fn l7_whoever_gets_a_workspace_meanwhile_is_not_forgotten(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (maija, _) = kit.customer("220750-999Y").await;
    everybody_is_signed_out(&kit).await;
    let time = Time::new(&kit);
    kit.clock.go_to("2025-12-01");
    time.delete().await;
    let (_, token) = kit.invite(&olli, "220750-999Y").await;
    maija.accept_invitation(token).await.unwrap();
    kit.clock.go_to("2026-01-15");
    assert_eq!(time.delete().await.forgotten, 0);
    assert_eq!(count(&kit, "person WHERE unused_since IS NOT NULL").await, 0);
}

#[apply(on_both!)]
async fn l7_former_staff_whom_nothing_names_are_forgotten_after_four_hundred_days(kit: Fixture) {
    let (_, _, _) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let tx = kit.services.database.begin().await.unwrap();
    tx.execute_unprepared("DELETE FROM role_grant").await.unwrap();
    tx.commit().await.unwrap();
    everybody_is_signed_out(&kit).await;
    let time = Time::new(&kit);
    kit.clock.go_to("2025-12-01");
    assert_eq!(time.delete().await, NOTHING);
    kit.clock.go_to("2027-01-04");
    time.delete().await;
    assert_eq!(count(&kit, "person WHERE identity_index IS NULL").await, 2);
    kit.clock.go_to("2027-01-05");
    assert_eq!(time.delete().await.forgotten, 1);
    // The workspace still names Olli.
    assert_eq!(count(&kit, "person WHERE identity_index IS NULL").await, 1);
}

/// Where people are named. A new place belongs into `retention/unused_people.rs`, or is forgotten with the
/// person, or with the workspace that it stands in.
const NAMES: [&str; 30] = [
    "absence.person_id",
    "absence.substitute_id",
    "auth_session.person_id",
    "break_glass_session.person_id",
    "bulk_action.confirmed_by",
    "bulk_action.from_counselor_id",
    "bulk_action.person_id",
    "bulk_action.to_counselor_id",
    "bulk_action_item.counselor_id",
    "canned_response.person_id",
    "code_try.person_id",
    "digest.person_id",
    "draft.person_id",
    "email_change.person_id",
    "file.author_id",
    "file_count.person_id",
    "form_return.person_id",
    "hold.person_id",
    "message.author_id",
    "note.author_id",
    "notification.person_id",
    "participation.asked_by",
    "participation.person_id",
    "read_mark.person_id",
    "role_grant.person_id",
    "staff_invitation.invited_by",
    "substitute_notice.substitute_id",
    "undertaking.person_id",
    "workspace.counselor_id",
    "workspace.customer_id",
];

#[apply(on_both!)]
async fn r2_every_place_that_names_people_is_known_to_what_forgets_them(kit: Fixture) {
    let db = kit.services.database.read();
    let columns = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT m.name AS t, c.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table'"
        }
        _ => {
            "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns \
             WHERE table_schema = current_schema()"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), columns)).await.unwrap();
    let mut names: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let (table, column): (String, String) =
                (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap());
            let ends = ["person_id", "author_id", "counselor_id", "customer_id", "substitute_id", "_by"];
            // Which side closed a workspace, not who.
            let is_name = column != "closed_by" && ends.iter().any(|end| column.ends_with(end));
            is_name.then(|| format!("{table}.{column}"))
        })
        .collect();
    names.sort();
    assert_eq!(names, NAMES);
}

#[apply(on_both!)]
async fn l7_deletion_needs_two_runs_a_day_apart(kit: Fixture) {
    kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2027-05-27").await;
    // The first run was late: on the day after the last one, it only marks.
    kit.clock.go_to("2027-05-29");
    let run = async || {
        let before = Some(kit.services.clock.now() - TimeDelta::hours(1));
        let run = Run { holder: Uuid::nil(), before };
        retention::delete_due(&kit.services, run, &|_| Ok(())).await.unwrap()
    };
    assert_eq!(run().await, Deletion { marked: 1, ..NOTHING });
    kit.clock.advance(TimeDelta::hours(23));
    assert_eq!(run().await, NOTHING);
    kit.clock.advance(TimeDelta::hours(1));
    assert_eq!(run().await, Deletion { destroyed: 1, ..NOTHING });
    assert_eq!(run().await, NOTHING);
}

#[apply(on_both!)]
async fn a_clock_that_jumps_deletes_nothing_and_says_so(kit: Fixture) {
    kit.active_workspace().await;
    let holder = Uuid::nil();
    let every = TimeDelta::hours(1);
    let run = async || {
        let Some(run) = job::take(&kit.services, "deletion", every, holder).await.unwrap() else {
            panic!("not due")
        };
        let done = retention::delete_due(&kit.services, run, &|_| Ok(())).await.unwrap();
        job::finish(&kit.services, "deletion", holder, every, true).await.unwrap();
        done
    };
    assert_eq!(run().await, NOTHING);
    // Three years ahead at once; the next days change nothing about it.
    kit.clock.go_to("2028-11-30");
    domain::time::transitions::apply(&kit.services).await.unwrap();
    assert!(run().await.held_since.is_some());
    for day in ["2028-12-01", "2028-12-02", "2028-12-20"] {
        kit.clock.go_to(day);
        domain::time::transitions::apply(&kit.services).await.unwrap();
        assert!(run().await.held_since.is_some(), "{day}");
    }
    let held = job::report::all(&kit.services).await.unwrap();
    assert!(held.iter().any(|job| job.held_since.is_some()));
    assert_eq!(count(&kit, "workspace WHERE destroy_after IS NOT NULL").await, 0);
    // The clock goes back: due at once, although the last run lies in the future. Still held.
    kit.clock.go_to("2025-12-01");
    assert!(run().await.held_since.is_some());
    assert_eq!(job_hold::release(&kit.services).await.unwrap().len(), 9);
    assert!(job_hold::release(&kit.services).await.unwrap().is_empty());
    assert_eq!(run().await, NOTHING);
    // And back again, by more than clocks of several machines differ.
    kit.clock.advance(TimeDelta::minutes(-10));
    assert!(run().await.held_since.is_some());
    assert_eq!(count(&kit, "workspace").await, 1);
    assert_eq!(audited(&kit, "jobs_held").await.len(), 2);
    assert_eq!(audited(&kit, "jobs_released").await.len(), 1);
}

#[apply(on_both!)]
async fn l7_a_restored_backup_is_cleaned_again_before_anybody_looks(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    // The tombstones remember a deletion that the restored database knows nothing of.
    let other = contract::WorkspaceId(Uuid::from_u128(7));
    assert_eq!(retention::reapply(&kit.services, &[other.0, id.0]).await.unwrap(), 1);
    assert_eq!((count(&kit, "workspace").await, count(&kit, "message").await), (0, 0));
    assert!(aino.workspace(id).await.is_err());
    assert_eq!(retention::reapply(&kit.services, &[other.0, id.0]).await.unwrap(), 0);
    // The customer had their receipt when it was deleted first.
    assert_eq!(count(&kit, "email WHERE owner_kind = 'installation'").await, 0);
}

#[apply(on_both!)]
async fn l7_a_deletion_that_broke_off_is_ended_by_the_next_run(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2027-05-28").await;
    kit.clock.go_to("2027-05-29");
    let before = Some(kit.services.clock.now() - TimeDelta::hours(1));
    let run = Run { holder: Uuid::nil(), before };
    // The tombstone file cannot be written: the key is gone, the rows wait.
    let full = |_| Err(std::io::Error::other("disk full"));
    assert!(retention::delete_due(&kit.services, run, &full).await.is_err());
    assert_eq!(count(&kit, "workspace").await, 1);
    assert_eq!(count(&kit, "data_key WHERE owner_kind = 'workspace'").await, 0);
    let done = time.delete().await;
    assert_eq!(done.destroyed, 0);
    assert_eq!(count(&kit, "workspace").await, 0);
    assert_eq!(*time.kept.lock().unwrap(), [id]);
}

#[apply(on_both!)]
async fn r2_what_has_no_use_any_more_is_swept_up(kit: Fixture) {
    let (olli, _, _) = kit.active_workspace().await;
    kit.invite(&olli, "").await;
    assert_eq!(retention::purge(&kit.services).await.unwrap(), 0);
    kit.clock.go_to("2025-12-16");
    // The used invitation; of the one that expired two days ago its counselor sees when that was.
    retention::purge(&kit.services).await.unwrap();
    assert_eq!(count(&kit, "invitation").await, 1);
    assert_eq!(count(&kit, "invitation WHERE used_at IS NOT NULL").await, 0);
    assert_eq!(count(&kit, "email").await, 2);
    for email in domain::ground::outbox::due(&kit.services, 10).await.unwrap() {
        domain::ground::outbox::claim(&kit.services, email.id).await.unwrap();
    }
    kit.clock.go_to("2026-01-01");
    retention::purge(&kit.services).await.unwrap();
    assert_eq!(count(&kit, "email").await, 0);
}

#[apply(on_both!)]
async fn l7_one_run_destroys_all_that_is_due_however_many(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, _) = kit.invite(&olli, "").await;
    kit.copies(id, 249).await;
    for on in ["2026-03-01", "2026-05-29"] {
        kit.clock.go_to(on);
        domain::time::transitions::apply(&kit.services).await.unwrap();
    }
    let time = Time::new(&kit);
    kit.clock.go_to("2027-05-28");
    assert_eq!(time.delete().await, Deletion { marked: 250, ..NOTHING });
    kit.clock.go_to("2027-05-29");
    assert_eq!(time.delete().await, Deletion { destroyed: 250, ..NOTHING });
    assert_eq!((count(&kit, "workspace").await, count(&kit, "tombstone").await), (0, 250));
}
