//! The error of server functions, and its words.

pub(crate) mod status;

use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
};
use contract::{ApiError, FieldCode};
use islands::errors::{ErrorTexts, NUMBER, code, code_of_field};
use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

/// An [`ApiError`] on its way over the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppError(pub ApiError);

impl From<ApiError> for AppError {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let error = match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => ApiError::Offline,
            // What the framework could not read was not sent by one of our forms: a body that is no text too.
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => ApiError::Invalid(vec![]),
            _ => ApiError::Internal,
        };
        status::set(error.status());
        Self(error)
    }
}

/// What an error says to the person who meets it.
pub fn error_text(error: &ApiError) -> String {
    let i18n = use_i18n();
    match error {
        ApiError::NotFound => t_string!(i18n, error.not_found),
        ApiError::SignInNeeded => t_string!(i18n, error.sign_in_needed),
        ApiError::ReauthenticationNeeded => t_string!(i18n, error.reauthentication_needed),
        ApiError::UndertakingNeeded => t_string!(i18n, error.undertaking_needed),
        ApiError::Invalid(_) => t_string!(i18n, error.summary),
        ApiError::Inactive => t_string!(i18n, error.inactive),
        ApiError::Archived => t_string!(i18n, error.archived),
        ApiError::ClosedByStaff => t_string!(i18n, error.closed_by_staff),
        ApiError::TooOften(0 | 1) => t_string!(i18n, error.too_often_second),
        ApiError::TooOften(count) if *count > 7_200 => {
            let hours = count.div_ceil(3_600);
            return t_string!(i18n, error.too_often_hours, count = hours).clone();
        }
        ApiError::TooOften(count) if *count > 120 => {
            return t_string!(i18n, error.too_often_minutes, count = count.div_ceil(60)).clone();
        }
        ApiError::TooOften(count) => return t_string!(i18n, error.too_often, count = *count).clone(),
        ApiError::TooLarge => t_string!(i18n, error.too_large),
        ApiError::TooLate => t_string!(i18n, error.too_late),
        ApiError::Conflict => t_string!(i18n, error.conflict),
        ApiError::Repeated => t_string!(i18n, error.repeated),
        ApiError::ActsForAnother => t_string!(i18n, error.acts_for_another),
        ApiError::InvitationInvalid => t_string!(i18n, invitation.invalid),
        ApiError::InvitationMismatch => t_string!(i18n, invitation.mismatch),
        ApiError::Offline => t_string!(i18n, error.offline),
        ApiError::Damaged(reference) => {
            return t_string!(i18n, damaged, reference = reference.clone()).clone();
        }
        ApiError::Internal => t_string!(i18n, error.internal),
    }
    .to_owned()
}

