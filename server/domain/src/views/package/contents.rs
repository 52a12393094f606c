//! What goes into a package, read page by page from the moment it was asked for.

use super::{
    attachments::{Attachment, Attachments, number},
    words::Words,
};
use crate::{
    ground::{clock::local_time, error::Result, services::Services},
    guidance::{
        package_problem::{self, Problems},
        participation,
        workspace::{WorkspaceAccess, head},
    },
    people::person,
    record::{
        file,
        thread::{self, message},
    },
    views::access_log,
};
use chrono::{DateTime, NaiveDateTime, Utc};
use contract::{
    access::AccessLine,
    date::{date, date_and_time},
    head::WorkspaceHead,
    participation::ParticipationView,
    person::{Language, Side},
};
use futures::StreamExt;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use std::{collections::HashMap, io::Write, sync::Arc};
use tokio::runtime::Handle;

/// Messages read in one go.
const PAGE: u64 = 200;

/// The contents, as they were when the package was asked for.
pub(super) struct Contents {
    pub(super) services: Arc<Services>,
    pub(super) access: WorkspaceAccess,
    pub(super) runtime: Handle,
    /// The moment after which nothing is included.
    pub taken_at: DateTime<Utc>,
    /// Around the content.
    pub head: WorkspaceHead,
    /// Second professionals, the one asked for first first (P6).
    pub participations: Vec<ParticipationView>,
    /// The files by message.
    pub attachments: Attachments,
    /// Who of the staff has looked: read once, so that it is the same however long the package is on its way.
    pub looks: Vec<AccessLine>,
}

/// A conversation in a package.
pub(super) struct Conversation {
    pub id: Uuid,
    pub subject: String,
    pub started_at: DateTime<Utc>,
}

/// A message in a package.
pub(super) struct Message {
    pub id: Uuid,
    pub position: i64,
    pub author: String,
    pub side: Side,
    pub sent_at: DateTime<Utc>,
    pub local: NaiveDateTime,
    pub body: String,
    pub taken_back: bool,
    /// The message that it answers.
    pub reply: Option<Reply>,
}

/// The message that another one answers.
pub(super) struct Reply {
    pub position: i64,
    pub author: String,
    pub local: NaiveDateTime,
}

impl Contents {
    pub async fn new(
        services: Arc<Services>,
        access: WorkspaceAccess,
        taken_at: DateTime<Utc>,
        language: Language,
    ) -> Result<Self> {
        let db = services.database.read();
        let head = head(&services, db, &access).await?;
        let attachments = number(
            &services.files.objects,
            &access.content.key,
            file::sent_before(db, access.id().0, taken_at).await?,
            Words::of(language).folder,
        )
        .await?;
        let mut participations = participation::views(&services, db, &access).await?;
        participations.reverse();
        let looks = access_log::of_staff(&services, &access, taken_at).await?;
        Ok(Self {
            services,
            access,
            runtime: Handle::current(),
            taken_at,
            head,
            participations,
            attachments,
            looks,
        })
    }

    /// Notes what is wrong in the package, for the page. Blocks.
    pub fn note(&self, problems: Problems) {
        let noted = self.runtime.block_on(package_problem::note(&self.services, self.access.id(), problems));
        if let Err(error) = noted {
            tracing::error!(%error, "what is wrong in a package is not noted");
        }
    }

    /// The files of a message.
    pub fn files_of(&self, message: &Message) -> &[Attachment] {
        self.attachments.get(&message.id).map_or(&[], Vec::as_slice)
    }

    /// When it was last changed. Two packages between which nothing changed are the same bytes, so
    /// that a download that broke off goes on where it was.
    pub fn as_of(&self) -> DateTime<Utc> {
        self.access.row.touched_at
    }

    /// What a transcript says before the first conversation: terms and values.
    pub fn facts(&self, language: Language, words: &Words) -> Vec<(&'static str, String)> {
        let head = &self.head;
        let mut facts = vec![(words.organisation, head.organisation.read_in(language).to_owned())];
        facts.extend(head.counselor.clone().map(|counselor| (words.counselor, counselor)));
        facts.extend(head.customer.clone().map(|customer| (words.customer, customer)));
        facts.extend(self.seconds(language).into_iter().map(|second| (words.second, second)));
        if let Some(closing) = &head.closing {
            facts.push((words.closed, date(language, closing.on)));
            facts.extend(closing.words.clone().map(|text| (words.said_on_closing, text)));
        }
        facts.extend([
            (words.created, date(language, head.timeline.created_on)),
            (words.archived_through, date(language, head.timeline.archived_through)),
            (words.as_of, date_and_time(language, self.local(self.as_of()))),
        ]);
        facts
    }

