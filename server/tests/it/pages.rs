//! Pages are made whole, however many are asked for at once.

use crate::app::App;
use std::sync::Arc;

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
    let pages =
        [("/workspaces".to_owned(), "Asumisen"), (workspace, "Toiminnot"), (conversation, "name=\"body\"")];
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
