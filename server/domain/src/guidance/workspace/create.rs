//! A counselor creates a workspace and invites its customer (P3).

use super::{
    ActiveModel, Entity, InvitationStatusColumn, field, invitation,
    lifecycle::{self, Facts},
};
use crate::{
    ground::{
        actor::{Counselor, Participant},
        audit::{self, Action, Entry},
        data_keys,
        error::{Error, Result},
        once,
        services::Services,
        vault::{Owner, SealContext},
    },
    people::{
        organisation::{self, policy},
        person,
    },
};
use contract::{WorkspaceId, workspace::NewWorkspace};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

/// Creates the workspace, its key, its invitation and the mail, in one transaction.
///
/// # Errors
/// [`contract::ApiError::Invalid`] with every mistake in the input.
pub(crate) async fn create(
    services: &Services,
    participant: Participant,
    new: NewWorkspace,
) -> Result<WorkspaceId> {
    let new = new.check()?;
    let Participant::Counselor(Counselor { person: counselor, organisation }) = participant else {
        return Err(Error::Inconsistent("only counselors create workspaces"));
    };
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let organisation = organisation::load(&tx, organisation).await?;
    let created_on = organisation.today(now);
    let policy = policy::in_force(&tx, organisation.id, created_on).await?;
    let number = organisation::next_number(&tx, organisation.id).await?;
    let dates = lifecycle::dates(&Facts::created(created_on), policy.months()?);

    let id = WorkspaceId(services.randomness.uuid());
    let key = data_keys::create(&tx, &services.keyring, Owner::workspace(organisation.id, id)).await?;
    let seal = |field, text: &str| key.seal_text(SealContext::of(id.0, field), text);
    let topics = serde_json::to_string(&new.topics).unwrap_or_default();
    let row = ActiveModel {
        id: Set(id.0),
        organisation_id: Set(organisation.id.0),
        number: Set(number),
        policy_id: Set(policy.id),
        counselor_id: Set(counselor.0),
        customer_id: Set(None),
        invitation_status: Set(InvitationStatusColumn::Invited),
        title: Set(seal(field::TITLE, &new.title)?),
        topics: Set(seal(field::TOPICS, &topics)?),
        email: Set(new.email.as_deref().map(|email| seal(field::EMAIL, email)).transpose()?),
        expected_index: Set(new
            .identity_code
            .as_ref()
            .map(|code| person::identity_index(&services.keyring, code))),
        created_on: Set(created_on),
        visited_on: Set(None),
        reactivated_on: Set(None),
        closed_on: Set(None),
        closed_by: Set(None),
        closed_reason: Set(None),
        closing_words: Set(None),
        archived_on: Set(None),
        asked_on: Set(None),
        postponed_since: Set(None),
        address_refused_at: Set(None),
        postponed_to: Set(None),
        held_through: Set(None),
        destroy_after: Set(None),
        language: Set(new.language.code().to_owned()),
        active_through: Set(dates.active_through),
        inactive_through: Set(dates.inactive_through),
        archived_through: Set(dates.archived_through),
        version: Set(1),
        created_at: Set(now),
        touched_at: Set(now),
        revision: Set(0),
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    let entry = Entry::new(participant.actor(), Action::WorkspaceCreated).within(organisation.id).on(id.0);
    audit::record(&tx, now, entry).await?;
    let invited = invitation::Invited {
        organisation,
        workspace: id,
        counselor,
        email: new.email,
        language: new.language,
    };
    invitation::send(services, &tx, participant, &key, invited).await?;
    tx.commit().await?;
    Ok(id)
}
