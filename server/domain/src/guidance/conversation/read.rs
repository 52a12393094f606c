//! Reading conversations, a page at a time, the newest visible first.

use super::{shown::are_shown, unread::unread_by_conversation};
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action},
        clock::local_time,
        error::Result,
        services::Services,
    },
    guidance::workspace::{self, ReadMode, WorkspaceAccess, head, open_for_reading, visit},
    record::{
        draft,
        messages::{self, Marks},
        notification,
        thread::{self, Column, Entity, hidden_before, message, open_to, seen, subject},
    },
};
use contract::{
    ConversationId, WorkspaceId,
    conversation::{CONVERSATIONS_BESIDE, ConversationSummary, ConversationView},
    life::State,
};
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
use std::{collections::HashMap, ops::Range};

/// The conversations of an opened workspace, the one written to last first: all, or so many.
pub(crate) async fn summaries(
    db: &impl ConnectionTrait,
    access: &WorkspaceAccess,
    most: Option<u64>,
) -> Result<Vec<ConversationSummary>> {
    let rows = Entity::find()
        .filter(open_to(&access.content))
        .order_by_desc(Column::LastAt)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let unread = unread_by_conversation(db, access).await?;
    let counts = counts(db, access).await?;
    let drafts = draft::places(db, access.content.participant.person(), [access.id().0]).await?;
    rows.into_iter()
        .map(|row| {
            Ok(ConversationSummary {
                id: row.id(),
                subject: subject(&access.content, &row),
                last_at: local_time(row.last_at, access.content.organisation.zone),
                messages: counts.get(&row.id).copied().unwrap_or(row.messages),
                unread: unread.get(&row.id).copied().unwrap_or(0),
                has_draft: drafts.iter().any(|draft| draft.place == row.id),
            })
        })
        .collect()
}

/// How many messages a second professional may see in each conversation, where that is not all.
async fn counts(db: &impl ConnectionTrait, access: &WorkspaceAccess) -> Result<HashMap<Uuid, i64>> {
    if access.content.since.is_none() {
        return Ok(HashMap::new());
    }
    let theirs =
        Entity::find().select_only().column(Column::Id).filter(open_to(&access.content)).into_query();
    let rows: Vec<(Uuid, i64)> = message::Entity::find()
        .select_only()
        .column(message::Column::ConversationId)
        .column_as(message::Column::Position.count(), "count")
        .filter(message::Column::ConversationId.in_subquery(theirs))
        .filter(seen(&access.content))
        .group_by(message::Column::ConversationId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// A page of a conversation: the newest messages, or those before a position. What is shown is
/// read from then on. For the customer it is a visit too (L1).
pub(crate) async fn read(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    id: ConversationId,
    before: Option<i64>,
    mode: ReadMode,
) -> Result<ConversationView> {
    let mut access = open_for_reading(services, participant, workspace).await?;
    let db = services.database.read();
    let conversation = thread::find(db, &access.content, id).await?;
    if mode == ReadMode::Visit {
        visit(services, &mut access).await?;
    }

    let hidden = hidden_before(db, &access.content, id).await?;
    let end = before.map_or(i64::MAX, |before| before.saturating_add(hidden));
    let mut page = messages::page(db, &access.content, id, end).await?;
    let last = page.rows.last().map_or(0, |row| row.position);
    let key = (id.0, participant.person().0);
    // Nothing waits for a supervisor.
    let read_up_to = if participant.is_supervisor() {
        i64::MAX
    } else {
        // To whoever stands in, what its counselor has read is not new (P12).
        let absent = access.stands_in_through.map(|_| access.row.counselor_id);
        messages::read_up_to(db, id, [Some(key.1), absent].into_iter().flatten()).await?
    };
    let is_news = |row: &message::Model| row.author_id != key.1 && row.position > read_up_to;
    let news = page.rows.iter().any(is_news);
    leave_marks(services, &access, id, read_up_to..last, mode, news).await?;
    if !(read_up_to..last).is_empty() || participant.is_supervisor() {
        // What was taken back before the mark was there was not read.
        page = messages::page(db, &access.content, id, last + 1).await?;
    }
    let may_take_back = access.state() == State::Active;
    let marks =
        Marks { read_up_to, hidden, may_take_back, ..messages::marks(db, &access.content, id).await? };
    let messages = messages::views(services, &access.content, &page.rows, marks).await?;
    Ok(ConversationView {
        head: head(services, db, &access).await?,
        id,
        subject: subject(&access.content, &conversation),
        older: page.rows.first().map(|row| row.position - hidden).filter(|_| page.is_more),
        newer: last < conversation.messages,
        side: participant.side(),
        seen_up_to: std::cmp::max(marks.seen_up_to - hidden, 0),
        unsent: draft::unsent(services, &access.content, Some(id)).await?,
        conversations: if participant.is_supervisor() {
            vec![]
        } else {
            summaries(db, &access, Some(CONVERSATIONS_BESIDE)).await?
        },
        messages,
    })
}

/// Moves the read mark over what is about to be shown, and audits what staff read (A1).
async fn leave_marks(
    services: &Services,
    access: &WorkspaceAccess,
    id: ConversationId,
    now: Range<i64>,
    mode: ReadMode,
    news: bool,
) -> Result<()> {
    let is_staff = !access.content.participant.is_customer();
    if now.is_empty() && !is_staff {
        return Ok(());
    }
    let tx = services.database.begin().await?;
    // That a supervisor looked does not mean that somebody answers (P8); nor is what a page shows by
    // itself read by anybody. It was shown, and is not taken back any more.
    let is_supervisor = access.content.participant.is_supervisor();
    let reads = !is_supervisor && mode == ReadMode::Visit;
    if !reads {
        let in_it = Condition::all().add(message::Column::ConversationId.eq(id.0));
        are_shown(services, &tx, access, in_it).await?;
    } else if !now.is_empty() {
        // The row of the workspace is held: nothing of it is taken back in the same moment.
        workspace::touch(&tx, access.id()).await?;
        messages::mark_read(&tx, &access.content, id, now.end).await?;
        notification::seen_conversation(&tx, access.content.participant.person(), (id, now.end)).await?;
    }
    if is_staff {
        let entry = access.content.entry(Action::ConversationRead, id.0);
        audit::record(&tx, services.clock.now(), entry).await?;
    }
    if reads && news {
        // Whoever wrote it sees that it was seen.
        workspace::commit(services, tx, access.id()).await
    } else {
        Ok(tx.commit().await?)
    }
}
