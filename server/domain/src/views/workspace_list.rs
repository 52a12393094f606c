//! The list of workspaces a participant may see, the one touched last first (P5, W9).
//!
//! Nobody has more than some thousands, so that their rows are read in one query, and sorted out here by
//! the rules themselves; names and titles are opened of the page shown only.

use crate::{
    ground::{
        actor::{Customer, Participant},
        clock::local_time,
        data_keys,
        error::{Error, Result},
        services::Services,
        vault::{Owner, show},
    },
    guidance::{
        consent,
        workspace::{
            Column, Entity, InvitationStatusColumn, Model, field, lifecycle, organisations_of, visible,
        },
    },
    people::{organisation::Organisation, person},
    views::waits::{self, Place},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use contract::{
    life::{State, Timeline},
    workspace::{InvitationView, LIST_PAGE, ListFilter, SOON, Waits, WorkspaceList, WorkspaceSummary},
};
use sea_orm::{QueryOrder, entity::prelude::*};
use std::collections::HashMap;
use uuid::Uuid;

/// A workspace before anything sealed in it is opened.
struct Line<'a> {
    row: Model,
    organisation: &'a Organisation,
    timeline: Timeline,
    waits: Waits,
    /// When something that the participant may see last changed.
    touched_at: NaiveDateTime,
}

impl Line<'_> {
    /// How many days the present state lasts in all.
    fn lasts(&self) -> i64 {
        let (row, line) = (&self.row, &self.timeline);
        let began = match line.state {
            State::Active => [row.visited_on, row.reactivated_on].into_iter().flatten().max(),
            State::Inactive => Some(row.closed_on.unwrap_or(line.active_through)),
            State::Archived => Some(row.archived_on.unwrap_or(line.inactive_through)),
        };
        (line.due() - began.unwrap_or(line.created_on)).num_days()
    }

    /// Whether the present state ends soon. A short state does not always end soon.
    fn ends_soon(&self) -> bool {
        self.timeline.days_left() <= SOON.min((self.lasts() + 2) / 3)
    }

    fn is_of(&self, filter: ListFilter) -> bool {
        match filter {
            ListFilter::All => true,
            ListFilter::Waiting => self.waits.any(),
            ListFilter::Invited => self.row.invitation_status == InvitationStatusColumn::Invited,
            ListFilter::Ending => self.ends_soon(),
            ListFilter::Inactive => self.timeline.state == State::Inactive,
        }
    }
}

/// One page of the list, from 1. A page past the end shows the last one. Without a filter, what waits,
/// where anything does.
pub(crate) async fn list(
    services: &Services,
    participant: Participant,
    show: Option<ListFilter>,
    page: u32,
) -> Result<WorkspaceList> {
    let organisations = organisations_of(participant, services.database.read()).await?;
    let mut lines = lines(services, participant, &organisations).await?;
    let counts = ListFilter::ALL.map(|filter| {
        let count = lines.iter().filter(|line| line.is_of(filter)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    });
    let something_waits = lines.iter().any(|line| line.waits.any());
    let shown = show.unwrap_or(if something_waits { ListFilter::Waiting } else { ListFilter::All });
    lines.retain(|line| line.is_of(shown));
    if participant.is_customer() {
        // On the first page stands all that waits.
        lines.sort_by_key(|line| !line.waits.any() && !line.ends_soon());
    }
    let total = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let pages = total.div_ceil(LIST_PAGE).max(1);
    let page = page.clamp(1, pages);
    let of_page = lines.chunks(LIST_PAGE as usize).nth(page as usize - 1).unwrap_or_default();
    let items = summaries(services, participant, of_page).await?;
    let waiting = waiting(services, participant, &organisations).await?;
    Ok(WorkspaceList { shown, counts, items, page, pages, total, waiting })
}

/// All that the participant may see.
async fn lines<'a>(
    services: &Services,
    participant: Participant,
    organisations: &'a [Organisation],
) -> Result<Vec<Line<'a>>> {
    let now = services.clock.now();
    let rows = Entity::find()
        .filter(visible(participant, organisations, now))
        .order_by_desc(Column::TouchedAt)
        .order_by_asc(Column::Id)
        .all(services.database.read())
        .await?;
    let line = |row: Model| {
        let organisation = organisation_of(organisations, &row)?;
        let timeline = lifecycle::timeline(&row.facts(), &row.dates(), organisation.today(now))
            .ok_or(Error::Inconsistent("a workspace that is over was listed"))?;
        let touched_at = local_time(row.touched_at, organisation.zone);
        Ok(Line { row, organisation, timeline, waits: Waits::default(), touched_at })
    };
    let mut lines = rows.into_iter().map(line).collect::<Result<Vec<_>>>()?;
    let places = lines.iter().map(|line| Place {
        row: &line.row,
        organisation: line.organisation,
        timeline: &line.timeline,
    });
    let waits = waits::find(services, participant, places).await?;
    let limited: HashMap<Uuid, DateTime<Utc>> = match participant {
        Participant::Counselor(counselor) => {
            consent::limited(services.database.read(), counselor).await?.into_iter().collect()
        }
        Participant::Customer(_) | Participant::Supervisor(_) => HashMap::new(),
    };
    for line in &mut lines {
        line.waits = waits.get(&line.row.id).copied().unwrap_or_default();
        if let Some(since) = limited.get(&line.row.id) {
            // What was before the consent does not show by its time either (P6).
            let seen = line.waits.newest.map(|(_, at)| at);
            line.touched_at = seen.unwrap_or_else(|| local_time(*since, line.organisation.zone));
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.touched_at));
    Ok(lines)
}

