//! An action as its main user sees it: what it would do, and how far it has come.

use super::{Model, item, plan::find};
use crate::{
    ground::{
        error::{Error, Result},
        services::Services,
    },
    guidance::workspace::{self, ClosedByColumn, Column as Workspaces, lifecycle},
    people::{
        organisation::{self, policy},
        person,
    },
};
use chrono::NaiveDate;
use contract::{
    BulkActionId, OrganisationId, PersonId,
    bulk_action::{
        BulkActionKind, BulkActionLine, BulkActionStage, BulkActionView, Outcome, PREVIEW, Reason,
    },
    life::State,
};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use std::collections::HashMap;

/// Reads an action.
///
/// # Errors
/// [`contract::ApiError::NotFound`] when there is none, or it is another organisation's.
pub(crate) async fn view(
    services: &Services,
    organisation: OrganisationId,
    id: BulkActionId,
) -> Result<BulkActionView> {
    let db = services.database.read();
    let action = find(db, organisation, id).await?;
    let unknown = Error::Inconsistent("unknown bulk action");
    let (Some(kind), Some(reason)) =
        (BulkActionKind::from_code(&action.kind), Reason::from_code(&action.reason))
    else {
        return Err(unknown);
    };
    let stage = match (action.confirmed_at, action.finished_at) {
        (None, _) => BulkActionStage::Planned,
        (Some(_), None) => BulkActionStage::Running,
        (Some(_), Some(_)) => BulkActionStage::Finished,
    };
    let to = match action.to_counselor_id {
        Some(to) => Some(person::name(db, &services.keyring, PersonId(to)).await?),
        None => None,
    };
    let of_action = || item::Entity::find().filter(item::Column::BulkActionId.eq(id.0));
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let total = count(of_action().count(db).await?);
    let done = count(of_action().filter(item::Column::Outcome.is_not_null()).count(db).await?);
    let skipped = count(of_action().filter(item::Column::Outcome.eq(item::SKIPPED)).count(db).await?);
    let lines = lines(services, &action, kind).await?;
    Ok(BulkActionView { kind, reason, to, stage, total, done, skipped, lines })
}

async fn lines(services: &Services, action: &Model, kind: BulkActionKind) -> Result<Vec<BulkActionLine>> {
    let db = services.database.read();
    let organisation = organisation::load(db, OrganisationId(action.organisation_id)).await?;
    let today = organisation.today(services.clock.now());
    let items = item::Entity::find()
        .filter(item::Column::BulkActionId.eq(action.id))
        .order_by_asc(item::Column::Number)
        .limit(PREVIEW)
        .all(db)
        .await?;
    let rows = workspace::Entity::find()
        .filter(workspace::administered(organisation.id, today))
        .filter(Workspaces::Id.is_in(items.iter().map(|item| item.workspace_id)))
        .all(db)
        .await?;
    let names = person::names(db, &services.keyring, rows.iter().map(|row| row.counselor_id)).await?;
    let rows: HashMap<Uuid, workspace::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let mut lines = Vec::with_capacity(items.len());
    for item in items {
        let row = rows.get(&item.workspace_id);
        let outcome = match (item.outcome.as_deref(), row) {
            (Some(item::DONE), _) => Outcome::Done,
            (Some(_), _) => Outcome::Skipped,
            (None, Some(row)) => preview(db, action, kind, row, today).await?,
            (None, None) => Outcome::WouldBeSkipped,
        };
        let counselor = row.and_then(|row| names.get(&row.counselor_id).cloned());
        lines.push(BulkActionLine { number: row.map(|row| row.number), counselor, outcome });
    }
    Ok(lines)
}

/// What the action would do, by the same facts and the same function as doing it.
async fn preview(
    db: &impl ConnectionTrait,
    action: &Model,
    kind: BulkActionKind,
    row: &workspace::Model,
    today: NaiveDate,
) -> Result<Outcome> {
    let mut row = row.clone();
    let state = lifecycle::state(&row.facts(), &row.dates(), today);
    match kind {
        BulkActionKind::HandOver if action.to_counselor_id == Some(row.counselor_id) => {
            return Ok(Outcome::WouldBeSkipped);
        }
        BulkActionKind::HandOver => return Ok(Outcome::WouldBeHandedOver),
        BulkActionKind::Close if state != lifecycle::Life::Is(State::Active) => {
            return Ok(Outcome::WouldBeSkipped);
        }
        BulkActionKind::Close => row.close(today, ClosedByColumn::Organisation),
        BulkActionKind::Archive => {
            row.archived_on = Some(today);
            row.postponed_to = None;
        }
    }
    let dates = lifecycle::dates(&row.facts(), policy::load(db, row.policy_id).await?);
    Ok(match kind {
        BulkActionKind::Close => Outcome::Would(State::Inactive, dates.inactive_through),
        _ => Outcome::Would(State::Archived, dates.archived_through),
    })
}
