//! The one error that crosses the wire. Its variants are decisions a person can act on.

use serde::{Deserialize, Serialize};

/// Why a use case did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ApiError {
    /// Missing, or not for this person: both look the same (P5).
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, or not in the role that this needs.
    #[error("sign-in needed")]
    SignInNeeded,
    /// Whoever is signed in must authenticate again: this wants it done a moment ago (ASVS 7.5.3).
    #[error("recent authentication needed")]
    // As an older version called it in forms that it keeps for an hour.
    #[serde(alias = "ProofNeeded")]
    ReauthenticationNeeded,
    /// Staff give the confidentiality undertaking before the first access (P9).
    #[error("undertaking needed")]
    UndertakingNeeded,
    /// The form was made for somebody else, or for another organisation, than is acted for now.
    #[error("acts for another")]
    ActsForAnother,
    /// Some fields do not hold what they must.
    #[error("invalid input")]
    Invalid(Vec<FieldError>),
    /// The workspace is inactive: writing needs "reactivate and send" (L5).
    #[error("workspace is inactive")]
    Inactive,
    /// The workspace was closed by staff: the customer can only ask for reactivation (L5).
    #[error("closed by staff")]
    ClosedByStaff,
    /// The workspace is archived: nobody writes any more (L6).
    #[error("archived")]
    Archived,
    /// Somebody else changed it first; look again.
    #[error("conflict")]
    Conflict,
    /// The form was taken already: it is taken once.
    #[error("repeated")]
    Repeated,
    /// Too much in a short time; wait for this many seconds.
    #[error("too often")]
    TooOften(u32),
    /// More than the service takes at once; nothing of it was kept.
    #[error("too large")]
    TooLarge,
    /// Read already, or older than a few minutes: it cannot be taken back any more.
    #[error("too late")]
    TooLate,
    /// The invitation was used, withdrawn or has expired (P3).
    #[error("invitation is not valid")]
    InvitationInvalid,
    /// The invitation is meant for another identity than the one signed in (P3).
    #[error("invitation is for another person")]
    InvitationMismatch,
    /// The request did not reach the service, or its answer did not come back.
    #[error("no connection")]
    Offline,
    /// It is there, and cannot be read any more; the log knows it by this reference.
    #[error("damaged")]
    Damaged(String),
    /// Anything else. Its cause is in the log only.
    #[error("internal error")]
    Internal,
}

/// What a use case gives.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// One mistake, in one field.
    pub fn field(name: &str, code: FieldCode) -> Self {
        Self::Invalid(vec![FieldError { field: name.to_owned(), code }])
    }

    /// The HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::SignInNeeded | Self::ReauthenticationNeeded => 401,
            Self::Invalid(_) => 422,
            Self::TooLarge => 413,
            Self::TooOften(_) => 429,
            Self::ActsForAnother
            | Self::Inactive
            | Self::Archived
            | Self::ClosedByStaff
            | Self::Conflict
            | Self::Repeated
            | Self::TooLate => 409,
            Self::InvitationInvalid => 410,
            Self::InvitationMismatch | Self::UndertakingNeeded => 403,
            Self::Offline => 503,
            Self::Internal | Self::Damaged(_) => 500,
        }
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong with it.
    pub code: FieldCode,
}

/// The kinds of mistakes a field can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldCode {
    /// Nothing was written.
    Required,
    /// Longer than this many characters.
    TooLong(u32),
    /// Shorter than this many characters.
    TooShort(u32),
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a telephone number.
    NotAPhone,
    /// Not the code of an invitation: too short, too long, or with letters that none has.
    NotACode,
    /// A code that opens nothing.
    UnknownCode,
    /// The address that one has already.
    SameEmail,
    /// Not a Finnish personal identity code, or its check character is wrong.
    NotAnIdentityCode,
    /// Nothing was chosen of a list.
    NothingChosen,
    /// None of the choices that there are.
    NotAChoice,
    /// Not a whole number from the first to the second.
    NotInRange(u32, u32),
    /// Not a date that there is.
    NotADate,
    /// A day that is over.
    InThePast,
    /// Before the first day.
    BeforeTheFirst,
    /// No workspace has this number.
    NoSuchWorkspace,
    /// After this day, which is the last one possible.
    TooLate(#[serde(with = "day_number")] chrono::NaiveDate),
    /// Oneself: nobody gives roles or workspaces to themselves (P13).
    Oneself,
    /// Somebody without the role that it needs.
    NotACounselor,
    /// A file that is larger than this many MiB.
    TooLarge(u32),
    /// A file of a kind that is not taken.
    NotTaken,
    /// A file with nothing in it.
    Empty,
    /// The workspace holds no more than this many MiB of files.
    NoRoom(u32),
    /// More files than this in one hour.
    TooManyAnHour(u32),
    /// More files than this with one message.
    TooManyFiles(u32),
    /// Something was changed this often, and is not changed again.
    TooManyChanges(u32),
    /// Nobody is named like this who sends mail: it looks like an address.
    LooksLikeAnAddress,
    /// A canned response that is there has this title already.
    TitleTaken,
    /// A placeholder of a canned response that stands for nothing.
    UnknownPlaceholder,
    /// A text that is to be there in one language at least is there in none.
    NoLanguage,
    /// No more canned responses than this.
    TooManyResponses(u32),
    /// A file that is not there any more.
    Gone,
    /// No professional has this address, or several have.
    NoSuchProfessional,
    /// Takes part already, or was asked for.
    ThereAlready,
    /// No more second professionals at a time than this.
    TooManyProfessionals(u32),
}

/// A day on the wire as a number, counted from the first one of the calendar: browsers read it without a
/// program that reads dates.
mod day_number {
    use chrono::{Datelike, NaiveDate};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i32(day.num_days_from_ce())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let number = i32::deserialize(from)?;
        NaiveDate::from_num_days_from_ce_opt(number).ok_or_else(|| D::Error::custom("no such day"))
    }
}
