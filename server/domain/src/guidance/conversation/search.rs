//! Searching in one workspace: everything is sealed, so it is opened here, page by page, and looked
//! through. Nothing of it is kept.

use super::shown::are_shown;
use crate::{
    ground::{actor::Participant, audit::Action, clock::local_time, error::Result, services::Services},
    guidance::workspace::{WorkspaceAccess, head, open_for_reading},
    people::person,
    record::{
        comparable::comparable,
        file,
        thread::{Column, Entity, Model, hidden_before, message, open_to, seen, subject},
    },
};
use contract::{
    WorkspaceId,
    file::FileView,
    search::{FOUND, Found, FoundView, LOOKED_AT, SearchQuery},
};
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
use std::{collections::HashMap, sync::Arc};
use unicode_normalization::UnicodeNormalization;

/// Messages opened in one go.
const BATCH: u64 = 200;

/// How much of the text before and after the first word is shown, in characters.
const AROUND: usize = 60;

/// Looks for words: all of them stand in the text of a message, or in the names of its files.
pub(crate) async fn search(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    query: SearchQuery,
) -> Result<FoundView> {
    let words = query.check()?.iter().map(|word| comparable(word)).collect();
    let access = open_for_reading(services, participant, workspace).await?;
    access.content.audit_read(services, Action::WorkspaceSearched, workspace.0).await?;
    let db = services.database.read();
    let conversations = Entity::find().filter(open_to(&access.content)).all(db).await?;
    let conversations: HashMap<Uuid, Model> = conversations.into_iter().map(|row| (row.id, row)).collect();
    let access = Arc::new(access);
    let (mut hits, all) = look_through(db, &access, words, query.with_files).await?;
    let more = hits.len() > FOUND || !all;
    hits.truncate(FOUND);
    let hits = show(services, &access, hits).await?;
    let names = person::names(db, &services.keyring, hits.iter().map(|hit| hit.row.author_id)).await?;
    let mut hidden = HashMap::new();
    for conversation in conversations.values() {
        hidden.insert(conversation.id, hidden_before(db, &access.content, conversation.id()).await?);
    }
    let found = hits.into_iter().filter_map(|hit| {
        let conversation = conversations.get(&hit.row.conversation_id)?;
        let hidden = hidden.get(&conversation.id).copied().unwrap_or(0);
        Some(hit.shown(&access, conversation, hidden, &names))
    });
    Ok(FoundView { head: head(services, db, &access).await?, found: found.collect(), more })
}

/// Notes that these are shown, and leaves out what was taken back before that.
async fn show(services: &Services, access: &WorkspaceAccess, mut hits: Vec<Hit>) -> Result<Vec<Hit>> {
    let these = Condition::all().add(message::Column::Id.is_in(hits.iter().map(|hit| hit.row.id)));
    let tx = services.database.begin().await?;
    are_shown(services, &tx, access, these.clone()).await?;
    tx.commit().await?;
    let status: Vec<Uuid> = message::Entity::find()
        .select_only()
        .column(message::Column::Id)
        .filter(these)
        .filter(message::Column::TakenBackAt.is_null())
        .into_tuple()
        .all(services.database.read())
        .await?;
    hits.retain(|hit| status.contains(&hit.row.id));
    Ok(hits)
}

/// Opens messages, the newest first, until enough are found or enough were looked at. Tells
/// whether all were.
async fn look_through(
    db: &impl ConnectionTrait,
    access: &Arc<WorkspaceAccess>,
    words: Vec<String>,
    with_files: bool,
) -> Result<(Vec<Hit>, bool)> {
    let words = Arc::new(words);
    let mut hits = vec![];
    let mut looked_at = 0;
    while looked_at < LOOKED_AT && hits.len() <= FOUND {
        let rows = batch(db, access, with_files, looked_at).await?;
        let count = rows.len() as u64;
        let mut files = file::of_messages(db, &access.content, rows.iter().map(|row| row.id)).await?;
        let with_files: Vec<_> = rows.into_iter().map(|row| (files.remove(&row.id), row)).collect();
        let (access, words) = (Arc::clone(access), Arc::clone(&words));
        // Opening hundreds of messages takes a while, in which others want this thread.
        let looking = tokio::task::spawn_blocking(move || {
            let each = with_files.into_iter();
            each.map(|(files, row)| hit(&access, row, files.unwrap_or_default(), &words)).collect::<Vec<_>>()
        });
        hits.extend(looking.await.map_err(std::io::Error::other)?.into_iter().flatten());
        looked_at += count;
        if count < BATCH {
            return Ok((hits, true));
        }
    }
    Ok((hits, false))
}

