//! The files that go with a message: chosen, dropped or pasted, on their way, and there. Where
//! scripts are off, files are chosen and go with the form.

use super::upload::{self, Step};
use crate::{
    error::{AppError, error_text, field_text},
    i18n::{t_string, use_i18n},
    language::language,
    operation::operation,
    ui::MadeFor,
};
use contract::{
    ApiError, ConversationId, FieldCode, FileId, WorkspaceId,
    draft::Unsent,
    file::{FILES_OF_A_MESSAGE, FileKind, FileView},
    size::size,
};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{FileList, HtmlInputElement};

/// Removes a file that was not sent yet.
#[server(endpoint = "remove_file")]
pub async fn remove_file(
    workspace: WorkspaceId,
    file: FileId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::workspace_desk()?.remove_file(workspace, file).await.map_err(crate::ssr::failed)
}

operation!(RemoveFile: Ordinary);

/// How far a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    Going,
    There(FileView),
    Failed(ApiError),
}

#[derive(Clone, Debug)]
struct Item {
    key: u32,
    name: String,
    percent: ArcRwSignal<u8>,
    stage: ArcRwSignal<Stage>,
}

impl Item {
    fn new(key: u32, name: String, stage: Stage) -> Self {
        Self { key, name, percent: ArcRwSignal::new(0), stage: ArcRwSignal::new(stage) }
    }

    fn is_there(&self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::There(_)))
    }
}

/// The files of one form.
#[derive(Clone, Copy)]
pub struct FileBox {
    made_for: MadeFor,
    workspace: WorkspaceId,
    url: StoredValue<String>,
    largest: u64,
    items: RwSignal<Vec<Item>>,
    /// Is told what happens to a file on its way. It lives as long as the form, not only as long as
    /// the button that was pressed.
    tell: Callback<(u32, Step)>,
}

impl FileBox {
    /// With what was brought before.
    pub fn new(workspace: WorkspaceId, conversation: Option<ConversationId>, unsent: &Unsent) -> Self {
        let at = conversation.map(|id| format!("?conversation={id}")).unwrap_or_default();
        // Keys of uploads count upwards from 1.
        let old = unsent.files.iter().zip(1_u32..);
        let old = old.map(|(file, i)| Item::new(u32::MAX - i, file.name.clone(), Stage::There(file.clone())));
        let items = RwSignal::new(old.collect());
        Self {
            made_for: MadeFor::this_page(),
            workspace,
            url: StoredValue::new(format!("/workspaces/{workspace}/files{at}")),
            largest: unsent.largest_file,
            items,
            tell: Callback::new(move |(key, step)| happened(items, key, step)),
        }
    }

    /// Whether something is still on its way.
    pub fn busy(self) -> bool {
        self.items.with(|items| items.iter().any(|item| item.stage.with(|stage| *stage == Stage::Going)))
    }

    /// Forgets what was sent.
    pub fn clear(self) {
        self.items.set(vec![]);
    }

    /// Takes files from the browser. `false` when there are none.
    pub fn take(self, files: Option<FileList>) -> bool {
        let files: Vec<_> =
            files.iter().flat_map(|files| (0..files.length()).filter_map(|i| files.item(i))).collect();
        let any = !files.is_empty();
        for file in files {
            self.add(file);
        }
        any
    }

    fn add(self, file: web_sys::File) {
        let mistake = |code| ApiError::field("file", code);
        let stage = if self.items.with_untracked(Vec::len) >= FILES_OF_A_MESSAGE {
            Stage::Failed(mistake(FieldCode::TooManyFiles(
                u32::try_from(FILES_OF_A_MESSAGE).unwrap_or(u32::MAX),
            )))
        } else if file.size() > bytes(self.largest) {
            Stage::Failed(mistake(FieldCode::TooLarge(u32::try_from(self.largest >> 20).unwrap_or(u32::MAX))))
        } else {
            Stage::Going
        };
        let name = file.name();
        let key = upload::keep(file);
        let going = stage == Stage::Going;
        self.items.update(|items| items.push(Item::new(key, name, stage)));
        if going {
            self.send(key);
        }
    }

    fn find(self, key: u32) -> Option<Item> {
        self.items.with_untracked(|items| items.iter().find(|item| item.key == key).cloned())
    }

    /// How many files before this one are there: the place of its field in the form.
    fn place(self, key: u32) -> usize {
        self.items.with(|items| {
            items.iter().take_while(|item| item.key != key).filter(|item| item.is_there()).count()
        })
    }

    fn there(self) -> usize {
        self.items.with(|items| items.iter().filter(|item| item.is_there()).count())
    }

    fn send(self, key: u32) {
        upload::send(key, &self.url.get_value(), &self.made_for.acting(), self.tell);
    }

    fn again(self, key: u32) {
        if let Some(item) = self.find(key) {
            item.percent.set(0);
            item.stage.set(Stage::Going);
            self.send(key);
        }
    }

    fn remove(self, key: u32) {
        upload::forget(key);
        let Some(item) = self.find(key) else { return };
        self.items.update(|items| items.retain(|item| item.key != key));
        if let Stage::There(file) = item.stage.get_untracked() {
            let (workspace, acting) = (self.workspace, self.made_for.acting());
            // What cannot be removed now is swept up later.
            spawn_local(async move { drop(remove_file(workspace, file.id, acting).await) });
        }
    }
}

/// Something happened to a file on its way.
fn happened(items: RwSignal<Vec<Item>>, key: u32, step: Step) {
    let item = items.with_untracked(|items| items.iter().find(|item| item.key == key).cloned());
    let Some(item) = item else { return };
    match step {
        Step::Going(percent) => item.percent.set(percent),
        Step::Done(file) => item.stage.set(Stage::There(file)),
        Step::Failed(error) => item.stage.set(Stage::Failed(error)),
    }
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files are far below 2^53")]
fn bytes(size: u64) -> f64 {
    size as f64
}

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
