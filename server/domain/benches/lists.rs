//! How long a counselor's list takes, with many workspaces of their own among very many of others: `make bench`.

#![expect(clippy::expect_used, reason = "a measurement, of real time")]

use contract::{
    CounselorDesk, WorkspaceDesk,
    list::{ListFilter, ListQuery, ListSort},
    person::Language,
    topic::Topic,
    workspace::NewWorkspace,
};
use domain::desk::{Counselor, Desk};
use std::{
    env,
    time::{Duration, Instant},
};
use testkit::{Backend, Fixture};

/// How many workspaces a counselor has who has few, and one who has very many.
const OWN: [u32; 2] = [60, 2_000];

/// How often each is measured.
const TIMES: usize = 15;

async fn create(counselor: &Desk<Counselor>, count: u32) {
    for number in 0..count {
        let new = NewWorkspace {
            title: format!("Opintojen jatkaminen {number}"),
            topics: vec![Topic::Studies],
            email: "somebody@example.org".into(),
            identity_code: String::new(),
            language: Some(Language::Fi),
        };
        counselor.create_workspace(new).await.expect("a workspace");
    }
}

/// The time in the middle of several.
async fn median<F: Future>(mut run: impl FnMut() -> F) -> Duration {
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let begun = Instant::now();
        run().await;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times.get(TIMES / 2).copied().unwrap_or_default()
}

#[tokio::main]
async fn main() {
    let count: u32 = env::var("WORKSPACES").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let Some(kit) = Fixture::new(backend).await else { continue };
        let others = kit.counselor("Kaisa").await;
        let (id, _) = kit.invite(&others, "").await;
        kit.copies(id, count - 1).await;
        for own in OWN {
            let olli = kit.counselor(&format!("Olli {own}")).await;
            create(&olli, own).await;
            let all = ListQuery { show: Some(ListFilter::All), ..ListQuery::default() };
            let by_name = ListQuery { sort: Some(ListSort::Name), ..all.clone() };
            let of_topic = ListQuery { topic: Some(Topic::Studies), ..all.clone() };
            let list = async |query: &ListQuery| drop(olli.workspaces(query).await.expect("a list"));
            println!(
                "{backend:?}, {own} workspaces of {count}: list {:.1?}, by name {:.1?}, of a topic {:.1?}, search {:.1?}",
                median(|| list(&all)).await,
                median(|| list(&by_name)).await,
                median(|| list(&of_topic)).await,
                median(async || drop(olli.search_workspaces("jatkaminen 17".into()).await.expect("found")))
                    .await,
            );
        }
    }
}
