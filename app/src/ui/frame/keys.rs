//! The keys that staff work by, with their words.

use crate::i18n::{t_string, use_i18n};
use contract::{person::Me, staff::StaffRole};
use islands::shortcuts::{CHOICE, DIALOG, Shortcuts};
use leptos::prelude::*;

/// The dialog that lists them, with the places of one's roles, and what listens to them.
#[component]
pub fn Keys(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let has = |role| me.roles.contains(role);
    let is_counselor = has(StaffRole::Counselor);
    let places = [
        (is_counselor, "w", "/workspaces", t_string!(i18n, workspaces)),
        (is_counselor, "u", "/news", t_string!(i18n, news.title)),
        (is_counselor, "n", "/workspaces/new", t_string!(i18n, list.new)),
        (has(StaffRole::MainUser), "o", "/organisation", t_string!(i18n, organisation.title)),
        (has(StaffRole::Supervisor), "b", "/break-glass", t_string!(i18n, break_glass.title)),
        (true, "y", "/contact-details", t_string!(i18n, contact.title)),
    ];
    let place = |(_, key, href, name): (bool, &'static str, &'static str, &'static str)| {
        view! { <div data-key=key data-href=href><dt><kbd>"g " {key}</kbd></dt><dd>{name}</dd></div> }
    };
    let places = places.into_iter().filter(|(is_theirs, ..)| *is_theirs).map(place).collect_view();
    let key = |key: &'static str, text: &'static str| {
        view! { <div><dt><kbd>{key}</kbd></dt><dd>{text}</dd></div> }
    };
    view! {
        <dialog id=DIALOG class="dialog" aria-labelledby="shortcuts-title">
            <h2 id="shortcuts-title">{t_string!(i18n, keys.title)}</h2>
            <dl class="facts">
                {is_counselor.then(|| key("/", t_string!(i18n, keys.search)))}
                {key("j", t_string!(i18n, keys.next))}
                {key("k", t_string!(i18n, keys.previous))}
                {places}
                {key("?", t_string!(i18n, keys.help))}
            </dl>
            <label class="choice">
                <input type="checkbox" id=CHOICE/>
                {t_string!(i18n, keys.off)}
            </label>
            <p>
                <button type="button" class="button" autofocus command="close" commandfor=DIALOG>
                    {t_string!(i18n, keys.close)}
                </button>
            </p>
        </dialog>
        <Shortcuts/>
    }
}
