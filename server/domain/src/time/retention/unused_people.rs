//! People whom nothing needs any more (L7, R2): customers without a workspace, who were refused or never
//! invited, and former staff of whom nothing is told any more. They are marked first and forgotten later.

use crate::{
    ground::{audit, error::Result, job::quarantine, services::Services},
    guidance::{break_glass_session, consent, forget_person, note, workspace},
    people::{
        person::{self, Column, Entity, role, staff_invitation},
        session,
    },
    record::{draft, file, thread},
    time::{bulk_action, hold, ladder},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::PersonId;
use sea_orm::{
    Condition, ExprTrait, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{IntoColumnRef, Query, SimpleExpr},
};

/// For how long after they were last needed.
const CUSTOMERS: TimeDelta = TimeDelta::days(30);
const STAFF: TimeDelta = TimeDelta::days(400);

/// Under which name it sets people aside.
const JOB: &str = "people";

/// People forgotten in one go.
const BATCH: u64 = 100;

/// Marks who is not needed since now, and forgets who was not for long enough. Gives how many are forgotten.
pub(super) async fn forget_unused(services: &Services) -> Result<usize> {
    let now = services.clock.now();
    mark(services, now).await?;
    let mut count = 0;
    for (over, unused) in [(CUSTOMERS, unused_customers(now)), (STAFF, unused_staff(now))] {
        let over = unused.add(Column::UnusedSince.lte(now - over));
        loop {
            let forgotten = forget_batch(services, now, &over).await?;
            count += forgotten;
            if (forgotten as u64) < BATCH {
                break;
            }
        }
    }
    Ok(count)
}

/// Notes since when nobody needs them; of those who are needed again, not.
async fn mark(services: &Services, now: DateTime<Utc>) -> Result<()> {
    let unused = Condition::any().add(unused_customers(now)).add(unused_staff(now));
    let tx = services.database.begin().await?;
    Entity::update_many()
        .col_expr(Column::UnusedSince, Expr::value(None::<DateTime<Utc>>))
        .filter(Column::UnusedSince.is_not_null())
        .filter(unused.clone().not())
        .exec(&tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::UnusedSince, Expr::value(Some(now)))
        .filter(Column::UnusedSince.is_null())
        .filter(unused)
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets each in a transaction of their own. One who cannot be forgotten is quarantined, the rest goes on.
async fn forget_batch(services: &Services, now: DateTime<Utc>, over: &Condition) -> Result<usize> {
    let these =
        Entity::find().filter(over.clone()).filter(quarantine::not(JOB, Column::Id, now)).limit(BATCH);
    let rows = these.all(services.database.read()).await?;
    for row in &rows {
        if let Err(error) = forget_one(services, now, PersonId(row.id), over).await {
            quarantine::put(services, JOB, None, row.id, &error).await?;
        }
    }
    Ok(rows.len())
}

async fn forget_one(services: &Services, now: DateTime<Utc>, id: PersonId, over: &Condition) -> Result<()> {
    let tx = services.database.begin().await?;
    let still = Entity::find_by_id(id.0).filter(over.clone()).lock_exclusive().one(&tx).await?;
    if still.is_some() {
        ladder::forget_digests(&tx, id).await?;
        forget_person::forget(&tx, now, id, None).await?;
    }
    Ok(tx.commit().await?)
}

/// Customers without a workspace who are not signed in.
fn unused_customers(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::IdentityIndex.is_not_null())
        .add(named_in(workspace::Entity, workspace::Column::CustomerId).not())
        .add(signed_in(now).not())
}

/// Staff without a role who are not signed in, and whose name nothing shows any more.
fn unused_staff(now: DateTime<Utc>) -> Condition {
    let names = [
        named_in(role::Entity, role::Column::PersonId),
        named_in(workspace::Entity, workspace::Column::CounselorId),
        named_in(thread::message::Entity, thread::message::Column::AuthorId),
        named_in(thread::read_mark::Entity, thread::read_mark::Column::PersonId),
        named_in(file::Entity, file::Column::AuthorId),
        named_in(draft::Entity, draft::Column::PersonId),
        named_in(note::Entity, note::Column::AuthorId),
        named_in(consent::Entity, consent::Column::PersonId),
        named_in(consent::Entity, consent::Column::AskedBy),
        named_in(break_glass_session::Entity, break_glass_session::Column::PersonId),
        named_in(hold::Entity, hold::Column::PersonId),
        named_in(bulk_action::Entity, bulk_action::Column::PersonId),
        named_in(bulk_action::Entity, bulk_action::Column::ToCounselorId),
        named_in(bulk_action::item::Entity, bulk_action::item::Column::CounselorId),
        named_in(bulk_action::Entity, bulk_action::Column::FromCounselorId),
        named_in(bulk_action::Entity, bulk_action::Column::ConfirmedBy),
        named_in(staff_invitation::Entity, staff_invitation::Column::InvitedBy),
        has_looked(),
    ];
    let nothing = names.into_iter().fold(Condition::all(), |all, named| all.add(named.not()));
    nothing.add(Column::IdentityIndex.is_null()).add(signed_in(now).not())
}

/// That a column names the person.
fn named_in<E: EntityTrait>(entity: E, column: E::Column) -> SimpleExpr
where
    E::Column: IntoColumnRef,
{
    let named = Expr::col((entity, column)).equals((person::Entity, Column::Id));
    Expr::exists(Query::select().expr(Expr::value(1)).from(entity).and_where(named).take())
}

fn signed_in(now: DateTime<Utc>) -> SimpleExpr {
    use session::{Column as Sessions, Entity as Session};
    let theirs = Expr::col((Session, Sessions::PersonId)).equals((person::Entity, Column::Id));
    let live = Query::select()
        .expr(Expr::value(1))
        .from(Session)
        .and_where(theirs)
        .and_where(Sessions::EndedAt.is_null())
        .and_where(Sessions::ExpiresAt.gt(now))
        .take();
    Expr::exists(live)
}

/// That the customer of a workspace is told that they have looked at it (A2).
fn has_looked() -> SimpleExpr {
    let theirs = Expr::col((audit::Entity, audit::Column::ActorId)).equals((person::Entity, Column::Id));
    let workspaces = workspace::Entity::find().select_only().column(workspace::Column::Id).into_query();
    let conversations = thread::Entity::find().select_only().column(thread::Column::Id).into_query();
    let files = file::Entity::find().select_only().column(file::Column::Id).into_query();
    let of_what_exists = audit::Column::ObjectId
        .in_subquery(workspaces)
        .or(audit::Column::ObjectId.in_subquery(conversations))
        .or(audit::Column::ObjectId.in_subquery(files));
    let looked = Query::select()
        .expr(Expr::value(1))
        .from(audit::Entity)
        .and_where(theirs)
        .and_where(of_what_exists)
        .take();
    Expr::exists(looked)
}
