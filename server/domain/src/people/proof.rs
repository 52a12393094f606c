//! That somebody proved who they are, and how long ago. What cannot be undone, or opens what is
//! closed, wants it done a moment ago (ASVS 7.5.3).

use chrono::{DateTime, TimeDelta, Utc};
use contract::ApiError;

/// How old a fresh proof is at most.
const FRESH: TimeDelta = TimeDelta::minutes(5);

/// When whoever is signed in last proved who they are; `None` when their provider did not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof(pub Option<DateTime<Utc>>);

/// A proof that was fresh when it was looked at. Use cases that need one ask for it.
#[derive(Clone, Copy, Debug)]
pub struct FreshProof(());

impl Proof {
    /// It, if it is fresh.
    ///
    /// # Errors
    /// [`ApiError::ProofNeeded`] when it is older than five minutes, or nothing is known.
    pub fn fresh(self, now: DateTime<Utc>) -> Result<FreshProof, ApiError> {
        let is_fresh = self.0.is_some_and(|at| now - at < FRESH);
        is_fresh.then_some(FreshProof(())).ok_or(ApiError::ProofNeeded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_fresh_for_five_minutes() {
        let at = DateTime::<Utc>::default();
        let after = |seconds| Proof(Some(at)).fresh(at + TimeDelta::seconds(seconds));
        assert!(after(0).is_ok() && after(299).is_ok());
        assert_eq!(after(300).unwrap_err(), ApiError::ProofNeeded);
        assert_eq!(Proof(None).fresh(at).unwrap_err(), ApiError::ProofNeeded);
    }
}
