//! Taking a message back while nobody has read it (W1).

use crate::{
    error::{AppError, error_text},
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{ActsFor, Dialog, Form},
};
use contract::{ConversationId, WorkspaceId};
use leptos::{prelude::*, server_fn::ServerFn};

/// The id of the form.
const TARGET: &str = "take-back";

/// Takes a message back (W1).
#[server(endpoint = "take_back")]
pub async fn take_back(
    workspace: WorkspaceId,
    conversation: ConversationId,
    position: i64,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let desk = crate::ssr::workspace_desk()?;
    // Whichever way it goes, one goes on at the message.
    crate::ssr::back_to(&format!("m{position}"));
    desk.take_back(workspace, conversation, position).await.map_err(crate::ssr::failed)
}

operation!(TakeBack: Ordinary);

/// The form that all buttons of a page belong to: it says in which conversation, they say which message.
#[component]
pub fn TakeBackTarget(workspace: WorkspaceId, conversation: ConversationId) -> impl IntoView {
    view! {
        <form id=TARGET method="post" action=TakeBack::PATH data-in-place="" hidden>
            <ActsFor/>
            <input type="hidden" name="workspace" value=workspace.to_string()/>
            <input type="hidden" name="conversation" value=conversation.to_string()/>
        </form>
    }
}

/// The button of a message that can be taken back still, and why it could not be.
#[component]
pub fn TakeBackButton(
    /// The message.
    position: i64,
    /// Whether it can be done still.
    is_possible: bool,
    /// Of which message, in words.
    of: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let position = position.to_string();
    let form = Form::one_of::<TakeBack>(&[("position", &position)]);
    let refused = form.error().map(|error| {
        view! { <p class="mistake" role="alert" tabindex="-1">{error_text(error)}</p> }
    });
    let label = t_string!(i18n, conversation.take_back);
    let explain = t_string!(i18n, conversation.take_back_explain);
    let button = is_possible.then(|| {
        view! {
            <Dialog id=format!("take-back-{position}") label explain of link=true>
                <button type="submit" form=TARGET name="position" value=position class="button button-danger">
                    {label}
                </button>
            </Dialog>
        }
    });
    view! { {button} {refused} }
}
