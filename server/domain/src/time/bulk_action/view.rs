//! An action as its main user sees it: what it would do, and how far it has come.

use super::{
    Model,
    effect::{Effect, is_told},
    item,
    plan::find,
    schedule,
};
use crate::{
    ground::{
        error::{Error, Result},
        services::Services,
    },
    guidance::workspace::{self, Column as Workspaces},
    people::{
        organisation::{self, policy},
        person,
    },
};
use contract::{
    BulkActionId, OrganisationId, PersonId,
    bulk_action::{
        BulkActionKind, BulkActionLine, BulkActionStage, BulkActionView, Outcome, PREVIEW, Reason,
    },
    life::State,
};
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
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
    let today = organisation::load(db, organisation).await?.today(services.clock.now());
    let stage = match (action.confirmed_at, action.finished_at) {
        _ if action.is_scheduled(today) => BulkActionStage::Scheduled,
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
    let planned = count(of_action().count(db).await?);
    let done = count(of_action().filter(item::Column::Outcome.is_not_null()).count(db).await?);
    let skipped = count(of_action().filter(item::Column::Outcome.eq(item::SKIPPED)).count(db).await?);
    let preview = preview(services, &action, kind).await?;
    let total = planned.saturating_add(preview.coming);
    Ok(BulkActionView {
        kind,
        reason,
        to,
        on: action.due_on,
        stage,
        total,
        done,
        skipped,
        would: preview.would,
        told: preview.told,
        lines: preview.lines,
    })
}

/// The first lines, and how many of all would be changed, and how many customers told.
struct Preview {
    would: u32,
    told: u32,
    /// Workspaces that have come since it was planned, and go with it.
    coming: u32,
    lines: Vec<BulkActionLine>,
}

async fn preview(services: &Services, action: &Model, kind: BulkActionKind) -> Result<Preview> {
    let db = services.database.read();
    let organisation = organisation::load(db, OrganisationId(action.organisation_id)).await?;
    let today = organisation.today(services.clock.now());
    let mut items = item::Entity::find()
        .filter(item::Column::BulkActionId.eq(action.id))
        .order_by_asc(item::Column::Number)
        .all(db)
        .await?;
    let coming = match action.from_counselor_id.filter(|_| action.is_scheduled(today)) {
        Some(from) => schedule::coming(action, from, today).all(db).await?,
        None => vec![],
    };
    let count = u32::try_from(coming.len()).unwrap_or(u32::MAX);
    items.extend(coming.iter().map(|row| item::Model {
        bulk_action_id: action.id,
        workspace_id: row.id,
        number: row.number,
        counselor_id: Some(row.counselor_id),
        outcome: None,
    }));
    let of_action = item::Entity::find()
        .select_only()
        .column(item::Column::WorkspaceId)
        .filter(item::Column::BulkActionId.eq(action.id))
        .into_query();
    let mut rows = workspace::Entity::find()
        .filter(workspace::administered(organisation.id, today))
        .filter(Workspaces::Id.in_subquery(of_action))
        .all(db)
        .await?;
    rows.extend(coming);
    let names = person::names(db, &services.keyring, rows.iter().map(|row| row.counselor_id)).await?;
    let rows: HashMap<Uuid, workspace::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let effect = Effect::of(db, action, kind, today).await?;
    let mut preview = Preview { would: 0, told: 0, coming: count, lines: vec![] };
    let listed = usize::try_from(PREVIEW).unwrap_or(usize::MAX);
    for item in items {
        let row = rows.get(&item.workspace_id);
        let becomes = row.and_then(|row| effect.on(&item, row)).map(|(row, _)| row);
        if let Some(becomes) = becomes.as_ref().filter(|_| item.outcome.is_none()) {
            preview.would += 1;
            preview.told += u32::from(is_told(becomes));
        }
        if preview.lines.len() < listed {
            let outcome = match (item.outcome.as_deref(), becomes) {
                (Some(item::DONE), _) => Outcome::Done,
                (Some(_), _) => Outcome::Skipped,
                (None, Some(becomes)) => outcome(db, kind, becomes).await?,
                (None, None) => Outcome::WouldBeSkipped,
            };
            let counselor = row.and_then(|row| names.get(&row.counselor_id).cloned());
            preview.lines.push(BulkActionLine { number: row.map(|row| row.number), counselor, outcome });
        }
    }
    Ok(preview)
}

/// What a workspace would become, in a line.
async fn outcome(
    db: &impl ConnectionTrait,
    kind: BulkActionKind,
    mut becomes: workspace::Model,
) -> Result<Outcome> {
    becomes.set_dates(policy::load(db, becomes.policy_id).await?);
    Ok(match kind {
        BulkActionKind::HandOver => Outcome::WouldBeHandedOver,
        BulkActionKind::Reactivate => Outcome::Would(State::Active, becomes.active_through),
        BulkActionKind::Close => Outcome::Would(State::Inactive, becomes.inactive_through),
        BulkActionKind::Archive => Outcome::Would(State::Archived, becomes.archived_through),
    })
}