/// The next messages, the newest first.
async fn batch(
    db: &impl ConnectionTrait,
    access: &WorkspaceAccess,
    with_files: bool,
    after: u64,
) -> Result<Vec<message::Model>> {
    let theirs =
        Entity::find().select_only().column(Column::Id).filter(open_to(&access.content)).into_query();
    let mut query = message::Entity::find()
        .filter(message::Column::ConversationId.in_subquery(theirs))
        .filter(seen(&access.content))
        .filter(message::Column::TakenBackAt.is_null());
    if with_files {
        let carriers = file::Entity::find()
            .select_only()
            .column(file::Column::MessageId)
            .filter(file::Column::OwnerId.eq(access.id().0))
            .filter(file::Column::MessageId.is_not_null())
            .into_query();
        query = query.filter(message::Column::Id.in_subquery(carriers));
    }
    let page = query
        .order_by_desc(message::Column::SentAt)
        .order_by_desc(message::Column::ConversationId)
        .order_by_desc(message::Column::Position)
        .offset(after)
        .limit(BATCH);
    Ok(page.all(db).await?)
}

/// A message in which it stands.
struct Hit {
    row: message::Model,
    extract: String,
    files: Vec<FileView>,
}

fn hit(access: &WorkspaceAccess, row: message::Model, files: Vec<FileView>, words: &[String]) -> Option<Hit> {
    let body = access.content.key.show(row.body_context(), &row.body);
    let names: Vec<String> = files.iter().map(|file| comparable(&file.name)).collect();
    let text = comparable(&body);
    let stands = |word: &String| text.contains(word) || names.iter().any(|name| name.contains(word));
    let extract = || extract(&body, words.first().map_or("", String::as_str));
    words.iter().all(stands).then(|| Hit { extract: extract(), row, files })
}

/// The text around a word, on one line.
fn extract(body: &str, word: &str) -> String {
    let line: String = body.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
    let characters: Vec<char> = line.chars().collect();
    // Small letters can be more characters than large ones, so the place is a good guess.
    let small: Vec<char> = line.to_lowercase().chars().collect();
    let wanted: Vec<char> = word.chars().collect();
    let at = small.windows(wanted.len().max(1)).position(|window| window == wanted).unwrap_or(0);
    let begin = at.saturating_sub(AROUND).min(characters.len());
    let end = (at + wanted.len() + AROUND).min(characters.len());
    let inside: String = characters.get(begin..end).unwrap_or_default().iter().collect();
    let (before, after) = (if begin > 0 { "…" } else { "" }, if end < characters.len() { "…" } else { "" });
    format!("{before}{inside}{after}")
}

impl Hit {
    fn shown(
        self,
        access: &WorkspaceAccess,
        conversation: &Model,
        hidden: i64,
        names: &HashMap<Uuid, String>,
    ) -> Found {
        Found {
            conversation: conversation.id(),
            subject: subject(&access.content, conversation),
            position: self.row.position - hidden,
            author: names.get(&self.row.author_id).cloned().unwrap_or_default(),
            sent_at: local_time(self.row.sent_at, access.content.organisation.zone),
            extract: self.extract,
            files: self.files,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{comparable, extract};

    #[test]
    fn the_words_around_are_shown() {
        assert_eq!(extract("Hei\n\nnähdään  huomenna", "nähdään"), "Hei nähdään huomenna");
        let long = format!("{} Sana {}", "a".repeat(100), "b".repeat(100));
        let shown = extract(&long, "sana");
        assert!(shown.starts_with("…aaa") && shown.contains("Sana") && shown.ends_with("bbb…"));
        assert_eq!(extract("na\u{308}hda\u{308}a\u{308}n", &comparable("NÄHDÄÄN")), "nähdään");
        assert_eq!(comparable("ä"), comparable("A\u{308}"));
        assert_eq!(extract("", "x"), "");
        assert_eq!(extract("İİİİ x", "x"), "İİİİ x");
    }
}
