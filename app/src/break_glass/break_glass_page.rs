//! Opening a workspace by break-glass, and what was opened.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ui::{Banner, Done, Form, PageTitle, PostForm, Submit, TextArea, TextField, Tone, page, readable},
};
use contract::break_glass::{BreakGlassSessionView, OPEN_MINUTES};
use leptos::prelude::*;

/// What the supervisor has opened.
#[server(endpoint = "break_glass_sessions")]
pub async fn break_glass_sessions() -> Result<Vec<BreakGlassSessionView>, AppError> {
    crate::ssr::supervisor_desk()?.break_glass_sessions().await.map_err(crate::ssr::failed)
}

operation!(BreakGlassSessions: Ordinary);

/// Opens a workspace, and leads to it.
#[server(endpoint = "break_glass")]
pub async fn break_glass(
    number: String,
    reason: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = contract::break_glass::NewBreakGlassSession { number, reason };
    let id = crate::ssr::supervisor_desk()?.break_glass(new).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to(&format!("/break-glass/{id}"));
    Ok(())
}

operation!(BreakGlass: Notifying);

/// The page.
#[component]
pub fn BreakGlassPage() -> impl IntoView {
    page(async {
        let sessions = break_glass_sessions().await?;
        Ok(view! { <Supervision sessions/> })
    })
}

#[component]
fn Supervision(sessions: Vec<BreakGlassSessionView>) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<BreakGlass>();
    let opened = if sessions.is_empty() {
        view! { <p class="quiet">{t_string!(i18n, break_glass.none)}</p> }.into_any()
    } else {
        let line = |session| view! { <Line session/> };
        view! { <ul class="rows">{sessions.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <PageTitle text=t_string!(i18n, break_glass.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, break_glass.title)}</h1>
            <p class="lead">{t_string!(i18n, break_glass.lead)}</p>
            <Banner tone=Tone::Attention>
                <p>{t_string!(i18n, break_glass.warning, minutes = OPEN_MINUTES)}</p>
            </Banner>
            <Done of="end_break_glass"/>
            <PostForm form=form.clone()>
                <TextField
                    name="number"
                    keyboard="numeric"
                    label=t_string!(i18n, holds.number)
                    hint=t_string!(i18n, break_glass.number_hint)
                    form=form.clone()
                />
                <TextArea
                    name="reason"
                    label=t_string!(i18n, break_glass.reason)
                    hint=t_string!(i18n, break_glass.reason_hint)
                    form
                />
                <Submit label=t_string!(i18n, break_glass.open)/>
            </PostForm>
            <h2>{t_string!(i18n, break_glass.opened)}</h2>
            {opened}
        </article>
    }
}

#[component]
fn Line(session: BreakGlassSessionView) -> impl IntoView {
    let i18n = use_i18n();
    let title = t_string!(i18n, workspace.number, number = session.number);
    let title = if session.is_open {
        let href = format!("/break-glass/{}", session.workspace);
        view! { <a class="row-title" href=href>{title}</a> }.into_any()
    } else {
        view! { <strong>{title}</strong> }.into_any()
    };
    let time = t_string!(
        i18n,
        break_glass.from_to,
        from = show_time(session.opened_at),
        to = show_time(session.until)
    );
    let open =
        session.is_open.then(|| view! { <span class="flag">{t_string!(i18n, break_glass.is_open)}</span> });
    view! {
        <li>
            <div class="row-main">
                {title}
                <p class="message-body" dir="auto">{readable(session.reason)}</p>
                <p class="quiet">{time}</p>
            </div>
            <p class="row-flags">{open}</p>
        </li>
    }
}