/// What is wrong with a field, and how to put it right.
pub fn field_text(code: FieldCode) -> String {
    let i18n = use_i18n();
    match code {
        FieldCode::Required => t_string!(i18n, error.field_required).to_owned(),
        FieldCode::TooLong(count) => t_string!(i18n, error.field_too_long, count = count).clone(),
        FieldCode::TooShort(count) => t_string!(i18n, error.field_too_short, count = count).clone(),
        FieldCode::TitleTaken => t_string!(i18n, error.field_title_taken).to_owned(),
        FieldCode::UnknownPlaceholder => t_string!(i18n, error.field_unknown_placeholder).to_owned(),
        FieldCode::NotACode => t_string!(i18n, error.field_not_a_code).to_owned(),
        FieldCode::UnknownCode => t_string!(i18n, error.field_unknown_code).to_owned(),
        FieldCode::NotAPhone => t_string!(i18n, error.field_phone).to_owned(),
        FieldCode::SameEmail => t_string!(i18n, error.field_same_email).to_owned(),
        FieldCode::NotAnEmail => t_string!(i18n, error.field_email).to_owned(),
        FieldCode::NotAnIdentityCode => t_string!(i18n, error.field_code).to_owned(),
        FieldCode::NothingChosen => t_string!(i18n, error.field_nothing_chosen).to_owned(),
        FieldCode::NotAChoice => t_string!(i18n, error.field_not_a_choice).to_owned(),
        FieldCode::NotInRange(least, most) => {
            t_string!(i18n, error.field_range, least = least, most = most).clone()
        }
        FieldCode::NotADate => t_string!(i18n, error.field_date).to_owned(),
        FieldCode::InThePast => t_string!(i18n, error.field_past).to_owned(),
        FieldCode::BeforeTheFirst => t_string!(i18n, error.field_order).to_owned(),
        FieldCode::NoSuchWorkspace => t_string!(i18n, error.field_number).to_owned(),
        FieldCode::TooLate(day) => t_string!(i18n, error.field_too_late, date = show_date(day)).clone(),
        FieldCode::TooLarge(mib) => t_string!(i18n, error.file_too_large, size = mib).clone(),
        FieldCode::NotTaken => t_string!(i18n, error.file_not_taken).to_owned(),
        FieldCode::Empty => t_string!(i18n, error.file_empty).to_owned(),
        FieldCode::NoRoom(mib) => t_string!(i18n, error.file_no_room, size = mib).clone(),
        FieldCode::TooManyAnHour(count) => {
            t_string!(i18n, error.file_too_many_an_hour, count = count).clone()
        }
        FieldCode::TooManyFiles(count) => t_string!(i18n, error.file_too_many, count = count).clone(),
        FieldCode::TooManyChanges(count) => t_string!(i18n, error.too_many_changes, count = count).clone(),
        FieldCode::LooksLikeAnAddress => t_string!(i18n, error.looks_like_an_address).to_owned(),
        FieldCode::NoLanguage => t_string!(i18n, error.no_language).to_owned(),
        FieldCode::TooManyResponses(count) => {
            t_string!(i18n, error.too_many_canned_responses, count = count).clone()
        }
        FieldCode::Gone => t_string!(i18n, error.file_gone).to_owned(),
        FieldCode::NoSuchProfessional => t_string!(i18n, error.no_such_professional).to_owned(),
        FieldCode::ThereAlready => t_string!(i18n, error.there_already).to_owned(),
        FieldCode::TooManyProfessionals(count) => {
            t_string!(i18n, error.too_many_professionals, count = count).clone()
        }
        FieldCode::Oneself => t_string!(i18n, error.field_oneself).to_owned(),
        FieldCode::NotACounselor => t_string!(i18n, error.field_counselor).to_owned(),
    }
}

/// What the errors say that islands meet.
pub fn texts_of_errors() -> ErrorTexts {
    let i18n = use_i18n();
    let errors = [
        ApiError::NotFound,
        ApiError::SignInNeeded,
        ApiError::ActsForAnother,
        ApiError::Invalid(vec![]),
        ApiError::Inactive,
        ApiError::Archived,
        ApiError::ClosedByStaff,
        ApiError::TooLarge,
        ApiError::Conflict,
        ApiError::Offline,
        ApiError::Internal,
    ];
    let errors = errors.map(|error| (code(&error).to_owned(), error_text(&error)));
    let fields = [FieldCode::NotTaken, FieldCode::Empty, FieldCode::Gone];
    let fields = fields.map(|field| (code_of_field(field).0.to_owned(), field_text(field)));
    let with_number = [
        (code(&ApiError::TooOften(0)), t_string!(i18n, error.too_often, count = NUMBER)),
        (code_of_field(FieldCode::TooLong(0)).0, t_string!(i18n, error.field_too_long, count = NUMBER)),
        (code_of_field(FieldCode::TooLarge(0)).0, t_string!(i18n, error.file_too_large, size = NUMBER)),
        (code_of_field(FieldCode::NoRoom(0)).0, t_string!(i18n, error.file_no_room, size = NUMBER)),
        (
            code_of_field(FieldCode::TooManyAnHour(0)).0,
            t_string!(i18n, error.file_too_many_an_hour, count = NUMBER),
        ),
        (code_of_field(FieldCode::TooManyFiles(0)).0, t_string!(i18n, error.file_too_many, count = NUMBER)),
    ];
    let with_number = with_number.map(|(code, text)| (code.to_owned(), text));
    ErrorTexts(errors.into_iter().chain(fields).chain(with_number).collect())
}
