//! In which workspaces nobody reads during an absence, because their customers refused the substitute (P12).

use crate::i18n::{t_string, use_i18n};
use leptos::prelude::*;

/// Their numbers; nothing where there are none.
#[component]
pub fn NobodyReads(numbers: Vec<i64>) -> impl IntoView {
    let i18n = use_i18n();
    let list = numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    (!numbers.is_empty())
        .then(|| view! { <p>{t_string!(i18n, away.refused)} " " <strong>{list}</strong></p> })
}
