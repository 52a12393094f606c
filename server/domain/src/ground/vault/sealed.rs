//! The column type of sealed values.

use super::SealContext;
use sea_orm::DeriveValueType;

/// A sealed value: header, nonce, ciphertext and tag. Only the vault makes and opens one.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct Sealed(pub(crate) Vec<u8>);

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed(…)")
    }
}

/// A sealed value or a wrapped key did not open. One error for every reason: whoever tampers
/// learns nothing from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sealed value does not open")]
pub struct SealError;

/// A row with sealed values, and where each is sealed: so that all of them can be tried.
pub trait SealedRow {
    /// Its sealed values.
    fn values(&self) -> Vec<(SealContext, &Sealed)>;
}
