//! Nothing is lost by a mistake of the operator, and nothing stops in silence.

use crate::time::{audited, count};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    ApiError, FieldCode, MainUserDesk,
    administration::GivenUpMail,
    bulk_action::NewBulkAction,
    staff::{NewStaffInvitation, StaffRole, Successor::NotSaid},
};
use domain::{
    ground::{actor::authentication::LastAuthentication, outbox},
    people::person,
    record::{file, installation},
    time::{bulk_action, job_hold, policy_change::recompute, retention},
};
use sea_orm::{ConnectionTrait, DbBackend};
use std::{fs, sync::Arc};
use testkit::{Backend, Fixture, TestDatabase, apply, on_both};

fn code(answer: Result<(), ApiError>) -> Option<FieldCode> {
    match answer {
        Err(ApiError::Invalid(fields)) => fields.first().map(|field| field.code),
        _ => None,
    }
}

/// Puts so many files into the store that no row knows; gives when.
fn orphans(kit: &Fixture, count: u32) -> DateTime<Utc> {
    let folder = kit.database.folder.path().join("files/files").join(uuid::Uuid::from_u128(1).to_string());
    fs::create_dir_all(&folder).unwrap();
    for n in 0..count {
        fs::write(folder.join(uuid::Uuid::from_u128(u128::from(n)).to_string()), "sealed").unwrap();
    }
    let written = fs::metadata(folder.join(uuid::Uuid::nil().to_string())).unwrap();
    DateTime::from(written.modified().unwrap())
}

#[apply(on_both!)]
async fn orphans_are_removed_a_day_after_they_were_marked_and_never_many_at_once(kit: Fixture) {
    kit.clock.set(orphans(&kit, 20) + TimeDelta::hours(2));
    let sweep = async || file::sweep(&kit.services).await.unwrap();
    assert_eq!(sweep().await, file::Swept::default());
    kit.clock.advance(TimeDelta::hours(23));
    assert_eq!(sweep().await, file::Swept::default());
    kit.clock.advance(TimeDelta::hours(1));
    assert_eq!(sweep().await.removed, 20);
    // A database that knows none of many files is the wrong one, or an older one.
    kit.clock.set(orphans(&kit, 50) + TimeDelta::hours(2));
    sweep().await;
    kit.clock.advance(TimeDelta::hours(25));
    assert_eq!(sweep().await, file::Swept { removed: 0, held: 50 });
    job_hold::hold_one(&kit.services, "files").await.unwrap();
    assert_eq!(job_hold::release(&kit.services).await.unwrap(), ["files"]);
    assert_eq!(sweep().await.removed, 50, "somebody has looked");
}

#[apply(on_both!)]
async fn of_processes_that_start_at_once_one_makes_the_schema_and_the_others_wait(kit: Fixture) {
    let db = kit.services.database.read();
    let url = if db.get_database_backend() == DbBackend::Sqlite {
        format!("sqlite://{}", kit.database.folder.path().join("new.db").display())
    } else {
        let (cluster, rest) = kit.database.url.rsplit_once('/').unwrap();
        let (name, options) = rest.split_once('?').unwrap();
        db.execute_unprepared(&format!("CREATE DATABASE \"{name}_new\"")).await.unwrap();
        format!("{cluster}/{name}_new?{options}")
    };
    let start = async || {
        let database = domain::Database::open_or_create(&url).await.unwrap();
        database.migrate().await.unwrap();
        database
    };
    let (one, other, third) = tokio::join!(start(), start(), start());
    for database in [one, other, third] {
        assert_eq!(database.pending_migrations().await.unwrap(), 0);
        database.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_database_beside_the_files_of_another_is_refused() {
    let kit = Fixture::new(Backend::Sqlite).await.unwrap();
    installation::bind(&kit.services).await.unwrap();
    installation::bind(&kit.services).await.unwrap();
    // A typo in the address of the database: an empty one beside these files.
    let empty = TestDatabase::new(Backend::Sqlite).await.unwrap();
    let second = Arc::into_inner(kit.second().await).unwrap();
    let other = domain::Services { database: empty.database.clone(), ..second };
    assert!(matches!(installation::bind(&other).await, Err(domain::Error::OtherInstallation)));
    // A store of before such names: of files that the database does not know.
    fs::remove_file(kit.database.folder.path().join("files/installation")).unwrap();
    orphans(&kit, 3);
    assert!(matches!(installation::bind(&other).await, Err(domain::Error::OtherInstallation)));
}

#[tokio::test]
async fn a_database_that_is_not_there_is_not_made_by_opening_it() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("typo.db").display());
    assert!(domain::Database::open(&url).await.is_err());
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
    let database = domain::Database::open_or_create(&url).await.unwrap();
    assert!(database.is_new().await.unwrap());
    // Of three that begin at once, one takes the steps.
    let others = [domain::Database::open(&url).await.unwrap(), domain::Database::open(&url).await.unwrap()];
    let [one, two] = &others;
    let (a, b, c) = tokio::join!(database.migrate(), one.migrate(), two.migrate());
    assert!(a.is_ok() && b.is_ok() && c.is_ok(), "{a:?} {b:?} {c:?}");
    assert!(!database.is_new().await.unwrap());
    // What was written is in the file when it is closed.
    for other in others {
        other.close().await.unwrap();
    }
    database.close().await.unwrap();
    let copy = folder.path().join("copy.db");
    fs::copy(folder.path().join("typo.db"), &copy).unwrap();
    let copy = domain::Database::open(&format!("sqlite://{}", copy.display())).await.unwrap();
    assert_eq!(copy.pending_migrations().await.unwrap(), 0);
}

