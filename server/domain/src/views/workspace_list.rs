//! The list of workspaces a participant may see, the one touched last first (P5).

use crate::{
    ground::{
        actor::{Customer, Participant},
        data_keys,
        error::{Error, Result},
        services::Services,
        vault::{Owner, show},
    },
    guidance::{
        conversation,
        workspace::{
            Column, Entity, InvitationStatusColumn, Model, field, lifecycle, organisations_of, visible,
        },
    },
    people::{organisation::Organisation, person},
};
use chrono::NaiveDate;
use contract::workspace::{InvitationView, LIST_PAGE, WorkspaceList, WorkspaceSummary};
use sea_orm::{QueryOrder, entity::prelude::*};
use uuid::Uuid;

/// One page of the list, from 1. A page past the end shows the last one.
pub(crate) async fn list(services: &Services, participant: Participant, page: u32) -> Result<WorkspaceList> {
    let db = services.database.read();
    let now = services.clock.now();
    let organisations = organisations_of(participant, db).await?;
    let query = Entity::find()
        .filter(visible(participant, &organisations, now))
        .order_by_desc(Column::TouchedAt)
        .order_by_asc(Column::Id)
        .paginate(db, u64::from(LIST_PAGE));
    let count = query.num_items_and_pages().await?;
    let pages = u32::try_from(count.number_of_pages).unwrap_or(u32::MAX).max(1);
    let page = page.clamp(1, pages);
    let rows = query.fetch_page(u64::from(page - 1)).await?;

    let owners: Vec<Owner> = rows.iter().map(|row| Owner::workspace(row.organisation(), row.id())).collect();
    let keys = data_keys::load_many(db, &services.keyring, &owners).await?;
    let others = rows.iter().filter_map(|row| other(participant, row));
    let names = person::names(db, &services.keyring, others).await?;
    let unread = conversation::unread_by_workspace(db, participant, rows.iter().map(|row| row.id)).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        let organisation = organisation_of(&organisations, row)?;
        let today = organisation.today(now);
        items.push(WorkspaceSummary {
            id: row.id(),
            title: show(keys.get(&row.id), row.context(field::TITLE), &row.title),
            other: other(participant, row).and_then(|id| names.get(&id).cloned()),
            organisation: organisation.name.clone(),
            invitation_status: row.invitation_status.into(),
            unread: unread.get(&row.id).copied().unwrap_or(0),
            asks_reactivation: row.asked_on.is_some(),
            timeline: timeline(row, today)?,
        });
    }
    let total = u32::try_from(count.number_of_items).unwrap_or(u32::MAX);
    let waiting = waiting(services, participant, &organisations).await?;
    Ok(WorkspaceList { items, page, pages, total, waiting })
}

/// Who stands on the other side: the customer for staff, the counselor for the customer.
fn other(participant: Participant, row: &Model) -> Option<Uuid> {
    match participant {
        Participant::Customer(_) => Some(row.counselor_id),
        Participant::Counselor(_) | Participant::Supervisor(_) => row.customer_id,
    }
}

fn organisation_of<'a>(organisations: &'a [Organisation], row: &Model) -> Result<&'a Organisation> {
    let found = organisations.iter().find(|organisation| organisation.id == row.organisation());
    found.ok_or(Error::Inconsistent("organisation missing"))
}

fn timeline(row: &Model, today: NaiveDate) -> Result<contract::life::Timeline> {
    lifecycle::timeline(&row.facts(), &row.dates(), today)
        .ok_or(Error::Inconsistent("a workspace that is over was listed"))
}

/// Invitations the customer accepted and the counselor has not confirmed: who invited, nothing else.
async fn waiting(
    services: &Services,
    participant: Participant,
    organisations: &[Organisation],
) -> Result<Vec<InvitationView>> {
    let Participant::Customer(Customer(customer)) = participant else { return Ok(vec![]) };
    let db = services.database.read();
    let rows = Entity::find()
        .filter(Column::CustomerId.eq(customer.0))
        .filter(Column::InvitationStatus.eq(InvitationStatusColumn::AwaitingConfirmation))
        .all(db)
        .await?;
    let names = person::names(db, &services.keyring, rows.iter().map(|row| row.counselor_id)).await?;
    rows.iter()
        .map(|row| {
            let organisation = organisation_of(organisations, row)?.name.clone();
            let counselor = names.get(&row.counselor_id).cloned().unwrap_or_default();
            Ok(InvitationView { organisation, counselor })
        })
        .collect()
}
