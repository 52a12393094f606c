//! Workspaces as a main user sees them (P5, L8): number, counselor, state, dates. Nothing sealed
//! is opened but the counselors' names; archived ones are nobody's but the customer's (L6).

use super::{Column, Entity, InvitationStatusColumn, Model, lifecycle, waits};
use crate::{
    ground::{
        error::{Error, Result},
        services::Services,
    },
    people::{
        organisation,
        person::{self, StaffRole},
    },
};
use chrono::NaiveDate;
use contract::{
    OrganisationId, PersonId,
    administration::{Administered, AdministrationFilter, AdministrationList, CounselorSummary},
    list::LIST_PAGE,
};
use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};
use std::collections::HashMap;

/// The condition under which a main user sees a workspace on `today`.
pub(crate) fn administered(organisation: OrganisationId, today: NaiveDate) -> Condition {
    Condition::all()
        .add(Column::OrganisationId.eq(organisation.0))
        .add(Column::InactiveThrough.gte(today))
        .add(Column::ArchivedOn.is_null())
}

/// The condition that one of them is active on `today`; else it is inactive.
pub(crate) fn is_active_on(today: NaiveDate) -> Condition {
    Condition::all().add(Column::ClosedOn.is_null()).add(Column::ActiveThrough.gte(today))
}

/// The condition that no mail reaches its customer: nobody knows an address, or it refuses mail (P11, N4).
pub(crate) fn is_unreached() -> Condition {
    Condition::all()
        .add(Column::InvitationStatus.eq(InvitationStatusColumn::Taken))
        .add(Condition::any().add(Column::Email.is_null()).add(Column::AddressRefusedAt.is_not_null()))
}

impl Model {
    /// The same of one.
    fn is_unreached(&self) -> bool {
        self.has_joined() && (self.email.is_none() || self.address_refused_at.is_some())
    }
}

/// The condition that a filter shows it, of those that a main user sees.
pub(crate) fn shown(filter: &AdministrationFilter, today: NaiveDate) -> Condition {
    let mut which = Condition::all();
    if let Ok(PersonId(counselor)) = filter.counselor.parse() {
        which = which.add(Column::CounselorId.eq(counselor));
    }
    match filter.state.as_str() {
        "active" => which.add(is_active_on(today)),
        "inactive" => which.add(is_active_on(today).not()),
        "unreached" => which.add(is_unreached()),
        "asks" => which.add(Column::AskedOn.is_not_null()),
        _ => which,
    }
}

/// One page of the list, from 1. A page past the end shows the last one.
pub(crate) async fn administered_workspaces(
    services: &Services,
    id: OrganisationId,
    filter: AdministrationFilter,
) -> Result<AdministrationList> {
    let db = services.database.read();
    let today = organisation::load(db, id).await?.today(services.clock.now());
    let which = administered(id, today).add(shown(&filter, today));
    let query = Entity::find().filter(which).order_by_asc(Column::Number).paginate(db, u64::from(LIST_PAGE));
    let count = query.num_items_and_pages().await?;
    let pages = u32::try_from(count.number_of_pages).unwrap_or(u32::MAX).max(1);
    let page = filter.page.clamp(1, pages);
    let rows = query.fetch_page(u64::from(page - 1)).await?;
    let names = person::names(db, &services.keyring, rows.iter().map(|row| row.counselor_id)).await?;
    let mut waits = waits(db, &rows).await?;
    let items = rows
        .into_iter()
        .map(|row| {
            let timeline = lifecycle::timeline(&row.facts(), &row.dates(), today)
                .ok_or(Error::Inconsistent("a workspace that is over was listed"))?;
            Ok(Administered {
                id: row.id(),
                number: row.number,
                counselor: names.get(&row.counselor_id).cloned().unwrap_or_default(),
                timeline,
                wait: waits.remove(&row.id()),
                is_unreached: row.is_unreached(),
                asks_reactivation: row.asked_on.is_some(),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let total = u32::try_from(count.number_of_items).unwrap_or(u32::MAX);
    Ok(AdministrationList { items, page, pages, total, counselors: counselors(services, id, today).await? })
}

/// The counselors of an organisation, and former ones who still have workspaces.
async fn counselors(
    services: &Services,
    id: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<CounselorSummary>> {
    let db = services.database.read();
    let counts = run_by(db, id, today).await?;
    let present = person::all_with(db, id, StaffRole::Counselor).await?;
    let everybody = present.iter().map(|id| id.0).chain(counts.keys().copied());
    let names = person::names(db, &services.keyring, everybody).await?;
    let mut summaries: Vec<CounselorSummary> = names
        .into_iter()
        .map(|(id, name)| CounselorSummary {
            id: PersonId(id),
            name,
            workspaces: counts.get(&id).copied().unwrap_or(0),
            guides: present.contains(&PersonId(id)),
        })
        .collect();
    summaries.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    Ok(summaries)
}

/// Who runs workspaces and has no counselor's role any more: nobody reads what is written there.
pub(crate) async fn orphaned(
    services: &Services,
    id: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<CounselorSummary>> {
    let mut all = counselors(services, id, today).await?;
    all.retain(|counselor| !counselor.guides);
    Ok(all)
}

/// How many workspaces that are not archived each counselor of an organisation runs.
pub(crate) async fn run_by(
    db: &impl ConnectionTrait,
    id: OrganisationId,
    today: NaiveDate,
) -> Result<HashMap<Uuid, u32>> {
    let counts: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .column(Column::CounselorId)
        .column_as(Column::Id.count(), "count")
        .filter(administered(id, today))
        .group_by(Column::CounselorId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().map(|(id, count)| (id, u32::try_from(count).unwrap_or(u32::MAX))).collect())
}
