//! Planning and confirming an action.

use super::{ActiveModel, Column, Entity, Model, item};
use crate::{
    ground::{
        actor::{MainUser, Role, authentication::RecentAuthentication},
        audit::{self, Action, Entry},
        error::Result,
        job, once,
        services::Services,
    },
    guidance::workspace::{self, Column as Workspaces},
    people::{
        organisation,
        person::{self, StaffRole},
    },
};
use chrono::Months;
use contract::{
    ApiError, BulkActionId, FieldCode, OrganisationId,
    bulk_action::{BulkActionScope, CheckedBulkAction, NewBulkAction},
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, IntoActiveModel, QueryOrder, entity::prelude::*};

/// Items written in one statement.
const CHUNK: usize = 500;

/// How far ahead a handover can be planned.
const LONGEST_AHEAD: Months = Months::new(12);

/// Plans an action: what it would be done to is fixed now; nothing is done yet.
///
/// # Errors
/// [`ApiError::Invalid`] with every mistake in the input.
pub(crate) async fn plan(
    services: &Services,
    main_user: MainUser,
    new: NewBulkAction,
) -> Result<BulkActionId> {
    let action = new.check()?;
    let tx = once::begin(services).await?;
    let id = plan_in(services, &tx, main_user, action).await?;
    tx.commit().await?;
    Ok(id)
}

/// The same in the caller's transaction.
pub(super) async fn plan_in(
    services: &Services,
    tx: &DatabaseTransaction,
    main_user: MainUser,
    action: CheckedBulkAction,
) -> Result<BulkActionId> {
    let now = services.clock.now();
    if action.to == Some(main_user.person) {
        // What nobody may read as a main user, they must not give to themselves (P13).
        return Err(ApiError::field("to", FieldCode::Oneself).into());
    }
    if let Some(to) = action.to
        && !person::roles(tx, to, main_user.organisation).await?.contains(StaffRole::Counselor)
    {
        return Err(ApiError::field("to", FieldCode::NotACounselor).into());
    }
    let today = organisation::load(tx, main_user.organisation).await?.today(now);
    let rows = workspace::Entity::find().filter(workspace::administered(main_user.organisation, today));
    if action.on.is_some_and(|on| on < today) {
        return Err(ApiError::field("on", FieldCode::InThePast).into());
    }
    let latest = today.checked_add_months(LONGEST_AHEAD).unwrap_or(today);
    if action.on.is_some_and(|on| on > latest) {
        return Err(ApiError::field("on", FieldCode::TooLate(latest)).into());
    }
    let mut from = None;
    let rows = match action.of {
        BulkActionScope::Chosen(ids) => rows.filter(Workspaces::Id.is_in(ids.into_iter().map(|id| id.0))),
        BulkActionScope::AllOf(counselor) => {
            from = Some(counselor.0);
            rows.filter(Workspaces::CounselorId.eq(counselor.0))
        }
        BulkActionScope::Shown(filter) => rows.filter(workspace::shown(&filter, today)),
    };
    let rows = rows.order_by_asc(Workspaces::Number).all(tx).await?;
    if rows.is_empty() {
        return Err(ApiError::field("selection", FieldCode::NothingChosen).into());
    }
    let id = services.randomness.uuid();
    let row = ActiveModel {
        id: Set(id),
        organisation_id: Set(main_user.organisation.0),
        person_id: Set(main_user.person.0),
        kind: Set(action.kind.code().to_owned()),
        reason: Set(action.reason.code().to_owned()),
        to_counselor_id: Set(action.to.map(|to| to.0)),
        due_on: Set(action.on.filter(|on| *on > today)),
        from_counselor_id: Set(from),
        planned_at: Set(now),
        confirmed_at: Set(None),
        confirmed_by: Set(None),
        begun_at: Set(None),
        finished_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    put_items(tx, id, &rows).await?;
    Ok(BulkActionId(id))
}

/// Writes to which workspaces an action is done.
pub(super) async fn put_items(tx: &DatabaseTransaction, id: Uuid, rows: &[workspace::Model]) -> Result<()> {
    for chunk in rows.chunks(CHUNK) {
        let items = chunk.iter().map(|row| {
            let item = item::Model {
                bulk_action_id: id,
                workspace_id: row.id,
                number: row.number,
                counselor_id: Some(row.counselor_id),
                outcome: None,
            };
            item.into_active_model().reset_all()
        });
        item::Entity::insert_many(items).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// An action of the organisation.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
    id: BulkActionId,
) -> Result<Model> {
    let row = Entity::find_by_id(id.0).filter(Column::OrganisationId.eq(organisation.0)).one(db).await?;
    Ok(row.ok_or(ApiError::NotFound)?)
}

/// Confirms an action; the job does it. Confirming twice is confirming once.
///
/// # Errors
/// [`ApiError::Invalid`] where the day for which it was planned has passed.
pub(crate) async fn confirm(
    services: &Services,
    main_user: MainUser,
    id: BulkActionId,
    _: RecentAuthentication,
) -> Result<()> {
    let tx = services.database.begin().await?;
    confirm_in(services, &tx, main_user, id).await?;
    tx.commit().await?;
    Ok(())
}

/// The same in the caller's transaction.
pub(super) async fn confirm_in(
    services: &Services,
    tx: &DatabaseTransaction,
    main_user: MainUser,
    id: BulkActionId,
) -> Result<()> {
    let now = services.clock.now();
    let action = find(tx, main_user.organisation, id).await?;
    if action.to_counselor_id == Some(main_user.person.0) {
        return Err(ApiError::field("to", FieldCode::Oneself).into());
    }
    let today = organisation::load(tx, main_user.organisation).await?.today(now);
    if action.confirmed_at.is_none() && action.due_on.is_some_and(|on| on < today) {
        return Err(ApiError::field("on", FieldCode::InThePast).into());
    }
    let confirmed = Entity::update_many()
        .col_expr(Column::ConfirmedAt, Expr::value(Some(now)))
        .col_expr(Column::ConfirmedBy, Expr::value(Some(main_user.person.0)))
        .filter(Column::Id.eq(id.0))
        .filter(Column::ConfirmedAt.is_null())
        .exec(tx)
        .await?;
    if confirmed.rows_affected == 1 {
        let kind = contract::bulk_action::BulkActionKind::from_code(&action.kind);
        let entry = Entry::new(main_user.actor(), Action::BulkActionConfirmed)
            .within(main_user.organisation)
            .on(id.0)
            .because(kind.map(contract::bulk_action::BulkActionKind::code));
        audit::record(tx, now, entry).await?;
        job::wake(tx, "bulk_actions", now).await?;
    }
    Ok(())
}
