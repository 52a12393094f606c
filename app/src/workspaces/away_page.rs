//! Out of office, with a substitute (W6).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_date,
    operation::operation,
    ui::{
        ActsFor, Banner, Empty, ErrorView, FormError, PageTitle, Select, Submit, TextField, Tone, form_error,
        old_input, read_rejected_form,
    },
};
use contract::{
    absence::{Absence, AbsenceView},
    desk::RejectedForm,
};
use leptos::prelude::*;

/// When the counselor is away, and who could stand in.
#[server(endpoint = "read_absence")]
pub async fn read_absence() -> Result<AbsenceView, AppError> {
    crate::ssr::counselor_desk()?.absence().await.map_err(crate::ssr::failed)
}

operation!(ReadAbsence: Ordinary);

/// Says when the counselor is away.
#[server(endpoint = "set_absence")]
pub async fn set_absence(
    first_day: String,
    last_day: String,
    substitute: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = contract::absence::NewAbsence { first_day, last_day, substitute };
    crate::ssr::counselor_desk()?.set_absence(new).await.map_err(crate::ssr::failed)
}

operation!(SetAbsence: Ordinary);

/// Says that the counselor is there.
#[server(endpoint = "end_absence")]
pub async fn end_absence(#[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?.end_absence().await.map_err(crate::ssr::failed)
}

operation!(EndAbsence: Ordinary);

/// The page.
#[component]
pub fn AwayPage() -> impl IntoView {
    let i18n = use_i18n();
    let set = ServerAction::<SetAbsence>::new();
    let end = ServerAction::<EndAbsence>::new();
    let data = Resource::new_blocking(
        move || (set.version().get(), end.version().get()),
        |_| async move { Ok::<_, AppError>((read_absence().await?, read_rejected_form().await?)) },
    );
    view! {
        <PageTitle text=t_string!(i18n, away.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((view, rejected)) => view! { <Away view rejected set end/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Away(
    view: AbsenceView,
    rejected: Option<RejectedForm>,
    set: ServerAction<SetAbsence>,
    end: ServerAction<EndAbsence>,
) -> impl IntoView {
    let i18n = use_i18n();
    let AbsenceView { current, colleagues } = view;
    let name = |id| colleagues.iter().find(|(who, _)| *who == id).map(|(_, name)| name.clone());
    let now = current.map(|absence: Absence| {
        let (first, last) = (show_date(absence.first_day), show_date(absence.last_day));
        let substitute = name(absence.substitute).unwrap_or_default();
        let text = t_string!(i18n, away.set, first = first, last = last, substitute = substitute);
        view! {
            <Banner tone=Tone::Attention>
                <p>{text}</p>
                <ActionForm action=end>
                    <ActsFor/>
                    <Submit label=t_string!(i18n, away.end) pending=end.pending() second=true/>
                </ActionForm>
            </Banner>
        }
    });
    let nobody = colleagues.is_empty();
    let form = if nobody {
        view! { <Empty title=t_string!(i18n, away.nobody) hint=t_string!(i18n, away.nobody_hint)/> }
            .into_any()
    } else {
        let error = form_error(set, rejected.as_ref());
        let value = |name| old_input(rejected.as_ref(), name);
        let (first, last, chosen) = (value("first_day"), value("last_day"), value("substitute"));
        let options: Vec<_> = colleagues.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        view! {
            <FormError error/>
            <ActionForm action=set>
                <ActsFor/>
                <TextField name="first_day" kind="date" label=t_string!(i18n, away.first_day) value=first error/>
                <TextField name="last_day" kind="date" label=t_string!(i18n, away.last_day) value=last error/>
                <Select name="substitute" label=t_string!(i18n, away.substitute) options value=chosen error/>
                <Submit label=t_string!(i18n, away.submit) pending=set.pending()/>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <article class="narrow">
            <p><a href="/workspaces">{t_string!(i18n, back_to_workspaces)}</a></p>
            <h1>{t_string!(i18n, away.title)}</h1>
            <p class="lead">{t_string!(i18n, away.lead)}</p>
            {now}
            {form}
        </article>
    }
}
