//! When somebody last authenticated. What cannot be undone, or opens what is closed, wants it done a
//! moment ago (ASVS 7.5.3).

use chrono::{DateTime, TimeDelta, Utc};
use contract::ApiError;

/// How old a recent authentication is at most.
const RECENT: TimeDelta = TimeDelta::minutes(5);

/// When whoever is signed in last authenticated; `None` when their provider did not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastAuthentication(pub Option<DateTime<Utc>>);

/// That an authentication was recent when it was looked at. Use cases that need one ask for it.
#[derive(Clone, Copy, Debug)]
pub struct RecentAuthentication(());

impl LastAuthentication {
    /// It, if it is recent.
    ///
    /// # Errors
    /// [`ApiError::ReauthenticationNeeded`] when it is older than five minutes, or nothing is known.
    pub fn recent(self, now: DateTime<Utc>) -> Result<RecentAuthentication, ApiError> {
        let is_recent = self.0.is_some_and(|at| now - at < RECENT);
        is_recent.then_some(RecentAuthentication(())).ok_or(ApiError::ReauthenticationNeeded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authentication_is_recent_for_five_minutes() {
        let at = DateTime::<Utc>::default();
        let after = |seconds| LastAuthentication(Some(at)).recent(at + TimeDelta::seconds(seconds));
        assert!(after(0).is_ok() && after(299).is_ok());
        assert_eq!(after(300).unwrap_err(), ApiError::ReauthenticationNeeded);
        assert_eq!(LastAuthentication(None).recent(at).unwrap_err(), ApiError::ReauthenticationNeeded);
    }
}
