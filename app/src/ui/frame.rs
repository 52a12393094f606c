//! The frame around every page: skip link, the places of one's roles, who one is, language.

mod account_menu;

use self::account_menu::AccountMenu;
use super::{
    icon::{Icon, IconView},
    inputs::acts_for::Around,
    session_watch::SessionWatch,
};
use crate::{
    i18n::{t_string, use_i18n},
    language::{language, show_date},
    session::frame,
};
use chrono::NaiveDate;
use contract::{
    person::{Language, Me},
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
                <a class="brand" href="/">
                    <IconView icon=Icon::Mark/>
                    <span>{t_string!(i18n, brand)} <small>{t_string!(i18n, tagline)}</small></span>
                </a>
                <Suspense>
                    {move || Suspend::new(async move {
                        let around = around.await;
                        around.me.map(|me| {
                            let other_organisations = around.other_organisations;
                            view! {
                                <Places me=me.clone()/>
                                <div class="account"><AccountMenu me other_organisations/></div>
                            }
                        })
                    })}
                </Suspense>
            </div>
        </header>
        <Suspense>
            {move || Suspend::new(async move { around.await.left.map(|left| view! { <SessionWatch left/> }) })}
        </Suspense>
        <main id="main" tabindex="-1" node_ref=main>{children()}</main>
        <footer class="bottom">
            <div>
                <p>{t_string!(i18n, footer)}</p>
                <LanguageMenu/>
                <p class="emergency">{t_string!(i18n, emergency)}</p>
            </div>
        </footer>
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

/// The places of a person's roles.
#[component]
fn Places(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let has = |role| me.roles.contains(role);
    let places = [
        (
            me.organisation.is_none() || has(StaffRole::Counselor),
            "/workspaces",
            Icon::Folder,
            t_string!(i18n, workspaces),
        ),
        (has(StaffRole::MainUser), "/organisation", Icon::Chart, t_string!(i18n, organisation.title)),
        (has(StaffRole::Supervisor), "/break-glass", Icon::Lock, t_string!(i18n, break_glass.title)),
    ];
    let place = move |(_, href, icon, name): (bool, &'static str, Icon, &'static str)| {
        let here = move || path.with(|path| is_within(path, href)).then_some("page");
        view! { <a href=href aria-current=here><IconView icon/> {name}</a> }
    };
    view! {
        <nav class="places" aria-label=t_string!(i18n, places)>
            {places.into_iter().filter(|(theirs, ..)| *theirs).map(place).collect_view()}
        </nav>
    }
}

/// Whether a page is at a place, or within it.
fn is_within(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
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
