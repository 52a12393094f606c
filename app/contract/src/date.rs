//! Dates and times in the manner of each language (U1).

use crate::person::Language;
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

const SWEDISH: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date: `14.3.2027`, `14 mars 2027`, `14 March 2027`.
pub fn date(language: Language, date: NaiveDate) -> String {
    let (day, year) = (date.day(), date.year());
    let month = |names: [&'static str; 12]| names.get(date.month0() as usize).copied().unwrap_or_default();
    match language {
        Language::Fi => format!("{day}.{}.{year}", date.month()),
        Language::Sv => format!("{day} {} {year}", month(SWEDISH)),
        Language::En => format!("{day} {} {year}", month(ENGLISH)),
    }
}

/// A date that is near another: without its year where that is the same. `14.3.`, `14 mars`, `14 March`.
pub fn day_near(language: Language, day: NaiveDate, near: NaiveDate) -> String {
    let whole = date(language, day);
    if day.year() != near.year() {
        return whole;
    }
    let year = day.year().to_string();
    whole.strip_suffix(&year).map_or_else(|| whole.clone(), |short| short.trim_end().to_owned())
}

/// A date with the time: `14.3.2027 klo 9.05`, `14 mars 2027 kl. 9.05`, `14 March 2027 at 9:05`.
pub fn date_and_time(language: Language, at: NaiveDateTime) -> String {
    let (day, time) = (date(language, at.date()), time_of_day(language, at));
    match language {
        Language::Fi => format!("{day} klo {time}"),
        Language::Sv => format!("{day} kl. {time}"),
        Language::En => format!("{day} at {time}"),
    }
}

/// A time of day: `9.05`, `9:05`.
pub fn time_of_day(language: Language, at: NaiveDateTime) -> String {
    let (hour, minute) = (at.hour(), at.minute());
    match language {
        Language::Fi | Language::Sv => format!("{hour}.{minute:02}"),
        Language::En => format!("{hour}:{minute:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_day_has_no_year() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let new_year = day(2027, 1, 1);
        for (language, near, far) in [
            (Language::Fi, "2.1.", "31.12.2026"),
            (Language::Sv, "2 januari", "31 december 2026"),
            (Language::En, "2 January", "31 December 2026"),
        ] {
            assert_eq!(day_near(language, day(2027, 1, 2), new_year), near);
            assert_eq!(day_near(language, day(2026, 12, 31), new_year), far);
        }
    }

    #[test]
    fn each_language_has_its_manner() {
        let at =
            NaiveDate::from_ymd_opt(2027, 3, 14).and_then(|day| day.and_hms_opt(9, 5, 0)).expect("a time");
        assert_eq!(date_and_time(Language::Fi, at), "14.3.2027 klo 9.05");
        assert_eq!(date_and_time(Language::Sv, at), "14 mars 2027 kl. 9.05");
        assert_eq!(date_and_time(Language::En, at), "14 March 2027 at 9:05");
    }
}
