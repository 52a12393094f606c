//! A page of a conversation, as its reader sees it.

use crate::{
    ground::{clock::local_time, error::Result, services::Services},
    people::person,
    record::{
        access::ContentAccess,
        file,
        thread::{message, read_mark, seen},
    },
};
use chrono::TimeDelta;
use contract::{
    ConversationId,
    conversation::{MESSAGE_PAGE, MessageView, QUOTE_LENGTH, Quote, TAKE_BACK_MINUTES},
    person::Side,
};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

/// Messages of a page, the newest last, and whether there are older ones.
pub(crate) struct Page {
    pub rows: Vec<message::Model>,
    pub is_more: bool,
}

/// The newest messages before a position.
pub(crate) async fn page(
    db: &impl ConnectionTrait,
    access: &ContentAccess,
    id: ConversationId,
    end: i64,
) -> Result<Page> {
    let mut rows = message::Entity::find()
        .filter(message::Column::ConversationId.eq(id.0))
        .filter(message::Column::Position.lt(end))
        .filter(seen(access))
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
pub(crate) async fn marks(
    db: &impl ConnectionTrait,
    access: &ContentAccess,
    id: ConversationId,
) -> Result<Marks> {
    let others = read_mark::Entity::find()
        .filter(read_mark::Column::ConversationId.eq(id.0))
        .filter(read_mark::Column::PersonId.ne(access.participant.person().0))
        .all(db)
        .await?;
    let customer = access.customer.map(|customer| customer.0);
    // What staff have read is not what the customer has read (W1).
    let other_side = |mark: &&read_mark::Model| match access.participant.side() {
        Side::Customer => true,
        Side::Counselor => Some(mark.person_id) == customer,
    };
    let furthest = |positions: &mut dyn Iterator<Item = i64>| positions.max().unwrap_or(0);
    Ok(Marks {
        read_up_to: 0,
        hidden: 0,
        may_take_back: false,
        seen_up_to: furthest(&mut others.iter().filter(other_side).map(|mark| mark.position)),
        read_by_any: furthest(&mut others.iter().map(|mark| mark.position)),
    })
}

/// How far the reader has read, and the others.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    pub read_up_to: i64,
    /// By the other side.
    pub seen_up_to: i64,
    /// By anybody else.
    pub read_by_any: i64,
    /// What positions are shown without.
    pub hidden: i64,
    /// Whether anything is taken back where it stands.
    pub may_take_back: bool,
}

pub(crate) async fn views(
    services: &Services,
    access: &ContentAccess,
    rows: &[message::Model],
    marks: Marks,
) -> Result<Vec<MessageView>> {
    let db = services.database.read();
    let mut files = file::of_messages(db, access, rows.iter().map(|row| row.id)).await?;
    let answered = answered(db, access, rows).await?;
    let authors = rows.iter().chain(&answered).map(|row| row.author_id);
    let names = person::names(db, &services.keyring, authors).await?;
    let author = |row: &message::Model| names.get(&row.author_id).cloned().unwrap_or_default();
    let quote = |position: i64| -> Result<Option<Quote>> {
        let Some(row) = answered.iter().find(|row| row.position == position) else { return Ok(None) };
        let text = access.key.show(row.body_context(), &row.body);
        Ok(Some(Quote {
            position: position - marks.hidden,
            author: author(row),
            text: text.chars().take(QUOTE_LENGTH).collect(),
        }))
    };
    let youngest = services.clock.now() - TimeDelta::minutes(TAKE_BACK_MINUTES);
    let reader = access.participant.person().0;
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
            body: access.key.show(row.body_context(), &row.body),
            reply_to: row.reply_to.map(quote).transpose()?.flatten(),
            taken_back,
            may_take_back: mine && !taken_back && in_time && marks.may_take_back,
            files: files.remove(&row.id).unwrap_or_default(),
            sent_at: local_time(row.sent_at, access.organisation.zone),
        })
    };
    rows.iter().map(view).collect()
}

/// The messages that these answer.
async fn answered(
    db: &impl ConnectionTrait,
    access: &ContentAccess,
    rows: &[message::Model],
) -> Result<Vec<message::Model>> {
    let positions: Vec<i64> = rows.iter().filter_map(|row| row.reply_to).collect();
    let Some(conversation) = rows.first().map(|row| row.conversation_id).filter(|_| !positions.is_empty())
    else {
        return Ok(vec![]);
    };
    let found = message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation))
        .filter(message::Column::Position.is_in(positions))
        .filter(seen(access));
    Ok(found.all(db).await?)
}
