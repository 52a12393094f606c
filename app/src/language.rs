//! The language of the page, and dates in its manner.

use crate::i18n::{Locale, use_i18n};
use chrono::{NaiveDate, NaiveDateTime};
use contract::{date, person::Language};

/// The language the page is in.
pub fn language() -> Language {
    match use_i18n().get_locale() {
        Locale::fi => Language::Fi,
        Locale::sv => Language::Sv,
        Locale::en => Language::En,
    }
}

/// A date in the language of the page.
pub fn show_date(day: NaiveDate) -> String {
    date::date(language(), day)
}

/// A date with the time in the language of the page.
pub fn show_time(at: NaiveDateTime) -> String {
    date::date_and_time(language(), at)
}
