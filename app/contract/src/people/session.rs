//! One's own sign-ins: where one is signed in, and an end to it.

use crate::{error::ApiResult, id::SignInId, names::Names};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// At how many places somebody can be signed in at a time. The oldest sign-in ends for a new one.
pub const MOST_SIGN_INS: u64 = 5;

/// A sign-in that lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInView {
    /// Its id.
    pub id: SignInId,
    /// Whether it is the one in which this is asked.
    pub here: bool,
    /// The organisation for which staff act in it (P4).
    pub organisation: Option<Names>,
    /// How long ago it began, in minutes.
    pub began: u32,
    /// How long ago something was done in it, in minutes.
    pub seen: u32,
}

/// What everybody who is signed in can do about it.
#[async_trait]
pub trait SignInDesk: Send + Sync {
    /// Their sign-ins that last, the newest first.
    async fn sign_ins(&self) -> ApiResult<Vec<SignInView>>;
    /// Ends one of them.
    async fn end_sign_in(&self, id: SignInId) -> ApiResult<()>;
}
