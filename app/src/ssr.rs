//! What server functions reach on the server: the desk of whoever asks, and nothing else.

use crate::error::AppError;
use contract::{
    ApiError, CounselorDesk, CustomerDesk, MainUserDesk, PersonDesk, Visitor, WorkspaceDesk,
    desk::{Doorstep, Entrance},
    session::SignInDesk,
};
use http::{HeaderName, HeaderValue, StatusCode, header::LOCATION, request::Parts};
use leptos::{prelude::use_context, server_fn::redirect::REDIRECT_HEADER};
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// The header by which a function tells the server's layer for plain forms where to go.
pub const PLAIN_LOCATION: &str = "x-plain-location";

/// What the server handed in with this request.
pub fn entrance() -> Result<Entrance, AppError> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Entrance>().cloned())
        .ok_or_else(|| failed(ApiError::Internal))
}

/// The desk of the customer who asks.
pub fn customer_desk() -> Result<Arc<dyn CustomerDesk>, AppError> {
    match entrance()?.visitor {
        Visitor::Customer(desk) => Ok(desk),
        Visitor::Staff(_) => Err(failed(ApiError::NotFound)),
        Visitor::Anonymous => Err(failed(ApiError::SignInNeeded)),
    }
}

/// The desk of the counselor who asks.
pub fn counselor_desk() -> Result<Arc<dyn CounselorDesk>, AppError> {
    match entrance()?.visitor {
        Visitor::Staff(staff) => staff.counselor.ok_or_else(|| failed(ApiError::NotFound)),
        Visitor::Customer(_) => Err(failed(ApiError::NotFound)),
        Visitor::Anonymous => Err(failed(ApiError::SignInNeeded)),
    }
}

/// The desk of the main user who asks.
pub fn main_user_desk() -> Result<Arc<dyn MainUserDesk>, AppError> {
    match entrance()?.visitor {
        Visitor::Staff(staff) => staff.main_user.ok_or_else(|| failed(ApiError::NotFound)),
        Visitor::Customer(_) => Err(failed(ApiError::NotFound)),
        Visitor::Anonymous => Err(failed(ApiError::SignInNeeded)),
    }
}

/// The desk of whoever takes part in workspaces.
pub fn workspace_desk() -> Result<Arc<dyn WorkspaceDesk>, AppError> {
    match entrance()?.visitor {
        Visitor::Customer(desk) => Ok(desk),
        Visitor::Staff(staff) => match staff.counselor {
            Some(desk) => Ok(desk),
            None => Err(failed(ApiError::NotFound)),
        },
        Visitor::Anonymous => Err(failed(ApiError::SignInNeeded)),
    }
}

/// The desk that whoever is signed in has in any role.
pub fn person_desk() -> Result<Arc<dyn PersonDesk>, AppError> {
    match entrance()?.visitor {
        Visitor::Customer(desk) => Ok(desk),
        Visitor::Staff(staff) => staff.person().ok_or_else(|| failed(ApiError::SignInNeeded)),
        Visitor::Anonymous => Err(failed(ApiError::SignInNeeded)),
    }
}

/// Where whoever asks looks after their sign-ins.
pub fn sign_in_desk() -> Result<Arc<dyn SignInDesk>, AppError> {
    entrance()?.sign_ins.ok_or_else(|| failed(ApiError::SignInNeeded))
}

/// The doorstep, for everybody.
pub fn doorstep() -> Result<Arc<dyn Doorstep>, AppError> {
    Ok(entrance()?.doorstep)
}

/// An error on its way out, with the status that goes with it.
pub fn failed(error: ApiError) -> AppError {
    set_status(error.status());
    AppError(error)
}

/// Sets the status of the response.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        response.set_status(status);
    }
}

/// Where a plain form leads when it is not back to its page as it was. Pages with scripts stay.
pub fn go_plainly(path: &str) {
    if let (Some(response), Ok(path)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        response.insert_header(HeaderName::from_static(PLAIN_LOCATION), path);
    }
}

/// Sends the browser to a path of our own after a form. The server turns it into a redirect where
/// scripts are off.
pub fn go(path: &str) {
    if let (Some(response), Ok(path)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        response.insert_header(LOCATION, path);
        response.insert_header(HeaderName::from_static(REDIRECT_HEADER), HeaderValue::from_static(""));
    }
}
