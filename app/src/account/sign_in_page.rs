//! The page to sign in on.

use crate::{
    i18n::{t_string, use_i18n},
    ui::{Banner, PageTitle, Tone},
};
use contract::person::{Side, SignInOption};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, location::Url};

/// Customers first, staff after them; why one is here, where there is a reason (U4).
#[component]
pub fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map().get_untracked();
    let context = crate::ssr::request_context();
    let sign_in_options = context.map(|context| context.sign_in_options).unwrap_or_default();
    let signed_in = sign_in_options.iter().any(|way| way.switch.is_some());
    // The address may say what is not so any more: a page that was kept, or a link.
    let because = match (query.get("because").as_deref(), signed_in) {
        (Some("switch"), true) => Some(t_string!(i18n, signin.because_switch)),
        (_, true) => None,
        (Some("idle"), _) => Some(t_string!(i18n, signin.because_idle)),
        (Some("expired"), _) => Some(t_string!(i18n, signin.because_expired)),
        (Some("gone"), _) => Some(t_string!(i18n, signin.because_gone)),
        (Some("unsent"), _) => Some(t_string!(i18n, signin.because_unsent)),
        (Some("needed"), _) => Some(t_string!(i18n, signin.because_needed)),
        _ => None,
    };
    let because = because.map(|text| view! { <Banner tone=Tone::Calm><p>{text}</p></Banner> });
    let return_to = query.get("return_to").unwrap_or_default();
    view! {
        <PageTitle text=t_string!(i18n, signin.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, signin.title)}</h1>
            {because}
            <Choices sign_in_options=sign_in_options.clone() side=Side::Customer return_to=return_to.clone()/>
            <Choices sign_in_options side=Side::Counselor return_to/>
        </article>
    }
}

#[component]
fn Choices(sign_in_options: Vec<SignInOption>, side: Side, return_to: String) -> impl IntoView {
    let i18n = use_i18n();
    let (title, hint) = match side {
        Side::Customer => (t_string!(i18n, signin.customer), t_string!(i18n, signin.customer_hint)),
        Side::Counselor => (t_string!(i18n, signin.staff), t_string!(i18n, signin.staff_hint)),
    };
    let class = if side == Side::Customer { "button" } else { "button button-second" };
    let return_to = Url::escape(&return_to);
    let link = move |way: SignInOption| {
        let switch = way.switch.map(|switch| format!("&switch={switch}")).unwrap_or_default();
        let href = format!("/sign-in/{}?return_to={return_to}{switch}", way.key);
        let name = t_string!(i18n, signin.with, way = way.label);
        // A link, not a form: a form's way to another site would be against the security policy.
        view! { <p><a class=class href=href>{name}</a></p> }
    };
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p>{hint}</p>
            {sign_in_options.into_iter().filter(|way| way.side == side).map(link).collect_view()}
        </section>
    }
}
