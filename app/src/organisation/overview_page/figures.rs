//! Figures: one number to a tile, and what it counts.

use crate::i18n::{t_string, use_i18n};
use contract::administration::Figures;
use leptos::prelude::*;

/// The tiles.
#[component]
pub fn Tiles(figures: Figures) -> impl IntoView {
    let i18n = use_i18n();
    let list = |state: &str| Some(format!("/organisation/workspaces?state={state}"));
    let tiles = [
        (
            figures.active,
            t_string!(i18n, figures.active),
            t_string!(i18n, figures.active_hint),
            list("active"),
        ),
        (
            figures.inactive,
            t_string!(i18n, figures.inactive),
            t_string!(i18n, figures.inactive_hint),
            list("inactive"),
        ),
        (figures.archived, t_string!(i18n, figures.archived), t_string!(i18n, figures.archived_hint), None),
        (
            figures.not_joined,
            t_string!(i18n, figures.not_joined),
            t_string!(i18n, figures.not_joined_hint),
            None,
        ),
        (
            figures.asks_reactivation,
            t_string!(i18n, figures.asks),
            t_string!(i18n, figures.asks_hint),
            list("asks"),
        ),
        (
            figures.unreached,
            t_string!(i18n, figures.unreached),
            t_string!(i18n, figures.unreached_hint),
            list("unreached"),
        ),
    ];
    let tile = |(count, name, hint, list): (u32, &'static str, &'static str, Option<String>)| {
        let name = match list {
            Some(href) => view! { <a href=href>{name}</a> }.into_any(),
            None => name.into_any(),
        };
        view! {
            <div class="card">
                <dt>{name}</dt>
                <dd><strong>{count}</strong> <span class="quiet">{hint}</span></dd>
            </div>
        }
    };
    view! {
        <section aria-labelledby="figures-title">
            <h2 id="figures-title" class="visually-hidden">{t_string!(i18n, figures.title)}</h2>
            <dl class="figures">{tiles.map(tile).collect_view()}</dl>
        </section>
    }
}
