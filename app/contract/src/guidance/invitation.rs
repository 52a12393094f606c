//! Invitations (P3, P10, P11): what they say, how they stand, and what is put right in them.

use crate::{
    error::ApiError, head::InvitationStatus, id::WorkspaceId, identity_code::IdentityCode, input::Check,
    names::Names, person::Language,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// What of an invitation was wrong, as typed (P10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Where it goes; empty where it is printed (P11).
    pub email: String,
    /// The customer's identity code where another one is meant than before; else empty.
    pub identity_code: String,
    /// In which language it is written; nothing where that stays.
    pub language: Option<Language>,
}

impl Correction {
    /// Checks every field. Gives the address, and the identity code where there is another.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<(Option<String>, Option<IdentityCode>), ApiError> {
        let mut check = Check::default();
        let email = check.optional_email("email", &self.email);
        let code = check.identity_code("identity_code", &self.identity_code);
        check.finish((email, code))
    }
}

/// Who invites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inviter {
    /// The organisation that invites.
    pub organisation: Names,
    /// The counselor who invites.
    pub counselor: String,
}

/// What an invitation says to the one who holds its link (P3): nothing of the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Who invites.
    pub inviter: Inviter,
    /// Where one can ask whether it is genuine, where the counselor gave a number.
    pub phone: Option<String>,
    /// The last day on which it can be accepted.
    pub through: NaiveDate,
    /// Whether it was declined.
    pub is_declined: bool,
    /// How long the workspace lives.
    pub lasts: Lasts,
}

/// How many months a workspace is in each of its states, by the policy of its organisation (L2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lasts {
    /// After the customer's last visit.
    pub active: u32,
    /// Then, while it can be reactivated.
    pub inactive: u32,
    /// Then, in the customer's archive.
    pub archived: u32,
}

/// How far the mail of an invitation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvitationMail {
    /// It goes out in a moment.
    Queued,
    /// It was tried, and is tried again.
    Trying,
    /// The mail server accepted it; when, in the organisation's time, where that is still known.
    Accepted(Option<NaiveDateTime>),
    /// The mail server says that there is nobody at the address.
    Refused,
}

/// How an invitation stands, for the counselor (P10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationProgress {
    /// In which language it is written.
    pub language: Language,
    /// The address invited; nothing where the invitation is printed.
    pub email: Option<String>,
    /// How far the mail to it has come, where one was sent.
    pub mail: Option<InvitationMail>,
    /// When its link was opened for the first time.
    pub opened_on: Option<NaiveDate>,
    /// When it was declined.
    pub declined_on: Option<NaiveDate>,
    /// When the counselor made it stop working.
    pub withdrawn_on: Option<NaiveDate>,
    /// The last day on which it can be accepted; nothing where it cannot be.
    pub works_through: Option<NaiveDate>,
    /// When somebody tried to accept it last who was another person (P3).
    pub mismatch_on: Option<NaiveDate>,
    /// When the counselor refused somebody who had accepted, where nobody was invited since.
    pub refused_on: Option<NaiveDate>,
    /// Whether it can be sent once more as it is.
    pub may_remind: bool,
}

/// What came of accepting an invitation (P3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Whether the counselor has to confirm the identity first.
    pub invitation_status: InvitationStatus,
}
