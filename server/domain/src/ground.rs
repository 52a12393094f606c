//! What every rule stands on: secrecy, time, chance, the database, the audit log, mail and jobs.

pub mod actor;
pub mod audit;
pub mod clock;
pub(crate) mod data_keys;
pub mod database;
pub mod error;
pub mod event;
pub mod job;
pub mod notice;
pub mod once;
pub mod outbox;
pub mod random;
pub mod services;
pub mod storage;
pub mod vault;
