//! The dates of a life, from a few words: by the very function that the service uses (L2).

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::{
    ground::clock::{local_date, start_of_day},
    guidance::workspace::lifecycle::{Dates, Facts, Policy, dates},
};
use serde::{Deserialize, Serialize};
use std::{
    fmt::Write as _,
    io::{BufRead, Write},
};

/// How an answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// Whose dates are asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    created: Option<String>,
    last_visit: Option<String>,
    #[serde(default = "default_policy")]
    policy: [u32; 3],
    #[serde(default = "default_zone")]
    zone: String,
}

fn default_policy() -> [u32; 3] {
    let Policy { active, inactive, archived } = Policy::default();
    [active, inactive, archived]
}

fn default_zone() -> String {
    "Europe/Helsinki".to_owned()
}

impl Question {
    /// A question as typed on a command line.
    ///
    /// # Errors
    /// When the policy is not three numbers.
    pub fn parse(
        created: Option<String>,
        last_visit: Option<String>,
        policy: &str,
        zone: String,
    ) -> anyhow::Result<Self> {
        let months: Vec<u32> = policy
            .split(',')
            .map(|months| months.trim().parse())
            .collect::<Result<_, _>>()
            .with_context(|| format!("policy {policy}: must be months, like 3,3,12"))?;
        let policy = <[u32; 3]>::try_from(months)
            .map_err(|_| anyhow::anyhow!("policy {policy}: must be three numbers of months, like 3,3,12"))?;
        Ok(Self { created, last_visit, policy, zone })
    }

    fn zone(&self) -> anyhow::Result<Tz> {
        self.zone.parse().map_err(|_| anyhow::anyhow!("zone {}: not a time zone", self.zone))
    }

    fn facts(&self) -> anyhow::Result<Facts> {
        let zone = self.zone()?;
        let visited = self.last_visit.as_deref().map(|text| day("last_visit", text, zone)).transpose()?;
        let created = self.created.as_deref().map(|text| day("created", text, zone)).transpose()?;
        let created = created.or(visited).context("created or last_visit: one of them is needed")?;
        Ok(Facts { visited_on: visited, ..Facts::created(created) })
    }

    fn dates(&self) -> anyhow::Result<Dates> {
        let [active, inactive, archived] = self.policy;
        let dates = dates(&self.facts()?, Policy { active, inactive, archived });
        anyhow::ensure!(dates.archived_through < NaiveDate::MAX, "policy: beyond the end of the calendar");
        Ok(dates)
    }
}

/// A day, or the day of an instant in the zone.
fn day(field: &str, text: &str, zone: Tz) -> anyhow::Result<NaiveDate> {
    let text = text.trim();
    let instant = || DateTime::parse_from_rfc3339(text).map(|at| local_date(at.with_timezone(&Utc), zone));
    text.parse::<NaiveDate>().or_else(|_| instant()).map_err(|_| {
        anyhow::anyhow!("{field} {text}: not a date (2025-11-30) nor an instant (2025-11-30T12:00:00Z)")
    })
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are those of the stored dates")]
struct Short {
    active_through: NaiveDate,
    inactive_through: NaiveDate,
    archived_through: NaiveDate,
}

impl From<Dates> for Short {
    fn from(dates: Dates) -> Self {
        Self {
            active_through: dates.active_through,
            inactive_through: dates.inactive_through,
            archived_through: dates.archived_through,
        }
    }
}

/// The beginning of a state: the day, and its first instant.
#[derive(Serialize)]
struct Begin {
    from: NaiveDate,
    at: DateTime<Utc>,
}

#[derive(Serialize)]
struct Long<'a> {
    created: NaiveDate,
    last_visit: Option<NaiveDate>,
    policy: [u32; 3],
    zone: &'a str,
    #[serde(flatten)]
    dates: Short,
    deleted_from: NaiveDate,
    inactive: Begin,
    archived: Begin,
    deleted: Begin,
}

/// Every date of one life.
///
/// # Errors
/// When the question cannot be answered: which part, and why.
pub fn explain(question: &Question, format: Format) -> anyhow::Result<String> {
    let (facts, found, zone) = (question.facts()?, question.dates()?, question.zone()?);
    let begin = |through: NaiveDate| {
        let from = through.succ_opt().unwrap_or(through);
        Begin { from, at: start_of_day(from, zone) }
    };
    let long = Long {
        created: facts.created_on,
        last_visit: facts.visited_on,
        policy: question.policy,
        zone: &question.zone,
        dates: found.into(),
        deleted_from: begin(found.archived_through).from,
        inactive: begin(found.active_through),
        archived: begin(found.inactive_through),
        deleted: begin(found.archived_through),
    };
    if format == Format::Json {
        return Ok(serde_json::to_string_pretty(&long)?);
    }
    let mut text = String::new();
    match long.last_visit {
        Some(visit) => writeln!(text, "last visit       {visit}")?,
        None => writeln!(text, "created          {} (no visit yet)", long.created)?,
    }
    for (state, through, next) in [
        ("active", long.dates.active_through, &long.inactive),
        ("inactive", long.dates.inactive_through, &long.archived),
        ("archived", long.dates.archived_through, &long.deleted),
    ] {
        writeln!(text, "{state:<9}through {through}, the next state begins {}", next.at.to_rfc3339())?;
    }
    write!(text, "deleted  from    {}", long.deleted_from)?;
    Ok(text)
}

