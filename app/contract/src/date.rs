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
    fn each_language_has_its_manner() {
        let at =
            NaiveDate::from_ymd_opt(2027, 3, 14).and_then(|day| day.and_hms_opt(9, 5, 0)).expect("a time");
        assert_eq!(date_and_time(Language::Fi, at), "14.3.2027 klo 9.05");
        assert_eq!(date_and_time(Language::Sv, at), "14 mars 2027 kl. 9.05");
        assert_eq!(date_and_time(Language::En, at), "14 March 2027 at 9:05");
    }
}
