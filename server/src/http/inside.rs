//! What is said where nobody outside listens: health and metrics.

pub(crate) mod counters;
pub(crate) mod health;
pub(crate) mod metrics;

use super::Counters;
use crate::jobs::Watch;
use domain::Services;
use std::sync::Arc;

/// What that listener is about.
#[derive(Clone)]
pub(super) struct Inside {
    pub services: Arc<Services>,
    pub counters: Arc<Counters>,
    pub watch: Watch,
}
