//! Figures: one number to a tile, and what it counts.

use crate::i18n::{t_string, use_i18n};
use contract::administration::Figures;
use leptos::prelude::*;

/// The tiles.
#[component]
pub fn Tiles(figures: Figures) -> impl IntoView {
    let i18n = use_i18n();
    let tiles = [
        (figures.active, t_string!(i18n, figures.active), t_string!(i18n, figures.active_hint)),
        (figures.inactive, t_string!(i18n, figures.inactive), t_string!(i18n, figures.inactive_hint)),
        (figures.archived, t_string!(i18n, figures.archived), t_string!(i18n, figures.archived_hint)),
        (figures.not_joined, t_string!(i18n, figures.not_joined), t_string!(i18n, figures.not_joined_hint)),
        (figures.asks_reactivation, t_string!(i18n, figures.asks), t_string!(i18n, figures.asks_hint)),
    ];
    let tile = |(count, name, hint): (u32, &'static str, &'static str)| {
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
