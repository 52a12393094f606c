//! Break-glass: a supervisor opens one workspace, for a reason and for a while (P8).

use crate::{
    conversation::ConversationView,
    error::{ApiError, ApiResult, FieldCode},
    id::{ConversationId, WorkspaceId},
    input::Check,
    person::PersonDesk,
    workspace::WorkspaceView,
};
use async_trait::async_trait;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// For how long a workspace stays open, in minutes.
pub const OPEN_MINUTES: u32 = 60;

/// The shortest reason, in characters: a word explains nothing.
pub const SHORTEST_REASON: u32 = 20;

/// The longest reason, in characters.
pub const LONGEST_REASON: u32 = 1_000;

/// What a supervisor wants to open, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewBreakGlassSession {
    /// The workspace's number.
    pub number: String,
    /// Why. The customer reads it.
    pub reason: String,
}

impl NewBreakGlassSession {
    /// Checks both: the number, and the reason.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<(i64, String), ApiError> {
        let mut check = Check::default();
        let typed = self.number.trim();
        let number = typed.parse().unwrap_or(0);
        match (typed.is_empty(), number) {
            (true, _) => check.fail("number", FieldCode::Required),
            (_, ..=0) => check.fail("number", FieldCode::NoSuchWorkspace),
            _ => {}
        }
        let reason = check.text("reason", &self.reason, LONGEST_REASON);
        if !reason.is_empty() && reason.chars().count() < SHORTEST_REASON as usize {
            check.fail("reason", FieldCode::TooShort(SHORTEST_REASON));
        }
        check.finish((number, reason))
    }
}

/// A workspace that a supervisor opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakGlassSessionView {
    /// Which.
    pub workspace: WorkspaceId,
    /// Its number.
    pub number: i64,
    /// Why.
    pub reason: String,
    /// When, in the organisation's time.
    pub opened_at: NaiveDateTime,
    /// Until when, in the organisation's time.
    pub until: NaiveDateTime,
    /// Whether it is open now.
    pub is_open: bool,
}

/// What a supervisor has opened, and what there is to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakGlassView<T> {
    /// Why, and until when.
    pub session: BreakGlassSessionView,
    /// What there is.
    pub view: T,
}

/// What a supervisor can do: nothing with content, but by break-glass (P5, P8).
#[async_trait]
pub trait SupervisorDesk: PersonDesk {
    /// What they opened, the newest first.
    async fn break_glass_sessions(&self) -> ApiResult<Vec<BreakGlassSessionView>>;
    /// Opens a workspace for a while.
    async fn break_glass(&self, new: NewBreakGlassSession) -> ApiResult<WorkspaceId>;
    /// Closes it before its time.
    async fn end_break_glass(&self, id: WorkspaceId) -> ApiResult<()>;
    /// An opened workspace.
    async fn break_glass_workspace(&self, id: WorkspaceId) -> ApiResult<BreakGlassView<WorkspaceView>>;
    /// A page of a conversation in an opened workspace. Nothing is marked as read.
    async fn break_glass_conversation(
        &self,
        workspace: WorkspaceId,
        id: ConversationId,
        before: Option<i64>,
    ) -> ApiResult<BreakGlassView<ConversationView>>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::FieldError;

    fn check(number: &str, reason: &str) -> Result<(i64, String), ApiError> {
        NewBreakGlassSession { number: number.into(), reason: reason.into() }.check()
    }

    #[test]
    fn p8_a_reason_is_typed_and_says_something() {
        let reason = "Kantelu 12/2026, asiakas itse pyysi.";
        assert_eq!(check(" 12 ", reason), Ok((12, reason.to_owned())));
        let wrong = |field: &str, code| FieldError { field: field.into(), code };
        let all = [wrong("number", FieldCode::Required), wrong("reason", FieldCode::Required)];
        assert_eq!(check("", "  "), Err(ApiError::Invalid(all.to_vec())));
        let all = [wrong("number", FieldCode::NoSuchWorkspace), wrong("reason", FieldCode::TooShort(20))];
        assert_eq!(check("-1", "tarkistus"), Err(ApiError::Invalid(all.to_vec())));
        assert!(check("12", &"a".repeat(1_001)).is_err());
    }
}
