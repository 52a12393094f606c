//! The files of one form: how far each is, and what happens to it on its way.

use super::{
    Place,
    fields::Fields,
    upload::{self, Step},
};
use crate::ask::call;
use contract::{
    ApiError, FieldCode,
    file::{FILES_OF_A_MESSAGE, FileView},
    person::Language,
    size::size,
};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use web_sys::FileList;

/// A file that is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How large it is, in the reader's manner.
    pub size: String,
}

impl Attached {
    /// A file as the reader sees it.
    pub fn of(file: FileView, language: Language) -> Self {
        Self { id: file.id.to_string(), name: file.name, size: size(language, file.size) }
    }
}

/// What an island needs of a file that has arrived.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Brought {
    id: String,
    name: String,
    size: u64,
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Going,
    There(Attached),
    Failed(ApiError),
}

#[derive(Clone, Debug)]
pub(super) struct Item {
    pub key: u32,
    pub name: String,
    pub percent: ArcRwSignal<u8>,
    pub stage: ArcRwSignal<Stage>,
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
    fields: Fields,
    workspace: StoredValue<String>,
    url: StoredValue<String>,
    largest: u64,
    pub(super) items: RwSignal<Vec<Item>>,
    /// Is told what happens to a file on its way. It lives as long as the form, not only as long as
    /// the button that was pressed.
    tell: Callback<(u32, Step)>,
}

impl FileBox {
    /// With what was brought before.
    pub fn new(place: &Place, fields: Fields, brought: &[Attached]) -> Self {
        let at = place.conversation.as_ref().map(|id| format!("?conversation={id}")).unwrap_or_default();
        // Keys of uploads count upwards from 1.
        let old = brought.iter().zip(1_u32..);
        let old = old.map(|(file, i)| Item::new(u32::MAX - i, file.name.clone(), Stage::There(file.clone())));
        let items = RwSignal::new(old.collect());
        let language = place.language;
        Self {
            fields,
            workspace: StoredValue::new(place.workspace.clone()),
            url: StoredValue::new(format!("/workspaces/{}/files{at}", place.workspace)),
            largest: place.largest,
            items,
            tell: Callback::new(move |(key, step)| happened(items, key, step, language)),
        }
    }

    /// Whether something is still on its way.
    pub fn is_busy(self) -> bool {
        self.items.with(|items| items.iter().any(|item| item.stage.with(|stage| *stage == Stage::Going)))
    }

    /// As [`Self::is_busy`], at this moment.
    pub fn is_busy_now(self) -> bool {
        untrack(|| self.is_busy())
    }

    /// Whether some of them cannot go.
    pub fn has_failed(self) -> bool {
        let is_failed = |item: &Item| item.stage.with(|stage| matches!(stage, Stage::Failed(_)));
        self.items.with(|items| items.iter().any(is_failed))
    }

    /// As [`Self::has_failed`], at this moment.
    pub fn any_failed(self) -> bool {
        untrack(|| self.has_failed())
    }

    /// The keys of the files that go with the form as it is now.
    pub fn going_along(self) -> Vec<u32> {
        let there =
            |items: &Vec<Item>| items.iter().filter(|item| item.is_there()).map(|item| item.key).collect();
        untrack(|| self.items.with(there))
    }

    /// Forgets those that were sent. What was chosen meanwhile stays.
    pub fn sent(self, keys: &[u32]) {
        for key in keys {
            upload::forget(*key);
        }
        self.items.update(|items| items.retain(|item| !keys.contains(&item.key)));
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
    pub(super) fn place(self, key: u32) -> usize {
        self.items.with(|items| {
            items.iter().take_while(|item| item.key != key).filter(|item| item.is_there()).count()
        })
    }

    pub(super) fn there(self) -> usize {
        self.items.with(|items| items.iter().filter(|item| item.is_there()).count())
    }

    fn send(self, key: u32) {
        upload::send(key, &self.url.get_value(), &self.fields.acting(), self.tell);
    }

    pub(super) fn again(self, key: u32) {
        if let Some(item) = self.find(key) {
            item.percent.set(0);
            item.stage.set(Stage::Going);
            self.send(key);
        }
    }

    pub(super) fn remove(self, key: u32) {
        upload::forget(key);
        let Some(item) = self.find(key) else { return };
        self.items.update(|items| items.retain(|item| item.key != key));
        // The button that had the focus is gone with it.
        if let Some(field) = self.fields.form().and_then(|form| crate::dom::first(&form, "input[type=file]"))
        {
            request_animation_frame(move || crate::dom::focus_if_free(&field));
        }
        if let Stage::There(file) = item.stage.get_untracked() {
            let (workspace, acting) = (self.workspace.get_value(), self.fields.acting());
            spawn_local(async move {
                let pairs = [("workspace", &*workspace), ("file", &*file.id), ("acting", &*acting)];
                // What cannot be removed now is swept up later.
                drop(call::<()>("remove_file", &pairs).await);
            });
        }
    }
}

/// Something happened to a file on its way.
fn happened(items: RwSignal<Vec<Item>>, key: u32, step: Step, language: Language) {
    let item = items.with_untracked(|items| items.iter().find(|item| item.key == key).cloned());
    let Some(item) = item else { return };
    match step {
        Step::Going(percent) => item.percent.set(percent),
        Step::Done(file) => item.stage.set(Stage::There(Attached {
            id: file.id,
            name: file.name,
            size: size(language, file.size),
        })),
        Step::Failed(error) => item.stage.set(Stage::Failed(error)),
    }
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files are far below 2^53")]
fn bytes(size: u64) -> f64 {
    size as f64
}