/// Opens what is shown of some of them.
async fn summaries(
    services: &Services,
    participant: Participant,
    lines: &[Line<'_>],
) -> Result<Vec<WorkspaceSummary>> {
    let db = services.database.read();
    let rows = || lines.iter().map(|line| &line.row);
    let owners: Vec<Owner> = rows().map(|row| Owner::workspace(row.organisation(), row.id())).collect();
    let keys = data_keys::load_many(db, &services.keyring, &owners).await?;
    let others = rows().filter_map(|row| other(participant, row));
    let others = others.chain(rows().filter(|row| is_others(participant, row)).map(|row| row.counselor_id));
    let names = person::names(db, &services.keyring, others).await?;
    let guiding = person::guiding(db, rows().map(|row| row.counselor_id)).await?;
    let guides = |row: &Model| guiding.contains(&(row.counselor_id, row.organisation_id));
    // No customer reads the name of a counselor who is gone (P7).
    let is_there = |row: &Model| !participant.is_customer() || guides(row);
    let summary = |line: &Line<'_>| {
        let row = &line.row;
        WorkspaceSummary {
            id: row.id(),
            title: show(keys.get(&row.id), row.context(field::TITLE), &row.title),
            other: other(participant, row).filter(|_| is_there(row)).and_then(|id| names.get(&id).cloned()),
            guided_by: Some(row.counselor_id)
                .filter(|_| is_others(participant, row))
                .and_then(|id| names.get(&id).cloned()),
            organisation: line.organisation.name.clone(),
            invitation_status: row.invitation_status.into(),
            waits: line.waits,
            ends_soon: line.ends_soon(),
            touched_at: line.touched_at,
            lasts: line.lasts(),
            timeline: line.timeline,
        }
    };
    Ok(lines.iter().map(summary).collect())
}

/// Whether it is another counselor's, for staff.
fn is_others(participant: Participant, row: &Model) -> bool {
    !participant.is_customer() && row.counselor_id != participant.person().0
}

/// Who stands on the other side: the customer for staff, the counselor for the customer.
pub(super) fn other(participant: Participant, row: &Model) -> Option<Uuid> {
    match participant {
        Participant::Customer(_) => Some(row.counselor_id),
        Participant::Counselor(_) | Participant::Supervisor(_) => row.customer_id,
    }
}

fn organisation_of<'a>(organisations: &'a [Organisation], row: &Model) -> Result<&'a Organisation> {
    let found = organisations.iter().find(|organisation| organisation.id == row.organisation());
    found.ok_or(Error::Inconsistent("organisation missing"))
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
