//! The absence of a colleague, set by a main user: whoever falls ill cannot do it themselves (P12).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::{days_of_access, show_days},
    operation::operation,
    ui::{
        Banner, Dialog, Done, Empty, Form, NobodyReads, Outcome, PageTitle, PostForm, Select, Submit,
        TextField, Tone, page, readable,
    },
};
use contract::{
    ApiError, PersonId,
    absence::{AbsenceView, ColleagueAbsence},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Whose absence it is, when they are away, and who could stand in.
#[server(endpoint = "read_colleague_absence")]
pub async fn read_colleague_absence(person: PersonId) -> Result<ColleagueAbsence, AppError> {
    crate::ssr::main_user_desk()?.colleague_absence(person).await.map_err(crate::ssr::failed)
}

operation!(ReadColleagueAbsence: Ordinary);

/// Says when a colleague is away.
#[server(endpoint = "set_colleague_absence")]
pub async fn set_colleague_absence(
    person: PersonId,
    first_day: String,
    last_day: String,
    substitute: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = contract::absence::NewAbsence { first_day, last_day, substitute };
    crate::ssr::main_user_desk()?.set_colleague_absence(person, new).await.map_err(crate::ssr::failed)
}

operation!(SetColleagueAbsence: Notifying);

/// Says that a colleague is there.
#[server(endpoint = "end_colleague_absence")]
pub async fn end_colleague_absence(
    person: PersonId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::main_user_desk()?.end_colleague_absence(person).await.map_err(crate::ssr::failed)
}

operation!(EndColleagueAbsence: Ordinary);

/// The page.
#[component]
pub fn ColleagueAwayPage() -> impl IntoView {
    let person = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let person = person.parse().map_err(|_| ApiError::NotFound)?;
        let absence = read_colleague_absence(person).await?;
        Ok(view! { <ColleagueAway person absence/> })
    })
}

#[component]
fn ColleagueAway(person: PersonId, absence: ColleagueAbsence) -> impl IntoView {
    let i18n = use_i18n();
    let ColleagueAbsence { name, absence: AbsenceView { current, colleagues, refused, .. } } = absence;
    let called = |id| colleagues.iter().find(|(who, _)| *who == id).map(|(_, name)| name.clone());
    // What is set already stands in the form, to be changed.
    let shown = |value: Option<String>| value.unwrap_or_default();
    let first = shown(current.as_ref().map(|absence| absence.first_day.to_string()));
    let last = shown(current.as_ref().map(|absence| absence.last_day.to_string()));
    let stands_in = shown(current.as_ref().map(|absence| absence.substitute.to_string()));
    let now = current.map(|absence| {
        let days = show_days(absence.first_day, absence.last_day);
        let substitute = called(absence.substitute);
        let access = absence.access_from.zip(substitute.clone()).map(|(from, substitute)| {
            match days_of_access(from, absence.last_day) {
                Some(days) => t_string!(i18n, away.access_of, substitute = substitute, days = days).clone(),
                None => t_string!(i18n, away.no_access).to_owned(),
            }
        });
        let nobody = substitute
            .is_none()
            .then(|| view! { <p><strong>{t_string!(i18n, away.no_substitute_of)}</strong></p> });
        let substitute = substitute.unwrap_or_else(|| "–".to_owned());
        let is_away = absence.substitute_away.map(|(first, last)| {
            let (substitute, days) = (substitute.clone(), show_days(first, last));
            t_string!(i18n, away.substitute_away, substitute = substitute, days = days).clone()
        });
        let text = t_string!(i18n, away.set_of, days = days, substitute = substitute);
        view! {
            <Banner tone=Tone::Attention>
                <p>{text}</p>
                {access.map(|text| view! { <p>{text}</p> })}
                {nobody}
                {is_away.map(|text| view! { <p><strong>{text}</strong></p> })}
                <NobodyReads numbers=refused/>
                <div class="actions">
                    <Dialog id="end" label=t_string!(i18n, away.end) explain=t_string!(i18n, away.end_explain)>
                        <PostForm form={Form::of::<EndColleagueAbsence>()} says_done=false says_error=false>
                            <input type="hidden" name="person" value=person.to_string()/>
                            <Submit label=t_string!(i18n, away.end)/>
                        </PostForm>
                    </Dialog>
                </div>
            </Banner>
        }
    });
    let form = if colleagues.is_empty() {
        let hint = t_string!(i18n, away.nobody_hint);
        view! { <Empty title=t_string!(i18n, away.nobody_of) hint/> }.into_any()
    } else {
        let form = Form::of::<SetColleagueAbsence>();
        let options: Vec<_> = colleagues.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        view! {
            <PostForm form=form.clone() says_done=false>
                <input type="hidden" name="person" value=person.to_string()/>
                <TextField name="first_day" kind="date" label=t_string!(i18n, away.first_day) value=first form=form.clone()/>
                <TextField name="last_day" kind="date" label=t_string!(i18n, away.last_day) value=last form=form.clone()/>
                <Select name="substitute" label=t_string!(i18n, away.substitute) options value=stands_in form=Some(form)/>
                <Submit label=t_string!(i18n, away.submit)/>
            </PostForm>
        }
        .into_any()
    };
    let title = t_string!(i18n, away.title_of, name = readable(name));
    view! {
        <PageTitle text=title.clone()/>
        <article class="narrow">
            <p><a href="/organisation/people">{t_string!(i18n, staff.title)}</a></p>
            <h1>{title}</h1>
            <p class="lead">{t_string!(i18n, away.lead_of)}</p>
            <Done of="set_colleague_absence"/>
            <Outcome of="end_colleague_absence"/>
            {now}
            {form}
        </article>
    }
}
