//! The customer consents to a second professional, or refuses (P6).

use super::notify::notify;
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action},
        error::Result,
        once,
        outbox::Says,
        services::Services,
    },
    guidance::{
        consent::{self, ActiveModel, Entity, StateColumn, go, open_on},
        workspace::{self, open_for_writing},
    },
    record::notification::{self, EventColumn},
};
use contract::{ApiError, ParticipationId, PersonId, WorkspaceId, life::State, participation::Scope};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

/// Decides on what was asked. A scope can be narrower than the one asked for, never wider; nothing
/// refuses.
///
/// # Errors
/// [`ApiError::Conflict`] when it was decided, ended or has run out meanwhile.
pub(crate) async fn decide(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    participation: ParticipationId,
    decision: Option<Scope>,
) -> Result<()> {
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let access = open_for_writing(services, &tx, participant, id).await?;
    let known =
        Entity::find_by_id(participation.0).filter(consent::Column::WorkspaceId.eq(id.0)).one(&tx).await?;
    known.ok_or(ApiError::NotFound)?;
    let asked = open_on(id, access.timeline.today).filter(consent::Column::Id.eq(participation.0));
    let asked = asked.one(&tx).await?.ok_or(ApiError::Conflict)?;
    if access.state() == State::Archived {
        return Err(ApiError::Conflict.into());
    }
    let (decided, action) = if let Some(scope) = decision {
        let whole_history = asked.whole_history && scope == Scope::WholeHistory;
        let joined = ActiveModel {
            state: Set(StateColumn::Joined),
            whole_history: Set(whole_history),
            joined_at: Set(Some(now)),
            ..Default::default()
        };
        (joined, Action::ConsentGiven)
    } else {
        let refused =
            ActiveModel { state: Set(StateColumn::Refused), ended_at: Set(Some(now)), ..Default::default() };
        (refused, Action::ConsentRefused)
    };
    if !go(&tx, participation, StateColumn::Asked, decided).await? {
        return Err(ApiError::Conflict.into());
    }
    audit::record(&tx, now, access.content.entry(action, participation.0)).await?;
    // Whoever guides now, whoever asked (P7).
    let (counselor, what) = (PersonId(access.row.counselor_id), (EventColumn::ConsentDecided, None));
    notification::raise(services, &tx, access.content.owner, counselor, what).await?;
    if decision.is_some() {
        let joined = (Some(access.id()), Says::Joined { through: asked.through });
        notify(services, &tx, &access, &asked, joined).await?;
    }
    workspace::commit(services, tx, id).await
}
