//! Pages are made whole, however many are asked for at once.

use crate::app::App;

const VISITORS: usize = 8;
const PAGES_EACH: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_pages_at_once_are_all_made() {
    let app = App::start().await;
    let olli = std::sync::Arc::new(app.signed_in("olli").await);
    let visitors = (0..VISITORS).map(|_| {
        let olli = std::sync::Arc::clone(&olli);
        tokio::spawn(async move {
            for _ in 0..PAGES_EACH {
                let page = olli.page("/workspaces").await;
                assert!(page.contains("<title>") && page.contains("Ohjaustilat"));
            }
        })
    });
    for visitor in visitors.collect::<Vec<_>>() {
        visitor.await.unwrap();
    }
}
