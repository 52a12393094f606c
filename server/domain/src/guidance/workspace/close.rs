//! The counselor closes a workspace, with a reason and words to its customer (L5, L8).

use super::{
    ClosedByColumn, field, invitation, notify, open_as_owner,
    update::{AuditedChange, update_audited},
};
use crate::{
    ground::{
        actor::Participant,
        audit::Action,
        error::Result,
        once,
        outbox::{Mail, Says},
        services::Services,
    },
    guidance::workspace::commit,
};
use contract::{ApiError, WorkspaceId, closing::NewClosing, life::State};

/// Closes an active workspace: it is inactive from this moment, and the customer is notified.
///
/// # Errors
/// [`ApiError::Conflict`] when it is not active; [`ApiError::Invalid`] when the words are too many.
pub(crate) async fn close(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    closing: &NewClosing,
) -> Result<()> {
    let words = closing.check()?;
    let tx = once::begin(services).await?;
    let access = open_as_owner(services, &tx, participant, id).await?;
    if access.state() != State::Active {
        return Err(ApiError::Conflict.into());
    }
    let mut row = access.row;
    row.close(access.timeline.today, ClosedByColumn::Counselor);
    row.closed_reason = closing.reason.map(|reason| reason.code().to_owned());
    let seal = |words: &String| access.content.key.seal_text(row.context(field::CLOSING_WORDS), words);
    row.closing_words = words.as_ref().map(seal).transpose()?;
    let change = AuditedChange { participant, action: Action::WorkspaceClosed, subject: row.customer() };
    let row = update_audited(services, &tx, row, change).await?;
    invitation::remind::end_with(&tx, &row, services.clock.now()).await?;
    notify(services, &tx, &row, |language| Mail {
        language,
        about: Some(id),
        says: Says::Closed {
            reason: closing.reason,
            with_words: words.is_some(),
            inactive_through: Some(row.inactive_through),
            archived_through: row.archived_through,
        },
    })
    .await?;
    commit(services, tx, id).await
}
