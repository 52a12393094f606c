//! What a page that stands open says while it follows its workspace.

use crate::i18n::{t_string, use_i18n};
use contract::head::WorkspaceHead;
use islands::live::{LivePage, LiveTexts};
use leptos::prelude::*;

/// Follows a workspace from what the page shows of it.
#[component]
pub fn Live(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let here = |name: String| t_string!(i18n, conversation.here, name = name);
    let texts = LiveTexts {
        customer: here(head.customer.unwrap_or_default()),
        counselor: here(head.counselor.unwrap_or_default()),
        lost: t_string!(i18n, live.lost).to_owned(),
        gone: t_string!(i18n, live.gone).to_owned(),
        failed: t_string!(i18n, error.offline).to_owned(),
    };
    let revision = head.revision;
    view! {
        <LivePage events=format!("/workspaces/{}/events", head.id) revision texts/>
        <span id="revision" data-live="part" data-revision=revision hidden></span>
    }
}