    /// Second professionals who took part: who, for whom, from when until when.
    fn seconds(&self, language: Language) -> Vec<String> {
        let one = |view: &ParticipationView| {
            let until = view.ended_at.map_or(view.through, |ended_at| ended_at.date());
            let when = format!("{} – {}", date(language, view.joined_at?.date()), date(language, until));
            Some(format!("{}, {} ({when})", view.name, view.organisation.read_in(language)))
        };
        self.participations.iter().filter_map(one).collect()
    }

    /// The local time of the organisation at an instant.
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        local_time(at, self.access.content.organisation.zone)
    }

    /// The conversations, the oldest first. Blocks.
    pub fn conversations(&self) -> Result<Vec<Conversation>> {
        let rows = thread::Entity::find()
            .filter(thread::Column::OwnerId.eq(self.access.id().0))
            .filter(thread::Column::CreatedAt.lte(self.taken_at))
            .order_by_asc(thread::Column::CreatedAt)
            .order_by_asc(thread::Column::Id);
        let rows = self.runtime.block_on(rows.all(self.services.database.read()))?;
        rows.into_iter()
            .map(|row| {
                let subject = self.access.content.key.show(row.subject_context(), &row.subject);
                Ok(Conversation { id: row.id, subject, started_at: row.created_at })
            })
            .collect()
    }

    /// Hands every message of a conversation to `each`, in order, a page at a time. Blocks.
    pub fn messages(&self, conversation: Uuid, mut each: impl FnMut(Message) -> Result<()>) -> Result<()> {
        let mut after = 0;
        loop {
            let page = self.runtime.block_on(self.page(conversation, after))?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.position;
            page.into_iter().try_for_each(&mut each)?;
        }
    }

    async fn page(&self, conversation: Uuid, after: i64) -> Result<Vec<Message>> {
        let db = self.services.database.read();
        let rows = message::Entity::find()
            .filter(message::Column::ConversationId.eq(conversation))
            .filter(message::Column::Position.gt(after))
            .filter(message::Column::SentAt.lte(self.taken_at))
            .order_by_asc(message::Column::Position)
            .limit(PAGE)
            .all(db)
            .await?;
        let answered = message::Entity::find()
            .filter(message::Column::ConversationId.eq(conversation))
            .filter(message::Column::Position.is_in(rows.iter().filter_map(|row| row.reply_to)))
            .all(db)
            .await?;
        let authors = rows.iter().chain(&answered).map(|row| row.author_id);
        let names: HashMap<Uuid, String> = person::names(db, &self.services.keyring, authors).await?;
        let name = |author| names.get(&author).cloned().unwrap_or_default();
        let reply = |position| {
            let row = answered.iter().find(|row| row.position == position)?;
            Some(Reply { position, author: name(row.author_id), local: self.local(row.sent_at) })
        };
        rows.into_iter()
            .map(|row| {
                Ok(Message {
                    id: row.id,
                    position: row.position,
                    author: name(row.author_id),
                    side: row.side.into(),
                    sent_at: row.sent_at,
                    local: self.local(row.sent_at),
                    taken_back: row.taken_back_at.is_some(),
                    reply: row.reply_to.and_then(reply),
                    body: self.access.content.key.show(row.body_context(), &row.body),
                })
            })
            .collect()
    }
}

impl Contents {
    /// The files that can be had, by the path in the archive.
    pub fn attached(&self) -> Vec<(&str, &Attachment)> {
        let all = self.attachments.values().flatten();
        let mut attached: Vec<_> = all.filter_map(|file| Some((file.path.as_deref()?, file))).collect();
        attached.sort_by_key(|(path, _)| *path);
        attached
    }

    /// Writes the content of a file to `out`, a chunk at a time. Blocks.
    pub fn copy(&self, attachment: &Attachment, out: &mut impl Write) -> Result<()> {
        let objects = Arc::clone(&self.services.files.objects);
        let range = 0..attachment.row.bytes();
        let mut content = self.runtime.block_on(file::content(
            objects,
            &self.access.content.key,
            &attachment.row,
            range,
        ))?;
        while let Some(bytes) = self.runtime.block_on(content.next()) {
            out.write_all(&bytes?)?;
        }
        Ok(())
    }
}
