//! What can go wrong inside. At the desks all of it becomes an [`ApiError`].

use crate::ground::vault::SealError;
use contract::ApiError;
use sea_orm::DbErr;

/// An error of a use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A decision the person can act on.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// The database did not do it.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// A sealed value did not open.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The store of files did not do it.
    #[error("files: {0}")]
    Files(#[from] object_store::Error),
    /// Something that does not open any more, a file or a data key; by its reference.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The files belong to another installation than the database.
    #[error("the store of files belongs to another installation than the database")]
    OtherInstallation,
    /// Stored data contradicts itself.
    #[error("inconsistent data: {0}")]
    Inconsistent(&'static str),
    /// A stored file could not be read, or a package not be written.
    #[error("storage: {0}")]
    Storage(#[from] std::io::Error),
}

/// What a use case gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<Error> for ApiError {
    /// Internals go to the log, once, here; the person gets a fixed sentence.
    fn from(error: Error) -> Self {
        match error {
            Error::Api(error) => error,
            // The log has said more of it already.
            Error::Damaged(reference) => Self::Damaged(reference),
            internal => {
                tracing::error!(error = %internal, "use case failed");
                Self::Internal
            }
        }
    }
}
