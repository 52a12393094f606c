//! Opening a workspace by break-glass, and what was opened.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ui::{
        ActsFor, Banner, ErrorView, FormError, PageTitle, Submit, TextArea, TextField, Tone, form_error,
        readable, returned_form, typed,
    },
};
use contract::{
    desk::Returned,
    supervision::{BreakGlassSessionView, OPEN_MINUTES},
};
use leptos::prelude::*;

/// What the supervisor has opened.
#[server(endpoint = "openings")]
pub async fn openings() -> Result<Vec<BreakGlassSessionView>, AppError> {
    crate::ssr::supervisor_desk()?.openings().await.map_err(crate::ssr::failed)
}

operation!(Openings: Ordinary);

/// Opens a workspace, and leads to it.
#[server(endpoint = "break_glass")]
pub async fn break_glass(
    number: String,
    reason: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = contract::supervision::NewBreakGlassSession { number, reason };
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
        |()| async { Ok::<_, AppError>((openings().await?, returned_form().await?)) },
    );
    view! {
        <PageTitle text=t_string!(i18n, supervision.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((openings, returned)) => view! { <Supervision openings returned action/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Supervision(
    openings: Vec<BreakGlassSessionView>,
    returned: Option<Returned>,
    action: ServerAction<BreakGlass>,
) -> impl IntoView {
    let i18n = use_i18n();
    let error = form_error(action, returned.as_ref());
    let number = typed(returned.as_ref(), "number");
    let reason = RwSignal::new(typed(returned.as_ref(), "reason"));
    let opened = if openings.is_empty() {
        view! { <p class="quiet">{t_string!(i18n, supervision.none)}</p> }.into_any()
    } else {
        let line = |opening| view! { <Line opening/> };
        view! { <ul class="rows">{openings.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <article class="reading">
            <h1>{t_string!(i18n, supervision.title)}</h1>
            <p class="lead">{t_string!(i18n, supervision.lead)}</p>
            <Banner tone=Tone::Attention>
                <p>{t_string!(i18n, supervision.warning, minutes = OPEN_MINUTES)}</p>
            </Banner>
            <FormError error/>
            <ActionForm action>
                <ActsFor/>
                <TextField
                    name="number"
                    keyboard="numeric"
                    label=t_string!(i18n, holds.number)
                    hint=t_string!(i18n, supervision.number_hint)
                    value=number
                    error
                />
                <TextArea
                    name="reason"
                    label=t_string!(i18n, supervision.reason)
                    hint=t_string!(i18n, supervision.reason_hint)
                    text=reason
                    error
                />
                <Submit label=t_string!(i18n, supervision.open) pending=action.pending()/>
            </ActionForm>
            <h2>{t_string!(i18n, supervision.opened)}</h2>
            {opened}
        </article>
    }
}

#[component]
fn Line(opening: BreakGlassSessionView) -> impl IntoView {
    let i18n = use_i18n();
    let title = t_string!(i18n, workspace.number, number = opening.number);
    let title = if opening.is_open {
        let href = format!("/break-glass/{}", opening.workspace);
        view! { <a class="row-title" href=href>{title}</a> }.into_any()
    } else {
        view! { <strong>{title}</strong> }.into_any()
    };
    let time = t_string!(
        i18n,
        supervision.from_to,
        from = show_time(opening.opened_at),
        to = show_time(opening.until)
    );
    let open =
        opening.is_open.then(|| view! { <span class="flag">{t_string!(i18n, supervision.is_open)}</span> });
    view! {
        <li>
            <div class="row-main">
                {title}
                <p class="message-body">{readable(opening.reason)}</p>
                <p class="quiet">{time}</p>
            </div>
            <p class="row-flags">{open}</p>
        </li>
    }
}
