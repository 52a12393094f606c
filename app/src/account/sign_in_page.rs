//! The page to sign in on.

use crate::{
    i18n::{t_string, use_i18n},
    invitation::describe_invitation,
    language::named,
    ui::{Banner, Icon, IconView, PageTitle, Select, Tone, page},
};
use contract::{
    invitation::Inviter,
    invitation_of,
    person::{Side, SignInOption},
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, location::Url};

/// How many organisations are shown as they are.
const FEW: usize = 4;

/// Customers first, staff after them, unless one comes as staff; why one is here, where there is a reason (U4).
#[component]
pub fn SignInPage() -> impl IntoView {
    let return_to = use_query_map().get_untracked().get("return_to").unwrap_or_default();
    page(async move {
        // Of one that is not valid, its own page says so.
        let inviter = match invitation_of(&return_to) {
            Some(token) => describe_invitation(token.to_owned()).await.ok(),
            None => None,
        };
        let inviter =
            inviter.filter(|invitation| !invitation.is_declined).map(|invitation| invitation.inviter);
        Ok(view! { <SignIn inviter/> })
    })
}

#[component]
fn SignIn(inviter: Option<Inviter>) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map().get_untracked();
    let context = crate::ssr::request_context();
    let sign_in_options = context.map(|context| context.sign_in_options).unwrap_or_default();
    let signed_in = sign_in_options.iter().any(|option| option.switch.is_some());
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
    let invited = inviter.map(|Inviter { organisation, counselor }| {
        let text =
            t_string!(i18n, signin.invited, counselor = counselor, organisation = named(&organisation));
        view! { <Banner tone=Tone::Calm><p>{text}</p></Banner> }
    });
    let return_to = query.get("return_to").unwrap_or_default();
    let (customers, staff): (Vec<_>, Vec<_>) =
        sign_in_options.into_iter().partition(|option| option.side == Side::Customer);
    let is_staff = query.get("for").as_deref() == Some("staff") || query.get("organisation").is_some();
    let (chosen, why) = (query.get("organisation"), query.get("because").unwrap_or_default());
    let for_customers =
        view! { <ForCustomers options=customers return_to=return_to.clone() is_main=!is_staff/> };
    let for_staff = view! { <ForStaff options=staff return_to chosen because=why is_main=is_staff/> };
    let cards = if is_staff {
        view! { {for_staff} {for_customers} }.into_any()
    } else {
        view! { {for_customers} {for_staff} }.into_any()
    };
    view! {
        <PageTitle text=t_string!(i18n, signin.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, signin.title)}</h1>
            {because}
            {invited}
            {cards}
        </article>
    }
}

#[component]
fn ForCustomers(options: Vec<SignInOption>, return_to: String, is_main: bool) -> impl IntoView {
    let i18n = use_i18n();
    let link = move |option| view! { <SignInLink option return_to=return_to.clone() is_main/> };
    view! {
        <section class="card">
            <h2><IconView icon=Icon::Lock/> {t_string!(i18n, signin.customer)}</h2>
            <p>{t_string!(i18n, signin.customer_hint)}</p>
            {options.into_iter().map(link).collect_view()}
        </section>
    }
}

/// The staff's ways in: a few as they are, many after a choice of one's organisation.
#[component]
fn ForStaff(
    options: Vec<SignInOption>,
    return_to: String,
    chosen: Option<String>,
    because: String,
    is_main: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let are_many = options.len() > FEW;
    let is_shown = |option: &&SignInOption| !are_many || chosen.as_ref() == Some(&option.key);
    let link = |option: &SignInOption| view! { <SignInLink option=option.clone() return_to=return_to.clone() is_main/> };
    let links = options.iter().filter(is_shown).map(link).collect_view();
    let choice = are_many.then(|| {
        let names = options.iter().map(|option| (option.key.clone(), option.label.clone())).collect();
        let value = chosen.clone().unwrap_or_default();
        view! {
            <form method="get" action="/sign-in" class="filter">
                <input type="hidden" name="return_to" value=return_to.clone()/>
                <input type="hidden" name="because" value=because/>
                <Select name="organisation" label=t_string!(i18n, signin.organisation) options=names value form=None/>
                <button type="submit" class="button button-second">{t_string!(i18n, signin.choose)}</button>
            </form>
        }
    });
    view! {
        <section class="card">
            <h2><IconView icon=Icon::Person/> {t_string!(i18n, signin.staff)}</h2>
            <p>{t_string!(i18n, signin.staff_hint)}</p>
            {choice}
            {links}
        </section>
    }
}

/// A way to sign in. A link, not a form: a form's way to another site would be against the security policy.
#[component]
fn SignInLink(option: SignInOption, return_to: String, is_main: bool) -> impl IntoView {
    let i18n = use_i18n();
    let class = if is_main { "button" } else { "button button-second" };
    let switch = option.switch.map(|switch| format!("&switch={switch}")).unwrap_or_default();
    let href = format!("/sign-in/{}?return_to={}{switch}", option.key, Url::escape(&return_to));
    let name = t_string!(i18n, signin.with, way = option.label);
    view! { <p><a class=class href=href>{name}</a></p> }
}
