//! Helpers for the `check()` of inputs.

use crate::{
    error::{ApiError, FieldCode, FieldError},
    identity_code::IdentityCode,
};

/// Whether this mark embeds, overrides or isolates a direction of writing (UAX #9).
pub fn turns_direction(mark: char) -> bool {
    matches!(mark, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `text` without the marks that turn its direction: with them a title can make what stands beside it
/// read as something else. Scripts that are written from right to left do not need them.
pub fn without_direction_marks(text: &str) -> String {
    text.chars().filter(|mark| !turns_direction(*mark)).collect()
}

/// `text` with line breaks of one kind, and without characters that nobody sees: what word processors put for a
/// line break within a paragraph (U+000B), page breaks, and those of other systems become line breaks.
pub fn plain(text: &str) -> String {
    let text =
        text.replace("\r\n", "\n").replace(['\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Whether a character shows, alone or with others: spaces, joiners and marks of direction do not.
fn is_seen(character: char) -> bool {
    let is_hidden = matches!(character,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
    !character.is_whitespace() && !is_hidden && !turns_direction(character)
}

/// Collects what is wrong, so that a person sees all of it at once.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// Notes a mistake in `field`.
    pub fn fail(&mut self, field: &str, code: FieldCode) {
        self.0.push(FieldError { field: field.to_owned(), code });
    }

    /// Trims `text` as [`plain`] has it, demands that something is left, and at most `longest` characters of
    /// it.
    pub fn text(&mut self, field: &str, text: &str, longest: u32) -> String {
        let text = plain(text).trim().to_owned();
        if !text.chars().any(is_seen) {
            self.fail(field, FieldCode::Required);
        } else if text.chars().count() > longest as usize {
            self.fail(field, FieldCode::TooLong(longest));
        }
        text
    }

    /// Like [`Check::text`], where nothing need be written.
    pub fn optional(&mut self, field: &str, text: &str, longest: u32) -> String {
        if plain(text).trim().is_empty() { String::new() } else { self.text(field, text, longest) }
    }

    /// A telephone number as people write it, or nothing: digits, with a plus sign and what parts them.
    pub fn phone(&mut self, field: &str, text: &str, longest: u32) -> String {
        let text = self.optional(field, text, longest);
        let parts = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '/' | '.');
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if !text.is_empty() && (!text.chars().all(parts) || !(3..=20).contains(&digits)) {
            self.fail(field, FieldCode::NotAPhone);
        }
        text
    }

    /// A Finnish personal identity code, or nothing.
    pub fn identity_code(&mut self, field: &str, text: &str) -> Option<IdentityCode> {
        let code = IdentityCode::parse(text.trim());
        if code.is_none() && !text.trim().is_empty() {
            self.fail(field, FieldCode::NotAnIdentityCode);
        }
        code
    }

    /// Like [`Check::text`], on a single line, without marks that turn its direction.
    pub fn line(&mut self, field: &str, text: &str, longest: u32) -> String {
        let line = plain(&without_direction_marks(text)).replace(['\n', '\t'], " ");
        self.text(field, &line, longest)
    }

    /// The same that may be empty.
    pub fn optional_line(&mut self, field: &str, text: &str, longest: u32) -> String {
        if plain(text).trim().is_empty() { String::new() } else { self.line(field, text, longest) }
    }

    /// An e-mail address as RFC 5321 has it, with a domain. One that needs more than plain mail servers take
    /// (letters beyond ASCII, RFC 6531; a quoted name) would be accepted, and nobody reached by it.
    pub fn email(&mut self, field: &str, text: &str) -> String {
        let text = text.trim().to_owned();
        let options = email_address::Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        if text.is_empty() {
            self.fail(field, FieldCode::Required);
        } else if !text.is_ascii()
            || text.starts_with('"')
            || email_address::EmailAddress::parse_with_options(&text, options).is_err()
        {
            self.fail(field, FieldCode::NotAnEmail);
        }
        text
    }

    /// Like [`Check::email`], where nothing need be written.
    pub fn optional_email(&mut self, field: &str, text: &str) -> Option<String> {
        (!text.trim().is_empty()).then(|| self.email(field, text))
    }

    /// `value` when nothing was wrong.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with every mistake noted so far.
    pub fn finish<T>(self, value: T) -> Result<T, ApiError> {
        if self.0.is_empty() { Ok(value) } else { Err(ApiError::Invalid(self.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(check: Check) -> Vec<FieldCode> {
        check.0.into_iter().map(|e| e.code).collect()
    }

    #[test]
    fn text_is_trimmed_and_keeps_its_lines() {
        let mut check = Check::default();
        assert_eq!(check.text("body", "  Hei\r\nsinä \n", 20), "Hei\nsinä");
        assert_eq!(codes(check), []);
    }

    #[test]
    fn every_kind_of_line_break_is_one_and_what_nobody_sees_goes() {
        let mut check = Check::default();
        let text = check.text("a", "a\u{B}b\u{C}c\u{85}d\re\r\nf\0g\u{7}\th", 40);
        assert_eq!(text, "a\nb\nc\nd\ne\nfg\th");
        assert_eq!(check.line("b", "yksi\u{B}kaksi\nkolme", 40), "yksi kaksi kolme");
        assert_eq!(codes(check), []);
        let mut check = Check::default();
        check.text("a", "\0\u{B}", 40);
        assert_eq!(codes(check), [FieldCode::Required]);
    }

    #[test]
    fn a_line_does_not_turn_what_stands_beside_it() {
        let mut check = Check::default();
        assert_eq!(check.line("title", "\u{202E}nimi\u{2066}", 20), "nimi");
        assert_eq!(check.line("title", "שלום\u{200F}", 20), "שלום\u{200F}");
        assert_eq!(codes(check), []);
        let mut check = Check::default();
        check.line("title", "\u{202E}", 20);
        assert_eq!(codes(check), [FieldCode::Required]);
    }

    #[test]
    fn what_nobody_sees_is_nothing() {
        for text in ["\u{200B}", " \u{FEFF}\u{2060} ", "\u{AD}"] {
            let mut check = Check::default();
            check.line("title", text, 20);
            assert_eq!(codes(check), [FieldCode::Required], "{text:?}");
        }
        let mut check = Check::default();
        assert_eq!(check.line("title", "می\u{200C}خواهم", 20), "می\u{200C}خواهم");
        assert_eq!(codes(check), []);
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        let mut check = Check::default();
        check.text("a", &"ä".repeat(10), 10);
        check.text("b", &"ä".repeat(11), 10);
        assert_eq!(codes(check), [FieldCode::TooLong(10)]);
    }

    #[test]
    fn telephone_numbers() {
        for good in ["", "+358 40 123 4567", "(09) 123-456", "112"] {
            let mut check = Check::default();
            assert_eq!(check.phone("phone", good, 40), good);
            assert_eq!(codes(check), [], "{good}");
        }
        for bad in ["call me", "12", "+358 40 123 4567 ext. 5", "\u{660}\u{661}\u{662}", &"1".repeat(21)] {
            let mut check = Check::default();
            check.phone("phone", bad, 40);
            assert_eq!(codes(check), [FieldCode::NotAPhone], "{bad}");
        }
    }

    #[test]
    fn addresses() {
        for good in ["aino@example.org", "a.b+c@sub.example.fi"] {
            let mut check = Check::default();
            check.email("email", good);
            assert_eq!(codes(check), [], "{good}");
        }
        for bad in [
            "aino",
            "aino@",
            "@example.org",
            "Aino <aino@example.org>",
            "a b@example.org",
            "aino@localhost",
            "aino@example.org\r\nBcc: x@example.org",
            // Nobody would be reached by these.
            "pekka.hämäläinen@example.fi",
            "info@työ.example",
            "\"a b\"@example.org",
        ] {
            let mut check = Check::default();
            check.email("email", bad);
            assert_eq!(codes(check), [FieldCode::NotAnEmail], "{bad}");
        }
    }
}
