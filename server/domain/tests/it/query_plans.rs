//! What people wait for is found by indexes, on both databases: no statement of a page reads a table from end to
//! end that grows with the installation.

use crate::working::{message, talk};
use contract::{
    CounselorDesk, CustomerDesk, MainUserDesk, WorkspaceDesk,
    administration::AdministrationFilter,
    list::{ListFilter, ListQuery, ListSort},
    search::SearchQuery,
    topic::Topic,
};
use domain::{
    Services,
    desk::{Counselor, Customer, Desk, MainUser},
    guidance::notification_email,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::sync::{Arc, Mutex};
use testkit::{Fixture, apply, on_both, token_of_invitation};

/// The tables that grow with the people and what they do.
const GROWING: [&str; 13] = [
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

/// Whether a step reads a whole table that grows.
fn reads_all(step: &str) -> bool {
    let step = step.trim_start_matches([' ', '-', '>']);
    let of = |begin: &str| step.strip_prefix(begin).and_then(|rest| rest.split([' ', '(']).next());
    let table = of("SCAN ").or_else(|| of("Seq Scan on ")).map(|table| table.trim_matches('"'));
    table.is_some_and(|table| GROWING.contains(&table))
}

/// What of all that was asked reads a whole table that grows, in words.
async fn found(kit: &Fixture, asked: &Asked, what: &str) -> Vec<String> {
    let mut found = vec![];
    let statements: Vec<Statement> = std::mem::take(&mut *asked.lock().unwrap());
    let reads = |statement: &&Statement| {
        // What is asked of an empty list asks nothing of a table: SQLite says so once it runs.
        let of_nothing = statement.sql.contains("WHERE ? = ?");
        !of_nothing && ["SELECT", "UPDATE", "DELETE"].iter().any(|word| statement.sql.starts_with(word))
    };
    assert!(statements.iter().any(|statement| reads(&statement)), "{what} asks nothing");
    for statement in statements.iter().filter(reads) {
        let steps = plan(kit, statement).await;
        let whole: Vec<_> = steps.iter().filter(|step| reads_all(step)).collect();
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
    notification_email::deliver(&services).await.unwrap();
    bad.extend(found(&kit, &asked, "mails of what is new").await);
    assert!(bad.is_empty(), "{}", bad.join("\n\n"));
}
