//! The list of the files that go with a message: on their way, there, or not taken. Where scripts are
//! off, those that are there can be left out by their boxes.

use super::{
    ComposerTexts,
    file_box::{Attached, FileBox, Item, Stage},
};
use crate::errors::{ErrorTexts, NUMBER};
use contract::ApiError;
use leptos::prelude::*;

/// The list.
#[component]
pub fn Attachments(
    files: FileBox,
    texts: StoredValue<ComposerTexts>,
    errors: StoredValue<ErrorTexts>,
    /// Whether scripts run.
    scripts: RwSignal<bool>,
) -> impl IntoView {
    let said = move || match files.there() {
        0 => String::new(),
        _ if files.is_busy() || !scripts.get() => String::new(),
        count => texts.with_value(|texts| texts.files_there.replace(NUMBER, &count.to_string())),
    };
    view! {
        <ul class="uploads" aria-label=texts.with_value(|texts| texts.files.clone())>
            <For each=move || files.items.get() key=|item| item.key let:item>
                <li><Line files texts errors item scripts/></li>
            </For>
        </ul>
        <p class="visually-hidden" role="status">{said}</p>
    }
}

#[component]
fn Line(
    files: FileBox,
    texts: StoredValue<ComposerTexts>,
    errors: StoredValue<ErrorTexts>,
    item: Item,
    scripts: RwSignal<bool>,
) -> impl IntoView {
    let Item { key, name, percent, stage } = item;
    move || match stage.get() {
        Stage::Going => {
            view! { <Going files texts key name=name.clone() percent=percent.clone()/> }.into_any()
        }
        Stage::There(file) => view! { <There files texts key file scripts/> }.into_any(),
        Stage::Failed(error) => view! { <Failed files texts errors key name=name.clone() error/> }.into_any(),
    }
}

/// An action on one file, spoken with its name.
#[component]
fn Act(label: String, name: String, act: Callback<()>) -> impl IntoView {
    let spoken = format!("{label}: {name}");
    view! { <button type="button" class="link" aria-label=spoken on:click=move |_| act.run(())>{label}</button> }
}

#[component]
fn Going(
    files: FileBox,
    texts: StoredValue<ComposerTexts>,
    key: u32,
    name: String,
    percent: ArcRwSignal<u8>,
) -> impl IntoView {
    let cancel = texts.with_value(|texts| texts.cancel.clone());
    view! {
        <span class="upload-name">{name.clone()}</span>
        <progress max="100" value=move || percent.get() aria-label=name.clone()></progress>
        <Act label=cancel name act=Callback::new(move |()| files.remove(key))/>
    }
}

#[component]
fn Failed(
    files: FileBox,
    texts: StoredValue<ComposerTexts>,
    errors: StoredValue<ErrorTexts>,
    key: u32,
    name: String,
    error: ApiError,
) -> impl IntoView {
    // What is wrong with the file itself stays wrong.
    let may_again = !matches!(error, ApiError::Invalid(_));
    let text = errors.with_value(|errors| errors.of(&error));
    let (again, remove) = texts.with_value(|texts| (texts.again.clone(), texts.remove.clone()));
    let again = may_again.then(|| {
        let act = Callback::new(move |()| files.again(key));
        view! { <Act label=again name=name.clone() act/> }
    });
    view! {
        <span class="upload-name">{name.clone()}</span>
        <span class="mistake" role="alert">{text}</span>
        {again}
        <Act label=remove name act=Callback::new(move |()| files.remove(key))/>
    }
}

#[component]
fn There(
    files: FileBox,
    texts: StoredValue<ComposerTexts>,
    key: u32,
    file: Attached,
    scripts: RwSignal<bool>,
) -> impl IntoView {
    let Attached { id, name, size } = file;
    let field = move || format!("files[{}]", files.place(key));
    let spoken = name.clone();
    let choice = move || {
        let (id, name) = (id.clone(), spoken.clone());
        if scripts.get() {
            view! { <input type="hidden" name=field value=id/> }.into_any()
        } else {
            view! { <input type="checkbox" name=field value=id checked aria-label=name/> }.into_any()
        }
    };
    let shown = name.clone();
    let remove = move || {
        let act = Callback::new(move |()| files.remove(key));
        let label = texts.with_value(|texts| texts.remove.clone());
        scripts.get().then(|| view! { <Act label name=name.clone() act/> })
    };
    view! {
        {choice}
        <span class="upload-name">{shown}</span>
        <span class="quiet">{size}</span>
        {remove}
    }
}
