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
    guidance::workspace::{self, Looking, WorkspaceAccess, head, open_for_reading, visit},
    people::person,
    record::{
        draft, file,
        thread::{Column, Entity, hidden_before, message, open_to, read_mark, seen, subject},
    },
};
use chrono::TimeDelta;
use contract::{
    ConversationId, WorkspaceId,
    conversation::{
        ConversationSummary, ConversationView, MESSAGE_PAGE, MessageView, QUOTE_LENGTH, Quote,
        TAKE_BACK_MINUTES,
    },
    life::State,
    person::Side,
};
use sea_orm::{
    ActiveValue::Set, Condition, DatabaseTransaction, ExprTrait, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*, sea_query::OnConflict,
};
use std::{collections::HashMap, ops::Range};

/// The conversations of an opened workspace, the one written to last first.
pub(crate) async fn summaries(
    db: &impl ConnectionTrait,
    opened: &WorkspaceAccess,
) -> Result<Vec<ConversationSummary>> {
    let rows = Entity::find()
        .filter(open_to(opened))
        .order_by_desc(Column::LastAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let unread = unread_by_conversation(db, opened).await?;
    let counts = counts(db, opened).await?;
    rows.into_iter()
        .map(|row| {
            Ok(ConversationSummary {
                id: row.id(),
                subject: subject(opened, &row),
                last_at: local_time(row.last_at, opened.organisation.zone),
                messages: counts.get(&row.id).copied().unwrap_or(row.messages),
                unread: unread.get(&row.id).copied().unwrap_or(0),
            })
        })
        .collect()
}

/// How many messages a second professional may see in each conversation, where that is not all.
async fn counts(db: &impl ConnectionTrait, opened: &WorkspaceAccess) -> Result<HashMap<Uuid, i64>> {
    if opened.consent.is_none_or(|consent| consent.since.is_none()) {
        return Ok(HashMap::new());
    }
    let theirs = Entity::find().select_only().column(Column::Id).filter(open_to(opened)).into_query();
    let rows: Vec<(Uuid, i64)> = message::Entity::find()
        .select_only()
        .column(message::Column::ConversationId)
        .column_as(message::Column::Position.count(), "count")
        .filter(message::Column::ConversationId.in_subquery(theirs))
        .filter(seen(opened))
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
    looking: Looking,
) -> Result<ConversationView> {
    let mut opened = open_for_reading(services, participant, workspace).await?;
    let db = services.database.read();
    let conversation = crate::record::thread::find(db, &opened, id).await?;
    if looking == Looking::Visits {
        visit(services, &mut opened).await?;
    }

    let hidden = hidden_before(db, &opened, id).await?;
    let end = before.map_or(i64::MAX, |before| before.saturating_add(hidden));
    let mut page = page(db, &opened, id, end).await?;
    let last = page.rows.last().map_or(0, |row| row.position);
    let key = (id.0, participant.person().0);
    // Nothing waits for a supervisor.
    let read_up_to = match participant {
        Participant::Supervisor(_) => i64::MAX,
        _ => read_mark::Entity::find_by_id(key).one(db).await?.map_or(0, |mark| mark.position),
    };
    let is_news = |row: &message::Model| row.author_id != key.1 && row.position > read_up_to;
    let news = page.rows.iter().any(is_news);
    leave_marks(services, &opened, id, read_up_to..last, looking, news).await?;
    if !(read_up_to..last).is_empty() || participant.is_supervisor() {
        // What was taken back before the mark was there was not read.
        page = self::page(db, &opened, id, last + 1).await?;
    }
    let marks = Marks { read_up_to, hidden, ..marks(db, &opened, id).await? };
    let messages = views(services, &opened, &page.rows, marks).await?;
    Ok(ConversationView {
        head: head(services, db, &opened).await?,
        id,
        subject: subject(&opened, &conversation),
        older: page.rows.first().map(|row| row.position - hidden).filter(|_| page.is_more),
        newer: last < conversation.messages,
        side: participant.side(),
        seen_up_to: std::cmp::max(marks.seen_up_to - hidden, 0),
        unsent: draft::unsent_of(services, &opened, Some(id)).await?,
        messages,
    })
}

/// Messages of a page, the newest last, and whether there are older ones.
struct Page {
    rows: Vec<message::Model>,
    is_more: bool,
}

/// The newest messages before a position.
async fn page(
    db: &impl ConnectionTrait,
    opened: &WorkspaceAccess,
    id: ConversationId,
    end: i64,
) -> Result<Page> {
    let mut rows = message::Entity::find()
        .filter(message::Column::ConversationId.eq(id.0))
        .filter(message::Column::Position.lt(end))
        .filter(seen(opened))
        .order_by_desc(message::Column::Position)
        .limit(u64::from(MESSAGE_PAGE) + 1)
        .all(db)
        .await?;
    let is_more = rows.len() > MESSAGE_PAGE as usize;
    rows.truncate(MESSAGE_PAGE as usize);
    rows.reverse();
    Ok(Page { rows, is_more })
}

/// Up to where others have read: the other side, and anybody at all.
async fn marks(db: &impl ConnectionTrait, opened: &WorkspaceAccess, id: ConversationId) -> Result<Marks> {
    let others = read_mark::Entity::find()
        .filter(read_mark::Column::ConversationId.eq(id.0))
        .filter(read_mark::Column::PersonId.ne(opened.participant.person().0))
        .all(db)
        .await?;
    let customer = opened.row.customer_id;
    // What staff have read is not what the customer has read (W1).
    let other_side = |mark: &&read_mark::Model| match opened.participant.side() {
        Side::Customer => true,
        Side::Counselor => Some(mark.person_id) == customer,
    };
    let furthest = |positions: &mut dyn Iterator<Item = i64>| positions.max().unwrap_or(0);
    Ok(Marks {
        read_up_to: 0,
        hidden: 0,
        seen_up_to: furthest(&mut others.iter().filter(other_side).map(|mark| mark.position)),
        read_by_any: furthest(&mut others.iter().map(|mark| mark.position)),
    })
}

/// How far the reader has read, and the others.
#[derive(Clone, Copy)]
struct Marks {
    read_up_to: i64,
    /// By the other side.
    seen_up_to: i64,
    /// By anybody else.
    read_by_any: i64,
    /// What positions are shown without.
    hidden: i64,
}

async fn views(
    services: &Services,
    opened: &WorkspaceAccess,
    rows: &[message::Model],
    marks: Marks,
) -> Result<Vec<MessageView>> {
    let db = services.database.read();
    let mut files = file::of_messages(db, opened, rows.iter().map(|row| row.id)).await?;
    let answered = answered(db, opened, rows).await?;
    let authors = rows.iter().chain(&answered).map(|row| row.author_id);
    let names = person::names(db, &services.keyring, authors).await?;
    let author = |row: &message::Model| names.get(&row.author_id).cloned().unwrap_or_default();
    let quote = |position: i64| -> Result<Option<Quote>> {
        let Some(row) = answered.iter().find(|row| row.position == position) else { return Ok(None) };
        let text = opened.key.show(row.body_place(), &row.body);
        Ok(Some(Quote {
            position: position - marks.hidden,
            author: author(row),
            text: text.chars().take(QUOTE_LENGTH).collect(),
        }))
    };
    let youngest = services.clock.now() - TimeDelta::minutes(TAKE_BACK_MINUTES);
    let is_active = opened.state() == State::Active;
    let reader = opened.participant.person().0;
    let view = |row: &message::Model| {
        let mine = row.author_id == reader;
        let taken_back = row.taken_back_at.is_some();
        let unread = row.position > marks.read_by_any && row.shown_at.is_none();
        let in_time = row.sent_at >= youngest && unread;
        Ok(MessageView {
            position: row.position - marks.hidden,
            author: author(row),
            side: row.side.into(),
            mine,
            unread: !mine && row.position > marks.read_up_to,
            body: opened.key.show(row.body_place(), &row.body),
            answers: row.answers.map(quote).transpose()?.flatten(),
            taken_back,
            may_take_back: mine && !taken_back && in_time && is_active,
            files: files.remove(&row.id).unwrap_or_default(),
            sent_at: local_time(row.sent_at, opened.organisation.zone),
        })
    };
    rows.iter().map(view).collect()
}

/// The messages that these answer.
async fn answered(
    db: &impl ConnectionTrait,
    opened: &WorkspaceAccess,
    rows: &[message::Model],
) -> Result<Vec<message::Model>> {
    let positions: Vec<i64> = rows.iter().filter_map(|row| row.answers).collect();
    let Some(conversation) = rows.first().map(|row| row.conversation_id).filter(|_| !positions.is_empty())
    else {
        return Ok(vec![]);
    };
    let found = message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation))
        .filter(message::Column::Position.is_in(positions))
        .filter(seen(opened));
    Ok(found.all(db).await?)
}

