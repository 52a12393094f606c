//! L11 with two real programs on one PostgreSQL, one of which is killed in the middle of a job.

use crate::{
    app::site,
    configuration::GOOD,
    mail_server::{MailServer, Protection},
};
use chrono::{TimeDelta, Utc};
use contract::CustomerDesk;
use domain::{Clock, SystemClock};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command},
    time::{Duration, Instant},
};
use testkit::{Backend, Fixture};
use uuid::Uuid;

/// Workspaces whose time is over: enough for a run that can be caught at it.
const DUE: u32 = 40_000;
/// Workspaces whose customers have to be told.
const TOLD: usize = 20;
/// How soon another program takes over, at the latest.
const TAKEN_OVER: Duration = Duration::from_mins(1);

/// A running `luotsi serve`, which ends with the test at the latest.
struct Program {
    child: Child,
    log: PathBuf,
}

impl Program {
    fn start(folder: &Path, name: &str) -> Self {
        let log = folder.join(format!("{name}.log"));
        let mut command = Command::new(PROGRAM);
        command
            .arg("serve")
            .arg("--config")
            .arg(folder.join("luotsi.toml"))
            .stderr(File::create(&log).unwrap());
        Self { child: command.spawn().unwrap(), log }
    }

    /// How it signs its leases: it says so when it serves.
    async fn holder(&self) -> Uuid {
        soon(async || {
            let log = fs::read_to_string(&self.log).unwrap();
            let mut lines =
                log.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
            lines.find_map(|line| line["fields"]["holder"].as_str()?.parse().ok())
        })
        .await
    }

