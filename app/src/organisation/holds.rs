//! Holds (R1): placing them, and ending them.

use super::words::ground_name;
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_date,
    operation::operation,
    ui::{ActsFor, FormError, Select, Submit, TextField, form_error, old_input},
};
use contract::{
    HoldId,
    administration::{Ground, HoldView},
    desk::RejectedForm,
};
use leptos::prelude::*;

/// Keeps an archive longer.
#[server(endpoint = "place_hold")]
pub async fn place_hold(
    number: String,
    ground: String,
    until: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = contract::administration::NewHold { number, ground, until };
    crate::ssr::main_user_desk()?.place_hold(new).await.map_err(crate::ssr::failed)
}

operation!(PlaceHold: Notifying);

/// Ends a hold.
#[server(endpoint = "lift_hold")]
pub async fn lift_hold(id: HoldId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::main_user_desk()?.lift_hold(id).await.map_err(crate::ssr::failed)
}

operation!(LiftHold: Notifying);

/// The holds in force, and a new one where the policy allows any.
#[component]
pub fn Holds(
    holds: Vec<HoldView>,
    cap: u32,
    rejected: Option<RejectedForm>,
    place: ServerAction<PlaceHold>,
    lift: ServerAction<LiftHold>,
) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |hold: HoldView| {
        let (by, until, ground) = (hold.by, show_date(hold.until), ground_name(hold.ground));
        let text = match hold.number {
            Some(number) => {
                t_string!(i18n, holds.line, number = number, ground = ground, by = by, until = until).clone()
            }
            None => t_string!(i18n, holds.archived_line, ground = ground, by = by, until = until).clone(),
        };
        view! {
            <li>
                <p>{text}</p>
                <ActionForm action=lift>
                    <ActsFor/>
                    <input type="hidden" name="id" value=hold.id.to_string()/>
                    <Submit label=t_string!(i18n, holds.lift) pending=lift.pending() second=true/>
                </ActionForm>
            </li>
        }
    };
    let in_force = if holds.is_empty() {
        view! { <p>{t_string!(i18n, holds.none)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{holds.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    let form = (cap > 0).then(|| view! { <NewHoldForm rejected place/> });
    let hint = match cap {
        0 => t_string!(i18n, holds.no_cap).to_owned(),
        months => t_string!(i18n, holds.cap, months = months).clone(),
    };
    view! {
        <section class="block" aria-labelledby="holds-title">
            <h2 id="holds-title">{t_string!(i18n, holds.title)}</h2>
            <p class="hint">{hint}</p>
            {in_force}
            {form}
        </section>
    }
}

#[component]
fn NewHoldForm(rejected: Option<RejectedForm>, place: ServerAction<PlaceHold>) -> impl IntoView {
    let i18n = use_i18n();
    let error = form_error(place, rejected.as_ref());
    let value = |name| old_input(rejected.as_ref(), name);
    let (number, ground, until) = (value("number"), value("ground"), value("until"));
    let options: Vec<_> =
        Ground::ALL.map(|ground| (ground.code().to_owned(), ground_name(ground).to_owned())).to_vec();
    view! {
        <details class="disclosure">
            <summary>{t_string!(i18n, holds.new)}</summary>
            <FormError error/>
            <ActionForm action=place>
                <ActsFor/>
                <TextField name="number" keyboard="numeric" label=t_string!(i18n, holds.number) value=number error/>
                <Select name="ground" label=t_string!(i18n, holds.ground) options value=ground error/>
                <TextField name="until" kind="date" label=t_string!(i18n, holds.until) value=until error/>
                <Submit label=t_string!(i18n, holds.place) pending=place.pending()/>
            </ActionForm>
        </details>
    }
}
