//! The files of one form: how far each is, and what happens to it on its way.

use super::upload::{self, Step};
use crate::{error::AppError, operation::operation, ui::MadeFor};
use contract::{
    ApiError, ConversationId, FieldCode, FileId, WorkspaceId,
    draft::Unsent,
    file::{FILES_OF_A_MESSAGE, FileView},
};
use leptos::{prelude::*, task::spawn_local};
use web_sys::FileList;

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
pub(super) enum Stage {
    Going,
    There(FileView),
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
    made_for: MadeFor,
    workspace: WorkspaceId,
    url: StoredValue<String>,
    pub(super) largest: u64,
    pub(super) items: RwSignal<Vec<Item>>,
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
    pub(super) fn place(self, key: u32) -> usize {
        self.items.with(|items| {
            items.iter().take_while(|item| item.key != key).filter(|item| item.is_there()).count()
        })
    }

    pub(super) fn there(self) -> usize {
        self.items.with(|items| items.iter().filter(|item| item.is_there()).count())
    }

    fn send(self, key: u32) {
        upload::send(key, &self.url.get_value(), &self.made_for.acting(), self.tell);
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
