//! Why a sign-in was refused.

use domain::people::session::Refusal;

/// Why a sign-in was refused, and what exactly did not fit, for the log: nothing of a person.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub refusal: Refusal,
    pub reason: String,
}

impl Refused {
    pub fn because(refusal: Refusal, reason: impl Into<String>) -> Self {
        Self { refusal, reason: reason.into() }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, reason: refusal.code().to_owned() }
    }
}

/// An error's name as OAuth has it (RFC 6749, section 4.1.2.1); nothing else of what came is logged.
pub(crate) fn word(error: &str) -> &str {
    let is_one = error.len() <= 40 && error.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if is_one { error } else { "something else" }
}
