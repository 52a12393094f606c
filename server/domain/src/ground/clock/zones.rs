//! The time zones of the organisations, remembered: which day it is there is a part of who may see what,
//! and so of every query.

use chrono_tz::Tz;
use std::sync::{Arc, PoisonError, RwLock};

/// The zones that are known. Organisations come while the program runs: whoever finds nothing looks
/// whether there is another zone.
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

    /// Remembers the zones that there are. Gives whether others were known before.
    pub(crate) fn learn(&self, mut zones: Vec<Tz>) -> bool {
        zones.sort_unstable_by_key(|zone| zone.name());
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let is_news = **known != *zones;
        *known = zones.into();
        is_news
    }
}
