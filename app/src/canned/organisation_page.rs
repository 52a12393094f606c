//! The canned responses of the organisation (W6): main users keep them for all counselors.

use super::{
    form::{editor, named_by},
    list::Kept,
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    organisation::{Tab, Tabs},
    ui::{Done, PageTitle, page},
};
use contract::{
    CannedResponseId,
    canned::{CannedResponseView, NewCannedResponse},
    names::Names,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Where they are.
const HERE: &str = "/organisation/canned-responses";

/// The responses of the organisation.
#[server(endpoint = "list_canned_responses")]
pub async fn list_canned_responses() -> Result<Vec<CannedResponseView>, AppError> {
    crate::ssr::main_user_desk()?.canned_responses().await.map_err(crate::ssr::failed)
}

operation!(ListCannedResponses: Ordinary);

/// Keeps a response.
#[server(endpoint = "save_canned_response")]
pub async fn save_canned_response(
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
    crate::ssr::main_user_desk()?.save_canned_response(new).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to(HERE);
    Ok(())
}

operation!(SaveCannedResponse: Ordinary);

/// Removes a response.
#[server(endpoint = "remove_canned_response")]
pub async fn remove_canned_response(
    id: CannedResponseId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::main_user_desk()?.remove_canned_response(id).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to(HERE);
    Ok(())
}

operation!(RemoveCannedResponse: Ordinary);

/// The page.
#[component]
pub fn CannedResponsesPage() -> impl IntoView {
    page(async {
        let responses = list_canned_responses().await?;
        Ok(view! { <CannedResponses responses/> })
    })
}

/// The page of one of them, or of a new one.
#[component]
pub fn CannedResponsePage() -> impl IntoView {
    let address = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let responses = list_canned_responses().await?;
        let response = named_by::<SaveCannedResponse, RemoveCannedResponse>(&address, responses)?;
        Ok(editor::<SaveCannedResponse, RemoveCannedResponse>(response, HERE, "remove_canned_response"))
    })
}

#[component]
fn CannedResponses(responses: Vec<CannedResponseView>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageTitle text=t_string!(i18n, canned.title)/>
        <h1>{t_string!(i18n, organisation.title)}</h1>
        <Tabs here=Tab::CannedResponses/>
        <article class="narrow">
            <h2>{t_string!(i18n, canned.title)}</h2>
            <p class="lead">{t_string!(i18n, canned.explain)}</p>
            <Done of="save_canned_response remove_canned_response"/>
            <Kept responses at=HERE/>
        </article>
    }
}
