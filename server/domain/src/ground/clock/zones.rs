//! The time zones of the organisations, remembered: which day it is there is a part of who may see what,
//! and so of every query. What is remembered may be older than an organisation: whoever finds nothing asks for
//! the zones that there are, and looks again where they are others.

use chrono_tz::Tz;
use std::sync::{Arc, PoisonError, RwLock};

/// The zones that are known.
#[derive(Debug)]
pub struct Zones(RwLock<Arc<[Tz]>>);

impl Default for Zones {
    fn default() -> Self {
        Self(RwLock::new(Arc::default()))
    }
}

impl Zones {
    /// Those that are known.
    pub(crate) fn known(&self) -> Arc<[Tz]> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Remembers the zones that there are.
    pub(crate) fn learn(&self, zones: Arc<[Tz]>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = zones;
    }
}
