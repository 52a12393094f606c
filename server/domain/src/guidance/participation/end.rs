//! The end of a second professional's part before its last day (P6): by one click of the customer,
//! of the counselor or of the professional.

use super::notify::notify;
use crate::{
    ground::{
        actor::{Counselor, Participant},
        audit::{self, Action},
        error::Result,
        once,
        outbox::Says,
        services::Services,
    },
    guidance::{
        consent::{ActiveModel, Column, Entity, Model, StateColumn, go, is_of, open_on},
        workspace::{self, WorkspaceAccess, open_for_writing},
    },
    record::{
        draft, file,
        notification::{self, EventColumn},
    },
};
use contract::{ApiError, ParticipationId, PersonId, WorkspaceId};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

/// Ends it, from this moment on.
///
/// # Errors
/// [`ApiError::NotFound`] for what is not theirs to end; [`ApiError::Conflict`] when it has ended.
pub(crate) async fn end(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    participation: ParticipationId,
) -> Result<()> {
    let tx = once::begin(services).await?;
    let access = open_for_writing(services, &tx, participant, id).await?;
    let row = Entity::find_by_id(participation.0).filter(Column::WorkspaceId.eq(id.0)).one(&tx).await?;
    let row = row.ok_or(ApiError::NotFound)?;
    let to = match participant {
        Participant::Customer(_) => StateColumn::Withdrawn,
        Participant::Counselor(_) if access.is_owner() => StateColumn::Ended,
        Participant::Counselor(Counselor { person, .. }) if is_of(&row, person) => StateColumn::Left,
        Participant::Counselor(_) | Participant::Supervisor(_) => {
            return Err(ApiError::NotFound.into());
        }
    };
    let open = open_on(id, access.timeline.today).filter(Column::Id.eq(participation.0)).one(&tx).await?;
    let answers_by_ending = to == StateColumn::Withdrawn && row.state == StateColumn::Asked;
    if open.is_none() || answers_by_ending {
        return Err(ApiError::Conflict.into());
    }
    close(services, &tx, &access, &row, to).await?;
    workspace::commit(services, tx, id).await
}

async fn close(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &WorkspaceAccess,
    row: &Model,
    to: StateColumn,
) -> Result<()> {
    let now = services.clock.now();
    let ended = ActiveModel { state: Set(to), ended_at: Set(Some(now)), ..Default::default() };
    if !go(tx, ParticipationId(row.id), row.state, ended).await? {
        return Err(ApiError::Conflict.into());
    }
    audit::record(tx, now, access.content.entry(Action::ConsentEnded, row.id)).await?;
    if row.state != StateColumn::Joined {
        // There is nothing left to decide; of another question the page says so itself.
        notification::resolved(tx, row.workspace_id, EventColumn::ConsentAsked).await?;
        return Ok(());
    }
    // What they had begun to write and not sent is nobody else's.
    draft::forget_of(tx, row.workspace_id, PersonId(row.person_id)).await?;
    file::forget_unsent(tx, row.workspace_id, PersonId(row.person_id)).await?;
    notification::forget_of(tx, row.workspace_id, PersonId(row.person_id)).await?;
    if to == StateColumn::Left {
        return Ok(());
    }
    let says = Says::ParticipationEnded { number: access.row.number, on: access.timeline.today };
    notify(services, tx, access, row, (None, says)).await
}

/// Ends the part of somebody who becomes the workspace's counselor (P7).
pub(crate) async fn end_of(
    tx: &impl ConnectionTrait,
    workspace: Uuid,
    person: PersonId,
    now: DateTimeUtc,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(StateColumn::Ended))
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .filter(Column::WorkspaceId.eq(workspace))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::State.is_in([StateColumn::Asked, StateColumn::Joined]))
        .exec(tx)
        .await?;
    Ok(())
}
