//! Giving a workspace to a colleague (P7).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Dialog, Form, PostForm, Select, Submit},
};
use contract::{PersonId, WorkspaceId};
use leptos::prelude::*;

/// Gives it to a colleague.
#[server(endpoint = "hand_over")]
pub async fn hand_over(
    id: WorkspaceId,
    to: PersonId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?.hand_over(id, to).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to("/workspaces");
    Ok(())
}

operation!(HandOver: Notifying);

/// To whom, with what it means.
#[component]
pub fn HandOverSection(workspace: WorkspaceId, successors: Vec<(PersonId, String)>) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<HandOver>();
    let options = successors.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    view! {
        <section class="card" aria-labelledby="hand-over-section">
            <h2 id="hand-over-section">{t_string!(i18n, hand_over.title)}</h2>
            <p>{t_string!(i18n, hand_over.lead)}</p>
            <Dialog id="hand-over" label=t_string!(i18n, hand_over.open) explain=t_string!(i18n, hand_over.explain)>
                <PostForm form=form.clone() says_done=false says_error=false>
                    <input type="hidden" name="id" value=workspace.to_string()/>
                    <Select name="to" label=t_string!(i18n, hand_over.to) options form=Some(form)/>
                    <Submit label=t_string!(i18n, hand_over.submit) danger=true/>
                </PostForm>
            </Dialog>
        </section>
    }
}
