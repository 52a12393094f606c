//! Turns at work that holds a thread for as long as its reader takes.

use crate::ground::error::Result;
use contract::ApiError;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// How many packages are made at once, in one process. Each holds a thread for as long as its reader
/// takes, and these threads read files for everybody else as well.
const AT_ONCE: usize = 8;

/// How long a download waits for its turn.
const TURN: Duration = Duration::from_secs(10);

/// How soon it is worth asking again, in seconds.
const AGAIN: u32 = 60;

/// Turns at making packages.
#[derive(Clone, Debug)]
pub struct Slots(Arc<Semaphore>);

impl Default for Slots {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Slots {
    /// A turn, unless all are taken for a while.
    pub(crate) async fn take(&self) -> Result<OwnedSemaphorePermit> {
        let turn = timeout(TURN, Arc::clone(&self.0).acquire_owned()).await;
        turn.ok().and_then(std::result::Result::ok).ok_or_else(|| ApiError::TooOften(AGAIN).into())
    }
}
