//! The bell: how much is new, on every page of who takes part in workspaces (N1).

use crate::{
    i18n::{t_string, use_i18n},
    ui::icon::{Icon, IconView},
};
use islands::bell::{COUNT, LiveBell};
use leptos::prelude::*;

/// The bell, which leads to the list.
#[component]
pub fn Bell(count: u32) -> impl IntoView {
    let i18n = use_i18n();
    let title = t_string!(i18n, news.title);
    view! {
        <a class="bell" href="/news">
            <IconView icon=Icon::Bell/>
            <span class="visually-hidden">{title} " "</span>
            <span class="count" id=COUNT hidden={count == 0}>{count}</span>
        </a>
        <LiveBell count text=t_string!(i18n, news.announced).to_owned()/>
    }
}