#[derive(Serialize)]
struct Wrong {
    error: String,
}

/// Answers one question a line, in order; a line that cannot be answered says why in its place.
/// Gives their number.
///
/// # Errors
/// When reading or writing does not succeed.
pub fn answer_lines(questions: impl BufRead, mut answers: impl Write) -> anyhow::Result<u64> {
    let mut wrong = 0;
    for (place, line) in questions.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Result<Question, _> = serde_json::from_str(&line);
        let answer = question.map_err(anyhow::Error::from).and_then(|question| question.dates());
        match answer {
            Ok(dates) => serde_json::to_writer(&mut answers, &Short::from(dates))?,
            Err(error) => {
                wrong += 1;
                let error = format!("line {}: {error:#}", place + 1);
                serde_json::to_writer(&mut answers, &Wrong { error })?;
            }
        }
        answers.write_all(b"\n")?;
    }
    answers.flush()?;
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(questions: &str) -> (Vec<String>, u64) {
        let mut answers = Vec::new();
        let wrong = answer_lines(questions.as_bytes(), &mut answers).unwrap();
        (String::from_utf8(answers).unwrap().lines().map(str::to_owned).collect(), wrong)
    }

    #[test]
    fn l2_a_batch_answers_line_by_line_in_order() {
        let (answers, wrong) = lines(concat!(
            r#"{"created":"2025-01-01","last_visit":"2025-11-30","policy":[3,3,12],"zone":"Europe/Helsinki"}"#,
            "\n",
            r#"{"created":"2027-11-30","last_visit":null,"policy":[3,3,12],"zone":"Europe/Helsinki"}"#,
            "\n",
            // 23:30 of 28 March in London is 29 March in Helsinki.
            r#"{"created":"2026-01-01","last_visit":"2026-03-28T23:30:00Z","policy":[1,0,2],"zone":"Europe/Helsinki"}"#,
            "\n",
        ));
        assert_eq!(wrong, 0);
        assert_eq!(
            answers,
            [
                r#"{"active_through":"2026-02-28","inactive_through":"2026-05-28","archived_through":"2027-05-28"}"#,
                r#"{"active_through":"2028-02-29","inactive_through":"2028-05-29","archived_through":"2029-05-29"}"#,
                r#"{"active_through":"2026-04-29","inactive_through":"2026-04-29","archived_through":"2026-06-29"}"#,
            ]
        );
    }

    #[test]
    fn a_line_that_cannot_be_answered_says_why_in_its_place() {
        let (answers, wrong) = lines(concat!(
            r#"{"created":"2025-02-30","last_visit":null,"policy":[3,3,12],"zone":"Europe/Helsinki"}"#,
            "\nnonsense\n",
            r#"{"created":"2025-01-31","last_visit":null,"policy":[3,3],"zone":"Europe/Helsinki"}"#,
            "\n",
            r#"{"created":"2025-01-31","last_visit":null,"policy":[3,-3,12],"zone":"Europe/Helsinki"}"#,
            "\n",
            r#"{"created":"2025-01-31","last_visit":null,"policy":[3,3,12],"zone":"Europe/Luotsi"}"#,
            "\n",
            r#"{"created":"2025-01-31","last_visit":null,"policy":[3,3,12],"zone":"UTC"}"#,
        ));
        assert_eq!((answers.len(), wrong), (6, 5));
        assert!(answers[0].contains("line 1: created 2025-02-30: not a date"), "{}", answers[0]);
        assert!(answers[4].contains("Europe/Luotsi: not a time zone"), "{}", answers[4]);
        assert!(answers[5].contains("2025-04-30"), "{}", answers[5]);
    }

    #[test]
    fn l2_one_life_is_explained_with_the_instants_of_its_changes() {
        let question =
            Question::parse(None, Some("2025-11-30".into()), "3, 3,12", "Europe/Helsinki".into()).unwrap();
        let json: serde_json::Value =
            serde_json::from_str(&explain(&question, Format::Json).unwrap()).unwrap();
        assert_eq!(json["active_through"], "2026-02-28");
        assert_eq!(json["deleted_from"], "2027-05-29");
        assert_eq!(json["inactive"]["at"], "2026-02-28T22:00:00Z");
        assert_eq!(json["archived"]["at"], "2026-05-28T21:00:00Z");
        let text = explain(&question, Format::Text).unwrap();
        assert!(text.contains("active   through 2026-02-28"), "{text}");
        assert!(Question::parse(None, None, "3,3", default_zone()).is_err());
        assert!(
            explain(&Question::parse(None, None, "3,3,12", default_zone()).unwrap(), Format::Text).is_err()
        );
    }
}
