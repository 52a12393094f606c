//! A counselor's own canned responses, and those of the organisation to read beside them (W6). Without scripts one copies
//! them from here.

use super::{
    form::{editor, named_by},
    list::{Kept, Line},
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Done, Empty, PageTitle, page},
};
use contract::{
    CannedResponseId,
    canned::{CannedResponseView, NewCannedResponse},
    names::Names,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Where they are.
const HERE: &str = "/workspaces/saved-replies";

/// What a counselor chooses from: their own responses and their organisation's; nobody else has any.
#[server(endpoint = "canned_responses")]
pub async fn canned_responses() -> Result<Vec<CannedResponseView>, AppError> {
    crate::ssr::counselor_desk()?.canned_responses().await.map_err(crate::ssr::failed)
}

operation!(CannedResponses: Ordinary);

/// Keeps a response of one's own.
#[server(endpoint = "save_own_response")]
pub async fn save_own_response(
    #[server(default)] id: Option<CannedResponseId>,
    title: String,
    #[server(default)] text_fi: String,
    #[server(default)] text_sv: String,
    #[server(default)] text_en: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let text = Names { fi: text_fi, sv: text_sv, en: text_en };
    let new = NewCannedResponse { id, title, text };
    crate::ssr::counselor_desk()?.save_own_response(new).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to(HERE);
    Ok(())
}

operation!(SaveOwnResponse: Ordinary);

/// Removes a response of one's own.
#[server(endpoint = "remove_own_response")]
pub async fn remove_own_response(
    id: CannedResponseId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?.remove_own_response(id).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to(HERE);
    Ok(())
}

operation!(RemoveOwnResponse: Ordinary);

/// The page.
#[component]
pub fn OwnResponsesPage() -> impl IntoView {
    page(async {
        let responses = canned_responses().await?;
        Ok(view! { <OwnResponses responses/> })
    })
}

/// The page of one of their own, or of a new one.
#[component]
pub fn OwnResponsePage() -> impl IntoView {
    let address = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let responses = canned_responses().await?;
        let own = responses.into_iter().filter(|one| one.is_own).collect();
        let response = named_by::<SaveOwnResponse, RemoveOwnResponse>(&address, own)?;
        Ok(editor::<SaveOwnResponse, RemoveOwnResponse>(response, HERE, "remove_own_response"))
    })
}

#[component]
fn OwnResponses(responses: Vec<CannedResponseView>) -> impl IntoView {
    let i18n = use_i18n();
    let (own, common): (Vec<_>, Vec<_>) = responses.into_iter().partition(|one| one.is_own);
    let common = if common.is_empty() {
        view! {
            <Empty title=t_string!(i18n, canned.none_common) hint=t_string!(i18n, canned.none_common_hint)/>
        }
        .into_any()
    } else {
        let lines = common.into_iter().map(|response| view! { <Line response/> }).collect_view();
        view! { <ul class="rows">{lines}</ul> }.into_any()
    };
    view! {
        <PageTitle text=t_string!(i18n, canned.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, canned.title)}</h1>
            <p class="lead">{t_string!(i18n, canned.explain_own)}</p>
            <Done of="save_own_response remove_own_response"/>
            <h2>{t_string!(i18n, canned.own)}</h2>
            <Kept responses=own at=HERE/>
            <h2>{t_string!(i18n, canned.common)}</h2>
            <p class="hint">{t_string!(i18n, canned.common_hint)}</p>
            {common}
        </article>
    }
}
