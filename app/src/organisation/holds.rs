//! Holds (R1): placing them, and ending them.

use super::words::ground_name;
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_date,
    operation::operation,
    ui::{Done, Form, Outcome, PostForm, Select, Submit, TextField},
};
use contract::{
    HoldId,
    administration::{Ground, HoldView},
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
pub fn Holds(holds: Vec<HoldView>, cap: u32) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |hold: HoldView| {
        let (by, until, ground) = (hold.by, show_date(hold.until), ground_name(hold.ground));
        let text = match hold.number {
            Some(number) => {
                t_string!(i18n, holds.line, number = number, ground = ground, by = by, until = until).clone()
            }
            None => t_string!(i18n, holds.archived_line, ground = ground, by = by, until = until).clone(),
        };
        let id = hold.id.to_string();
        view! {
            <li>
                <p>{text.clone()}</p>
                <PostForm form={Form::one_of::<LiftHold>(&[("id", &id)])} says_done=false says_error=false>
                    <input type="hidden" name="id" value=id/>
                    <Submit label=t_string!(i18n, holds.lift) of=text second=true/>
                </PostForm>
            </li>
        }
    };
    let in_force = if holds.is_empty() {
        view! { <p>{t_string!(i18n, holds.none)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{holds.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    let form = (cap > 0).then(|| view! { <NewHoldForm/> });
    let hint = match cap {
        0 => t_string!(i18n, holds.no_cap).to_owned(),
        months => t_string!(i18n, holds.cap, months = months).clone(),
    };
    view! {
        <section class="card" aria-labelledby="holds-title">
            <h2 id="holds-title">{t_string!(i18n, holds.title)}</h2>
            <p class="hint">{hint}</p>
            <Done of="place_hold"/>
            <Outcome of="lift_hold"/>
            {in_force}
            {form}
        </section>
    }
}

#[component]
fn NewHoldForm() -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<PlaceHold>();
    let is_open = form.came_back();
    let options: Vec<_> =
        Ground::ALL.map(|ground| (ground.code().to_owned(), ground_name(ground).to_owned())).to_vec();
    view! {
        <details class="disclosure" open=is_open>
            <summary>{t_string!(i18n, holds.new)}</summary>
            <PostForm form=form.clone() says_done=false>
                <TextField name="number" keyboard="numeric" label=t_string!(i18n, holds.number) form=form.clone()/>
                <Select name="ground" label=t_string!(i18n, holds.ground) options form=Some(form.clone())/>
                <TextField name="until" kind="date" label=t_string!(i18n, holds.until) form/>
                <Submit label=t_string!(i18n, holds.place)/>
            </PostForm>
        </details>
    }
}
