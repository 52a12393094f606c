//! Actions on a workspace that are one button each.

use crate::{error::AppError, operation::operation, ui::form_error};
use contract::{ApiError, PersonId, WorkspaceId, desk::RejectedForm};
use leptos::prelude::*;

/// Reactivates it (L5).
#[server(endpoint = "reactivate_workspace")]
pub async fn reactivate_workspace(
    id: WorkspaceId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::workspace_desk()?.reactivate(id).await.map_err(crate::ssr::failed)
}

operation!(ReactivateWorkspace: Notifying);

/// Asks staff to reactivate it (L5).
#[server(endpoint = "ask_reactivation")]
pub async fn ask_reactivation(id: WorkspaceId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::customer_desk()?.ask_reactivation(id).await.map_err(crate::ssr::failed)
}

operation!(AskReactivation: Notifying);

/// Closes it (L5).
#[server(endpoint = "close_workspace")]
pub async fn close_workspace(id: WorkspaceId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?.close(id).await.map_err(crate::ssr::failed)
}

operation!(CloseWorkspace: Notifying);

/// Sends a new invitation (P3).
#[server(endpoint = "invite_again")]
pub async fn invite_again(id: WorkspaceId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?.invite_again(id).await.map_err(crate::ssr::failed)
}

operation!(InviteAgain: Inviting);

/// Confirms or refuses the person who accepted (P3).
#[server(endpoint = "confirm_customer")]
pub async fn confirm_customer(
    id: WorkspaceId,
    candidate: PersonId,
    is_the_one: bool,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?
        .confirm_customer(id, candidate, is_the_one)
        .await
        .map_err(crate::ssr::failed)
}

operation!(ConfirmCustomer: Notifying);

/// The actions of one page, so that it knows when to look again.
#[derive(Clone, Copy)]
pub struct PageActions {
    /// [`reactivate_workspace`].
    pub reactivate: ServerAction<ReactivateWorkspace>,
    /// [`ask_reactivation`].
    pub ask: ServerAction<AskReactivation>,
    /// [`close_workspace`].
    pub close: ServerAction<CloseWorkspace>,
    /// [`invite_again`].
    pub invite: ServerAction<InviteAgain>,
    /// [`confirm_customer`].
    pub confirm: ServerAction<ConfirmCustomer>,
}

impl PageActions {
    /// None done yet.
    pub fn new() -> Self {
        Self {
            reactivate: ServerAction::new(),
            ask: ServerAction::new(),
            close: ServerAction::new(),
            invite: ServerAction::new(),
            confirm: ServerAction::new(),
        }
    }

    /// What is wrong with an action: of those tried here, else of the form that came back.
    pub fn error(self, rejected: Option<RejectedForm>) -> Signal<Option<ApiError>> {
        let errors = [
            form_error(self.reactivate, None),
            form_error(self.ask, None),
            form_error(self.close, None),
            form_error(self.invite, None),
            form_error(self.confirm, None),
        ];
        let rejected = rejected.map(|form| form.error);
        Signal::derive(move || match self.tried() {
            0 => rejected.clone(),
            _ => errors.iter().find_map(Get::get),
        })
    }

    /// How many were tried: changes whenever one ends.
    pub fn tried(&self) -> usize {
        self.reactivate.version().get()
            + self.ask.version().get()
            + self.close.version().get()
            + self.invite.version().get()
            + self.confirm.version().get()
    }
}
