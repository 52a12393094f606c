//! Pages are made whole, however many are asked for at once; what fails says in the log what it was.

use crate::{app::App, log::Log};
use sea_orm::ConnectionTrait;
use std::sync::Arc;
use tracing::Level;

const VISITORS: usize = 8;
const PAGES_EACH: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_pages_at_once_are_all_made() {
    let app = App::start().await;
    let olli = Arc::new(app.signed_in("olli").await);
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let workspace = format!("/workspaces/{workspace}");
    let page = olli.page(&workspace).await;
    let start = page.find(&format!("{workspace}/conversations/")).unwrap();
    let conversation: String = page[start..].chars().take_while(|c| !"#\"".contains(*c)).collect();
    let pages = [
        ("/workspaces?show=all".to_owned(), "Asumisen"),
        (workspace, "Toiminnot"),
        (conversation, "name=\"body\""),
    ];
    let visitors = (0..VISITORS).map(|_| {
        let (olli, pages) = (Arc::clone(&olli), pages.clone());
        tokio::spawn(async move {
            for (path, part) in pages.iter().cycle().take(PAGES_EACH) {
                let page = olli.page(path).await;
                assert!(page.contains("<title>") && page.contains(part), "{path}: {page}");
                assert!(!page.contains("class=\"loading\""), "{path} is not whole");
            }
        })
    });
    for visitor in visitors.collect::<Vec<_>>() {
        visitor.await.unwrap();
    }
}

#[tokio::test]
async fn a_line_of_a_failure_says_which_use_case_and_of_what() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let workspace = workspace.to_string();
    let tx = app.services.database.begin().await.unwrap();
    tx.execute_unprepared("ALTER TABLE note RENAME TO away").await.unwrap();
    tx.commit().await.unwrap();
    let log = Log::default();
    let listening = log.listen_from(Level::INFO);
    let id = [("id", workspace.as_str())];
    assert_eq!(olli.call("open_notes", &id).await.status(), 500);
    drop(listening);
    let lines = log.lines();
    let failed = lines.iter().find(|line| line["fields"]["message"] == "use case failed").unwrap();
    assert_eq!((&failed["span"]["name"], &failed["span"]["workspace"]), (&"notes".into(), &workspace.into()));
}

#[tokio::test]
async fn a_package_whose_key_does_not_open_says_so_by_a_reference() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let tx = app.services.database.begin().await.unwrap();
    let damage = "UPDATE data_key SET wrapped = zeroblob(40) WHERE owner_kind = 'workspace'";
    tx.execute_unprepared(damage).await.unwrap();
    tx.commit().await.unwrap();
    let answer = aino.get(&format!("/workspaces/{workspace}/package")).await;
    assert_eq!(answer.status(), 500);
    let page = answer.text().await.unwrap();
    let said = page.split("<h1").nth(1).unwrap();
    let is_reference = |word: &str| word.len() == 8 && word.chars().all(|c| c.is_ascii_hexdigit());
    assert!(said.split(|c: char| !c.is_ascii_alphanumeric()).any(is_reference), "{said}");
}
