//! The list of workspaces a participant may see (P5, W9).
//!
//! Nobody has more than some thousands, so that their rows are read in one query, and sorted out here by
//! the rules themselves; names and titles are opened of the page shown only, but where they are looked for or
//! sorted by: there is no index of what is sealed, which would say who shares words with whom.

mod line;
mod opened;
mod order;

use crate::{
    ground::{
        actor::{Customer, Participant},
        clock::local_time,
        data_keys,
        error::{Error, Result},
        services::Services,
        vault::{Owner, show},
    },
    guidance::workspace::{Column, Entity, InvitationStatusColumn, Model, field, organisations_of},
    people::{organisation::Organisation, person},
    record::comparable::comparable,
};
use contract::{
    invitation::Inviter,
    list::{
        FoundWorkspaces, ListFilter, ListPlace, ListQuery, SEARCH_FOUND, Turn, WorkspaceList,
        WorkspaceSummary, search_words,
    },
};
use line::{Line, lines};
use order::Page;
use sea_orm::entity::prelude::*;
use std::cmp::Reverse;

/// One page of the list. Where nothing is asked for, what waits, if anything does.
pub(crate) async fn list(
    services: &Services,
    participant: Participant,
    query: &ListQuery,
) -> Result<WorkspaceList> {
    let organisations = organisations_of(participant, services.database.read()).await?;
    let mut lines = lines(services, participant, &organisations).await?;
    // A customer has few, and reads no name of a counselor who is gone (P7): they are not narrowed or sorted.
    let (topic, sort) = if participant.is_customer() { (None, None) } else { (query.topic, query.sort) };
    if let Some(topic) = topic {
        let topics = opened::topics(services, &lines).await?;
        lines.retain(|line| topics.get(&line.row.id).is_some_and(|topics| topics.contains(&topic)));
    }
    let count = |filter| lines.iter().filter(|line| line.is_of(filter)).count();
    let counts = ListFilter::ALL.map(|filter| u32::try_from(count(filter)).unwrap_or(u32::MAX));
    let something_waits = lines.iter().any(|line| line.waits.any());
    let shown = query.show.unwrap_or(if something_waits { ListFilter::Waiting } else { ListFilter::All });
    let sort = sort.unwrap_or(shown.sort());
    order::put_in_order(services, participant, &mut lines, sort).await?;
    let Page { lines: of_page, first, total } = order::page(&lines, shown, sort, query.turn);
    let place = |line: &&Line<'_>| ListPlace { key: line.key, id: line.row.id() };
    let last = first - 1 + u32::try_from(of_page.len()).unwrap_or(u32::MAX);
    let previous = of_page.first().filter(|_| first > 1).map(place).map(Turn::Before);
    let next = of_page.last().filter(|_| last < total).map(place).map(Turn::After);
    let items = summaries(services, participant, &of_page).await?;
    let waiting = waiting(services, participant, &organisations).await?;
    Ok(WorkspaceList { shown, sort, counts, items, previous, next, first, total, waiting })
}

/// Looks for words: each of them stands in the title or the name of somebody, or is the number.
pub(crate) async fn find(
    services: &Services,
    participant: Participant,
    text: &str,
) -> Result<FoundWorkspaces> {
    let words: Vec<String> = search_words(text)?.iter().map(|word| comparable(word)).collect();
    let organisations = organisations_of(participant, services.database.read()).await?;
    let lines = lines(services, participant, &organisations).await?;
    let texts = opened::texts(services, participant, &lines).await?;
    let is_found = |line: &&Line<'_>| {
        let number = line.row.number.to_string();
        let text = texts.get(&line.row.id).map(String::as_str).unwrap_or_default();
        words.iter().all(|word| text.contains(word.as_str()) || word.trim_start_matches('#') == number)
    };
    let mut found: Vec<&Line<'_>> = lines.iter().filter(is_found).collect();
    found.sort_by_key(|line| Reverse(line.touched_at));
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let shown = found.get(..SEARCH_FOUND).unwrap_or(&found);
    Ok(FoundWorkspaces { items: summaries(services, participant, shown).await?, total })
}

/// Opens what is shown of some of them.
async fn summaries(
    services: &Services,
    participant: Participant,
    lines: &[&Line<'_>],
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
    let summary = |line: &&Line<'_>| {
        let row = &line.row;
        WorkspaceSummary {
            id: row.id(),
            number: row.number,
            title: show(keys.get(&row.id), row.context(field::TITLE), &row.title),
            other: other(participant, row).filter(|_| is_there(row)).and_then(|id| names.get(&id).cloned()),
            guided_by: Some(row.counselor_id)
                .filter(|_| is_others(participant, row))
                .and_then(|id| names.get(&id).cloned()),
            organisation: line.organisation.name.clone(),
            invitation_status: row.invitation_status.into(),
            waits: line.waits,
            waits_since: line.since.map(|since| local_time(since, line.organisation.zone)),
            ends_soon: line.ends_soon(),
            touched_at: local_time(line.touched_at, line.organisation.zone),
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
) -> Result<Vec<Inviter>> {
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
            Ok(Inviter { organisation, counselor })
        })
        .collect()
}
