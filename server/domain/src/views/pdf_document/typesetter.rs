//! Text into lines of glyphs, in any script that the font has, from either side.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::{
    FontContext, FontWeight, Layout, LayoutContext, LineHeight, StyleProperty,
    fontique::{Blob, CharmapIndex, Collection, CollectionOptions, SourceCache},
    style::{FontFamily, FontFamilyName},
};
use std::{borrow::Cow, collections::HashMap, rc::Rc, sync::Arc};

/// The font: free, and with letters for most of Europe and its neighbours.
const FAMILY: &str = "DejaVu Sans";

/// Stands for a sign that the font does not have.
const MISSING: char = '□';

/// How far lines are apart, as a part of the size.
const LEADING: f32 = 1.4;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// In points.
    pub size: f32,
    pub bold: bool,
}

/// A line of a paragraph.
pub struct Line {
    /// From its top to the baseline, in points.
    pub ascent: f32,
    /// From its top to the top of the next one.
    pub height: f32,
    /// Glyphs of one font each, from left to right.
    pub runs: Vec<Run>,
}

/// Glyphs of one font, in a row.
pub struct Run {
    /// From the left edge of the paragraph.
    pub x: f32,
    pub font: Font,
    pub size: f32,
    /// With ranges in the text of the paragraph.
    pub glyphs: Vec<KrillaGlyph>,
}

/// A paragraph, set.
pub struct Set {
    /// The text of which its glyphs tell: what was asked for, but for signs that are missing.
    pub text: Rc<str>,
    pub lines: Vec<Line>,
    /// Whether signs are missing.
    pub incomplete: bool,
}

/// Sets paragraphs.
pub struct Typesetter {
    fonts: FontContext,
    regular: Letters,
    bold: Letters,
    scratch: LayoutContext<()>,
    known: HashMap<u64, Font>,
}

impl Typesetter {
    /// With its fonts. `None` when they are broken.
    pub fn new() -> Option<Self> {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let regular = register(&mut collection, dejavu::sans::regular())?;
        let bold = register(&mut collection, dejavu::sans::bold())?;
        let fonts = FontContext { collection, source_cache: SourceCache::default() };
        Some(Self { fonts, regular, bold, scratch: LayoutContext::new(), known: HashMap::new() })
    }

    /// Sets a paragraph without line breaks of its own in lines of at most `width` points.
    pub fn set(&mut self, text: &str, face: Face, width: f32) -> Set {
        let letters = if face.bold { &self.bold } else { &self.regular };
        let (shown, incomplete) = letters.show(text);
        let layout = self.layout(&shown, face, width);
        Set { lines: self.lines(&layout), text: shown.into(), incomplete }
    }

    fn layout(&mut self, text: &str, face: Face, width: f32) -> Layout<()> {
        let mut builder = self.scratch.ranged_builder(&mut self.fonts, text, 1.0, false);
        let family = FontFamily::Single(FontFamilyName::Named(Cow::Borrowed(FAMILY)));
        builder.push_default(StyleProperty::FontFamily(family));
        builder.push_default(StyleProperty::FontSize(face.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(LEADING)));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(if face.bold {
            700.0
        } else {
            400.0
        })));
        // A word that is longer than a line, as addresses of pages are, is broken where the line ends.
        builder.push_default(StyleProperty::OverflowWrap(parley::OverflowWrap::Anywhere));
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(width));
        layout.align(parley::Alignment::Start, parley::AlignmentOptions::default());
        layout
    }

    fn lines(&mut self, layout: &Layout<()>) -> Vec<Line> {
        let mut top = 0.0;
        let mut lines = vec![];
        for line in layout.lines() {
            let metrics = line.metrics();
            let mut x = metrics.offset;
            let mut runs = vec![];
            for run in line.runs() {
                let Some(font) = self.font(&run) else { continue };
                let begin = x;
                let glyphs = glyphs(&run);
                x += glyphs.iter().map(|glyph| glyph.x_advance * run.font_size()).sum::<f32>();
                runs.push(Run { x: begin, font, size: run.font_size(), glyphs });
            }
            lines.push(Line { ascent: metrics.baseline - top, height: metrics.line_height, runs });
            top += metrics.line_height;
        }
        lines
    }

    fn font(&mut self, run: &parley::Run<'_, ()>) -> Option<Font> {
        let data = run.font().clone();
        let (bytes, id) = data.data.into_raw_parts();
        if let Some(font) = self.known.get(&id) {
            return Some(font.clone());
        }
        let font = Font::new(bytes.into(), data.index)?;
        self.known.insert(id, font.clone());
        Some(font)
    }
}

/// The glyphs of a run, from left to right. Each tells of which part of the text it is; a ligature
/// tells of all of its letters, which follow it where one reads. Sizes are parts of the font's.
fn glyphs(run: &parley::Run<'_, ()>) -> Vec<KrillaGlyph> {
    let size = run.font_size();
    let mut clusters: Vec<_> = run.visual_clusters().collect();
    if run.is_rtl() {
        clusters.reverse();
    }
    let mut groups: Vec<Vec<KrillaGlyph>> = vec![];
    for cluster in clusters {
        let range = cluster.text_range();
        if cluster.is_ligature_continuation() {
            groups
                .iter_mut()
                .next_back()
                .into_iter()
                .flatten()
                .for_each(|glyph| glyph.text_range.end = range.end);
            continue;
        }
        let glyph = |glyph: parley::Glyph| {
            let (x, y, advance) = (glyph.x / size, glyph.y / size, glyph.advance / size);
            KrillaGlyph::new(GlyphId::new(glyph.id), advance, x, y, 0.0, range.clone(), None)
        };
        groups.push(cluster.glyphs().map(glyph).collect());
    }
    if run.is_rtl() {
        groups.reverse();
    }
    groups.into_iter().flatten().collect()
}

fn register(collection: &mut Collection, data: &'static [u8]) -> Option<Letters> {
    let families = collection.register_fonts(Blob::new(Arc::new(data)), None);
    let (_, fonts) = families.first()?;
    Some(Letters { index: fonts.first()?.charmap_index(), data })
}

/// The letters that a font has.
struct Letters {
    index: CharmapIndex,
    data: &'static [u8],
}

impl Letters {
    /// The text as the font can show it, on one line, and whether signs are missing in it.
    fn show(&self, text: &str) -> (String, bool) {
        let mut incomplete = false;
        let charmap = self.index.charmap(self.data);
        let has =
            |sign: char| charmap.as_ref().is_some_and(|map| map.map(sign).is_some_and(|glyph| glyph != 0));
        let show = |sign: char| match sign {
            _ if sign.is_control() || sign.is_whitespace() => Some(' '),
            _ if joins(sign) => None,
            _ if has(sign) => Some(sign),
            _ => {
                incomplete = true;
                Some(MISSING)
            }
        };
        (text.chars().filter_map(show).collect(), incomplete)
    }
}

/// Signs that are not to be seen: they join others, or choose among their forms.
fn joins(sign: char) -> bool {
    matches!(sign, '\u{200b}' | '\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}
