//! The counselor closes a workspace, with a reason and words to its customer (L5, L8).

use super::{
    ClosedByColumn, field, invitation, notify, open_as_owner,
    update::{AuditedChange, update_audited},
};
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action},
        error::Result,
        once,
        outbox::{Mail, Says},
        services::Services,
    },
    guidance::workspace::commit,
};
use contract::{ApiError, WorkspaceId, closing::NewClosing, life::State};
use sea_orm::ColumnTrait;

/// How often a workspace is closed in 24 hours.
const CLOSINGS_A_DAY: usize = 5;

/// Closes an active workspace: it is inactive from this moment, and the customer is notified.
///
/// # Errors
/// [`ApiError::Conflict`] when it is not active; [`ApiError::Invalid`] when the words are too many; [`ApiError::TooOften`].
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
    // Each time the customer is written to, and again when it is opened: there and back ends.
    let of = audit::Column::ObjectId.eq(access.row.id);
    audit::at_most(services, &tx, CLOSINGS_A_DAY, Action::WorkspaceClosed, of).await?;
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
