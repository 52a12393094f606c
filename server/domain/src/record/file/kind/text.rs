//! Whether a file is a text, and in which encoding: told while it arrives.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

/// Where most people who write here live: of encodings that say much the same, theirs is meant.
const PLACE: &[u8] = b"fi";

/// How many letters are decoded at a time.
const LETTERS: usize = 4 * 1024;

/// Looks at a file as it arrives, for as long as it may be a text.
pub(in crate::record::file) struct TextJudge {
    state: State,
}

enum State {
    /// Nothing has arrived.
    New,
    /// Its first bytes name its encoding, and it has held to that so far.
    Named(&'static Encoding, Decoder),
    /// One of the encodings of which ASCII is a part.
    Guessed { detector: Box<EncodingDetector>, utf_8: Option<Decoder> },
    /// It is no text.
    Other,
}

impl TextJudge {
    /// Of a file of which nothing has arrived.
    pub fn new() -> Self {
        Self { state: State::New }
    }

    /// Looks at what comes next. Says whether all of it may be a text.
    pub fn look(&mut self, bytes: &[u8], last: bool) -> bool {
        self.state = match std::mem::replace(&mut self.state, State::Other) {
            State::New => begin(bytes),
            state => state,
        };
        let holds = match &mut self.state {
            State::New | State::Other => false,
            State::Named(_, decoder) => is_written(decoder, bytes, last),
            State::Guessed { detector, utf_8 } => {
                if utf_8.as_mut().is_some_and(|decoder| !is_written(decoder, bytes, last)) {
                    *utf_8 = None;
                }
                detector.feed(bytes, last);
                !bytes.iter().any(|byte| is_control(char::from(*byte)))
            }
        };
        if !holds {
            self.state = State::Other;
        }
        holds
    }

    /// The encoding of a text that has arrived whole; none of what is no text.
    pub fn charset(&self) -> Option<&'static str> {
        match &self.state {
            State::New | State::Other => None,
            State::Named(encoding, _) => Some(encoding.name()),
            State::Guessed { utf_8: Some(_), .. } => Some(UTF_8.name()),
            State::Guessed { detector, .. } => Some(detector.guess(Some(PLACE), Utf8Detection::Deny).name()),
        }
    }
}

/// A text may say by a mark of its own which encoding it has (WHATWG Encoding, "BOM sniff").
fn begin(bytes: &[u8]) -> State {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) => State::Named(encoding, encoding.new_decoder_with_bom_removal()),
        None => State::Guessed {
            detector: Box::new(EncodingDetector::new(Iso2022JpDetection::Deny)),
            utf_8: Some(UTF_8.new_decoder_without_bom_handling()),
        },
    }
}

/// Whether bytes are letters in an encoding, none of them a control character that no text holds.
fn is_written(decoder: &mut Decoder, mut bytes: &[u8], last: bool) -> bool {
    let mut letters = [0; LETTERS];
    loop {
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(bytes, &mut letters, last);
        let text = letters.get(..written).and_then(|text| std::str::from_utf8(text).ok());
        if text.is_none_or(|text| text.chars().any(is_control)) {
            return false;
        }
        bytes = bytes.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return true,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => return false,
        }
    }
}

/// Control characters of ASCII but those that end lines, pages and files, and tabs.
fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{1A}')
}

#[cfg(test)]
mod tests {
    use super::TextJudge;

    fn charset(parts: &[&[u8]]) -> Option<&'static str> {
        let mut judge = TextJudge::new();
        let (last, before) = parts.split_last().unwrap();
        for part in before {
            judge.look(part, false);
        }
        judge.look(last, true);
        judge.charset()
    }

    #[test]
    fn w1_text_is_text_whatever_its_first_letters_and_its_encoding() {
        for (bytes, named) in [
            (&b"kirje"[..], "UTF-8"),
            ("Hyvää päivää".as_bytes(), "UTF-8"),
            (b"\xEF\xBB\xBFHyv\xC3\xA4\xC3\xA4", "UTF-8"),
            (b"\xE4", "windows-1252"),
            (b"Nimi;Ik\xE4\r\nAino;34\r\n\xC5sa;\x8025", "windows-1252"),
            (b"\xFF\xFEH\0y\0v\0\xE4\0\xE4\0", "UTF-16LE"),
            (b"\xFE\xFF\0H\0y\0v\0\xE4\0\xE4", "UTF-16BE"),
            (b"BMI 24,5", "UTF-8"),
            (b"GIF = kuvatiedosto", "UTF-8"),
            (b"#!/bin/sh\necho", "UTF-8"),
            (b"<html><script>alert(1)</script>", "UTF-8"),
            ("Здравствуйте, как ваши дела?".as_bytes(), "UTF-8"),
            (
                b"\xC7\xE4\xF0\xE0\xE2\xF1\xF2\xE2\xF3\xE9\xF2\xE5, \xEA\xE0\xEA \xE4\xE5\xEB\xE0",
                "windows-1251",
            ),
            (b"Liite\x0B\x0Cjatkuu\x1A", "UTF-8"),
            ("Hyvää \u{92}päivää\u{92}".as_bytes(), "UTF-8"),
        ] {
            assert_eq!(charset(&[bytes]), Some(named), "{bytes:?}");
        }
    }

    #[test]
    fn what_holds_other_control_characters_or_breaks_its_encoding_is_none() {
        for bytes in [
            &b"MZ\x90\0\x03"[..],
            b"\x7fELF\x02\x01\x01",
            b"\0\0\0\0",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            b"\xFF\xFEH",
            b"\xFF\xFEH\0\0\0",
            b"\xFF\xFE\0\xD8H\0",
            b"\xEF\xBB\xBF\xFF",
            b"color\x1B[31m",
        ] {
            assert_eq!(charset(&[bytes]), None, "{bytes:?}");
        }
    }

    #[test]
    fn it_is_told_over_the_borders_of_what_arrives() {
        assert_eq!(charset(&["a\u{e4}".as_bytes().get(..2).unwrap(), b"\xA4"]), Some("UTF-8"));
        assert_eq!(charset(&[b"\xFF\xFEH", b"\0"]), Some("UTF-16LE"));
        let long = "a".repeat(70_000);
        assert_eq!(charset(&[long.as_bytes(), b"\xE4"]), Some("windows-1252"));
        assert_eq!(charset(&[long.as_bytes(), b"\0"]), None);
        assert_eq!(charset(&[b"aaa", &"ä".as_bytes()[..1]]), Some("windows-1252"), "cut in a letter");
    }
}
