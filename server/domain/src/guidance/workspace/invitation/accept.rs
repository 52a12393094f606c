//! Accepting an invitation binds the workspace to the identified person (P3).

use crate::{
    ground::{
        actor::Customer,
        audit::{self, Action, Actor, Entry},
        error::Result,
        once,
        services::Services,
        vault::Owner,
    },
    guidance::workspace::{
        InvitationStatusColumn, commit, delivery,
        invitation::{self, code},
        update::update,
    },
    people::{organisation, person},
    record::notification::{self, EventColumn},
};
use contract::{ApiError, PersonId, head::InvitationStatus, invitation::Accepted};
use sea_orm::{DatabaseTransaction, entity::prelude::*};

/// Accepts the invitation of the code that a strongly identified customer typed (P11).
///
/// # Errors
/// As [`code::find`] and [`accept`].
pub(crate) async fn accept_code(services: &Services, customer: Customer, typed: &str) -> Result<Accepted> {
    let found = code::find(services, customer, typed).await?;
    let tx = once::begin(services).await?;
    take(services, tx, customer, found, true).await
}

/// Accepts the invitation of `token` for a strongly identified customer.
///
/// # Errors
/// [`ApiError::InvitationInvalid`] when the link is used, withdrawn or expired, or the workspace
/// is past reactivation; [`ApiError::InvitationMismatch`] when the counselor knew the identity
/// code and it is another one. The link stays good for the one who is meant.
pub(crate) async fn accept(services: &Services, customer: Customer, token: &str) -> Result<Accepted> {
    let tx = once::begin(services).await?;
    let found = invitation::valid(&tx, token, services.clock.now()).await?;
    take(services, tx, customer, found, false).await
}

async fn take(
    services: &Services,
    tx: DatabaseTransaction,
    Customer(customer): Customer,
    found: invitation::Model,
    by_code: bool,
) -> Result<Accepted> {
    let now = services.clock.now();
    let mut row = invitation::held(&tx, &found).await?;
    // Until the workspace was held, it could be withdrawn, declined, or made anew.
    let invitation = invitation::of_id(&tx, found.id, now).await?;
    let organisation = organisation::load(&tx, row.organisation()).await?;
    if !invitation::can_be_accepted(&row, organisation.today(now)) {
        return Err(ApiError::InvitationInvalid.into());
    }
    let entry = |action| {
        Entry::new(Actor::Customer(customer), action)
            .within(organisation.id)
            .on(invitation.workspace_id)
            .of(customer)
    };
    let index = person::load(&tx, customer).await?.identity_index;
    let invitation_status = match &row.expected_index {
        Some(expected) if index.as_ref() == Some(expected) => InvitationStatus::Taken,
        Some(_) => {
            // The form is not taken: only that it was tried is kept.
            tx.rollback().await?;
            let tx = services.database.begin().await?;
            audit::record(&tx, now, entry(Action::InvitationMismatch)).await?;
            tx.commit().await?;
            return Err(ApiError::InvitationMismatch.into());
        }
        None => InvitationStatus::AwaitingConfirmation,
    };
    let used = invitation::Entity::update_many()
        .col_expr(invitation::Column::UsedAt, Expr::value(now))
        .col_expr(invitation::Column::UsedByCode, Expr::value(by_code))
        .filter(invitation::Column::Id.eq(invitation.id))
        .filter(invitation::Column::UsedAt.is_null())
        .exec(&tx)
        .await?;
    if used.rows_affected != 1 {
        return Err(ApiError::InvitationInvalid.into());
    }
    // Whoever was refused comes in by no other link of the same invitation.
    invitation::Entity::delete_many()
        .filter(invitation::Column::WorkspaceId.eq(row.id))
        .filter(invitation::Column::UsedAt.is_null())
        .exec(&tx)
        .await?;
    row.customer_id = Some(customer.0);
    row.invitation_status = if invitation_status == InvitationStatus::Taken {
        InvitationStatusColumn::Taken
    } else {
        InvitationStatusColumn::AwaitingConfirmation
    };
    row.touched_at = now;
    let row = update(&tx, row).await?;
    audit::record(&tx, now, entry(Action::InvitationAccepted)).await?;
    if row.has_joined() {
        delivery::address::adopt(services, &tx, &row, customer).await?;
    }
    if invitation_status == InvitationStatus::AwaitingConfirmation {
        let owner = Owner::workspace(row.organisation(), row.id());
        let what = (EventColumn::AwaitingConfirmation, None);
        notification::raise(services, &tx, owner, PersonId(row.counselor_id), what).await?;
    }
    commit(services, tx, row.id()).await?;
    Ok(Accepted { workspace: row.id(), invitation_status })
}
