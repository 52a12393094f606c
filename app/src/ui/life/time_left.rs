//! How much of a state is left, in a list: a bar, and the days in words.

use super::words::days_left;
use contract::life::{State, Timeline};
use leptos::prelude::*;

/// The bar, for eyes only, and its words.
#[component]
pub fn TimeLeft(
    /// The dates.
    line: Timeline,
    /// How many days the state lasts in all.
    lasts: i64,
    /// Whether that end is soon.
    ends_soon: bool,
) -> impl IntoView {
    let left = line.days_left();
    let class = match line.state {
        _ if left <= 7 => "bar-urgent",
        State::Inactive => "bar-inactive",
        State::Active if ends_soon => "bar-inactive",
        State::Active => "bar-active",
        State::Archived => "bar-archived",
    };
    let whole = lasts.max(1);
    let width = left.clamp(0, whole).to_string();
    view! {
        <div class="time-left">
            <svg class="bar" viewBox=format!("0 0 {whole} 6") preserveAspectRatio="none" aria-hidden="true">
                <rect class="bar-ground" width=whole.to_string() height="6"></rect>
                <rect class=class width=width height="6"></rect>
            </svg>
            <span class="quiet">{days_left(&line)}</span>
        </div>
    }
}
