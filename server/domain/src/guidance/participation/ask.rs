//! The counselor asks the customer to let a second professional in (P6).

use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action},
        error::Result,
        once,
        outbox::{Mail, Says},
        services::Services,
    },
    guidance::{
        consent::{ActiveModel, Column, Entity, StateColumn, open_on, purpose_context},
        workspace::{self, WorkspaceAccess, notify, open_as_owner},
    },
    people::person,
    record::notification::{self, EventColumn},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    ApiError, FieldCode, OrganisationId, PersonId, WorkspaceId,
    life::State,
    participation::{NewParticipation, OPEN_PARTICIPATIONS, Scope},
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder, entity::prelude::*};

/// How often the customer of a workspace is asked in 24 hours.
const QUESTIONS_A_DAY: usize = 10;

/// Puts the question to the customer, and notifies them by mail.
///
/// # Errors
/// [`ApiError::Conflict`] while the workspace is not active or nobody has come in;
/// [`ApiError::Invalid`] for somebody who cannot be asked for.
pub(crate) async fn ask(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    new: NewParticipation,
) -> Result<()> {
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let access = open_as_owner(services, &tx, participant, id).await?;
    let (email, purpose, through) = new.check(access.timeline.today)?;
    if access.state() != State::Active || !access.has_joined() {
        return Err(ApiError::Conflict.into());
    }
    asked_at_most(&tx, id, now).await?;
    let (who, acting_for) = professional(services, &tx, &access, &email).await?;
    let participation = services.randomness.uuid();
    let row = ActiveModel {
        id: Set(participation),
        workspace_id: Set(id.0),
        person_id: Set(who.0),
        organisation_id: Set(acting_for.0),
        asked_by: Set(participant.person().0),
        purpose: Set(access.content.key.seal_text(purpose_context(participation), &purpose)?),
        whole_history: Set(new.scope == Scope::WholeHistory),
        through: Set(through),
        state: Set(StateColumn::Asked),
        asked_at: Set(now),
        joined_at: Set(None),
        ended_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    audit::record(&tx, now, access.content.entry(Action::ConsentAsked, participation)).await?;
    let says = Says::ConsentAsked { through };
    let mail = |language| Mail { language, about: Some(id), says };
    notify(services, &tx, &access.row, mail).await?;
    if let Some(customer) = access.row.customer() {
        let what = (EventColumn::ConsentAsked, None);
        notification::raise(services, &tx, access.content.owner, customer, what).await?;
    }
    workspace::commit(services, tx, id).await
}

/// Refuses to ask the customer of a workspace again who was asked so often in the last 24 hours: each time they are
/// written to.
async fn asked_at_most(tx: &DatabaseTransaction, id: WorkspaceId, now: DateTime<Utc>) -> Result<()> {
    let day = TimeDelta::hours(24);
    let asked = Entity::find().filter(Column::WorkspaceId.eq(id.0)).filter(Column::AskedAt.gt(now - day));
    let asked = asked.order_by_desc(Column::AskedAt).all(tx).await?;
    let Some(first) = asked.get(QUESTIONS_A_DAY - 1) else { return Ok(()) };
    let rest = (first.asked_at + day - now).num_seconds();
    Err(ApiError::TooOften(u32::try_from(rest).unwrap_or_default()).into())
}

/// Who has the address, and can be asked for.
async fn professional(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &WorkspaceAccess,
    email: &str,
) -> Result<(PersonId, OrganisationId)> {
    let wrong = |code| ApiError::field("email", code);
    let found = person::counselor_at(tx, &services.keyring, email, access.content.organisation.id).await?;
    let (who, acting_for) = found.ok_or_else(|| wrong(FieldCode::NoSuchProfessional))?;
    let there = open_on(access.id(), access.timeline.today).all(tx).await?;
    if who.0 == access.row.counselor_id || there.iter().any(|row| row.person_id == who.0) {
        return Err(wrong(FieldCode::ThereAlready).into());
    }
    if there.len() >= OPEN_PARTICIPATIONS as usize {
        return Err(wrong(FieldCode::TooManyProfessionals(OPEN_PARTICIPATIONS)).into());
    }
    // A consent of before whose last day is past must not stand beside a new one.
    Entity::update_many()
        .col_expr(Column::State, Expr::value(StateColumn::Ended))
        .filter(Column::WorkspaceId.eq(access.id().0))
        .filter(Column::PersonId.eq(who.0))
        .filter(Column::State.is_in([StateColumn::Asked, StateColumn::Joined]))
        .exec(tx)
        .await?;
    Ok((who, acting_for))
}
