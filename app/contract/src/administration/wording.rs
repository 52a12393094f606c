//! What an organisation calls itself, how it signs its mail, and what its staff undertake (U7, P9).

use crate::{
    error::{ApiError, FieldCode},
    input::Check,
    names::Names,
};
use serde::{Deserialize, Serialize};

/// The longest name of an organisation, and of a sender of mail, in characters.
pub const NAME_LENGTH: u32 = 120;

/// The longest signature.
pub const SIGNATURE_LENGTH: u32 = 500;

/// The longest text of an undertaking.
pub const UNDERTAKING_LENGTH: u32 = 5_000;

/// An organisation's own words, as they are and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// What it is called. The Finnish name is needed; the others are read in its place where they are missing.
    pub name: Names,
    /// Who its mails come from; where there is nothing, the name of the service.
    pub sender: Names,
    /// What stands at the end of its mails, where there is something.
    pub signature: Names,
}

impl Wording {
    /// Checks every field; the names of fields are those of the forms: `name_fi`.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<Self, ApiError> {
        let mut check = Check::default();
        let wording = Self {
            name: Names {
                fi: check.line("name_fi", &self.name.fi, NAME_LENGTH),
                sv: check.optional_line("name_sv", &self.name.sv, NAME_LENGTH),
                en: check.optional_line("name_en", &self.name.en, NAME_LENGTH),
            },
            sender: Names::each(|language| {
                let field = format!("sender_{}", language.code());
                let sender = check.optional_line(&field, self.sender.of(language), NAME_LENGTH);
                // Many programs show nothing but this name: it is not to pass for another sender's address.
                if sender.contains(['<', '>', '@', '"']) || sender.contains("://") {
                    check.fail(&field, FieldCode::LooksLikeAnAddress);
                }
                sender
            }),
            signature: Names::default(),
        };
        let signature = Names::each(|language| {
            let field = format!("signature_{}", language.code());
            check.optional(&field, self.signature.of(language), SIGNATURE_LENGTH)
        });
        check.finish(Self { signature, ..wording })
    }
}

/// What staff undertake to an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndertakingView {
    /// The version of the text.
    pub version: u32,
    /// The organisation's own text; nothing where it is the one that comes with the service.
    pub text: Option<Names>,
}

/// A new text of the undertaking, as typed: everybody gives it anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewUndertaking {
    /// The version that it is to follow: what somebody else has put in force meanwhile is not replaced unseen.
    pub follows: u32,
    /// The text in each language: what nobody understands, nobody undertakes.
    pub text: Names,
}

impl NewUndertaking {
    /// Checks the three texts.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<Names, ApiError> {
        let mut check = Check::default();
        let text = Names::each(|language| {
            let field = format!("text_{}", language.code());
            check.text(&field, self.text.of(language), UNDERTAKING_LENGTH)
        });
        check.finish(text)
    }
}

/// What a main user sees of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingView {
    /// The words.
    pub wording: Wording,
    /// What staff undertake.
    pub undertaking: UndertakingView,
}

#[cfg(test)]
mod tests {
    use super::{NewUndertaking, Wording};
    use crate::error::{ApiError, FieldCode};

    #[test]
    fn u7_the_finnish_name_and_each_text_of_the_undertaking_are_needed() {
        let wrong = |result: Result<(), ApiError>| match result {
            Err(ApiError::Invalid(fields)) => {
                fields.into_iter().map(|field| (field.field, field.code)).collect::<Vec<_>>()
            }
            _ => vec![],
        };
        assert_eq!(
            wrong(Wording::default().check().map(drop)),
            [("name_fi".to_owned(), FieldCode::Required)]
        );
        assert_eq!(wrong(NewUndertaking::default().check().map(drop)).len(), 3);
        for sender in ["Suomi.fi <viestit@suomi.fi>", "https://example.org"] {
            let wording = Wording { name: "Virasto".into(), sender: sender.into(), ..Wording::default() };
            let looks = FieldCode::LooksLikeAnAddress;
            assert_eq!(wrong(wording.check().map(drop)), [("sender_fi".to_owned(), looks)]);
        }
    }
}
