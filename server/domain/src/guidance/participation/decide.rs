//! The customer consents to a second professional, or refuses (P6).

use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action},
        error::Result,
        outbox::{self, Mail, Says},
        services::Services,
    },
    guidance::{
        consent::{self, ActiveModel, Entity, Model, StateColumn, go, open_on},
        workspace::{self, WorkspaceAccess, open_for_writing},
    },
    people::person,
};
use contract::{ApiError, ParticipationId, PersonId, WorkspaceId, life::State, participation::Scope};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

/// Answers what was asked. A scope can be narrower than the one asked for, never wider; nothing
/// refuses.
///
/// # Errors
/// [`ApiError::Conflict`] when it was answered, ended or has run out meanwhile.
pub(crate) async fn decide(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    participation: ParticipationId,
    decision: Option<Scope>,
) -> Result<()> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
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
    if decision.is_some() {
        welcome(services, &tx, &access, &asked).await?;
    }
    workspace::commit(services, tx, id).await
}

/// Tells the professional that they may look.
async fn welcome(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &WorkspaceAccess,
    row: &Model,
) -> Result<()> {
    let address = person::staff_address(tx, &services.keyring, PersonId(row.person_id)).await?;
    let Some((address, language)) = address else { return Ok(()) };
    let organisation = access.content.organisation.name.clone();
    let says = Says::Joined { through: row.through };
    let mail = Mail { language, organisation, about: Some(access.id()), says };
    outbox::put(
        services,
        tx,
        (access.content.owner, &access.content.key),
        access.content.organisation.id,
        &address,
        &mail,
    )
    .await?;
    Ok(())
}