    /// `kill -9`
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Asks until there is an answer.
async fn soon<T>(mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let asked = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(asked.elapsed() < 2 * TAKEN_OVER, "no answer");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn configure(kit: &Fixture, mail: &MailServer) {
    let folder = kit.database.folder.path();
    let values = [
        ("127.0.0.1:8080", "127.0.0.1:0".to_owned()),
        ("/srv/luotsi/site", site(folder).display().to_string()),
        ("sqlite:///var/lib/luotsi/luotsi.db", kit.database.url.clone()),
        ("/etc/luotsi/keyring.json", folder.join("keyring.json").display().to_string()),
        ("host = \"smtp.example.org\"", format!("host = \"localhost\"\nport = {}\ntls = \"off\"", mail.port)),
    ];
    let text = values.iter().fold(GOOD.to_owned(), |text, (from, to)| text.replace(from, to));
    let text = format!(
        "{text}\n[retention]\ntombstones = \"{0}/tombstones\"\n[audit]\nanchors = \"{0}/anchors\"\n[files]\nfolder = \"{0}/files\"\n",
        folder.display()
    );
    fs::write(folder.join("luotsi.toml"), text).unwrap();
}

async fn row(kit: &Fixture, sql: &str) -> QueryResult {
    let db = kit.services.database.read();
    db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap()
}

async fn number(kit: &Fixture, what: &str) -> i64 {
    row(kit, &format!("SELECT COUNT(*) AS n FROM {what}")).await.try_get("", "n").unwrap()
}

async fn holder(kit: &Fixture) -> Option<Uuid> {
    let sql = "SELECT holder FROM job WHERE name = 'transitions'";
    row(kit, sql).await.try_get("", "holder").unwrap()
}

/// Workspaces whose customers are notified in these days that they become inactive.
async fn to_be_told(kit: &Fixture) {
    kit.clock.set(SystemClock.now() - TimeDelta::days(88));
    let olli = kit.counselor("Olli").await;
    let (customer, _) = kit.customer("010170-999R").await;
    for _ in 0..TOLD {
        let (_, token) = kit.invite(&olli, "010170-999R").await;
        customer.accept_invitation(token).await.unwrap();
    }
}

/// Workspaces whose active time has been over for a month, and a job that may begin.
async fn become_due(kit: &Fixture) {
    kit.clock.set(SystemClock.now() - TimeDelta::days(124));
    let (id, _) = kit.invite(&kit.counselor("Olli").await, "").await;
    kit.copies(id, DUE - 1).await;
    let now: chrono::DateTime<Utc> = SystemClock.now();
    let sql = format!("UPDATE job SET due_at = '{}' WHERE name = 'transitions'", now.to_rfc3339());
    kit.services.database.read().execute_unprepared(&sql).await.unwrap();
}

#[tokio::test]
async fn l11_two_programs_send_one_mail_and_one_takes_over_from_the_other_when_that_is_killed() {
    let Some(kit) = Fixture::new(Backend::Postgres).await else { return };
    to_be_told(&kit).await;
    // Somebody was there a moment ago: nobody takes the clock to have jumped.
    kit.clock.set(SystemClock.now());
    kit.counselor("Kaisa").await;
    let mail = MailServer::start(Protection::None).await;
    configure(&kit, &mail);
    let folder = kit.database.folder.path();
    let mut programs = [Program::start(folder, "one"), Program::start(folder, "other")];
    let holders = [programs[0].holder().await, programs[1].holder().await];
    let notified = i64::try_from(TOLD).unwrap();
    soon(async || (number(&kit, "notice").await == notified).then_some(())).await;
    soon(async || (number(&kit, "email WHERE sent_at IS NULL").await == 0).then_some(())).await;
    let customers = mail.emails().into_iter().filter(|(to, _)| to.contains("canary@example.org"));
    assert_eq!(customers.count(), 2 * TOLD, "each got its invitation and its notice, once");

    become_due(&kit).await;
    let lapsed = "audit WHERE action = 'workspace_lapsed'";
    let caught = soon(async || {
        let holder = holder(&kit).await?;
        (number(&kit, lapsed).await > 0).then_some(holder)
    })
    .await;
    let holding = holders.iter().position(|holder| *holder == caught).expect("one of the two");
    programs[holding].kill();
    let killed = Instant::now();
    assert!(number(&kit, lapsed).await < i64::from(DUE), "it was caught at it");

    soon(async || (holder(&kit).await == Some(holders[1 - holding])).then_some(())).await;
    assert!(killed.elapsed() <= TAKEN_OVER, "{:?}", killed.elapsed());
    soon(async || (number(&kit, "workspace WHERE closed_by = 'time'").await == i64::from(DUE)).then_some(()))
        .await;
    assert_eq!(number(&kit, lapsed).await, i64::from(DUE));
    assert_eq!(
        number(&kit, "(SELECT DISTINCT object_id FROM audit WHERE action = 'workspace_lapsed') a").await,
        i64::from(DUE)
    );
}

/// By whom the staff sign in.
pub const STAFF: &str = r#"
[providers.esimerkkila]
audience = "staff"
organisation = "esimerkkila"
issuer = "https://login.example.org"
client_id = "luotsi"
client_secret = "canary-secret"
name_fi = "Henkilöstö"
name_sv = "Personal"
name_en = "Staff"
amr = ["mfa"]
"#;

/// A program on SQLite in a folder of its own, as an operator would set it up.
struct Installed {
    folder: tempfile::TempDir,
}

impl Installed {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let values = [
            ("127.0.0.1:8080\"", "127.0.0.1:0\"\nmetrics_listen = \"127.0.0.1:0\"".to_owned()),
            ("/srv/luotsi/site", site(path).display().to_string()),
            ("/var/lib/luotsi/luotsi.db", path.join("luotsi.db").display().to_string()),
            ("/etc/luotsi/keyring.json", path.join("keyring.json").display().to_string()),
            ("host = \"smtp.example.org\"", "host = \"localhost\"\nport = 1\ntls = \"off\"".to_owned()),
        ];
        let text = values.iter().fold(GOOD.to_owned(), |text, (from, to)| text.replace(from, to));
        let text = format!(
            "{text}\n[retention]\ntombstones = \"{0}/tombstones\"\n[audit]\nanchors = \"{0}/anchors\"\n[files]\nfolder = \"{0}/files\"\n{STAFF}",
            path.display()
        );
        fs::write(path.join("luotsi.toml"), text).unwrap();
        let installed = Self { folder };
        let keyring = installed.path("keyring.json");
        assert!(Command::new(PROGRAM).args(["keys", "new"]).arg(keyring).status().unwrap().success());
        installed
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command; whether it succeeded, and what it said.
    fn run(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).arg("--config").arg(self.path("luotsi.toml"));
        let output = command.output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(text).unwrap())
    }

