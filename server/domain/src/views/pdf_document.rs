//! Pages of A4 that fill up, with the structure by which they can be read aloud (PDF/UA-1).

mod typesetter;

use chrono::{Datelike, Timelike, Utc};
use contract::person::Language;
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    error::KrillaError,
    geom::Point,
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, Tag, TagGroup, TagTree,
    },
};
use std::{io, num::NonZeroU16, rc::Rc};
use typesetter::{Face, Line, Set, Typesetter};

/// A4, in points.
const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 62.0;
/// The lowest place of a line.
const BOTTOM: f32 = PAGE.1 - MARGIN - 18.0;
const FOOTER: Face = Face { size: 8.0, bold: false };

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title of it all.
    Title,
    /// Something about it.
    Fact,
    /// The subject of a conversation.
    Heading,
    /// Who wrote a message, and when: it begins an item of a list.
    Author,
    /// What they wrote, or sent along.
    Body,
    /// A paragraph of a letter.
    Paragraph,
    /// One of several steps.
    Step,
    /// What is read letter by letter, and typed.
    Code,
}

impl Part {
    fn face(self) -> Face {
        match self {
            Self::Title => Face { size: 18.0, bold: true },
            Self::Heading => Face { size: 13.0, bold: true },
            Self::Author => Face { size: 9.0, bold: true },
            Self::Code => Face { size: 15.0, bold: true },
            Self::Paragraph | Self::Step => Face { size: 12.0, bold: false },
            Self::Fact | Self::Body => Face { size: 10.0, bold: false },
        }
    }

    /// The space above, and how much has to fit below so that it does not stand alone.
    fn space(self) -> (f32, f32) {
        match self {
            Self::Title => (0.0, 60.0),
            Self::Heading => (20.0, 60.0),
            Self::Author => (10.0, 20.0),
            Self::Paragraph | Self::Step | Self::Code => (8.0, 0.0),
            Self::Fact | Self::Body => (2.0, 0.0),
        }
    }
}

/// A paragraph that stands on pages.
struct Paragraph {
    part: Part,
    text: String,
    leaves: Vec<Identifier>,
}

/// A line that waits for its page to be full.
struct Placed {
    paragraph: usize,
    y: f32,
    text: Rc<str>,
    line: Line,
}

/// A document on its way.
pub struct PdfDocument {
    document: Document,
    typesetter: Typesetter,
    language: Language,
    title: String,
    paragraphs: Vec<Paragraph>,
    outline: Outline,
    placed: Vec<Placed>,
    y: f32,
    pages: usize,
    incomplete: bool,
}

impl PdfDocument {
    pub fn new(title: &str, language: Language) -> io::Result<Self> {
        let readable = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
        let configuration = readable.finish().map_err(|error| failed(format!("{error:?}")))?;
        let settings = SerializeSettings { configuration, enable_tagging: true, ..Default::default() };
        Ok(Self {
            document: Document::new_with(settings),
            typesetter: Typesetter::new().ok_or_else(|| failed("no font"))?,
            language,
            title: title.to_owned(),
            paragraphs: vec![],
            outline: Outline::new(),
            placed: vec![],
            y: MARGIN,
            pages: 0,
            incomplete: false,
        })
    }

    /// How many pages are full.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Whether signs are missing that the font does not have.
    pub fn incomplete(&self) -> bool {
        self.incomplete
    }

    /// Adds a paragraph without line breaks of its own.
    pub fn add(&mut self, part: Part, text: &str) -> io::Result<()> {
        let Set { text: shown, lines, incomplete } =
            self.typesetter.set(text, part.face(), PAGE.0 - 2.0 * MARGIN);
        self.incomplete |= incomplete;
        let (above, below) = part.space();
        let height: f32 = lines.iter().map(|line| line.height).sum();
        if !self.placed.is_empty() {
            self.y += above;
            if self.y + height.min(100.0) + below > BOTTOM {
                self.turn()?;
            }
        }
        let paragraph = self.paragraphs.len();
        if part == Part::Heading {
            let place = XyzDestination::new(self.pages, Point::from_xy(MARGIN, self.y));
            self.outline.push_child(OutlineNode::new(text.to_owned(), place));
        }
        self.paragraphs.push(Paragraph { part, text: text.to_owned(), leaves: vec![] });
        for line in lines {
            if self.y + line.height > BOTTOM {
                self.turn()?;
            }
            let y = self.y + line.ascent;
            self.y += line.height;
            self.placed.push(Placed { paragraph, y, text: Rc::clone(&shown), line });
        }
        Ok(())
    }

