//! Above everything that is seen by break-glass: why it is open, until when, and an end to it.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ui::{ActsFor, Banner, FormError, Submit, Tone, form_error, readable},
};
use contract::{WorkspaceId, supervision::BreakGlassSessionView};
use leptos::prelude::*;

/// Closes a workspace before its time, and leads away from it.
#[server(endpoint = "end_opening")]
pub async fn end_opening(id: WorkspaceId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::supervisor_desk()?.end_opening(id).await.map_err(crate::ssr::failed)?;
    crate::ssr::go("/break-glass");
    Ok(())
}

operation!(EndOpening: Ordinary);

/// Why, until when, and the end.
#[component]
pub fn Opening(opening: BreakGlassSessionView) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<EndOpening>::new();
    let until = t_string!(i18n, supervision.until, until = show_time(opening.until));
    view! {
        <Banner tone=Tone::Attention title=t_string!(i18n, supervision.banner)>
            <p>{until}</p>
            <p class="message-body">{readable(opening.reason)}</p>
            <FormError error=form_error(action, None)/>
            <ActionForm action>
                <ActsFor/>
                <input type="hidden" name="id" value=opening.workspace.to_string()/>
                <Submit label=t_string!(i18n, supervision.end) pending=action.pending() second=true/>
            </ActionForm>
        </Banner>
    }
}
