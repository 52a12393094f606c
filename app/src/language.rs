//! The language of the page, and dates in its manner.

use crate::i18n::{Locale, t_string, use_i18n};
use chrono::{NaiveDate, NaiveDateTime};
use contract::{date, names::Names, person::Language};

/// The language the page is in.
pub fn language() -> Language {
    match use_i18n().get_locale() {
        Locale::fi => Language::Fi,
        Locale::sv => Language::Sv,
        Locale::en => Language::En,
    }
}

/// What an organisation is called in the language of the page (U7).
pub fn named(names: &Names) -> String {
    names.read_in(language()).to_owned()
}

/// A language by its own name.
pub fn language_name(language: Language) -> &'static str {
    match language {
        Language::Fi => "Suomi",
        Language::Sv => "Svenska",
        Language::En => "English",
    }
}

/// A date in the language of the page.
pub fn show_date(day: NaiveDate) -> String {
    date::date(language(), day)
}

/// From one day to another, or the one day.
pub fn show_days(first: NaiveDate, last: NaiveDate) -> String {
    if first == last { show_date(first) } else { format!("{}–{}", show_date(first), show_date(last)) }
}

/// On which days a substitute can open the workspaces; on none where the absence is over before it opens anything.
pub fn days_of_access(from: NaiveDate, last_day: NaiveDate) -> Option<String> {
    (from <= last_day).then(|| show_days(from, last_day))
}

/// A date with the time in the language of the page.
pub fn show_time(at: NaiveDateTime) -> String {
    date::date_and_time(language(), at)
}

/// When something was that is looked at on a day: today with the time, yesterday, or the day.
pub fn show_recent(at: NaiveDateTime, today: NaiveDate) -> String {
    let i18n = use_i18n();
    let day = at.date();
    if day == today {
        t_string!(i18n, when.today, time = date::time_of_day(language(), at))
    } else if Some(day) == today.pred_opt() {
        t_string!(i18n, when.yesterday).to_owned()
    } else {
        date::day_near(language(), day, today)
    }
}
