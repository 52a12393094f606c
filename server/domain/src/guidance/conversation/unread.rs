//! Counting what a reader has not read: messages of others after their read mark.

use crate::{
    ground::{actor::Participant, error::Result},
    guidance::{
        consent,
        workspace::{self, WorkspaceAccess},
    },
    people::person::absence,
    record::thread::{Column, Entity, message, read_mark, seen},
};
use contract::ConversationId;
use sea_orm::{
    Condition, JoinType, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{ExprTrait, Func, IntoCondition},
};
use std::collections::HashMap;

/// Messages of others after the reader's mark. Looked up by conversation: one that holds nothing after the
/// mark costs no message.
fn unread(participant: Participant) -> Select<Entity> {
    let reader = participant.person().0;
    let mark = Entity::belongs_to(read_mark::Entity)
        .from(Column::Id)
        .to(read_mark::Column::ConversationId)
        .on_condition(move |_, mark| {
            Expr::col((mark, read_mark::Column::PersonId)).eq(reader).into_condition()
        })
        .into();
    let messages =
        Entity::belongs_to(message::Entity).from(Column::Id).to(message::Column::ConversationId).into();
    let read_up_to =
        || Func::coalesce([Expr::col((read_mark::Entity, read_mark::Column::Position)), Expr::value(0_i64)]);
    Entity::find()
        .join(JoinType::LeftJoin, mark)
        .join(JoinType::InnerJoin, messages)
        .filter(Expr::col((Entity, Column::Messages)).gt(read_up_to()))
        .filter(Expr::col((message::Entity, message::Column::Position)).gt(read_up_to()))
        .filter(message::Column::AuthorId.ne(reader))
        .filter(message::Column::TakenBackAt.is_null())
        .select_only()
}

/// What of a second professional's workspaces is not for them to see (P6), and what of those in which somebody stands
/// in its counselor has read or written: that waits for nobody (P12).
async fn hidden(db: &impl ConnectionTrait, participant: Participant) -> Result<Condition> {
    match participant {
        Participant::Customer(_) | Participant::Supervisor(_) => Ok(Condition::all()),
        Participant::Counselor(counselor) => {
            let limited = consent::limited(db, counselor).await?;
            let later = limited.into_iter().map(|(workspace, since)| {
                Condition::any().add(Column::OwnerId.ne(workspace)).add(message::Column::SentAt.gte(since))
            });
            let mut all = later.fold(Condition::all(), Condition::add);
            for absent in absence::of_substitute(db, counselor).await? {
                let theirs = workspace::Entity::find()
                    .select_only()
                    .column(workspace::Column::Id)
                    .filter(workspace::Column::CounselorId.eq(absent))
                    .filter(workspace::Column::OrganisationId.eq(counselor.organisation.0))
                    // Where they take part by a consent, it waits for them as for anybody (P6).
                    .filter(workspace::Column::Id.not_in_subquery(consent::workspaces_of(counselor)))
                    .into_query();
                let mark = read_mark::Entity::find()
                    .select_only()
                    .column(read_mark::Column::Position)
                    .filter(
                        Expr::col((read_mark::Entity, read_mark::Column::ConversationId))
                            .equals((Entity, Column::Id)),
                    )
                    .filter(read_mark::Column::PersonId.eq(absent))
                    .into_query();
                let read = Func::coalesce([Expr::SubQuery(None, Box::new(mark.into())), Expr::value(0_i64)]);
                let waits = Condition::all()
                    .add(Expr::col((message::Entity, message::Column::Position)).gt(read))
                    .add(message::Column::AuthorId.ne(absent));
                all = all.add(Condition::any().add(Column::OwnerId.not_in_subquery(theirs)).add(waits));
            }
            Ok(all)
        }
    }
}

/// What a reader has not read in a workspace.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unread {
    /// How many messages.
    pub count: u32,
    /// When the newest of them was sent, and in which conversation.
    pub newest: (DateTimeUtc, ConversationId),
    /// When the oldest of them was.
    pub oldest: DateTimeUtc,
}

/// Unread messages by workspace.
pub(crate) async fn unread_by_workspace(
    db: &impl ConnectionTrait,
    participant: Participant,
    workspaces: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Unread>> {
    let rows: Vec<(Uuid, Uuid, i64, DateTimeUtc, DateTimeUtc)> = unread(participant)
        .column(Column::OwnerId)
        .column(message::Column::ConversationId)
        .column_as(message::Column::Position.count(), "unread")
        .column_as(message::Column::SentAt.max(), "newest")
        .column_as(message::Column::SentAt.min(), "oldest")
        .filter(Column::OwnerId.is_in(workspaces))
        .filter(hidden(db, participant).await?)
        .group_by(Column::OwnerId)
        .group_by(message::Column::ConversationId)
        .into_tuple()
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, Unread> = HashMap::new();
    for (workspace, conversation, count, at, oldest) in rows {
        let newest = (at, ConversationId(conversation));
        let unread = found.entry(workspace).or_insert(Unread { count: 0, newest, oldest });
        unread.count = unread.count.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        unread.newest = unread.newest.max(newest);
        unread.oldest = Ord::min(unread.oldest, oldest);
    }
    Ok(found)
}

/// Unread messages by conversation of one workspace.
pub(super) async fn unread_by_conversation(
    db: &impl ConnectionTrait,
    access: &WorkspaceAccess,
) -> Result<HashMap<Uuid, u32>> {
    if access.content.participant.is_supervisor() {
        // Nothing waits for a supervisor.
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, i64)> = unread(access.content.participant)
        .column(message::Column::ConversationId)
        .column_as(message::Column::Position.count(), "unread")
        .filter(Column::OwnerId.eq(access.id().0))
        .filter(seen(&access.content))
        .filter(hidden(db, access.content.participant).await?)
        .group_by(message::Column::ConversationId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts(rows))
}

fn counts(rows: Vec<(Uuid, i64)>) -> HashMap<Uuid, u32> {
    rows.into_iter().map(|(id, count)| (id, u32::try_from(count).unwrap_or(u32::MAX))).collect()
}
