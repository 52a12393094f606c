//! The rules of Luotsi, in wings. A wing uses only those above it in this list, and inside a wing no
//! modules form a circle; a house rule says so. Modules are nouns: each holds its tables, its rules and
//! its operations.
//!
//! Ids such as L5 or P3 in comments and tests are those of the product's specification.

pub mod ground;

pub mod people;

pub mod record;

pub mod guidance;

pub mod time;

pub mod views;

pub mod desk;

pub use ground::{
    clock::{Clock, SystemClock},
    database::Database,
    error::{Error, Result},
    random::{Randomness, SystemRandomness},
    services::Services,
};
