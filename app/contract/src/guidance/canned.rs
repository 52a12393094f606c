//! Canned responses (W6): those of an organisation, and each counselor's own.

use crate::{
    error::{ApiError, FieldCode},
    id::CannedResponseId,
    input::Check,
    names::Names,
    person::Language,
};
use serde::{Deserialize, Serialize};

/// The longest title, in characters.
pub const TITLE_LENGTH: u32 = 80;

/// The longest text, in characters.
pub const TEXT_LENGTH: u32 = 5_000;

/// How many an organisation keeps, and each counselor of it.
pub const RESPONSES: u32 = 100;

/// A canned response as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCannedResponse {
    /// Which one is changed; none for a new one.
    pub id: Option<CannedResponseId>,
    /// By what counselors find it.
    pub title: String,
    /// The text in each language, with placeholders; in one at least.
    pub text: Names,
}

/// A title and texts that passed their check.
#[derive(Clone, Debug)]
pub struct CheckedCannedResponse {
    /// The title.
    pub title: String,
    /// The text in each language.
    pub text: Names,
}

impl NewCannedResponse {
    /// Checks both; the names of fields are those of the forms: `text_fi`.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<CheckedCannedResponse, ApiError> {
        let mut check = Check::default();
        let title = check.line("title", &self.title, TITLE_LENGTH);
        let text = Names::each(|language| {
            let field = format!("text_{}", language.code());
            let text = check.optional(&field, self.text.of(language), TEXT_LENGTH);
            if !unknown_placeholders(&text).is_empty() {
                check.fail(&field, FieldCode::UnknownPlaceholder);
            }
            text
        });
        if text.is_empty() {
            check.fail("text_fi", FieldCode::NoLanguage);
        }
        check.finish(CheckedCannedResponse { title, text })
    }
}

/// A canned response as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannedResponseView {
    /// Its id.
    pub id: CannedResponseId,
    /// By what it is found.
    pub title: String,
    /// The text in each language, with placeholders.
    pub text: Names,
    /// Whether it is the reader's own, and not the organisation's.
    pub is_own: bool,
}

impl CannedResponseView {
    /// The language in which it is put into a message to somebody.
    pub fn language_for(&self, reader: Language) -> Language {
        language_for(reader, |language| !self.text.of(language).is_empty())
    }
}

/// A canned response, as it is chosen: its texts stay closed until then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannedTitle {
    /// Its id.
    pub id: CannedResponseId,
    /// By what it is found.
    pub title: String,
    /// In which languages it has a text.
    pub languages: Vec<Language>,
    /// Whether it is the reader's own, and not the organisation's.
    pub is_own: bool,
}

impl CannedTitle {
    /// The language in which it is put into a message to somebody.
    pub fn language_for(&self, reader: Language) -> Language {
        language_for(reader, |language| self.languages.contains(&language))
    }
}

/// The reader's language where there is a text in it, else the first in which there is one.
fn language_for(reader: Language, has_text: impl Fn(Language) -> bool) -> Language {
    std::iter::once(reader).chain(Language::ALL).find(|language| has_text(*language)).unwrap_or(reader)
}

/// Who stands in for the placeholders.
#[derive(Clone, Copy, Debug)]
pub struct Concerned<'a> {
    /// The customer.
    pub customer: &'a str,
    /// The counselor.
    pub counselor: &'a str,
    /// The organisation.
    pub organisation: &'a str,
}

/// The words that stand for names, in the three languages: for the customer, the counselor, the organisation.
const PLACEHOLDERS: [[&str; 3]; 3] = [
    ["asiakas", "kund", "customer"],
    ["ohjaaja", "handledare", "counselor"],
    ["organisaatio", "organisation", "organization"],
];

/// The most characters in braces that look like a placeholder.
const PLACEHOLDER_LENGTH: usize = 40;

/// The words in braces of a text that stand for nothing: customers would read them as they are.
pub fn unknown_placeholders(text: &str) -> Vec<&str> {
    let words = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(word, _)| word);
    let looks_like_one = |word: &&str| {
        let is_short = word.chars().count() <= PLACEHOLDER_LENGTH && !word.contains('\n');
        is_short && word.chars().any(char::is_alphabetic)
    };
    words.filter(looks_like_one).filter(|word| meaning(word).is_none()).collect()
}

