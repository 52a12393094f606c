//! The confidentiality undertaking that staff give before the first access (P9).

use crate::{error::ApiResult, person::PersonDesk, wording::UndertakingView};
use async_trait::async_trait;

/// The version of the text that comes with the service. A text that says something else is a new version, and
/// everybody gives it anew; a mended spelling is not. An organisation with a text of its own has versions of its own.
pub const VERSION: u32 = 2;

/// What staff can do who have not given it: nothing else.
#[async_trait]
pub trait UndertakingDesk: PersonDesk {
    /// Gives the undertaking, in the version that was read. [`crate::ApiError::Conflict`] when that
    /// is not the one asked for any more.
    async fn give_undertaking(&self, version: u32) -> ApiResult<()>;
    /// What is undertaken.
    async fn undertaking(&self) -> ApiResult<UndertakingView>;
}
