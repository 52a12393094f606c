//! The package for people: a page that reads like the conversations, in their language, with
//! nothing that has to be loaded from elsewhere.

use super::{
    attachments::{Attachment, address},
    contents::{Contents, Message},
    words::Words,
};
use crate::ground::error::Result;
use contract::{
    date::date_and_time,
    person::{Language, Side},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::Write;

const STYLE: &str = include_str!("transcript.css");

/// Writes the whole page.
pub(super) fn write(contents: &Contents, language: Language, out: &mut impl Write) -> Result<()> {
    let words = Words::of(language);
    out.write_all(beginning(contents, language, words).into_string().as_bytes())?;
    let conversations = contents.conversations()?;
    if conversations.is_empty() {
        out.write_all(html! { p { (words.empty) } }.into_string().as_bytes())?;
    }
    for (number, conversation) in (1..).zip(conversations) {
        let heading = html! { h2 dir="auto" { (conversation.subject) } };
        write!(out, "<section>{}<ol>", heading.into_string())?;
        contents.messages(conversation.id, |message| {
            let files = contents.files_of(&message);
            out.write_all(one(&message, number, files, language, words).into_string().as_bytes())?;
            Ok(())
        })?;
        out.write_all(b"</ol></section>")?;
    }
    out.write_all(b"</main></body></html>\n")?;
    Ok(())
}

/// Everything up to the first conversation. The elements left open are closed by [`write`].
fn beginning(contents: &Contents, language: Language, words: &Words) -> Markup {
    let title = &contents.head.title;
    html! {
        (head(language, title))
        (PreEscaped("<body><main>"))
        h1 dir="auto" { (title) }
        dl {
            @for (term, value) in contents.facts(language, words) { dt { (term) } dd dir="auto" { (value) } }
        }
    }
}

/// A whole page that loads nothing from elsewhere.
pub(super) fn page(language: Language, title: &str, content: &Markup) -> Markup {
    html! {
        (head(language, title))
        (PreEscaped("<body><main>"))
        (content)
        (PreEscaped("</main></body></html>\n"))
    }
}

/// The head of a page, and the beginning of the page.
fn head(language: Language, title: &str) -> Markup {
    html! {
        (DOCTYPE)
        (PreEscaped(format!("<html lang=\"{}\">", language.code())))
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// A link to a file beside the page, or why there is none.
fn attached(file: &Attachment, words: &Words) -> Markup {
    html! {
        @match &file.path {
            Some(path) if file.view.kind.is_picture() && !file.missing => {
                a href=(address(path)) { img src=(address(path)) alt="" loading="lazy"; }
                br;
                a href=(address(path)) dir="auto" { (file.view.name) }
            },
            Some(path) => { a href=(address(path)) dir="auto" { (file.view.name) } },
            None => { (file.described(words)) },
        }
    }
}

fn one(
    message: &Message,
    conversation: u32,
    files: &[Attachment],
    language: Language,
    words: &Words,
) -> Markup {
    let id = |position: i64| format!("m{conversation}-{position}");
    let (side, class) = match message.side {
        Side::Customer => (words.customer, "customer"),
        Side::Counselor => (words.counselor, "counselor"),
    };
    html! {
        li class=(class) id=(id(message.position)) {
            p.meta { strong dir="auto" { (message.author) } " (" (side.to_lowercase()) "), " (date_and_time(language, message.local)) }
            @if let Some(reply) = &message.reply {
                p.meta {
                    (words.reply_to) " "
                    a href=(format!("#{}", id(reply.position))) { (reply.author) ", " (date_and_time(language, reply.local)) }
                }
            }
            @if message.taken_back { p.meta { (words.taken_back) } }
            @if !message.body.is_empty() { p.body dir="auto" { (message.body) } }
            @if !files.is_empty() {
                ul.files { @for file in files { li { (attached(file, words)) } } }
            }
        }
    }
}
