//! Looking for a workspace by its customer, title or number.

use crate::{
    i18n::{t_string, use_i18n},
    ui::{Form, Rejected, Submit, TextField},
};
use contract::ApiError;
use leptos::prelude::*;

/// The field and its button.
#[component]
pub fn SearchForm(
    #[prop(optional)] text: String,
    #[prop(default = None)] error: Option<ApiError>,
) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::that_asks(error);
    view! {
        <Rejected form=form.clone()/>
        <form method="post" action="/workspaces#found" role="search" class="filter">
            <TextField name="text" kind="search" label=t_string!(i18n, list.search) value=text form/>
            <Submit label=t_string!(i18n, search.search) second=true/>
        </form>
    }
}
