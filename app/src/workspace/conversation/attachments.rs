//! The files that go with a message: chosen, dropped or pasted, on their way, and there. Where
//! scripts are off, files are chosen and go with the form.

use super::file_box::{FileBox, Item, Stage};
use crate::{
    error::{error_text, field_text},
    i18n::{t_string, use_i18n},
    language::language,
};
use contract::{
    ApiError,
    file::{FILES_OF_A_MESSAGE, FileKind, FileView},
    size::size,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// Choosing files, and the list of them.
#[component]
pub fn Attachments(
    files: FileBox,
    /// What is wrong with the form.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let scripts = RwSignal::new(false);
    Effect::new(move || scripts.set(true));
    let hint =
        t_string!(i18n, file.hint, size = format!("{} MB", files.largest >> 20), most = FILES_OF_A_MESSAGE);
    let accept: Vec<String> = FileKind::ALL
        .iter()
        .flat_map(|kind| kind.extensions().iter().map(|extension| format!(".{extension}")))
        .collect();
    let choose = move |event: leptos::ev::Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            files.take(input.files());
            input.set_value("");
        }
    };
    let mistake = move || match error.get() {
        Some(ApiError::Invalid(fields)) => fields.into_iter().find(|field| field.field == "file"),
        _ => None,
    };
    view! {
        <div class="field">
            <label for="file">{t_string!(i18n, file.attach)}</label>
            <p class="hint" id="file-hint">{hint}</p>
            <input
                id="file"
                type="file"
                multiple
                accept=accept.join(",")
                aria-describedby="file-hint"
                name=move || (!scripts.get()).then_some("file")
                on:change=choose
            />
            {move || mistake().map(|mistake| view! { <p class="mistake">{field_text(mistake.code)}</p> })}
            <ul class="uploads" aria-label=t_string!(i18n, file.list)>
                <For each=move || files.items.get() key=|item| item.key let:item>
                    <li><Line files item scripts/></li>
                </For>
            </ul>
            <p class="visually-hidden" role="status">{move || (!files.busy() && scripts.get()).then(|| said(files))}</p>
        </div>
    }
}

/// What a screen reader is told when nothing is on its way any more.
fn said(files: FileBox) -> String {
    let i18n = use_i18n();
    match files.there() {
        0 => String::new(),
        count => t_string!(i18n, file.there, count = count),
    }
}

#[component]
fn Line(files: FileBox, item: Item, scripts: RwSignal<bool>) -> impl IntoView {
    let Item { key, name, percent, stage } = item;
    move || match stage.get() {
        Stage::Going => view! { <Going files key name=name.clone() percent=percent.clone()/> }.into_any(),
        Stage::There(file) => view! { <There files key file scripts/> }.into_any(),
        Stage::Failed(error) => view! { <Failed files key name=name.clone() error/> }.into_any(),
    }
}

/// An action on one file, spoken with its name.
#[component]
fn Act(label: &'static str, name: String, act: Callback<()>) -> impl IntoView {
    let spoken = format!("{label}: {name}");
    view! { <button type="button" class="link" aria-label=spoken on:click=move |_| act.run(())>{label}</button> }
}

#[component]
fn Going(files: FileBox, key: u32, name: String, percent: ArcRwSignal<u8>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class="upload-name">{name.clone()}</span>
        <progress max="100" value=move || percent.get() aria-label=name.clone()></progress>
        <Act label=t_string!(i18n, cancel) name act=Callback::new(move |()| files.remove(key))/>
    }
}

#[component]
fn Failed(files: FileBox, key: u32, name: String, error: ApiError) -> impl IntoView {
    let i18n = use_i18n();
    let (text, again) = match &error {
        ApiError::Invalid(fields) => {
            (fields.first().map(|field| field_text(field.code)).unwrap_or_default(), false)
        }
        error => (error_text(error), true),
    };
    let again = again.then(|| {
        let act = Callback::new(move |()| files.again(key));
        view! { <Act label=t_string!(i18n, file.again) name=name.clone() act/> }
    });
    view! {
        <span class="upload-name">{name.clone()}</span>
        <span class="mistake" role="alert">{text}</span>
        {again}
        <Act label=t_string!(i18n, file.remove) name act=Callback::new(move |()| files.remove(key))/>
    }
}

/// A file that is there. Where scripts are off, it can be left out by its box.
#[component]
fn There(files: FileBox, key: u32, file: FileView, scripts: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (id, name) = (file.id.to_string(), file.name.clone());
    let field = move || format!("files[{}]", files.place(key));
    let how_large = size(language(), file.size);
    let choice = move || {
        let (id, name) = (id.clone(), name.clone());
        if scripts.get() {
            view! { <input type="hidden" name=field value=id/> }.into_any()
        } else {
            view! { <input type="checkbox" name=field value=id checked aria-label=name/> }.into_any()
        }
    };
    let name = file.name.clone();
    let remove = move || {
        let act = Callback::new(move |()| files.remove(key));
        scripts.get().then(|| view! { <Act label=t_string!(i18n, file.remove) name=name.clone() act/> })
    };
    view! {
        {choice}
        <span class="upload-name">{file.name.clone()}</span>
        <span class="quiet">{how_large}</span>
        {remove}
    }
}
