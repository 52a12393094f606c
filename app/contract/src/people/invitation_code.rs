//! The code of an invitation, for who has no link: it is printed in a letter, and typed by hand (P11).

use crate::error::FieldCode;
use std::fmt;

/// Letters and digits of which none looks like another, in print or by hand: no 0 and O, 1, I and L, 2 and Z,
/// 5 and S, 8 and B, U and V.
const LETTERS: [u8; 24] = *b"ACDEFGHJKMNPQRTVWXY34679";

/// How many there are in a code: 73 bits.
const LENGTH: usize = 16;

/// The code of an invitation.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitationCode(String);

impl InvitationCode {
    /// Reads what somebody typed: in capitals or not, with spaces, dashes or neither.
    ///
    /// # Errors
    /// [`FieldCode::Required`] where nothing was, [`FieldCode::NotACode`] where it cannot be a code.
    pub fn parse(typed: &str) -> Result<Self, FieldCode> {
        let is_between = |mark: char| mark.is_whitespace() || matches!(mark, '-' | '‐'..='―' | '−' | '.');
        let code: String =
            typed.chars().filter(|mark| !is_between(*mark)).map(|mark| mark.to_ascii_uppercase()).collect();
        if code.is_empty() {
            return Err(FieldCode::Required);
        }
        let is_code = code.len() == LENGTH && code.bytes().all(|letter| LETTERS.contains(&letter));
        if is_code { Ok(Self(code)) } else { Err(FieldCode::NotACode) }
    }

    /// A code of random bytes: each letter is as likely as any other. Nothing where they do not suffice.
    pub fn of_random(bytes: impl IntoIterator<Item = u8>) -> Option<Self> {
        let of_byte = |byte: u8| {
            // The last few values would make some letters likelier.
            let is_fair = usize::from(byte) < 256 / LETTERS.len() * LETTERS.len();
            LETTERS
                .get(usize::from(byte) % LETTERS.len())
                .filter(|_| is_fair)
                .map(|letter| char::from(*letter))
        };
        let code: String = bytes.into_iter().filter_map(of_byte).take(LENGTH).collect();
        (code.len() == LENGTH).then_some(Self(code))
    }

    /// The letters alone.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In groups of four, as it is printed.
impl fmt::Display for InvitationCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.chars().enumerate() {
            let parting = if place > 0 && place % 4 == 0 { "-" } else { "" };
            write!(out, "{parting}{letter}")?;
        }
        Ok(())
    }
}

/// A secret: no log says it.
impl fmt::Debug for InvitationCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("InvitationCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_people_type_it() {
        let code = InvitationCode::parse("ACDE-FGHJ-KMNP-3467").expect("a code");
        assert_eq!(code.to_string(), "ACDE-FGHJ-KMNP-3467");
        for typed in
            ["acdefghjkmnp3467", " ACDE FGHJ  KMNP 3467 ", "acde–fghj—kmnp‑3467", "ACDE.FGHJ.KMNP.3467"]
        {
            assert_eq!(InvitationCode::parse(typed), Ok(code.clone()), "{typed}");
        }
        assert_eq!(InvitationCode::parse(" - "), Err(FieldCode::Required));
        for typed in
            ["ACDE-FGHJ-KMNP-346", "ACDE-FGHJ-KMNP-34679", "ACDE-FGHJ-KMNP-3461", "ÄCDE-FGHJ-KMNP-346"]
        {
            assert_eq!(InvitationCode::parse(typed), Err(FieldCode::NotACode), "{typed}");
        }
    }

    #[test]
    fn every_letter_is_as_likely_as_any_other() {
        let mut counts = std::collections::BTreeMap::new();
        for byte in 0..=255 {
            let code = InvitationCode::of_random(std::iter::repeat_n(byte, LENGTH));
            if let Some(code) = code {
                *counts.entry(code.as_str().to_owned()).or_insert(0) += 1;
            }
        }
        assert_eq!(counts.len(), LETTERS.len());
        assert!(counts.values().all(|count| *count == 256 / LETTERS.len()), "{counts:?}");
        assert_eq!(InvitationCode::of_random([0; LENGTH - 1]), None);
    }

    #[test]
    fn no_log_says_it() {
        let code = InvitationCode::parse("ACDE-FGHJ-KMNP-3467").expect("a code");
        assert_eq!(format!("{code:?}"), "InvitationCode(…)");
    }
}
