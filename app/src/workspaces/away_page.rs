//! Out of office, with a substitute (W6).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::{days_of_access, show_date, show_days},
    operation::operation,
    ui::{
        Banner, Dialog, Done, Empty, Form, NobodyReads, Outcome, PageTitle, PostForm, Select, Submit,
        TextField, Tone, page,
    },
};
use contract::absence::{Absence, AbsenceView, StandsInFor};
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

operation!(SetAbsence: Notifying);

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
    page(async {
        let view = read_absence().await?;
        Ok(view! { <Away view/> })
    })
}

#[component]
fn Away(view: AbsenceView) -> impl IntoView {
    let i18n = use_i18n();
    let AbsenceView { current, colleagues, stands_in_for, refused } = view;
    let name = |id| colleagues.iter().find(|(who, _)| *who == id).map(|(_, name)| name.clone());
    // What is set already stands in the form, to be changed.
    let shown = |value: Option<String>| value.unwrap_or_default();
    let first = shown(current.as_ref().map(|absence| absence.first_day.to_string()));
    let last = shown(current.as_ref().map(|absence| absence.last_day.to_string()));
    let stands_in = shown(current.as_ref().map(|absence| absence.substitute.to_string()));
    let now = current.map(|absence: Absence| {
        let days = show_days(absence.first_day, absence.last_day);
        let Some(substitute) = name(absence.substitute) else {
            return view! { <NoSubstitute days/> }.into_any();
        };
        let is_away = absence.substitute_away.map(|(first, last)| {
            let (substitute, days) = (substitute.clone(), show_days(first, last));
            t_string!(i18n, away.substitute_away, substitute = substitute, days = days)
        });
        let access = absence.access_from.map(|from| match days_of_access(from, absence.last_day) {
            Some(days) => t_string!(i18n, away.access, substitute = substitute.clone(), days = days).clone(),
            None => t_string!(i18n, away.no_access).to_owned(),
        });
        let text = t_string!(i18n, away.set, days = days, substitute = substitute);
        view! {
            <Banner tone=Tone::Attention>
                <p>{text}</p>
                {access.map(|text| view! { <p>{text}</p> })}
                {is_away.map(|text| view! { <p><strong>{text}</strong></p> })}
                <NobodyReads numbers=refused/>
                <End/>
            </Banner>
        }
        .into_any()
    });
    let form = if colleagues.is_empty() {
        view! { <Empty title=t_string!(i18n, away.nobody) hint=t_string!(i18n, away.nobody_hint)/> }
            .into_any()
    } else {
        let form = Form::of::<SetAbsence>();
        let options: Vec<_> = colleagues.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        view! {
            <PostForm form=form.clone() says_done=false>
                <TextField name="first_day" kind="date" label=t_string!(i18n, away.first_day) value=first form=form.clone()/>
                <TextField name="last_day" kind="date" label=t_string!(i18n, away.last_day) value=last form=form.clone()/>
                <Select name="substitute" label=t_string!(i18n, away.substitute) options value=stands_in form=Some(form)/>
                <Submit label=t_string!(i18n, away.submit)/>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <PageTitle text=t_string!(i18n, away.title)/>
        <article class="narrow">
            <p><a href="/workspaces">{t_string!(i18n, back_to_workspaces)}</a></p>
            <h1>{t_string!(i18n, away.title)}</h1>
            <p class="lead">{t_string!(i18n, away.lead)}</p>
            <Done of="set_absence"/>
            <Outcome of="end_absence"/>
            {stands_in_for.into_iter().map(|stands_in| view! { <StandsIn stands_in/> }).collect_view()}
            {now}
            {form}
        </article>
    }
}

/// That nobody stands in, because whoever was chosen cannot any more.
#[component]
fn NoSubstitute(days: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Banner tone=Tone::Trouble>
            <p>{t_string!(i18n, away.is_away, days = days)}</p>
            <p><strong>{t_string!(i18n, away.no_substitute)}</strong></p>
            <End/>
        </Banner>
    }
}

/// Ending the absence.
#[component]
fn End() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="actions">
            <Dialog id="end" label=t_string!(i18n, away.end) explain=t_string!(i18n, away.end_explain)>
                <PostForm form={Form::of::<EndAbsence>()} says_done=false says_error=false>
                    <Submit label=t_string!(i18n, away.end)/>
                </PostForm>
            </Dialog>
        </div>
    }
}

/// For whom the reader stands in.
#[component]
fn StandsIn(stands_in: StandsInFor) -> impl IntoView {
    let i18n = use_i18n();
    let StandsInFor { name, first_day, last_day, access_from } = stands_in;
    let days = show_days(first_day, last_day);
    let from = access_from.map(|from| match days_of_access(from, last_day) {
        Some(_) => t_string!(i18n, away.stands_in_from, from = show_date(from)).clone(),
        None => t_string!(i18n, away.stands_in_never).to_owned(),
    });
    view! {
        <Banner tone=Tone::Calm>
            <p>{t_string!(i18n, away.stands_in, name = name, days = days)} " " {from}</p>
        </Banner>
    }
}