/// Moves the read mark over what is about to be shown, and audits what staff read (A1).
async fn leave_marks(
    services: &Services,
    opened: &WorkspaceAccess,
    id: ConversationId,
    now: Range<i64>,
    looking: Looking,
    news: bool,
) -> Result<()> {
    let is_staff = !opened.participant.is_customer();
    if now.is_empty() && !is_staff {
        return Ok(());
    }
    let tx = services.database.begin().await?;
    // That a supervisor looked does not mean that somebody answers (P8); nor is what a page shows by
    // itself read by anybody. It was shown, and is not taken back any more.
    let is_supervisor = opened.participant.is_supervisor();
    let reads = !is_supervisor && looking == Looking::Visits;
    if !reads {
        let in_it = Condition::all().add(message::Column::ConversationId.eq(id.0));
        are_shown(services, &tx, opened, in_it).await?;
    } else if !now.is_empty() {
        // The row of the workspace is held: nothing of it is taken back in the same moment.
        workspace::touch(&tx, opened.id()).await?;
        mark_read(&tx, opened, id, now.end).await?;
    }
    if is_staff {
        let entry = opened.entry(Action::ConversationRead, id.0);
        audit::record(&tx, services.clock.now(), entry).await?;
    }
    if reads && news {
        // Whoever wrote it sees that it was seen.
        workspace::commit(services, tx, opened.id()).await
    } else {
        Ok(tx.commit().await?)
    }
}

async fn mark_read(
    tx: &DatabaseTransaction,
    opened: &WorkspaceAccess,
    id: ConversationId,
    last: i64,
) -> Result<()> {
    let mark = read_mark::ActiveModel {
        conversation_id: Set(id.0),
        person_id: Set(opened.participant.person().0),
        position: Set(last),
    };
    let mut newer = OnConflict::columns([read_mark::Column::ConversationId, read_mark::Column::PersonId]);
    newer
        .update_column(read_mark::Column::Position)
        .action_and_where(Expr::col((read_mark::Entity, read_mark::Column::Position)).lt(last));
    read_mark::Entity::insert(mark).on_conflict(newer).exec_without_returning(tx).await?;
    Ok(())
}
