//! What an organisation calls itself in each language (U7).

use crate::person::Language;
use serde::{Deserialize, Serialize};

/// A text in three languages. One that is not there is read in another: the Finnish one first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Finnish.
    pub fi: String,
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Names {
    /// A text for each language.
    pub fn each(mut text: impl FnMut(Language) -> String) -> Self {
        Self { fi: text(Language::Fi), sv: text(Language::Sv), en: text(Language::En) }
    }

    /// The text in a language, exactly: empty where there is none.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.fi,
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }

    /// What a reader of a language reads.
    pub fn read_in(&self, language: Language) -> &str {
        let own = self.of(language);
        let others = [&self.fi, &self.sv, &self.en].into_iter().map(String::as_str);
        if own.is_empty() {
            others.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
        } else {
            own
        }
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        [&self.fi, &self.sv, &self.en].into_iter().all(String::is_empty)
    }
}

impl From<&str> for Names {
    /// A name in Finnish, which is read in the other languages as well.
    fn from(name: &str) -> Self {
        Self { fi: name.to_owned(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::person::Language;

    #[test]
    fn u7_a_name_that_is_not_there_is_read_in_another_language() {
        let names = Names { fi: "Virasto".into(), sv: String::new(), en: "Agency".into() };
        assert_eq!(Language::ALL.map(|language| names.read_in(language)), ["Virasto", "Virasto", "Agency"]);
        assert_eq!(names.of(Language::Sv), "");
        assert!(Names::default().is_empty() && !names.is_empty());
    }
}
