//! Sending a file from the browser, with its progress, so that it can be watched and broken off.

use super::file_box::Brought;
use contract::ApiError;
use js_sys::encode_uri_component;
use leptos::prelude::*;
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{File, ProgressEvent, XmlHttpRequest};

thread_local! {
    /// What is on its way, by key. Lives in the browser's one thread.
    static RUNNING: RefCell<HashMap<u32, Running>> = RefCell::default();
    static NEXT: RefCell<u32> = const { RefCell::new(0) };
}

struct Running {
    file: File,
    request: Option<XmlHttpRequest>,
}

/// What happens to a file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many of a hundred parts have gone.
    Going(u8),
    /// It is there.
    Done(Brought),
    /// It is not, and why.
    Failed(ApiError),
}

/// A fresh key, and a file kept under it until it is forgotten.
pub fn keep(file: File) -> u32 {
    let key = NEXT.with_borrow_mut(|next| {
        *next += 1;
        *next
    });
    RUNNING.with_borrow_mut(|running| running.insert(key, Running { file, request: None }));
    key
}

/// Sends the file kept under `key`, from its beginning, as whom the page acts, and tells what happens.
pub fn send(key: u32, url: &str, acting: &str, tell: Callback<(u32, Step)>) {
    let Some(file) = RUNNING.with_borrow(|running| running.get(&key).map(|running| running.file.clone()))
    else {
        return;
    };
    match start(key, url, acting, &file, tell) {
        Ok(request) => RUNNING.with_borrow_mut(|running| {
            if let Some(running) = running.get_mut(&key) {
                running.request = Some(request);
            }
        }),
        Err(_) => tell.run((key, Step::Failed(ApiError::Offline))),
    }
}

/// Breaks off what is on its way under `key`, and forgets it.
pub fn forget(key: u32) {
    let running = RUNNING.with_borrow_mut(|running| running.remove(&key));
    if let Some(request) = running.and_then(|running| running.request) {
        request.set_onloadend(None);
        drop(request.abort());
    }
}

fn start(
    key: u32,
    url: &str,
    acting: &str,
    file: &File,
    tell: Callback<(u32, Step)>,
) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", url)?;
    request.set_request_header("content-type", "application/octet-stream")?;
    request.set_request_header("accept", "application/json")?;
    request.set_request_header("x-acting", acting)?;
    let name: String = encode_uri_component(&file.name()).into();
    request.set_request_header("x-file-name", &name)?;
    let progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            tell.run((key, Step::Going(percent(event.loaded() / event.total()))));
        }
    });
    request.upload()?.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    // The browser lets go of both when the request is over.
    progress.forget();
    let asked = request.clone();
    let ended = Closure::once_into_js(move || tell.run((key, outcome(&asked))));
    request.set_onloadend(Some(ended.unchecked_ref()));
    request.send_with_opt_blob(Some(file))?;
    Ok(request)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100")]
fn percent(part: f64) -> u8 {
    (part * 100.0).clamp(0.0, 100.0) as u8
}

fn outcome(request: &XmlHttpRequest) -> Step {
    let text = request.response_text().ok().flatten().unwrap_or_default();
    let step = match request.status() {
        Ok(200) => serde_json::from_str(&text).ok().map(Step::Done),
        Ok(0) | Err(_) => Some(Step::Failed(ApiError::Offline)),
        Ok(_) => serde_json::from_str(&text).ok().map(Step::Failed),
    };
    step.unwrap_or(Step::Failed(ApiError::Internal))
}