    fn rows(&self, sql: &str) -> String {
        let script = format!(
            "import sqlite3, sys; print(sqlite3.connect('file:{}?mode=rw', uri=True, isolation_level=None).execute(sys.argv[1]).fetchall())",
            self.path("luotsi.db").display()
        );
        let output = Command::new("python3").args(["-c", &script, sql]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_luotsi");

fn signal(program: &Program, signal: &str) {
    let pid = program.child.id().to_string();
    assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
}

#[test]
fn a_database_is_made_by_its_own_command_only_and_commands_find_what_they_need() {
    let installed = Installed::new();
    let (served, said) = installed.run(&["serve"]);
    assert!(!served && said.contains("luotsi migrate"), "{said}");
    assert!(!installed.path("luotsi.db").exists(), "a typo makes nothing");
    assert!(installed.run(&["migrate"]).0);
    assert!(installed.run(&["migrate"]).0, "twice is once");
    // In the order of the handbook, before anything was served.
    let (added, said) =
        installed.run(&["organisation", "add", "--slug", "esimerkkila", "--name", "Esimerkkilä"]);
    assert!(added, "{said}");
    let invite = ["staff", "invite", "--provider", "esimerkkila", "--email", "anna@example.org"];
    let (invited, said) = installed.run(&invite);
    assert!(invited && said.contains("invited"), "{said}");
    let (verified, said) = installed.run(&["audit", "verify"]);
    assert!(verified && said.contains("whole"), "{said}");
    // Another database beside the same files.
    fs::remove_file(installed.path("luotsi.db")).unwrap();
    let (made, said) = installed.run(&["migrate"]);
    assert!(!made && said.contains("another installation"), "{said}");
}

#[tokio::test]
async fn a_clean_stop_leaves_a_whole_file_and_an_anchor() {
    let installed = Installed::new();
    assert!(installed.run(&["migrate"]).0);
    assert!(installed.run(&["organisation", "add", "--slug", "a", "--name", "A"]).0);
    let mut program = Program::start(installed.folder.path(), "program");
    program.holder().await;
    signal(&program, "-TERM");
    let ended = program.child.wait().unwrap();
    assert!(ended.success(), "{ended}: {}", fs::read_to_string(&program.log).unwrap());
    let copy = installed.path("copy.db");
    fs::copy(installed.path("luotsi.db"), &copy).unwrap();
    assert!(
        fs::metadata(installed.path("luotsi.db-wal")).map_or(0, |log| log.len()) == 0,
        "the log is empty"
    );
    let database = domain::Database::open(&format!("sqlite://{}", copy.display())).await.unwrap();
    assert_eq!(database.pending_migrations().await.unwrap(), 0);
    let anchors = server::anchors::read(&installed.path("anchors")).unwrap();
    assert_eq!(anchors.last().unwrap().seq, 1);
}

#[tokio::test]
async fn jobs_go_on_after_the_process_was_stopped_for_a_while() {
    let installed = Installed::new();
    assert!(installed.run(&["migrate"]).0);
    let program = Program::start(installed.folder.path(), "program");
    program.holder().await;
    let ran = || installed.rows("SELECT ran_at FROM job WHERE name = 'transitions'");
    soon(async || (ran() != "[]" && !ran().contains("None")).then_some(())).await;
    signal(&program, "-STOP");
    let stopped = Instant::now();
    // Nothing can be waited for here but time itself.
    soon(async || (stopped.elapsed() > Duration::from_secs(20)).then_some(())).await;
    let before = ran();
    installed
        .rows("UPDATE job SET due_at = '2020-01-01T00:00:00+00:00' WHERE name = 'transitions' RETURNING 1");
    signal(&program, "-CONT");
    let begun = Instant::now();
    soon(async || (ran() != before).then_some(())).await;
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
}
