//! Opening a workspace by break-glass, and what was opened.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ui::{
        ActsFor, Banner, ErrorView, FormError, PageTitle, Submit, TextArea, TextField, Tone, form_error,
        old_input, read_rejected_form, readable,
    },
};
use contract::{
    break_glass::{BreakGlassSessionView, OPEN_MINUTES},
    desk::RejectedForm,
};
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
    crate::ssr::go(&format!("/break-glass/{id}"));
    Ok(())
}

operation!(BreakGlass: Notifying);

/// The page.
#[component]
pub fn BreakGlassPage() -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<BreakGlass>::new();
    let data = Resource::new_blocking(
        || (),
        |()| async { Ok::<_, AppError>((break_glass_sessions().await?, read_rejected_form().await?)) },
    );
    view! {
        <PageTitle text=t_string!(i18n, break_glass.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((break_glass_sessions, rejected)) => view! { <Supervision break_glass_sessions rejected action/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Supervision(
    break_glass_sessions: Vec<BreakGlassSessionView>,
    rejected: Option<RejectedForm>,
    action: ServerAction<BreakGlass>,
) -> impl IntoView {
    let i18n = use_i18n();
    let error = form_error(action, rejected.as_ref());
    let number = old_input(rejected.as_ref(), "number");
    let reason = RwSignal::new(old_input(rejected.as_ref(), "reason"));
    let opened = if break_glass_sessions.is_empty() {
        view! { <p class="quiet">{t_string!(i18n, break_glass.none)}</p> }.into_any()
    } else {
        let line = |session| view! { <Line session/> };
        view! { <ul class="rows">{break_glass_sessions.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <article class="reading">
            <h1>{t_string!(i18n, break_glass.title)}</h1>
            <p class="lead">{t_string!(i18n, break_glass.lead)}</p>
            <Banner tone=Tone::Attention>
                <p>{t_string!(i18n, break_glass.warning, minutes = OPEN_MINUTES)}</p>
            </Banner>
            <FormError error/>
            <ActionForm action>
                <ActsFor/>
                <TextField
                    name="number"
                    keyboard="numeric"
                    label=t_string!(i18n, holds.number)
                    hint=t_string!(i18n, break_glass.number_hint)
                    value=number
                    error
                />
                <TextArea
                    name="reason"
                    label=t_string!(i18n, break_glass.reason)
                    hint=t_string!(i18n, break_glass.reason_hint)
                    text=reason
                    error
                />
                <Submit label=t_string!(i18n, break_glass.open) pending=action.pending()/>
            </ActionForm>
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
                <p class="message-body">{readable(session.reason)}</p>
                <p class="quiet">{time}</p>
            </div>
            <p class="row-flags">{open}</p>
        </li>
    }
}
