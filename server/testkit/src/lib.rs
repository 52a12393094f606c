#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]
//! For tests only: a migrated database of their own on either kind of server, a clock that stands
//! until it is moved, ids that repeat, and people to act with.

mod clock;
mod database;
mod kit;
mod randomness;

pub use clock::TestClock;
pub use database::{Backend, TestDatabase};
pub use kit::{Fixture, same_address, token_of_invitation};
pub use macro_rules_attribute::apply;
pub use randomness::SeededRandomness;

use contract::list::{ListFilter, ListQuery};

/// A list that shows what a filter lets through.
pub fn show(filter: ListFilter) -> ListQuery {
    ListQuery { show: Some(filter), ..ListQuery::default() }
}

/// A list of all that there is.
pub fn all() -> ListQuery {
    show(ListFilter::All)
}

/// Makes a test of the same name on each database: `#[apply(on_both!)]`. On PostgreSQL it needs the cluster that
/// `.ci/with-postgres` starts; without one it says so and is skipped.
#[macro_export]
macro_rules! on_both {
    ($(#[$meta:meta])* async fn $name:ident($kit:ident: $type:ty $(,)?) $body:block) => {
        mod $name {
            use super::*;

            async fn test($kit: $type) $body

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                if let Some(kit) = $crate::Fixture::new($crate::Backend::Sqlite).await {
                    test(kit).await;
                }
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(kit) = $crate::Fixture::new($crate::Backend::Postgres).await {
                    test(kit).await;
                }
            }
        }
    };
}
