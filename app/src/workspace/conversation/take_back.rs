//! Taking a message back while nobody has read it (W1).

use crate::{
    error::{AppError, error_text},
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Form, PostForm, Submit},
};
use contract::{ConversationId, WorkspaceId};
use leptos::prelude::*;

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

/// Taking a message back while nobody has read it, or why it could not be.
#[component]
pub fn TakeBackForm(
    workspace: WorkspaceId,
    conversation: ConversationId,
    position: i64,
    /// Whether it can be done still.
    is_possible: bool,
    /// Of which message, in words.
    of: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let position_text = position.to_string();
    let form = Form::one_of::<TakeBack>(&[("position", &position_text)]);
    let refused = form.error().map(|error| {
        view! { <p class="mistake" role="alert" tabindex="-1">{error_text(error)}</p> }
    });
    let button = is_possible.then(|| {
        view! {
            <PostForm form says_done=false says_error=false in_place=true>
                <input type="hidden" name="workspace" value=workspace.to_string()/>
                <input type="hidden" name="conversation" value=conversation.to_string()/>
                <input type="hidden" name="position" value=position_text/>
                <Submit label=t_string!(i18n, conversation.take_back) of link=true/>
            </PostForm>
        }
    });
    view! { {button} {refused} }
}
