//! Starting a conversation with its first message (W1).

use super::{notify::notify, send::writable};
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action},
        error::Result,
        once,
        services::Services,
        vault::SealContext,
    },
    guidance::workspace,
    record::{
        draft,
        messages::{MessageContent, append},
        thread::{ActiveModel, Entity, SUBJECT},
    },
};
use contract::{ConversationId, WorkspaceId, conversation::NewConversation};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

/// Starts a conversation. Reactivates like [`super::send`].
pub(crate) async fn start(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    new: NewConversation,
) -> Result<ConversationId> {
    let checked = new.check()?;
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let opened = writable(services, &tx, participant, workspace, new.message.reactivate).await?;
    let id = ConversationId(services.randomness.uuid());
    let row = ActiveModel {
        id: Set(id.0),
        owner_id: Set(workspace.0),
        owner_kind: Set(opened.content.owner.kind),
        subject: Set(opened.content.key.seal_text(SealContext::of(id.0, SUBJECT), &checked.subject)?),
        messages: Set(0),
        created_at: Set(now),
        last_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    let entry = opened.content.entry(Action::ConversationStarted, id.0);
    audit::record(&tx, now, entry).await?;
    let content = MessageContent { body: &checked.body, reply_to: None, files: &new.message.files };
    let position = append(services, &tx, &opened.content, id, content).await?;
    notify(services, &tx, &opened, id, position).await?;
    workspace::written_in(services, &tx, workspace).await?;
    draft::forget_at(&tx, participant.person(), workspace.0).await?;
    workspace::commit(services, tx, workspace).await?;
    Ok(id)
}
