//! Forgetting a person whom nothing needs any more (L7): a customer without a workspace, a former member of
//! staff of whom nothing is told any more.

use crate::{
    ground::{
        audit::{self, Action, Actor, Entry},
        data_keys,
        error::Result,
        outbox,
        vault::Owner,
    },
    guidance::substitute_notice,
    people::{
        person::{self, absence, code_try, email_change, undertaking},
        session,
    },
    record::{canned, file, notification},
};
use chrono::{DateTime, Utc};
use contract::{OrganisationId, PersonId};
use sea_orm::{DatabaseTransaction, entity::prelude::*};

/// Destroys the person's key, and removes all about them.
pub(crate) async fn forget(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    id: PersonId,
    organisation: Option<OrganisationId>,
) -> Result<()> {
    let owner = Owner::person(id);
    data_keys::destroy(tx, owner).await?;
    outbox::forget(tx, owner).await?;
    session::forget(tx, id).await?;
    file::count::forget(tx, id).await?;
    notification::forget_person(tx, id).await?;
    absence::forget(tx, id).await?;
    canned::forget(tx, id).await?;
    undertaking::forget(tx, id).await?;
    email_change::forget(tx, id).await?;
    code_try::forget(tx, id).await?;
    substitute_notice::forget_person(tx, id).await?;
    person::Entity::delete_by_id(id.0).exec(tx).await?;
    let entry = Entry::new(Actor::Time, Action::PersonForgotten).within(organisation).on(id.0).of(id);
    audit::record(tx, now, entry).await
}
