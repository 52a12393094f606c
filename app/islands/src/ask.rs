//! What islands ask the server.

use contract::ApiError;
use leptos::prelude::window;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Request, RequestInit, Response, UrlSearchParams};

/// How long an answer may take, in milliseconds: after that the network counts as lost. What was sent may
/// have been taken: a form with a single-use token is taken once when it is sent again.
const PATIENCE: u32 = 60_000;

/// What a request accepts: a page, or what a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    Page,
    Value,
}

/// Fields of a form on their way.
pub fn fields(pairs: &[(&str, &str)]) -> Option<UrlSearchParams> {
    let fields = UrlSearchParams::new().ok()?;
    for (name, value) in pairs {
        fields.append(name, value);
    }
    Some(fields)
}

/// Calls a server function, and gives what it gives.
pub async fn call<T: DeserializeOwned>(function: &str, pairs: &[(&str, &str)]) -> Result<T, ApiError> {
    let fields = fields(pairs).ok_or(ApiError::Internal)?;
    let response = send(&format!("/api/{function}"), Some(&fields), Accept::Value, None).await?;
    let text = text_of(&response).await?;
    if response.ok() {
        return serde_json::from_str(&text).map_err(|_| ApiError::Internal);
    }
    Err(serde_json::from_str(&text).unwrap_or_else(|_| of_status(response.status())))
}

/// Why a page that stands open asks for itself again. What was done is not said again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Somebody is active at it.
    Visit,
    /// By itself: that is no visit (L1).
    Peek,
    /// To send a form, and take over what became of it where that is on this page.
    Answer,
}

/// Sends a request: with fields, as a form does; without, for a page.
pub async fn send(
    url: &str,
    fields: Option<&UrlSearchParams>,
    accept: Accept,
    look: Option<Look>,
) -> Result<Response, ApiError> {
    let options = RequestInit::new();
    options.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    if let Some(fields) = fields {
        options.set_method("POST");
        options.set_body(fields);
    }
    let request = Request::new_with_str_and_init(url, &options).map_err(|_| ApiError::Internal)?;
    let accept = match accept {
        Accept::Page => "text/html",
        Accept::Value => "application/json",
    };
    drop(request.headers().set("accept", accept));
    if let Some(look) = look {
        let look = match look {
            Look::Visit => "visit",
            Look::Peek => "peek",
            Look::Answer => "answer",
        };
        drop(request.headers().set("x-live", look));
    }
    let response = JsFuture::from(window().fetch_with_request(&request)).await;
    response.ok().and_then(|response| response.dyn_into().ok()).ok_or(ApiError::Offline)
}

/// Waits for so many milliseconds.
pub async fn pause(milliseconds: i32) {
    let wait = js_sys::Promise::new(&mut |resolve, _| {
        drop(window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds));
    });
    drop(JsFuture::from(wait).await);
}

/// The text of a response.
pub async fn text_of(response: &Response) -> Result<String, ApiError> {
    let text = response.text().map_err(|_| ApiError::Offline)?;
    JsFuture::from(text).await.map_err(|_| ApiError::Offline)?.as_string().ok_or(ApiError::Offline)
}

/// What a status says that came without words.
pub fn of_status(status: u16) -> ApiError {
    match status {
        401 => ApiError::SignInNeeded,
        404 => ApiError::NotFound,
        413 => ApiError::TooLarge,
        429 => ApiError::TooOften(1),
        408 | 502..=504 => ApiError::Offline,
        _ => ApiError::Internal,
    }
}