    /// Prints the page that is full, and begins the next one.
    fn turn(&mut self) -> io::Result<()> {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| failed("no page of this size"))?;
        self.pages += 1;
        let number = format!("{} · {}", self.title, self.pages);
        let footer = self.typesetter.set(&number, FOOTER, PAGE.0 - 2.0 * MARGIN);
        let mut page = self.document.start_page_with(size);
        let mut surface = page.surface();
        for Placed { paragraph, y, text, line } in self.placed.drain(..) {
            let leaf = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            print(&mut surface, &line, y, &text);
            surface.end_tagged();
            if let Some(paragraph) = self.paragraphs.get_mut(paragraph) {
                paragraph.leaves.push(leaf);
            }
        }
        let aside = Artifact::new(ArtifactType::Footer, None);
        surface.start_tagged(ContentTag::Artifact(aside));
        if let Some(line) = footer.lines.first() {
            print(&mut surface, line, PAGE.1 - MARGIN + line.ascent, &footer.text);
        }
        surface.end_tagged();
        surface.finish();
        page.finish();
        self.y = MARGIN;
        Ok(())
    }

    /// Prints what is left, and gives the bytes.
    pub fn finish(mut self, taken_at: chrono::DateTime<Utc>) -> io::Result<Vec<u8>> {
        self.turn()?;
        let language = self.language.code().to_owned();
        let metadata = Metadata::new()
            .title(self.title)
            .language(language.clone())
            .creator("Luotsi".to_owned())
            .creation_date(moment(taken_at));
        self.document.set_metadata(metadata);
        self.document.set_outline(self.outline);
        self.document.set_tag_tree(tree(self.paragraphs, language));
        self.document.finish().map_err(invalid)
    }
}

/// An instant as documents write it.
fn moment(at: chrono::DateTime<Utc>) -> DateTime {
    let small = |number: u32| u8::try_from(number).unwrap_or(0);
    DateTime::new(u16::try_from(at.year()).unwrap_or(0))
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::other(error)
}

/// What is wrong may hold text of people, which goes into no log.
fn invalid(_: KrillaError) -> io::Error {
    failed("a document that cannot be read aloud")
}

/// Draws a line with its baseline at `y`.
fn print(surface: &mut Surface<'_>, line: &Line, y: f32, text: &str) {
    let ink = Fill {
        paint: rgb::Color::new(20, 24, 28).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    };
    surface.set_fill(Some(ink));
    for run in &line.runs {
        let place = Point::from_xy(MARGIN + run.x, y);
        surface.draw_glyphs(place, &run.glyphs, run.font.clone(), text, run.size, false);
    }
}

/// The structure: headings, facts as paragraphs, and each conversation as a list of messages.
fn tree(paragraphs: Vec<Paragraph>, language: String) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(language));
    let mut messages: Vec<TagGroup> = vec![];
    for Paragraph { part, text, leaves } in paragraphs {
        let leaves = leaves.into_iter().map(Into::into).collect();
        match (part, messages.last_mut()) {
            (Part::Author | Part::Step, _) => {
                let author = TagGroup::with_children(Tag::P, leaves);
                messages.push(TagGroup::with_children(Tag::LBody, vec![author.into()]));
            }
            (Part::Body | Part::Code, Some(message)) => message.push(TagGroup::with_children(Tag::P, leaves)),
            (part, _) => {
                close(&mut tree, &mut messages);
                tree.push(match part {
                    Part::Title => TagGroup::with_children(Tag::Hn(NonZeroU16::MIN, Some(text)), leaves),
                    Part::Heading => TagGroup::with_children(
                        Tag::Hn(NonZeroU16::MIN.saturating_add(1), Some(text)),
                        leaves,
                    ),
                    _ => TagGroup::with_children(Tag::P, leaves),
                });
            }
        }
    }
    close(&mut tree, &mut messages);
    tree
}

/// Puts the messages so far into the tree, as a list.
fn close(tree: &mut TagTree, messages: &mut Vec<TagGroup>) {
    if messages.is_empty() {
        return;
    }
    let item = |message| TagGroup::with_children(Tag::LI, vec![TagGroup::into(message)]);
    let items = messages.drain(..).map(item).map(Into::into).collect();
    tree.push(TagGroup::with_children(Tag::L(ListNumbering::None), items));
}

#[cfg(test)]
mod tests;
