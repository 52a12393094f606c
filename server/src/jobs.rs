//! What time does by itself. Jobs are listed here, one to a file; rows in the database decide who
//! does which when, and the beat only asks (L11).

mod anchors;
mod audit;
mod beat;
mod bulk_actions;
mod deletion;
mod digest;
mod files;
mod notices;
mod notifications;
mod policies;
mod purge;
mod roles;
mod runner;
mod scans;
mod transitions;

pub use anchors::keep as keep_anchor;
pub use beat::{Beat, Watch, begin};
pub use runner::Jobs;

use crate::{anchors::Anchors, tombstones::Tombstones};
use chrono::TimeDelta;
use domain::{Services, ground::job::Run};
use futures::future::BoxFuture;
use std::sync::Arc;

/// What a job works with.
pub struct Context {
    /// The rules' instruments.
    pub services: Arc<Services>,
    /// Where deletions are remembered outside the database.
    pub tombstones: Tombstones,
    /// Where anchors of the audit log are kept.
    pub anchors: Anchors,
    /// Where clamd listens, if files are looked at for harmful content.
    pub clamd: Option<String>,
}

/// A job.
#[derive(Clone, Copy)]
pub struct Job {
    /// Its name in the database, on pages and in metrics.
    pub name: &'static str,
    /// How often it runs.
    pub every: TimeDelta,
    /// Whether it waits for somebody outside, and so has a lane of its own.
    pub outside: bool,
    /// What it does. Doing it twice changes nothing the second time.
    pub run: fn(Arc<Context>, Run) -> BoxFuture<'static, anyhow::Result<()>>,
}

/// All jobs, in the order in which one pass does them.
pub const JOBS: [Job; 13] = [
    Job { name: "policies", every: TimeDelta::hours(1), outside: false, run: policies::run },
    Job { name: "bulk_actions", every: TimeDelta::hours(1), outside: false, run: bulk_actions::run },
    Job { name: "transitions", every: TimeDelta::minutes(5), outside: false, run: transitions::run },
    Job { name: "notices", every: TimeDelta::minutes(15), outside: false, run: notices::run },
    Job { name: "notifications", every: TimeDelta::minutes(1), outside: false, run: notifications::run },
    Job { name: "digest", every: TimeDelta::hours(1), outside: false, run: digest::run },
    Job { name: "deletion", every: TimeDelta::hours(1), outside: false, run: deletion::run },
    Job { name: "scans", every: TimeDelta::minutes(5), outside: true, run: scans::run },
    Job { name: "purge", every: TimeDelta::hours(1), outside: false, run: purge::run },
    Job { name: "roles", every: TimeDelta::hours(24), outside: false, run: roles::run },
    Job { name: "audit", every: TimeDelta::minutes(5), outside: false, run: audit::run },
    Job { name: "anchors", every: TimeDelta::hours(1), outside: true, run: anchors::run },
    Job { name: "files", every: TimeDelta::hours(24), outside: false, run: files::run },
];
