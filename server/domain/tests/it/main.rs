//! The rules on real databases. Every test runs on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected has failed"
)]

mod access;
mod audit;
mod break_glass;
mod bulk_actions;
mod contact;
mod conversation;
mod damage;
mod deletion;
mod drafts;
mod files;
mod full_disk;
mod invitation;
mod letter;
mod life;
mod list_order;
mod lists;
mod live;
mod notices;
mod notifications;
mod operator;
mod outbox;
mod package;
mod participation;
mod planned_handover;
mod policies;
mod query_plans;
mod restraint;
mod schema;
mod secrecy;
mod session;
mod staff;
mod substitution;
mod time;
mod wording;
mod working;
