//! The package for people who print, and for those who listen: the transcript as PDF/UA-1, tagged,
//! with bookmarks and its font. Very long ones come in parts, so that memory stays flat.

use super::{
    contents::{Contents, Message},
    words::Words,
};
use crate::{
    ground::error::Result,
    views::pdf_document::{Part, PdfDocument},
};
use contract::{
    date::date_and_time,
    person::{Language, Side},
};

/// Pages of one document.
const LONGEST: usize = 300;

/// Hands each part to `emit` with its name, as `conversations.pdf`, and where it does not suffice
/// `conversations-2.pdf` and so on. `None` in the place of one that could not be made.
pub(super) fn write(
    contents: &Contents,
    language: Language,
    mut emit: impl FnMut(&str, Option<&[u8]>) -> Result<()>,
) -> Result<()> {
    let mut writer = Writer { contents, language, words: Words::of(language), part: 1, document: None };
    let conversations = contents.conversations()?;
    if conversations.is_empty() {
        let empty = writer.words.empty;
        writer.add(Part::Fact, empty)?;
    }
    for conversation in conversations {
        writer.add(Part::Heading, &conversation.subject)?;
        contents.messages(conversation.id, |message| {
            if writer.document.as_ref().is_some_and(|document| document.pages() >= LONGEST) {
                writer.finish(&mut emit)?;
                // The next part says again to what its messages belong.
                writer.add(Part::Heading, &conversation.subject)?;
            }
            writer.message(&message)
        })?;
    }
    writer.finish(&mut emit)
}

struct Writer<'a> {
    contents: &'a Contents,
    language: Language,
    words: &'static Words,
    /// Which document it is, from 1.
    part: u32,
    document: Option<PdfDocument>,
}

impl Writer<'_> {
    fn add(&mut self, part: Part, text: &str) -> Result<()> {
        let document = match self.document.take() {
            Some(document) => document,
            None => self.next_document()?,
        };
        self.document.insert(document).add(part, text)?;
        Ok(())
    }

    /// A new document, with what it is about.
    fn next_document(&self) -> Result<PdfDocument> {
        let title = &self.contents.head.title;
        let title = if self.part == 1 { title.clone() } else { format!("{title} ({})", self.part) };
        let mut document = PdfDocument::new(&title, self.language)?;
        document.add(Part::Title, &title)?;
        for (term, value) in self.contents.facts(self.language, self.words) {
            document.add(Part::Fact, &format!("{term}: {value}"))?;
        }
        Ok(document)
    }

    fn message(&mut self, message: &Message) -> Result<()> {
        let side = match message.side {
            Side::Customer => self.words.customer,
            Side::Counselor => self.words.counselor,
        }
        .to_lowercase();
        let when = date_and_time(self.language, message.local);
        self.add(Part::Author, &format!("{} ({side}), {when}", message.author))?;
        if let Some(reply) = &message.reply {
            let when = date_and_time(self.language, reply.local);
            self.add(Part::Body, &format!("{} {}, {when}", self.words.reply_to, reply.author))?;
        }
        if message.taken_back {
            self.add(Part::Body, self.words.taken_back)?;
        }
        for line in message.body.lines().filter(|line| !line.trim().is_empty()) {
            self.add(Part::Body, line)?;
        }
        let contents = self.contents;
        for file in contents.files_of(message) {
            let text = file.described(self.words);
            self.add(Part::Body, &format!("{}: {text}", self.words.attached))?;
        }
        Ok(())
    }

    fn finish(&mut self, emit: &mut impl FnMut(&str, Option<&[u8]>) -> Result<()>) -> Result<()> {
        let Some(mut document) = self.document.take() else { return Ok(()) };
        if document.incomplete() {
            document.add(Part::Fact, self.words.signs_missing)?;
        }
        let bytes = match document.finish(self.contents.as_of()) {
            Ok(bytes) => Some(bytes),
            // All of it is in the other files: nobody is kept from those.
            Err(error) => {
                tracing::error!(%error, part = self.part, "a package goes without its document");
                None
            }
        };
        let name = match self.part {
            1 => format!("{}.pdf", self.words.conversations),
            part => format!("{}-{part}.pdf", self.words.conversations),
        };
        self.part += 1;
        emit(&name, bytes.as_deref())
    }
}