#[apply(on_both!)]
async fn a_clock_in_doubt_at_the_start_holds_all_that_cannot_be_taken_back(kit: Fixture) {
    kit.active_workspace().await;
    // What never served may have been set up long ago.
    kit.clock.advance(TimeDelta::days(5));
    assert_eq!(job_hold::doubt_at_start(&kit.services).await.unwrap(), None);
    domain::ground::job::noted(&kit.services, "transitions", TimeDelta::minutes(5)).await.unwrap();
    kit.clock.advance(TimeDelta::hours(47));
    assert_eq!(job_hold::doubt_at_start(&kit.services).await.unwrap(), None);
    // A backup of weeks ago, or a clock that is ahead.
    kit.clock.advance(TimeDelta::days(60));
    let held = job_hold::doubt_at_start(&kit.services).await.unwrap();
    assert!(held.is_some());
    for name in job_hold::IRREVERSIBLE {
        assert_eq!(job_hold::held_since(&kit.services, name).await.unwrap(), held, "{name}");
    }
    assert_eq!(job_hold::release(&kit.services).await.unwrap().len(), 9);
    assert_eq!(job_hold::doubt_at_start(&kit.services).await.unwrap(), None);
    // Behind what was seen.
    kit.clock.advance(TimeDelta::minutes(-6));
    assert!(job_hold::doubt_at_start(&kit.services).await.unwrap().is_some());
}

#[apply(on_both!)]
async fn what_a_job_cannot_deal_with_is_set_aside_and_the_rest_goes_on(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let (hers, _) = kit.invite(&kaisa, "").await;
    // The digest of one counselor whose key is damaged.
    let broken = kit.person("Olli").await;
    let tx = kit.services.database.begin().await.unwrap();
    let of = match tx.get_database_backend() {
        DbBackend::Sqlite => format!("x'{}'", broken.0.simple()),
        _ => format!("'{broken}'", broken = broken.0),
    };
    tx.execute_unprepared(&format!("UPDATE data_key SET epoch = 99 WHERE owner_id = {of}")).await.unwrap();
    tx.commit().await.unwrap();
    kit.clock.go_to("2026-01-29");
    assert_eq!(domain::time::ladder::digest(&kit.services).await.unwrap(), 1, "hers");
    assert_eq!(count(&kit, "quarantine WHERE job = 'digest'").await, 1);
    assert_eq!(domain::time::ladder::digest(&kit.services).await.unwrap(), 0);
    let _ = (olli, id, hers);
    // A bulk action that is none, before one that is good.
    let paula = kit.main_user("Paula").await;
    let new = |ids: &[contract::WorkspaceId]| NewBulkAction {
        kind: "close".into(),
        reason: "mistake".into(),
        to: String::new(),
        selection: ids.to_vec(),
        all_of: String::new(),
        ..Default::default()
    };
    for workspace in [id, hers] {
        let planned = paula.plan_bulk_action(new(&[workspace])).await.unwrap();
        paula.confirm_bulk_action(planned).await.unwrap();
        kit.clock.advance(TimeDelta::seconds(1));
        if workspace == id {
            let tx = kit.services.database.begin().await.unwrap();
            tx.execute_unprepared("UPDATE bulk_action SET kind = 'nonsense'").await.unwrap();
            tx.commit().await.unwrap();
        }
    }
    assert_eq!(bulk_action::run(&kit.services).await.unwrap(), 1);
    assert_eq!(count(&kit, "quarantine WHERE job = 'bulk_actions'").await, 1);
    assert_eq!(bulk_action::run(&kit.services).await.unwrap(), 0);
    assert_eq!(recompute(&kit.services).await.unwrap(), 0);
}

#[apply(on_both!)]
async fn mail_that_never_got_through_is_not_dropped_in_silence(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let paula = kit.main_user("Paula").await;
    kit.invite(&olli, "").await;
    let new = NewStaffInvitation { email: "niilo@staff.example".into(), roles: StaffRole::Counselor.into() };
    paula.invite_staff(new).await.unwrap();
    for email in outbox::due(&kit.services, 10).await.unwrap() {
        assert!(outbox::claim(&kit.services, email.id).await.unwrap().is_some());
    }
    // What nobody tried to send waits.
    kit.invite(&olli, "").await;
    kit.clock.advance(TimeDelta::days(31));
    retention::purge(&kit.services).await.unwrap();
    assert_eq!(count(&kit, "email").await, 1);
    let mut words = audited(&kit, "mail_given_up").await;
    words.sort();
    assert_eq!(words, [Some("invitation".to_owned()), Some("staff_invitation".to_owned())]);
    let given_up = paula.overview().await.unwrap().given_up;
    assert_eq!(given_up.len(), 2);
    assert!(given_up.iter().any(|one| one.mail == GivenUpMail::Invitation && one.number == Some(1)));
    assert!(given_up.iter().any(|one| one.mail == GivenUpMail::StaffInvitation && one.number.is_none()));
}

