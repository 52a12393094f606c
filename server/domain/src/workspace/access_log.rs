//! Who has looked at a workspace, for its customer (A2): read from the trace itself.

use super::{Participant, head, open_for_reading};
use crate::{
    audit::{Action, Column, Entity, Model},
    clock::local_time,
    conversation,
    error::Result,
    file, person,
    services::Services,
};
use contract::{
    PersonId, WorkspaceId,
    access::{ACCESS_PAGE, AccessLine, AccessLog, Looked},
};
use sea_orm::{Condition, PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

/// What of the trace is about looking.
const LOOKS: [(Action, Looked); 5] = [
    (Action::WorkspaceSearched, Looked::Search),
    (Action::WorkspaceRead, Looked::Workspace),
    (Action::ConversationRead, Looked::Conversation),
    (Action::FileRead, Looked::File),
    (Action::PackageDownloaded, Looked::Package),
];

/// A page of who has looked, the newest first.
pub(crate) async fn access_log(
    services: &Services,
    customer: PersonId,
    id: WorkspaceId,
    page: u32,
) -> Result<AccessLog> {
    let opened = open_for_reading(services, Participant::Customer(customer), id).await?;
    let db = services.database.read();
    let page = page.max(1);
    let pages = Entity::find()
        .filter(Column::Action.is_in(LOOKS.map(|(action, _)| action.code())))
        .filter(about(id))
        .order_by_desc(Column::Seq)
        .paginate(db, u64::from(ACCESS_PAGE));
    let counts = pages.num_items_and_pages().await?;
    let rows = pages.fetch_page(u64::from(page - 1)).await?;
    let names = person::names(db, &services.keyring, rows.iter().filter_map(|row| row.actor_id)).await?;
    let line = |row: &Model| {
        let (_, looked) = *LOOKS.iter().find(|(action, _)| action.code() == row.action)?;
        let who = names.get(&row.actor_id?).cloned().unwrap_or_default();
        let at = local_time(row.at, opened.organisation.zone);
        Some(AccessLine { who, mine: row.actor_id == Some(customer.0), looked, at })
    };
    Ok(AccessLog {
        lines: rows.iter().filter_map(line).collect(),
        head: head(services, db, &opened).await?,
        page,
        pages: u32::try_from(counts.number_of_pages).unwrap_or(u32::MAX),
        total: u32::try_from(counts.number_of_items).unwrap_or(u32::MAX),
    })
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
