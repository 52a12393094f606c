//! The rules of Luotsi. Modules are nouns: each holds its tables, its rules and its operations.
//! The few instruments that all share are the vault, the clock, randomness and the database.
//!
//! Ids such as L5 or P3 in comments and tests are those of the product's specification.

pub mod audit;
mod canned;
pub mod clock;
mod conversation;
pub mod database;
pub mod deed;
pub mod desk;
mod draft;
pub mod error;
pub mod event;
pub mod file;
pub mod forecast;
pub mod installation;
pub mod integrity;
pub mod job;
mod note;
pub mod notice;
pub mod organisation;
pub mod outbox;
mod overview;
pub mod package;
mod participation;
pub mod person;
pub mod random;
pub mod retention;
pub mod services;
pub mod session;
mod supervision;
pub mod vault;
pub mod workspace;

pub use clock::{Clock, SystemClock};
pub use database::Database;
pub use error::{Error, Result};
pub use random::{Randomness, SystemRandomness};
pub use services::Services;
