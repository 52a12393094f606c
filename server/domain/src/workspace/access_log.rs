//! Who has looked at a workspace, for its customer (A2): read from the trace itself.

use super::{Participant, head, open_for_reading};
use crate::{
    audit::{Action, Column, Entity, Model},
    clock::local_time,
    conversation,
    error::Result,
    file, person,
    services::Services,
    supervision,
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    PersonId, WorkspaceId,
    access::{ACCESS_PAGE, AccessLine, AccessLog, Looked},
};
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
use std::collections::HashMap;

/// What of the trace is about looking.
const LOOKS: [(Action, Looked); 6] = [
    (Action::GlassBroken, Looked::BreakGlass),
    (Action::WorkspaceSearched, Looked::Search),
    (Action::WorkspaceRead, Looked::Workspace),
    (Action::ConversationRead, Looked::Conversation),
    (Action::FileRead, Looked::File),
    (Action::PackageDownloaded, Looked::Package),
];

/// A page that stays open looks again by itself, and each time is in the trace. Looks of one person
/// at one thing that follow within this time are one visit.
const ONE_VISIT: TimeDelta = TimeDelta::minutes(30);

/// A page of who has looked, the newest first.
pub(crate) async fn access_log(
    services: &Services,
    customer: PersonId,
    id: WorkspaceId,
    page: u32,
) -> Result<AccessLog> {
    let opened = open_for_reading(services, Participant::Customer(customer), id).await?;
    let db = services.database.read();
    let rows = Entity::find()
        .filter(Column::Action.is_in(LOOKS.map(|(action, _)| action.code())))
        .filter(about(id))
        .order_by_desc(Column::Seq)
        .all(db)
        .await?;
    let visits = visits(&rows);
    let (per_page, total) = (ACCESS_PAGE as usize, visits.len());
    let pages = total.div_ceil(per_page).max(1);
    let page = (page as usize).clamp(1, pages);
    let shown: Vec<Visit> = visits.into_iter().skip((page - 1) * per_page).take(per_page).collect();
    let names = person::names(db, &services.keyring, shown.iter().map(|visit| visit.who)).await?;
    let reasons = supervision::reasons(db, &opened).await?;
    let local = |at| local_time(at, opened.organisation.zone);
    let line = |visit: &Visit| AccessLine {
        who: names.get(&visit.who).cloned().unwrap_or_default(),
        mine: visit.who == customer.0,
        looked: visit.looked,
        reason: reasons.get(&(visit.who, visit.from)).cloned().filter(|_| visit.looked == Looked::BreakGlass),
        from: local(visit.from),
        to: local(visit.to),
    };
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(AccessLog {
        lines: shown.iter().map(line).collect(),
        head: head(services, db, &opened).await?,
        page: number(page),
        pages: number(pages),
        total: number(total),
    })
}

/// Looks of one person at one thing, one soon after the other.
struct Visit {
    who: Uuid,
    looked: Looked,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

/// Folds looks, the newest first, into visits, the one that ended last first.
fn visits(rows: &[Model]) -> Vec<Visit> {
    let mut visits: Vec<Visit> = vec![];
    let mut open: HashMap<(Uuid, &str, Option<Uuid>), usize> = HashMap::new();
    for row in rows {
        let looked = LOOKS.iter().find(|(action, _)| action.code() == row.action);
        let (Some((_, looked)), Some(who)) = (looked, row.actor_id) else { continue };
        let key = (who, row.action.as_str(), row.object_id);
        let same = open.get(&key).and_then(|place| visits.get_mut(*place));
        let same = same.filter(|visit| {
            !matches!(looked, Looked::Package | Looked::BreakGlass) && visit.from - row.at <= ONE_VISIT
        });
        if let Some(visit) = same {
            visit.from = row.at;
        } else {
            open.insert(key, visits.len());
            visits.push(Visit { who, looked: *looked, from: row.at, to: row.at });
        }
    }
    visits
}

/// Lines about the workspace, and about what is in it.
fn about(id: WorkspaceId) -> Condition {
    let conversations = conversation::Entity::find()
        .select_only()
        .column(conversation::Column::Id)
        .filter(conversation::Column::WorkspaceId.eq(id.0))
        .into_query();
    let files = file::Entity::find()
        .select_only()
        .column(file::Column::Id)
        .filter(file::Column::WorkspaceId.eq(id.0))
        .into_query();
    Condition::any()
        .add(Column::ObjectId.eq(id.0))
        .add(Column::ObjectId.in_subquery(conversations))
        .add(Column::ObjectId.in_subquery(files))
}
