//! Placing, lifting and listing holds (R1): on a ground, by somebody, until a day that never passes the
//! cap of the class.

use super::{class::Class, workspaces::WorkspaceClass};
use crate::{
    ground::{
        actor::{MainUser, Role, authentication::RecentAuthentication},
        audit::{self, Action, Entry},
        error::{Error, Result},
        once,
        services::Services,
        vault::OwnerKind,
    },
    guidance::workspace::{self, Column as Workspaces, update_row},
    people::{
        organisation::{self, policy},
        person,
    },
    time::{
        hold::{ActiveModel, Column, Entity, longest},
        policy_change::{months, redate},
    },
};
use chrono::NaiveDate;
use contract::{
    ApiError, FieldCode, HoldId, OrganisationId, PersonId, WorkspaceId,
    administration::{Ground, HoldView, NewHold},
};
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};

fn wrong(field: &str, code: FieldCode) -> Error {
    ApiError::field(field, code).into()
}

/// Places a hold.
///
/// # Errors
/// [`ApiError::Invalid`] for a number that no workspace has, and for an end that is over or past
/// the cap; it says which day is the last one possible.
pub(crate) async fn place(
    services: &Services,
    main_user: MainUser,
    new: NewHold,
    _: RecentAuthentication,
) -> Result<()> {
    let (number, ground, until) = new.check()?;
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let today = organisation::load(&tx, main_user.organisation).await?.today(now);
    // An archive is nobody's to see, not by its number either (L6).
    let row = workspace::Entity::find()
        .filter(workspace::administered(main_user.organisation, today))
        .filter(Workspaces::Number.eq(number))
        .lock_exclusive()
        .one(&tx)
        .await?;
    let Some(mut row) = row else { return Err(wrong("number", FieldCode::NoSuchWorkspace)) };
    let cap = WorkspaceClass.hold_cap(&tx, row.id).await?;
    if until > cap {
        return Err(wrong("until", FieldCode::TooLate(cap)));
    }
    if until < today {
        return Err(wrong("until", FieldCode::NotADate));
    }
    let id = row.id();
    let hold = ActiveModel {
        id: Set(services.randomness.uuid()),
        owner_id: Set(id.0),
        owner_kind: Set(OwnerKind::Workspace),
        ground: Set(ground.code().to_owned()),
        person_id: Set(main_user.person.0),
        placed_at: Set(now),
        until: Set(until),
        lifted_at: Set(None),
    };
    Entity::insert(hold).exec_without_returning(&tx).await?;
    row.held_through = longest(&tx, id.0).await?;
    let subject = row.customer();
    update_row(&tx, row).await?;
    let entry = entry(main_user, Action::HoldPlaced, id, subject);
    audit::record(&tx, now, Entry { detail: Some(ground.code()), ..entry }).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a hold before its day.
///
/// # Errors
/// [`ApiError::NotFound`] when there is none, or it is another organisation's.
pub(crate) async fn lift(
    services: &Services,
    main_user: MainUser,
    HoldId(id): HoldId,
    _: RecentAuthentication,
) -> Result<()> {
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let hold = Entity::find_by_id(id)
        .filter(Column::LiftedAt.is_null())
        .one(&tx)
        .await?
        .ok_or(ApiError::NotFound)?;
    let mut row = workspace::Entity::find_by_id(hold.owner_id)
        .filter(Workspaces::OrganisationId.eq(main_user.organisation.0))
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or(ApiError::NotFound)?;
    Entity::update_many()
        .col_expr(Column::LiftedAt, Expr::value(Some(now)))
        .filter(Column::Id.eq(id))
        .exec(&tx)
        .await?;
    row.held_through = longest(&tx, row.id).await?;
    // Where the end would be over by now, the customer gets a fair warning (L9).
    let today = organisation::load(&tx, main_user.organisation).await?.today(now);
    let months = months(&policy::find(&tx, row.policy_id).await?)?;
    redate(&mut row, months, today);
    let (workspace, subject) = (row.id(), row.customer());
    update_row(&tx, row).await?;
    audit::record(&tx, now, entry(main_user, Action::HoldLifted, workspace, subject)).await?;
    tx.commit().await?;
    Ok(())
}

fn entry(main_user: MainUser, action: Action, workspace: WorkspaceId, subject: Option<PersonId>) -> Entry {
    Entry::new(main_user.actor(), action).within(main_user.organisation).on(workspace.0).of(subject)
}

/// The holds of an organisation that are in force on `today`, the first to end first.
pub(crate) async fn in_force(
    services: &Services,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<HoldView>> {
    let db = services.database.read();
    let rows = Entity::find()
        .filter(Column::LiftedAt.is_null())
        .filter(Column::Until.gte(today))
        .order_by_asc(Column::Until)
        .all(db)
        .await?;
    let names = person::names(db, &services.keyring, rows.iter().map(|row| row.person_id)).await?;
    let theirs = workspace::Entity::find()
        .filter(Workspaces::OrganisationId.eq(organisation.0))
        .filter(Workspaces::Id.is_in(rows.iter().map(|row| row.owner_id)));
    let seen = theirs.clone().filter(workspace::administered(organisation, today)).all(db).await?;
    let theirs = theirs.all(db).await?;
    let views = rows.into_iter().filter_map(|row| {
        let is_it = |workspace: &&workspace::Model| workspace.id == row.owner_id;
        theirs.iter().find(is_it)?;
        Some(HoldView {
            id: HoldId(row.id),
            // Of an archive there is no number to see (L6).
            number: seen.iter().find(is_it).map(|workspace| workspace.number),
            ground: Ground::from_code(&row.ground)?,
            by: names.get(&row.person_id).cloned().unwrap_or_default(),
            until: row.until,
        })
    });
    Ok(views.collect())
}