/// Which of the placeholders a word in braces is, however it is written.
fn meaning(word: &str) -> Option<usize> {
    let word = word.trim().to_lowercase();
    PLACEHOLDERS.iter().position(|spellings| spellings.contains(&word.as_str()))
}

/// The text with names in place of its placeholders, which may be in any of the three languages.
/// What is not a placeholder stays as it is.
pub fn fill(text: &str, names: Concerned<'_>) -> String {
    let names = [names.customer, names.counselor, names.organisation];
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let known = from.split_once('}').and_then(|(word, after)| Some((names.get(meaning(word)?)?, after)));
        if let Some((name, after)) = known {
            filled.push_str(name);
            rest = after;
        } else {
            filled.push('{');
            rest = from;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::{CannedResponseView, Concerned, NewCannedResponse, fill, unknown_placeholders};
    use crate::{
        error::{ApiError, FieldCode},
        id::CannedResponseId,
        names::Names,
        person::Language,
    };

    #[test]
    fn w6_a_response_has_a_text_in_one_language_at_least_and_placeholders_are_checked_in_each() {
        let check = |text| NewCannedResponse { id: None, title: "Hei".into(), text }.check();
        let sv = |text: &str| Names { sv: text.into(), ..Names::default() };
        assert_eq!(check(sv("Hej {kund}")).unwrap().text, sv("Hej {kund}"));
        let wrong = |text| match check(text) {
            Err(ApiError::Invalid(fields)) => {
                fields.into_iter().map(|field| (field.field, field.code)).collect::<Vec<_>>()
            }
            _ => vec![],
        };
        assert_eq!(wrong(sv("Hej {kundd}")), [("text_sv".to_owned(), FieldCode::UnknownPlaceholder)]);
        assert_eq!(wrong(sv(" \n ")), [("text_fi".to_owned(), FieldCode::NoLanguage)]);
    }

    #[test]
    fn w6_a_text_in_the_readers_language_goes_before_the_others() {
        let text = Names { fi: String::new(), sv: "Hej".into(), en: "Hello".into() };
        let view = CannedResponseView {
            id: CannedResponseId(uuid::Uuid::nil()),
            title: "x".into(),
            text,
            is_own: true,
        };
        let languages = Language::ALL.map(|language| view.language_for(language));
        assert_eq!(languages, [Language::Sv, Language::Sv, Language::En]);
    }

    #[test]
    fn w6_a_placeholder_that_stands_for_nothing_is_seen_when_it_is_saved() {
        for good in [
            "Hei {asiakas}!",
            "{customer}{handledare}",
            "{Customer} { kund }",
            "a { } c",
            "{}",
            "{",
            "}{",
            "{1}",
        ] {
            assert_eq!(unknown_placeholders(good), Vec::<&str>::new(), "{good}");
        }
        for (bad, words) in [
            ("Hei {asiakkas}!", &["asiakkas"][..]),
            ("{customer} {x} {y}", &["x", "y"]),
            ("{{nimi}}", &["nimi"]),
            ("{first name}", &["first name"]),
            ("{customer.name}", &["customer.name"]),
        ] {
            assert_eq!(unknown_placeholders(bad), words, "{bad}");
        }
    }

    #[test]
    fn placeholders_of_all_languages_are_filled_once() {
        let names = Concerned { customer: "Aino {ohjaaja}", counselor: "Olli", organisation: "Esimerkkilä" };
        let text = "Hei {asiakas}! {x} {{customer}} Terveisin {ohjaaja}, {organisation} {";
        let filled = "Hei Aino {ohjaaja}! {x} {Aino {ohjaaja}} Terveisin Olli, Esimerkkilä {";
        assert_eq!(fill(text, names), filled);
        assert_eq!(fill("", names), "");
        assert_eq!(fill("{Asiakas}{ KUND } {{x", names), "Aino {ohjaaja}Aino {ohjaaja} {{x");
    }
}
