//! What is counted since the process began, for the metrics.

use domain::people::session::Refusal;
use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{Mutex, PoisonError},
};

/// The counters.
#[derive(Debug, Default)]
pub struct Counters {
    /// Refused sign-ins, by provider and reason.
    refused: Mutex<BTreeMap<(String, &'static str), u64>>,
}

impl Counters {
    /// Counts a refused sign-in.
    pub fn sign_in_refused(&self, provider: &str, refusal: Refusal) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        *refused.entry((provider.to_owned(), refusal.code())).or_default() += 1;
    }

    /// Writes them in the Prometheus text format.
    pub(crate) fn write(&self, text: &mut String) {
        let name = "luotsi_sign_ins_refused_total";
        // Writing into a string does not fail.
        let _ = writeln!(text, "# HELP {name} Sign-ins that were refused.\n# TYPE {name} counter");
        for ((provider, reason), count) in &*self.refused.lock().unwrap_or_else(PoisonError::into_inner) {
            let _ = writeln!(text, "{name}{{provider=\"{provider}\",reason=\"{reason}\"}} {count}");
        }
    }
}
