//! Sweeping up what has no use any more (R2): sign-ins, invitations, mail, job leftovers. Each
//! kind is kept as long as the table in the operator's handbook says, and removed in batches.

use crate::{
    ground::{error::Result, job::quarantine, once, outbox, services::Services, vault::OwnerKind},
    guidance::workspace::invitation,
    people::{
        person::{code_try, email_change, staff_invitation},
        session::{self, provider_sign_out::seen_token},
    },
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
const EMAILS: TimeDelta = TimeDelta::days(30);
const INVITATIONS: TimeDelta = TimeDelta::days(1);
const QUARANTINED: TimeDelta = TimeDelta::days(2);
const SPENT_FORMS: TimeDelta = TimeDelta::days(1);
const BULK_ACTIONS: TimeDelta = TimeDelta::days(90);

/// Removes all that is past its time. Gives the number of rows.
pub async fn purge(services: &Services) -> Result<u64> {
    let now = services.clock.now();
    macro_rules! sweep {
        ($($module:ident)::+, $key:ident, $over:expr) => {
            sweep::<$($module)::+::Entity>(services, $($module)::+::Column::$key, $over).await?
        };
    }
    let removed = [
        sweep!(session::http, IdHash, session::http::Column::ExpiresAt.lt(now)),
        sweep!(session::attempt, Id, session::attempt::Column::ExpiresAt.lt(now)),
        sweep!(seen_token, TokenHash, seen_token::Column::ExpiresAt.lt(now)),
        sweep!(session::rejected_form, Id, session::rejected_form::Column::ExpiresAt.lt(now)),
        sweep!(session, Id, sign_ins(now)),
        sweep!(file, Id, file::unsent(now)),
        sweep!(file::count, PersonId, file::count::Column::Since.lt(file::count::over(now))),
        sweep!(invitation, Id, invitations(now)),
        sweep!(code_try, PersonId, code_try::Column::Since.lt(now - code_try::WINDOW)),
        sweep!(email_change, PersonId, email_change::Column::ExpiresAt.lt(now)),
        sweep!(staff_invitation, Id, staff_invitation::Column::ExpiresAt.lt(now)),
        sweep!(outbox, Id, emails(now)),
        sweep!(quarantine, ObjectId, quarantine::Column::AgainAt.lt(now - QUARANTINED)),
        sweep!(once, Key, once::Column::SpentAt.lt(now - SPENT_FORMS)),
        outbox::give_up(services).await?,
        bulk_action::purge(services, now - BULK_ACTIONS).await?,
    ];
    Ok(removed.into_iter().sum())
}

/// Sign-ins that are over.
fn sign_ins(now: DateTime<Utc>) -> Condition {
    use session::Column;
    let before = now - SIGN_INS;
    Condition::any().add(Column::EndedAt.lt(before)).add(Column::ExpiresAt.lt(before))
}

/// Invitations that were used. Of one that is over the counselor sees when that was, until there is another.
fn invitations(now: DateTime<Utc>) -> Condition {
    Condition::all().add(invitation::Column::UsedAt.lt(now - INVITATIONS))
}

/// Mail that was sent. Receipts hold an address of somebody who may be gone: they go as soon as
/// they are sent.
fn emails(now: DateTime<Utc>) -> Condition {
    use outbox::Column;
    Condition::any()
        .add(Column::SentAt.lt(now - EMAILS))
        .add(Condition::all().add(Column::OwnerKind.eq(OwnerKind::Installation)).add(Column::SentAt.lt(now)))
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