#[apply(on_both!)]
async fn p13_nobody_gives_roles_or_workspaces_to_themselves(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let me = person_of(&kit, "Paula").await;
    assert_eq!(
        code(paula.change_role(me, StaffRole::Counselor, true, NotSaid).await),
        Some(FieldCode::Oneself)
    );
    let own = NewStaffInvitation { email: "Paula@staff.example".into(), roles: StaffRole::Counselor.into() };
    assert_eq!(code(paula.invite_staff(own).await), Some(FieldCode::Oneself));
    // Whoever is a counselor as well gets nothing from herself as a main user.
    kit.counselor("Paula").await;
    let action = NewBulkAction {
        kind: "hand_over".into(),
        reason: "mistake".into(),
        to: me.to_string(),
        selection: vec![id],
        all_of: String::new(),
        ..Default::default()
    };
    assert_eq!(code(paula.plan_bulk_action(action.clone()).await.map(drop)), Some(FieldCode::Oneself));
    // Nor by the plan of another main user.
    let pekka = kit.main_user("Pekka").await;
    let planned = pekka.plan_bulk_action(action).await.unwrap();
    assert_eq!(code(paula.confirm_bulk_action(planned).await), Some(FieldCode::Oneself));
}

async fn person_of(kit: &Fixture, name: &str) -> contract::PersonId {
    let identity = person::StaffIdentity {
        issuer: "https://staff.example".into(),
        subject: name.into(),
        name: name.into(),
        email: Some(format!("{}@staff.example", name.to_lowercase())),
    };
    let tx = kit.services.database.begin().await.unwrap();
    let person = person::upsert_staff(&kit.services, &tx, &identity).await.unwrap();
    tx.commit().await.unwrap();
    person
}

#[apply(on_both!)]
async fn a_handover_looks_at_the_role_again_and_names_who_confirmed(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let to = kit.person("Kaisa").await;
    let (paula, pekka) = (kit.main_user("Paula").await, kit.main_user("Pekka").await);
    let new = NewBulkAction {
        kind: "hand_over".into(),
        reason: "mistake".into(),
        to: to.to_string(),
        selection: vec![id],
        all_of: String::new(),
        ..Default::default()
    };
    let planned = paula.plan_bulk_action(new.clone()).await.unwrap();
    pekka.confirm_bulk_action(planned).await.unwrap();
    paula.change_role(to, StaffRole::Supervisor, true, NotSaid).await.unwrap();
    paula.change_role(to, StaffRole::Counselor, false, NotSaid).await.unwrap();
    bulk_action::run(&kit.services).await.unwrap();
    let view = paula.bulk_action(planned).await.unwrap();
    assert_eq!((view.done, view.skipped), (1, 1), "nobody could have read there");
    paula.change_role(to, StaffRole::Counselor, true, NotSaid).await.unwrap();
    let planned = paula.plan_bulk_action(new).await.unwrap();
    pekka.confirm_bulk_action(planned).await.unwrap();
    bulk_action::run(&kit.services).await.unwrap();
    let (who, from) = (person_of(&kit, "Pekka").await, kit.person("Olli").await);
    let id_of = |person: contract::PersonId| match kit.services.database.read().get_database_backend() {
        DbBackend::Sqlite => format!("x'{}'", person.0.simple()),
        _ => format!("'{}'", person.0),
    };
    for (action, subject) in [("workspace_taken_from", from), ("workspace_given_to", to)] {
        let sql = format!(
            "audit WHERE action = '{action}' AND actor_id = {} AND subject_id = {}",
            id_of(who),
            id_of(subject)
        );
        assert_eq!(count(&kit, &sql).await, 1, "{action}");
    }
}

#[apply(on_both!)]
async fn bulk_actions_and_holds_want_a_recent_authentication(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let new = NewBulkAction {
        kind: "close".into(),
        reason: "mistake".into(),
        to: String::new(),
        selection: vec![id],
        all_of: String::new(),
        ..Default::default()
    };
    let planned = paula.plan_bulk_action(new).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(paula.confirm_bulk_action(planned).await, Err(ApiError::ReauthenticationNeeded));
    let hold = contract::administration::NewHold {
        number: "1".into(),
        ground: "complaint".into(),
        until: "2026-12-01".into(),
    };
    assert_eq!(paula.place_hold(hold).await, Err(ApiError::ReauthenticationNeeded));
    let none = contract::HoldId(uuid::Uuid::nil());
    assert_eq!(paula.lift_hold(none).await, Err(ApiError::ReauthenticationNeeded));
    let _ = LastAuthentication(None);
}
