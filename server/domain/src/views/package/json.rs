//! The package for machines: `workspace.json`, written piece by piece.

use super::{attachments::Attachment, contents::Contents};
use crate::ground::error::Result;
use chrono::{NaiveDate, NaiveDateTime};
use contract::{
    bulk_action::Reason,
    life::ClosedBy,
    participation::{ParticipationView, Scope},
    person::{Language, Side},
};
use serde::Serialize;
use std::io::{self, Write};

/// Of what it is made, for machines (JSON Schema).
pub(super) const SCHEMA: &[u8] = include_bytes!("workspace.schema.json");

#[derive(Serialize)]
struct Message<'a> {
    /// Counted from 1 in its conversation.
    position: i64,
    /// The position of the message that it answers.
    reply_to: Option<i64>,
    author: &'a str,
    side: &'static str,
    sent_at: String,
    body: &'a str,
    taken_back: bool,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    media_type: &'a str,
    bytes: u64,
    /// Where it is in the archive; null when it was removed as harmful, or was still looked at.
    path: Option<&'a str>,
}

impl<'a> From<&'a Attachment> for File<'a> {
    fn from(attachment: &'a Attachment) -> Self {
        let Attachment { view, media_type, path, .. } = attachment;
        File { name: &view.name, media_type, bytes: view.size, path: path.as_deref() }
    }
}

/// In which of its languages the name of an organisation is given to machines.
const LANGUAGE: Language = Language::Fi;

/// Somebody who was asked for, or took part (P6).
#[derive(Serialize)]
struct Professional<'a> {
    name: &'a str,
    organisation: &'a str,
    purpose: &'a str,
    scope: Scope,
    through: NaiveDate,
    /// In the organisation's time.
    asked_at: NaiveDateTime,
    /// Null when the customer did not consent.
    joined_at: Option<NaiveDateTime>,
    /// Null when it ran until its last day.
    ended_at: Option<NaiveDateTime>,
}

impl<'a> From<&'a ParticipationView> for Professional<'a> {
    fn from(view: &'a ParticipationView) -> Self {
        let ParticipationView {
            name,
            organisation,
            purpose,
            scope,
            through,
            asked_at,
            joined_at,
            ended_at,
            ..
        } = view;
        Self {
            name,
            organisation: organisation.read_in(LANGUAGE),
            purpose,
            scope: *scope,
            through: *through,
            asked_at: *asked_at,
            joined_at: *joined_at,
            ended_at: *ended_at,
        }
    }
}

/// Writes one object: `format`, `workspace` and `conversations` with their `messages` and `files`.
pub(super) fn write(contents: &Contents, out: &mut impl Write) -> Result<()> {
    let head = &contents.head;
    let topics: Vec<&str> = head.topics.iter().map(|topic| topic.code()).collect();
    let professionals: Vec<Professional<'_>> =
        contents.participations.iter().map(Professional::from).collect();
    let workspace = serde_json::json!({
        "id": head.id,
        "number": head.number,
        "title": head.title,
        "topics": topics,
        "organisation": head.organisation.read_in(LANGUAGE),
        "counselor": head.counselor,
        "customer": head.customer,
        "second_professionals": professionals,
        "created_on": head.timeline.created_on,
        "active_through": head.timeline.active_through,
        "inactive_through": head.timeline.inactive_through,
        "archived_through": head.timeline.archived_through,
        "closing": head.closing.as_ref().map(|closing| serde_json::json!({
            "on": closing.on,
            "by": match closing.by {
                ClosedBy::Counselor => "counselor",
                ClosedBy::Organisation => "organisation",
            },
            "reason": closing.reason.map(Reason::code),
            "words": closing.words,
        })),
    });
    write!(out, "{{\"format\":1,\"workspace\":{workspace},\"conversations\":[")?;
    for (i, conversation) in contents.conversations()?.iter().enumerate() {
        let subject = serde_json::Value::from(conversation.subject.as_str());
        let started = conversation.started_at.to_rfc3339();
        let comma = if i == 0 { "" } else { "," };
        write!(out, "{comma}\n{{\"subject\":{subject},\"started_at\":\"{started}\",\"messages\":[")?;
        contents.messages(conversation.id, |message| {
            let line = Message {
                position: message.position,
                reply_to: message.reply.as_ref().map(|reply| reply.position),
                author: &message.author,
                side: match message.side {
                    Side::Customer => "customer",
                    Side::Counselor => "counselor",
                },
                sent_at: message.sent_at.to_rfc3339(),
                body: &message.body,
                taken_back: message.taken_back,
                files: contents.files_of(&message).iter().map(File::from).collect(),
            };
            out.write_all(if message.position == 1 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &line).map_err(io::Error::from)?;
            Ok(())
        })?;
        out.write_all(b"]}")?;
    }
    out.write_all(b"]}\n")?;
    Ok(())
}
