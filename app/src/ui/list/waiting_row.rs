//! A row of what waits: the first thing on everybody's first page.

use crate::{
    i18n::{t_string, use_i18n},
    ui::icon::{Icon, IconView},
};
use leptos::prelude::*;

/// New messages in words.
pub fn new_messages(count: u32) -> String {
    let i18n = use_i18n();
    match count {
        1 => t_string!(i18n, list.new_one).to_owned(),
        count => t_string!(i18n, list.new_many, count = count),
    }
}

/// A row that is a link as a whole.
#[component]
pub fn WaitingRow(
    /// What kind of thing it is.
    icon: Icon,
    /// Where it is.
    href: String,
    /// What it is.
    #[prop(into)]
    title: String,
    /// About what.
    about: String,
    /// Since when, or until when.
    aside: String,
    /// Whether it cannot wait any longer.
    is_urgent: bool,
) -> impl IntoView {
    let class = if is_urgent { "badge badge-trouble" } else { "quiet" };
    view! {
        <li class=is_urgent.then_some("urgent")>
            <IconView icon/>
            <div>
                <a href=href>{title}</a>
                <p class="quiet">{about}</p>
            </div>
            <span class=class>{aside}</span>
        </li>
    }
}
