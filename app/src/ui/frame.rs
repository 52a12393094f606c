//! The frame around every page: skip link, who one is, language, sign-out.

use super::{inputs::acts_for::Around, session_watch::SessionWatch};
use crate::{
    i18n::{t_string, use_i18n},
    language::{language, show_date},
    session::frame,
};
use chrono::NaiveDate;
use contract::{
    person::{Language, Me, SignInOption},
    staff::StaffRole,
};
use leptos::{html::Main, prelude::*};
use leptos_router::hooks::use_location;

/// The frame.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let main = NodeRef::<Main>::new();
    follow(main);
    let around = Resource::new_blocking(|| (), |()| async { frame().await.unwrap_or_default() });
    provide_context(Around(around));
    view! {
        <a class="skip" href="#main" rel="external">{t_string!(i18n, skip)}</a>
        <header class="top">
            <Suspense>
                {move || Suspend::new(async move {
                    around.await.demonstration.map(|today| view! { <DemonstrationBar today/> })
                })}
            </Suspense>
            <div class="top-inner">
                <a class="brand" href="/">{t_string!(i18n, brand)}</a>
                <div class="top-tools">
                    <Suspense>
                        {move || Suspend::new(async move {
                            let around = around.await;
                            around.me.map(|me| view! { <SignedInAs me other_organisations=around.other_organisations/> })
                        })}
                    </Suspense>
                    <LanguageMenu/>
                </div>
            </div>
        </header>
        <Suspense>
            {move || Suspend::new(async move { around.await.left.map(|left| view! { <SessionWatch left/> }) })}
        </Suspense>
        <main id="main" tabindex="-1" node_ref=main>{children()}</main>
        <footer class="bottom"><p>{t_string!(i18n, footer)}</p></footer>
    }
}

/// Where scripts change the page, the focus goes to its content, as it would with a page that is
/// loaded: a keyboard goes on from there, and a screen reader tells of it.
fn follow(main: NodeRef<Main>) {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        let moved = before.is_some_and(|before| before != path);
        if let (true, Some(main)) = (moved, main.get_untracked()) {
            drop(main.focus());
        }
        path
    });
}

/// In a demonstration: the date on its clock, and the way to its controls.
#[component]
fn DemonstrationBar(today: NaiveDate) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="demonstration">
            {t_string!(i18n, demonstration, date = show_date(today))} " "
            <a href="/demo" rel="external">{t_string!(i18n, demonstration_controls)}</a>
        </p>
    }
}

/// Who is signed in, on whose behalf (P4), and the way out.
#[component]
fn SignedInAs(me: Me, other_organisations: Vec<SignInOption>) -> impl IntoView {
    let i18n = use_i18n();
    let behalf = me.organisation.clone().map(|organisation| {
        view! { <span class="quiet">{t_string!(i18n, on_behalf, organisation = organisation)}</span> }
    });
    let is_customer = me.organisation.is_none();
    let workspaces = (is_customer || me.roles.contains(StaffRole::Counselor))
        .then(|| view! { <a href="/workspaces">{t_string!(i18n, workspaces)}</a> });
    let organisation = me
        .roles
        .contains(StaffRole::MainUser)
        .then(|| view! { <a href="/organisation">{t_string!(i18n, organisation.title)}</a> });
    let break_glass = me
        .roles
        .contains(StaffRole::Supervisor)
        .then(|| view! { <a href="/break-glass">{t_string!(i18n, break_glass.title)}</a> });
    let switch = move |way: SignInOption| {
        let href = format!("/sign-in/{}?switch={}", way.key, way.switch.unwrap_or_default());
        view! { <a href=href rel="external">{t_string!(i18n, switch_to, organisation = way.label)}</a> }
    };
    view! {
        {workspaces}
        {organisation}
        {break_glass}
        {other_organisations.into_iter().map(switch).collect_view()}
        <p class="who"><strong><a href="/sign-ins">{me.name}</a></strong> {behalf}</p>
        <form method="post" action="/sign-out">
            <button type="submit" class="link">{t_string!(i18n, sign_out)}</button>
        </form>
    }
}

/// The languages, each by its own name. A choice loads the page anew, and is remembered.
#[component]
fn LanguageMenu() -> impl IntoView {
    let i18n = use_i18n();
    let location = use_location();
    let here = move || format!("{}{}", location.pathname.get(), question(&location.search.get()));
    let choice = move |choice: Language| {
        let name = match choice {
            Language::Fi => "Suomi",
            Language::Sv => "Svenska",
            Language::En => "English",
        };
        let current = (language() == choice).then_some("true");
        view! {
            <button type="submit" class="link" name="language" value=choice.code() lang=choice.code() aria-current=current>
                {name}
            </button>
        }
    };
    view! {
        <nav aria-label=t_string!(i18n, language)>
            <form method="post" action="/language" class="languages">
                <input type="hidden" name="back" value=here/>
                {Language::ALL.into_iter().map(choice).collect_view()}
            </form>
        </nav>
    }
}

/// The query of an address with its question mark, wherever the router left it.
fn question(search: &str) -> String {
    match search.trim_start_matches('?') {
        "" => String::new(),
        query => format!("?{query}"),
    }
}
