//! Workspaces: what is asked for, and what is shown.

use crate::{
    conversation::ConversationSummary,
    error::{ApiError, FieldCode},
    head::WorkspaceHead,
    identity_code::IdentityCode,
    input::Check,
    person::{Language, Side},
    topic::Topic,
};
use serde::{Deserialize, Serialize};

/// The longest title, in characters.
pub const TITLE_LENGTH: u32 = 120;

/// A workspace to be created, as typed (P3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewWorkspace {
    /// What it is about, in a few words.
    pub title: String,
    /// Topics; may be empty.
    pub topics: Vec<Topic>,
    /// Where the invitation goes; empty where it is printed (P11).
    pub email: String,
    /// The customer's identity code when the counselor knows it; else empty.
    pub identity_code: String,
    /// The language of the invitation, chosen: the counselor's own need not be the customer's.
    pub language: Option<Language>,
}

/// A [`NewWorkspace`] that passed its check.
#[derive(Clone, Debug)]
pub struct CheckedWorkspace {
    /// What it is about.
    pub title: String,
    /// Topics, each once.
    pub topics: Vec<Topic>,
    /// Where the invitation goes; nothing where it is printed (P11).
    pub email: Option<String>,
    /// The identity to which the invitation is bound, when known.
    pub identity_code: Option<IdentityCode>,
    /// The language of the invitation.
    pub language: Language,
}

impl NewWorkspace {
    /// Checks every field.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<CheckedWorkspace, ApiError> {
        let mut check = Check::default();
        let title = check.line("title", &self.title, TITLE_LENGTH);
        let email = check.optional_email("email", &self.email);
        let identity_code = check.identity_code("identity_code", &self.identity_code);
        let topics = each_once(&self.topics);
        if self.language.is_none() {
            check.fail("language", FieldCode::NothingChosen);
        }
        let language = self.language.unwrap_or_default();
        check.finish(CheckedWorkspace { title, topics, email, identity_code, language })
    }
}

/// What a workspace is about, as its counselor describes it (W3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// In a few words.
    pub title: String,
    /// Topics; may be empty.
    pub topics: Vec<Topic>,
    /// In which language the customer is written to, until they choose one themselves.
    pub language: Option<Language>,
}

impl Description {
    /// Checks it: each topic once.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<Self, ApiError> {
        let mut check = Check::default();
        let title = check.line("title", &self.title, TITLE_LENGTH);
        if self.language.is_none() {
            check.fail("language", FieldCode::NothingChosen);
        }
        check.finish(Self { title, topics: each_once(&self.topics), language: self.language })
    }
}

fn each_once(topics: &[Topic]) -> Vec<Topic> {
    let mut topics = topics.to_vec();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// The page on which a counselor changes what a workspace is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DescriptionView {
    /// Around the content.
    pub head: WorkspaceHead,
    /// In which language the customer is written to, until they choose one themselves.
    pub language: Language,
    /// Whether they have.
    pub customer_has_chosen: bool,
}

/// The page of one workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceView {
    /// Around the content.
    pub head: WorkspaceHead,
    /// On which side whoever looks at it stands.
    pub side: Side,
    /// Its conversations, the one written to last first.
    pub conversations: Vec<ConversationSummary>,
    /// Whether whoever looks at it has begun to write a message that begins another one.
    pub begins_another: bool,
    /// What was wrong in the package that its customer downloaded last; to them alone.
    pub package_problem: Option<PackageProblem>,
}

/// What could not be put into a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageProblem {
    /// How many files.
    pub files: u32,
    /// Whether the document.
    pub document: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::FieldError;

    fn new() -> NewWorkspace {
        NewWorkspace {
            title: " Opintopolku ".into(),
            topics: vec![Topic::Studies, Topic::General, Topic::Studies],
            email: "aino@example.org".into(),
            identity_code: String::new(),
            language: Some(Language::Fi),
        }
    }

    #[test]
    fn a_good_one_is_trimmed_and_its_topics_are_unique() {
        let checked = new().check().expect("good input");
        assert_eq!(checked.title, "Opintopolku");
        assert_eq!(checked.topics, [Topic::General, Topic::Studies]);
        assert!(checked.identity_code.is_none());
    }

    #[test]
    fn every_mistake_is_notified_at_once() {
        let bad = NewWorkspace {
            title: String::new(),
            email: "aino".into(),
            identity_code: "010170-999S".into(),
            topics: vec![],
            language: None,
        };
        let error = |field: &str, code| FieldError { field: field.into(), code };
        assert_eq!(
            bad.check().expect_err("bad input"),
            ApiError::Invalid(vec![
                error("title", FieldCode::Required),
                error("email", FieldCode::NotAnEmail),
                error("identity_code", FieldCode::NotAnIdentityCode),
                error("language", FieldCode::NothingChosen),
            ])
        );
    }
}
