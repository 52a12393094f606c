//! Secrecy: what is personal is sealed before it reaches the database.
//!
//! A [`Keyring`] holds key-encryption keys. Each workspace and each person has a [`DataKey`],
//! stored wrapped in the table `data_key`. A value is sealed with a sub-key of its object and
//! bound to its [`SealContext`], so it opens nowhere else. There is no way to store plain text in a
//! sealed column, and none to read a column that does not open.

mod data_key;
mod keyring;
mod owner;
mod sealed;
pub mod stream;

pub use data_key::{DataKey, SealContext, show};
pub use keyring::{KeyedDigest, Keyring, KeyringError};
pub use owner::{Owner, OwnerKind};
pub use sealed::{SealError, Sealed, SealedRow};

#[cfg(test)]
mod tests;
