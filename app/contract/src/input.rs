//! Helpers for the `check()` of inputs.

use crate::error::{ApiError, FieldCode, FieldError};

/// Whether this mark embeds, overrides or isolates a direction of writing (UAX #9).
pub fn turns_direction(mark: char) -> bool {
    matches!(mark, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `text` without the marks that turn its direction: with them a title can make what stands beside it
/// read as something else. Scripts that are written from right to left do not need them.
pub fn without_direction_marks(text: &str) -> String {
    text.chars().filter(|mark| !turns_direction(*mark)).collect()
}

/// Collects what is wrong, so that a person sees all of it at once.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// Notes a mistake in `field`.
    pub fn fail(&mut self, field: &str, code: FieldCode) {
        self.0.push(FieldError { field: field.to_owned(), code });
    }

    /// Trims `text`, demands that something is left, at most `longest` characters of it,
    /// and no control characters but line breaks and tabs.
    pub fn text(&mut self, field: &str, text: &str, longest: u32) -> String {
        let text = text.trim().replace("\r\n", "\n");
        if text.is_empty() {
            self.fail(field, FieldCode::Required);
        } else if text.chars().count() > longest as usize {
            self.fail(field, FieldCode::TooLong(longest));
        } else if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.fail(field, FieldCode::ForbiddenCharacter);
        }
        text
    }

    /// Like [`Check::text`], on a single line, without marks that turn its direction.
    pub fn line(&mut self, field: &str, text: &str, longest: u32) -> String {
        let text = self.text(field, &without_direction_marks(text), longest);
        if text.contains(['\n', '\t']) {
            self.fail(field, FieldCode::ForbiddenCharacter);
        }
        text
    }

    /// An e-mail address as RFC 5321 has it, with a domain.
    pub fn email(&mut self, field: &str, text: &str) -> String {
        let text = text.trim().to_owned();
        let options = email_address::Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        if text.is_empty() {
            self.fail(field, FieldCode::Required);
        } else if email_address::EmailAddress::parse_with_options(&text, options).is_err() {
            self.fail(field, FieldCode::NotAnEmail);
        }
        text
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
    fn nul_and_other_controls_are_refused() {
        let mut check = Check::default();
        check.text("a", "x\0y", 20);
        check.line("b", "x\ny", 20);
        assert_eq!(codes(check), [FieldCode::ForbiddenCharacter; 2]);
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
    fn length_counts_characters_not_bytes() {
        let mut check = Check::default();
        check.text("a", &"ä".repeat(10), 10);
        check.text("b", &"ä".repeat(11), 10);
        assert_eq!(codes(check), [FieldCode::TooLong(10)]);
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
        ] {
            let mut check = Check::default();
            check.email("email", bad);
            assert_eq!(codes(check), [FieldCode::NotAnEmail], "{bad}");
        }
    }
}
