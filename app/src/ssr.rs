//! What server functions reach on the server: the desk of whoever asks, and nothing else.

use crate::error::{AppError, status};
use contract::{
    ApiError, Caller, CounselorDesk, CustomerDesk, MainUserDesk, PersonDesk, SupervisorDesk, UndertakingDesk,
    WorkspaceDesk,
    desk::{PublicDesk, RequestContext, Staff},
    session::SignInDesk,
};
use http::{HeaderName, HeaderValue, header::LOCATION, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// The header by which a function says where on its page one goes on.
pub const BACK_TO: &str = "x-back-to";

/// The header by which a function tells the server that whoever asked has no role for it.
pub const DENIED: &str = "x-denied";

/// What the server handed in with this request.
pub fn request_context() -> Result<RequestContext, AppError> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<RequestContext>().cloned())
        .ok_or_else(|| failed(ApiError::Internal))
}

/// Lets a form on only for whom it was made: another sign-in in another tab may have changed as whom, or
/// for which organisation, one acts.
pub fn acts_for(acting: &str) -> Result<(), AppError> {
    let context = request_context()?;
    match (context.acts_for(acting), context.caller) {
        (true, _) => Ok(()),
        (false, Caller::Anonymous) => Err(failed(ApiError::SignInNeeded)),
        (false, _) => Err(failed(ApiError::ActsForAnother)),
    }
}

/// The desk of the customer who asks.
pub fn customer_desk() -> Result<Arc<dyn CustomerDesk>, AppError> {
    match request_context()?.caller {
        Caller::Customer(desk) => Ok(desk),
        caller => Err(not_for(&caller)),
    }
}

/// The desk of the counselor who asks.
pub fn counselor_desk() -> Result<Arc<dyn CounselorDesk>, AppError> {
    match request_context()?.caller {
        Caller::Staff(Staff { counselor: Some(desk), .. }) => Ok(desk),
        caller => Err(not_for(&caller)),
    }
}

/// The desk of the main user who asks.
pub fn main_user_desk() -> Result<Arc<dyn MainUserDesk>, AppError> {
    match request_context()?.caller {
        Caller::Staff(Staff { main_user: Some(desk), .. }) => Ok(desk),
        caller => Err(not_for(&caller)),
    }
}

/// The desk of the supervisor who asks.
pub fn supervisor_desk() -> Result<Arc<dyn SupervisorDesk>, AppError> {
    match request_context()?.caller {
        Caller::Staff(Staff { supervisor: Some(desk), .. }) => Ok(desk),
        caller => Err(not_for(&caller)),
    }
}

/// The desk of staff who have not given the undertaking.
pub fn undertaking_desk() -> Result<Arc<dyn UndertakingDesk>, AppError> {
    match request_context()?.caller {
        Caller::WithoutUndertaking(desk) => Ok(desk),
        caller => Err(not_for(&caller)),
    }
}

/// Why a caller does not get what is for another role.
fn not_for(caller: &Caller) -> AppError {
    match caller {
        Caller::Anonymous => failed(ApiError::SignInNeeded),
        Caller::WithoutUndertaking(_) => failed(ApiError::UndertakingNeeded),
        Caller::Customer(_) | Caller::Staff(_) => {
            if let Some(response) = use_context::<ResponseOptions>() {
                response.insert_header(HeaderName::from_static(DENIED), HeaderValue::from_static("role"));
            }
            failed(ApiError::NotFound)
        }
    }
}

/// The desk of whoever takes part in workspaces.
pub fn workspace_desk() -> Result<Arc<dyn WorkspaceDesk>, AppError> {
    match participant_desk() {
        Some(desk) => Ok(desk),
        None => Err(not_for(&request_context()?.caller)),
    }
}

/// The same, where whoever asks takes part in any.
pub fn participant_desk() -> Option<Arc<dyn WorkspaceDesk>> {
    match request_context().ok()?.caller {
        Caller::Customer(desk) => Some(desk),
        Caller::Staff(Staff { counselor: Some(desk), .. }) => Some(desk),
        _ => None,
    }
}

/// The desk that whoever is signed in has in any role.
pub fn person_desk() -> Result<Arc<dyn PersonDesk>, AppError> {
    match request_context()?.caller {
        Caller::Customer(desk) => Ok(desk),
        Caller::Staff(staff) => staff.person().ok_or_else(|| failed(ApiError::SignInNeeded)),
        Caller::WithoutUndertaking(desk) => Ok(desk),
        Caller::Anonymous => Err(failed(ApiError::SignInNeeded)),
    }
}

/// Where whoever asks looks after their sign-ins.
pub fn sign_in_desk() -> Result<Arc<dyn SignInDesk>, AppError> {
    request_context()?.sign_ins.ok_or_else(|| failed(ApiError::SignInNeeded))
}

/// The public desk, for everybody.
pub fn public_desk() -> Result<Arc<dyn PublicDesk>, AppError> {
    Ok(request_context()?.public_desk)
}

/// An error on its way out, with the status that goes with it.
pub fn failed(error: ApiError) -> AppError {
    status::set(error.status());
    AppError(error)
}

/// Where a form leads when it is not back to its page. The server turns it into a redirect.
pub fn lead_to(path: &str) {
    if let (Some(response), Ok(path)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        response.insert_header(LOCATION, path);
    }
}

/// Leads from a page to another (RFC 9110, 15.4.4).
pub fn see_other(path: &str) {
    lead_to(path);
    status::set(303);
}

/// Where on its page one goes on after a form, by an id; else where it says what became of it.
pub fn back_to(id: &str) {
    if let (Some(response), Ok(id)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(id)) {
        response.insert_header(HeaderName::from_static(BACK_TO), id);
    }
}
