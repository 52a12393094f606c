//! The keys that staff work by, with their words.

use crate::i18n::{t_string, use_i18n};
use contract::{person::Me, staff::StaffRole};
use islands::shortcuts::{Place, ShortcutTexts, Shortcuts};
use leptos::prelude::*;

/// The island, with the places of one's roles.
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
    let place = |(_, key, href, name): (bool, &'static str, &'static str, &'static str)| Place {
        key: key.to_owned(),
        href: href.to_owned(),
        name: name.to_owned(),
    };
    let places = places.into_iter().filter(|(is_theirs, ..)| *is_theirs).map(place).collect();
    let texts = ShortcutTexts {
        title: t_string!(i18n, keys.title).to_owned(),
        search: is_counselor.then(|| t_string!(i18n, keys.search).to_owned()),
        next: t_string!(i18n, keys.next).to_owned(),
        previous: t_string!(i18n, keys.previous).to_owned(),
        help: t_string!(i18n, keys.help).to_owned(),
        off: t_string!(i18n, keys.off).to_owned(),
        close: t_string!(i18n, keys.close).to_owned(),
    };
    view! { <Shortcuts texts places/> }
}
