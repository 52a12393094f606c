//! What people wait for is found by indexes, on both databases: no statement of a page reads a table from end to
//! end that grows with the installation.

use crate::working::{message, talk};
use contract::{
    CounselorDesk, CustomerDesk, MainUserDesk, WorkspaceDesk,
    absence::NewAbsence,
    administration::AdministrationFilter,
    desk::PublicDesk,
    list::{ListFilter, ListQuery, ListSort},
    note::NewNote,
    search::SearchQuery,
    topic::Topic,
};
use domain::{
    Services,
    desk::{Counselor, Customer, Desk, MainUser, Public},
    guidance::{notification_email, substitution},
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::sync::{Arc, Mutex};
use testkit::{Fixture, apply, on_both, token_of_invitation};

/// The tables that grow with the people and what they do.
const GROWING: [&str; 19] = [
    "workspace",
    "conversation",
    "message",
    "file",
    "draft",
    "note",
    "invitation",
    "participation",
    "notification",
    "email",
    "person",
    "data_key",
    "read_mark",
    "audit",
    "substitute_notice",
    "note_version",
    "bulk_action_item",
    "spent_form",
    "auth_session",
];

/// What was asked of the database.
type Asked = Arc<Mutex<Vec<Statement>>>;

/// The same services, which remember what they ask.
async fn watched(kit: &Fixture) -> (Arc<Services>, Asked) {
    let mut services = Arc::into_inner(kit.second().await).unwrap();
    let asked = Asked::default();
    let remembers = Arc::clone(&asked);
    services.database.observe(move |info| remembers.lock().unwrap().push(info.statement.clone()));
    (Arc::new(services), asked)
}

/// How the database would answer it, a line for each step.
async fn plan(kit: &Fixture, statement: &Statement) -> Vec<String> {
    let tx = kit.services.database.begin().await.unwrap();
    let (explain, column) = if tx.get_database_backend() == DbBackend::Sqlite {
        ("EXPLAIN QUERY PLAN", "detail")
    } else {
        // Of tables that are small here it would read the whole, whatever indexes there are.
        tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.unwrap();
        ("EXPLAIN", "QUERY PLAN")
    };
    let mut explained = statement.clone();
    explained.sql = format!("{explain} {}", statement.sql);
    let rows = tx.query_all_raw(explained).await.unwrap_or_else(|error| panic!("{error}: {}", statement.sql));
    rows.iter().map(|row| row.try_get::<String>("", column).unwrap()).collect()
}

/// The table that a step of a plan reads from end to end, if it does.
fn whole_table<'a>(step: &'a str, sql: &'a str) -> Option<&'a str> {
    let step = step.trim_start_matches([' ', '-', '>']);
    let word = |text: &'a str| text.split([' ', '(']).next().unwrap_or_default().trim_matches('"');
    if let Some(rest) = step.strip_prefix("SCAN ") {
        return Some(table_of(word(rest), sql));
    }
    step.split_once("Seq Scan on ").map(|(_, rest)| word(rest))
}

/// The table behind a name that stands for it in a statement.
fn table_of<'a>(name: &'a str, sql: &'a str) -> &'a str {
    let named = format!("\" AS \"{name}\"");
    let before = sql.split_once(&named).map(|(before, _)| before);
    before.and_then(|before| before.rsplit('"').next()).unwrap_or(name)
}

/// The steps that read a whole table that grows.
fn read_all(steps: &[String], sql: &str) -> Vec<String> {
    let whole = |step: &&String| whole_table(step, sql).is_some_and(|table| GROWING.contains(&table));
    steps.iter().filter(whole).cloned().collect()
}

#[test]
fn a_step_that_reads_a_whole_table_is_known() {
    let sql = "SELECT 1 FROM \"workspace\" AS \"r0\"";
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    for whole in [
        "SCAN message",
        "SCAN r0",
        "SCAN workspace USING INDEX workspace_number",
        "->  Parallel Seq Scan on audit  (cost=0.00..1.00)",
        "Seq Scan on workspace r0",
    ] {
        assert_eq!(read_all(&lines(whole), sql).len(), 1, "{whole}");
    }
    for good in [
        "SEARCH message USING INDEX message_conversation (conversation_id=?)",
        "SCAN organisation",
        "->  Index Scan using message_pkey on message (cost=1)",
    ] {
        assert_eq!(read_all(&lines(good), sql).len(), 0, "{good}");
    }
}

/// What of all that was asked reads a whole table that grows, in words.
async fn found(kit: &Fixture, asked: &Asked, what: &str) -> Vec<String> {
    let mut found = vec![];
    let statements: Vec<Statement> = std::mem::take(&mut *asked.lock().unwrap());
    let reads = |statement: &&Statement| {
        // What is asked of an empty list asks nothing of a table: SQLite says so once it runs.
        let of_nothing = statement.sql.contains("WHERE ? = ?");
        let reads = ["SELECT", "UPDATE", "DELETE", "WITH"].iter().any(|word| statement.sql.starts_with(word));
        !of_nothing && (reads || (statement.sql.starts_with("INSERT") && statement.sql.contains("SELECT")))
    };
    assert!(statements.iter().any(|statement| reads(&statement)), "{what} asks nothing");
    for statement in statements.iter().filter(reads) {
        let steps = plan(kit, statement).await;
        let whole = read_all(&steps, &statement.sql);
        if !whole.is_empty() {
            found.push(format!("{what}: {whole:?}\n{}\n{}", statement.sql, steps.join("\n")));
        }
    }
    found
}

#[apply(on_both!)]
async fn w9_no_page_reads_a_table_from_end_to_end(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let conversation = talk(&aino, id, "a question").await;
    olli.send_message(id, conversation, message("an answer")).await.unwrap();
    kit.invite(&olli, "").await;
    let (others, _) = kit.invite(&kit.counselor("Kaisa").await, "").await;
    kit.copies(others, 2_000).await;
    kit.main_user("Paula").await;
    let (services, asked) = watched(&kit).await;
    let organisation = kit.organisation;
    let counselor = Counselor { person: kit.person("Olli").await, organisation };
    let olli = Desk::new(Arc::clone(&services), counselor);
    let (_, person) = kit.customer("010170-999R").await;
    let aino = Desk::new(Arc::clone(&services), Customer(person));
    let paula =
        MainUser { person: kit.person("Paula").await, organisation, authenticated: kit.authenticated() };
    let paula = Desk::new(Arc::clone(&services), paula);

    let mut bad = vec![];
    for sort in [None, Some(ListSort::Name), Some(ListSort::Ending)] {
        for topic in [None, Some(Topic::Studies)] {
            let all = ListQuery { show: Some(ListFilter::All), sort, topic, ..ListQuery::default() };
            olli.workspaces(&all).await.unwrap();
            bad.extend(found(&kit, &asked, "the list of a counselor").await);
        }
    }
    olli.search_workspaces("canary".into()).await.unwrap();
    bad.extend(found(&kit, &asked, "searching workspaces").await);
    aino.workspaces(&ListQuery::default()).await.unwrap();
    bad.extend(found(&kit, &asked, "the list of a customer").await);
    for desk in [&olli as &dyn WorkspaceDesk, &aino] {
        desk.workspace(id).await.unwrap();
        bad.extend(found(&kit, &asked, "a workspace").await);
        desk.conversation(id, conversation, None).await.unwrap();
        bad.extend(found(&kit, &asked, "a conversation").await);
        desk.send_message(id, conversation, message("one more")).await.unwrap();
        bad.extend(found(&kit, &asked, "sending").await);
        desk.news().await.unwrap();
        desk.count_news().await.unwrap();
        bad.extend(found(&kit, &asked, "news").await);
        desk.people(id).await.unwrap();
        bad.extend(found(&kit, &asked, "the people of a workspace").await);
        desk.search(id, SearchQuery { text: "answer".into(), ..SearchQuery::default() }).await.unwrap();
        bad.extend(found(&kit, &asked, "searching a workspace").await);
        desk.me().await.unwrap();
    }
    bad.extend(found(&kit, &asked, "who it is").await);
    aino.access_log(id, None).await.unwrap();
    bad.extend(found(&kit, &asked, "the access log").await);
    olli.add_note(id, NewNote { body: "a note".into() }).await.unwrap();
    let note = olli.notes(id).await.unwrap().notes.remove(0);
    olli.change_note(id, note.id, note.version, NewNote { body: "another".into() }).await.unwrap();
    olli.notes(id).await.unwrap();
    bad.extend(found(&kit, &asked, "notes").await);
    let (declined, _) = kit.invite(&kit.counselor("Olli").await, "").await;
    let token = token_of_invitation(&services, declined).await;
    asked.lock().unwrap().clear();
    let public = Public(Arc::clone(&services));
    public.invitation(token.clone()).await.unwrap();
    public.decline_invitation(token).await.unwrap();
    bad.extend(found(&kit, &asked, "an invitation").await);
    let (second, _) = kit.invite(&kit.counselor("Olli").await, "").await;
    let token = token_of_invitation(&services, second).await;
    asked.lock().unwrap().clear();
    aino.accept_invitation(token).await.unwrap();
    bad.extend(found(&kit, &asked, "accepting an invitation").await);
    for state in ["", "active", "asks", "unreached"] {
        let filter = AdministrationFilter { state: state.into(), ..Default::default() };
        paula.administered_workspaces(filter).await.unwrap();
        bad.extend(found(&kit, &asked, "the list of a main user").await);
    }
    paula.overview().await.unwrap();
    bad.extend(found(&kit, &asked, "the overview").await);
    let substitute = kit.person("Kaisa").await;
    let absence = NewAbsence {
        first_day: "2025-12-01".into(),
        last_day: "2025-12-12".into(),
        substitute: substitute.to_string(),
    };
    kit.counselor("Olli").await.set_absence(absence).await.unwrap();
    kit.clock.go_to("2025-12-02");
    asked.lock().unwrap().clear();
    substitution::announce_to_newcomers(&services).await.unwrap();
    bad.extend(found(&kit, &asked, "who is told of a substitute").await);
    let kaisa = Desk::new(Arc::clone(&services), Counselor { person: substitute, organisation });
    kaisa.workspaces(&ListQuery::default()).await.unwrap();
    kaisa.workspace(id).await.unwrap();
    bad.extend(found(&kit, &asked, "the list of a substitute").await);
    notification_email::deliver(&services).await.unwrap();
    bad.extend(found(&kit, &asked, "mails of what is new").await);
    assert!(bad.is_empty(), "{}", bad.join("\n\n"));
}
