//! Above everything that is seen by break-glass: why it is open, until when, and an end to it.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ui::{Banner, Form, PostForm, Submit, Tone, readable},
};
use contract::{WorkspaceId, break_glass::BreakGlassSessionView};
use leptos::prelude::*;

/// Closes a workspace before its time, and leads away from it.
#[server(endpoint = "end_break_glass")]
pub async fn end_break_glass(id: WorkspaceId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::supervisor_desk()?.end_break_glass(id).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to("/break-glass");
    Ok(())
}

operation!(EndBreakGlass: Ordinary);

/// Why, until when, and the end.
#[component]
pub fn SessionBanner(session: BreakGlassSessionView) -> impl IntoView {
    let i18n = use_i18n();
    let until = t_string!(i18n, break_glass.until, until = show_time(session.until));
    view! {
        <Banner tone=Tone::Attention title=t_string!(i18n, break_glass.banner)>
            <p>{until}</p>
            <p class="message-body" dir="auto">{readable(session.reason)}</p>
            <PostForm form={Form::of::<EndBreakGlass>()} says_done=false>
                <input type="hidden" name="id" value=session.workspace.to_string()/>
                <Submit label=t_string!(i18n, break_glass.end) second=true/>
            </PostForm>
        </Banner>
    }
}
