//! The frame around every page: skip link, the places of one's roles, who one is, language.

mod account_menu;
mod bell;
mod keys;
mod language_buttons;

pub use self::language_buttons::LanguageButtons;
use self::{account_menu::AccountMenu, bell::Bell, keys::Keys};
use super::icon::{Icon, IconView};
use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
    session::frame,
};
use chrono::NaiveDate;
use contract::{
    person::{FrameView, Me, SessionLeft},
    staff::StaffRole,
};
use islands::{
    menu::Menus,
    session_watch::{COVER, NOTICE, NOTICE_TEXT, STAY, SessionWatch},
};
use leptos::{prelude::*, tachys::reactive_graph::OwnedView};
use leptos_router::hooks::use_location;

/// The frame.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    Suspend::new(async move {
        let around = frame().await.unwrap_or_default();
        // What the islands in it hold lives until it is written, however long that takes.
        OwnedView::new(view! { <Around around>{children()}</Around> })
    })
}

#[component]
fn Around(around: FrameView, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let FrameView { me, other_organisations, demonstration, left, news } = around;
    let keys = me.clone().filter(|me| me.organisation.is_some()).map(|me| view! { <Keys me/> });
    let person = me.map(|me| {
        view! {
            <Places me=me.clone()/>
            <div class="account">
                {news.map(|count| view! { <Bell count/> })}
                <AccountMenu me other_organisations/>
            </div>
            <Menus/>
        }
    });
    view! {
        <a class="skip" href="#main">{t_string!(i18n, skip)}</a>
        <header class="top">
            {demonstration.map(|today| view! { <DemonstrationBar today/> })}
            <div class="top-inner">
                <a class="brand" href="/">
                    <IconView icon=Icon::Mark/>
                    <span>{t_string!(i18n, brand)} <small>{t_string!(i18n, tagline)}</small></span>
                </a>
                {person}
            </div>
        </header>
        {left.map(|left| view! { <Watched left/> })}
        {keys}
        <main id="main" tabindex="-1">{children()}</main>
        <footer class="bottom">
            <div>
                <p>{t_string!(i18n, footer)}</p>
                <LanguageMenu/>
                <p class="emergency">{t_string!(i18n, emergency)}</p>
            </div>
        </footer>
    }
}

/// The watch over the sign-in, with its words.
#[component]
fn Watched(left: SessionLeft) -> impl IntoView {
    let i18n = use_i18n();
    let (idle, at_most) = (t_string!(i18n, ending.idle), t_string!(i18n, ending.at_most));
    view! {
        <div id=NOTICE class="ending" role="alertdialog" aria-labelledby="ending-title" aria-describedby=NOTICE_TEXT hidden>
            <h2 id="ending-title">{t_string!(i18n, ending.title)}</h2>
            <p id=NOTICE_TEXT data-idle=idle data-at-most=at_most></p>
            <button type="button" class="button" id=STAY>{t_string!(i18n, ending.stay)}</button>
        </div>
        <div id=COVER class="cover" role="alertdialog" aria-labelledby="cover-title" hidden tabindex="-1">
            <h2 id="cover-title">{t_string!(i18n, ending.ended)}</h2>
            <p>{t_string!(i18n, ending.ended_text)}</p>
            <p><a class="button" href="/sign-in">{t_string!(i18n, signin.again)}</a></p>
        </div>
        <SessionWatch left/>
    }
}

/// In a demonstration: the date on its clock, and the way to its controls.
#[component]
fn DemonstrationBar(today: NaiveDate) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="demonstration">
            {t_string!(i18n, demonstration, date = show_date(today))} " "
            <a href="/demo">{t_string!(i18n, demonstration_controls)}</a>
        </p>
    }
}

/// The places of a person's roles.
#[component]
fn Places(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname.get_untracked();
    let has = |role| me.roles.contains(role);
    let places = [
        (me.organisation.is_none(), "/workspaces", Icon::Home, t_string!(i18n, place_home)),
        (has(StaffRole::Counselor), "/workspaces", Icon::Folder, t_string!(i18n, workspaces)),
        (has(StaffRole::MainUser), "/organisation", Icon::Chart, t_string!(i18n, organisation.title)),
        (has(StaffRole::Supervisor), "/break-glass", Icon::Lock, t_string!(i18n, break_glass.title)),
    ];
    let place = move |(_, href, icon, name): (bool, &'static str, Icon, &'static str)| {
        let here = is_within(&path, href).then_some("page");
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

/// The choice of a language.
#[component]
fn LanguageMenu() -> impl IntoView {
    let i18n = use_i18n();
    let location = use_location();
    let here = format!("{}{}", location.pathname.get_untracked(), question(&location.search.get_untracked()));
    view! {
        <nav aria-label=t_string!(i18n, language)>
            <form method="post" action="/language" class="languages">
                <input type="hidden" name="back" value=here/>
                <LanguageButtons/>
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
