//! Sweeping up what has no use any more (R2): sign-ins, invitations, letters, job leftovers. Each
//! kind is kept as long as the table in the operator's handbook says, and removed in batches.

use crate::{
    ground::{error::Result, job::quarantine, outbox, services::Services},
    guidance::workspace::invitation,
    people::{person::staff_invitation, session},
    record::file,
    time::bulk_action,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    Condition, EntityTrait, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{IntoColumnRef, IntoCondition},
};

/// Rows removed in one transaction.
const BATCH: u64 = 1000;

/// For how long a kind is kept after its own end.
const SIGN_INS: TimeDelta = TimeDelta::days(30);
const LETTERS: TimeDelta = TimeDelta::days(30);
const INVITATIONS: TimeDelta = TimeDelta::days(1);
const SET_ASIDE: TimeDelta = TimeDelta::days(2);
const BULK_ACTIONS: TimeDelta = TimeDelta::days(90);

/// Removes all that is past its time. Gives the number of rows.
pub async fn purge(services: &Services) -> Result<u64> {
    let now = services.clock.now();
    let before = |kept: TimeDelta| now - kept;
    let mut count = 0;
    {
        use session::http::{Column, Entity};
        count += sweep::<Entity>(services, Column::IdHash, Column::ExpiresAt.lt(now)).await?;
    }
    {
        use session::attempt::{Column, Entity};
        count += sweep::<Entity>(services, Column::Id, Column::ExpiresAt.lt(now)).await?;
    }
    {
        use session::provider_sign_out::seen_token::{Column, Entity};
        count += sweep::<Entity>(services, Column::TokenHash, Column::ExpiresAt.lt(now)).await?;
    }
    {
        use session::rejected_form::{Column, Entity};
        count += sweep::<Entity>(services, Column::Id, Column::ExpiresAt.lt(now)).await?;
    }
    {
        use session::{Column, Entity};
        let over = Condition::any()
            .add(Column::EndedAt.lt(before(SIGN_INS)))
            .add(Column::ExpiresAt.lt(before(SIGN_INS)));
        count += sweep::<Entity>(services, Column::Id, over).await?;
    }
    {
        use file::{Column, Entity};
        count += sweep::<Entity>(services, Column::Id, file::unsent(now)).await?;
    }
    {
        use file::count::{Column, Entity};
        count +=
            sweep::<Entity>(services, Column::PersonId, Column::Since.lt(file::count::over(now))).await?;
    }
    {
        use invitation::{Column, Entity};
        let over = Condition::any()
            .add(Column::UsedAt.lt(before(INVITATIONS)))
            .add(Column::ExpiresAt.lt(before(INVITATIONS)));
        count += sweep::<Entity>(services, Column::Id, over).await?;
    }
    {
        use staff_invitation::{Column, Entity};
        count += sweep::<Entity>(services, Column::Id, Column::ExpiresAt.lt(now)).await?;
    }
    {
        use outbox::{Column, Entity};
        count += sweep::<Entity>(services, Column::Id, letters(now)).await?;
    }
    {
        use quarantine::{Column, Entity};
        let over = Column::AgainAt.lt(before(SET_ASIDE));
        count += sweep::<Entity>(services, Column::ObjectId, over).await?;
    }
    count += outbox::give_up(services).await?;
    count += bulk_action::purge(services, before(BULK_ACTIONS)).await?;
    Ok(count)
}

/// Letters that were sent. Receipts hold an address of somebody who may be gone: they go as soon as
/// they are sent.
fn letters(now: DateTime<Utc>) -> Condition {
    use outbox::Column;
    Condition::any()
        .add(Column::SentAt.lt(now - LETTERS))
        .add(Condition::all().add(Column::OwnerKind.eq("installation")).add(Column::SentAt.lt(now)))
}

/// Removes the rows of `E` that are `over`, a batch at a time.
async fn sweep<E: EntityTrait>(
    services: &Services,
    key: E::Column,
    over: impl IntoCondition + Clone,
) -> Result<u64>
where
    E::Column: IntoColumnRef,
{
    let mut count = 0;
    loop {
        let batch = E::find().select_only().column(key).filter(over.clone()).limit(BATCH).into_query();
        let tx = services.database.begin().await?;
        let removed = E::delete_many()
            .filter(key.in_subquery(batch))
            .filter(over.clone())
            .exec(&tx)
            .await?
            .rows_affected;
        tx.commit().await?;
        count += removed;
        if removed < BATCH {
            return Ok(count);
        }
    }
}
