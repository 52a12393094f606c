//! A second professional in a workspace, with the customer's consent (P6).

use crate::{
    error::{ApiError, FieldCode},
    head::WorkspaceHead,
    id::{ParticipationId, PersonId},
    input::Check,
    names::Names,
    person::Side,
};
use chrono::{Months, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// The longest purpose, in characters.
pub const PURPOSE_LENGTH: u32 = 300;

/// How many professionals can be asked for, or be there, at a time.
pub const OPEN_PARTICIPATIONS: u32 = 5;

/// The longest time for which consent is asked, in months.
const LONGEST: Months = Months::new(12);

/// How much of a workspace a second professional sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// What is written after the consent.
    #[default]
    FromNow,
    /// Everything.
    WholeHistory,
}

/// A second professional to be asked for, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewParticipation {
    /// Their address at work.
    pub email: String,
    /// What they are needed for: the customer reads it before consenting.
    pub purpose: String,
    /// How much they would see.
    pub scope: Scope,
    /// The last day: `2027-03-14`.
    pub through: String,
}

impl NewParticipation {
    /// Checks every field; gives the address, the purpose and the last day.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self, today: NaiveDate) -> Result<(String, String, NaiveDate), ApiError> {
        let mut check = Check::default();
        let email = check.email("email", &self.email);
        let purpose = check.line("purpose", &self.purpose, PURPOSE_LENGTH);
        let through = self.through.trim().parse::<NaiveDate>().unwrap_or(NaiveDate::MIN);
        let latest = latest(today);
        if through == NaiveDate::MIN {
            check.fail("through", FieldCode::NotADate);
        } else if through < today {
            check.fail("through", FieldCode::BeforeTheFirst);
        } else if through > latest {
            check.fail("through", FieldCode::TooLate(latest));
        }
        check.finish((email, purpose, through))
    }
}

/// The latest day through which consent can be asked for.
fn latest(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(LONGEST).unwrap_or(today)
}

/// How it stands with a second professional.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParticipationStatus {
    /// The customer has not answered.
    Asked,
    /// They take part.
    Joined,
    /// The customer refused.
    Refused,
    /// The customer withdrew the consent.
    Withdrawn,
    /// The counselor ended it, or the question.
    Ended,
    /// They left.
    Left,
    /// The last day is past.
    Over,
}

/// A second professional, as shown to all who are concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipationView {
    /// Its id.
    pub id: ParticipationId,
    /// Who.
    pub name: String,
    /// On whose behalf they act.
    pub organisation: Names,
    /// What for.
    pub purpose: String,
    /// How much they see.
    pub scope: Scope,
    /// The last day.
    pub through: NaiveDate,
    /// How it stands.
    pub status: ParticipationStatus,
    /// When the counselor asked, in the organisation's time.
    pub asked_at: NaiveDateTime,
    /// When the customer consented.
    pub joined_at: Option<NaiveDateTime>,
    /// When it ended, if it was ended before its last day.
    pub ended_at: Option<NaiveDateTime>,
    /// Whether the reader is to answer.
    pub may_answer: bool,
    /// How it would stand if the reader ended it; nothing where they cannot.
    pub ending: Option<ParticipationStatus>,
}

/// The people of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleView {
    /// The workspace around them.
    pub head: WorkspaceHead,
    /// Who reads this.
    pub side: Side,
    /// Since when its counselor has it, in the organisation's time.
    pub counselor_since: NaiveDate,
    /// Second professionals, the one asked for last first. They themselves see their own.
    pub participations: Vec<ParticipationView>,
    /// Colleagues who could be asked for, by name and address; for the counselor.
    pub colleagues: Vec<(String, String)>,
    /// Colleagues to whom it could be given, for the counselor (P7).
    pub successors: Vec<(PersonId, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p6_there_is_a_purpose_and_an_end_within_a_year() {
        let today: NaiveDate = "2028-02-29".parse().expect("a date");
        let new = |email: &str, purpose: &str, through: &str| NewParticipation {
            email: email.into(),
            purpose: purpose.into(),
            scope: Scope::FromNow,
            through: through.into(),
        };
        let good = |through| new("niilo@example.org", "Asuminen", through).check(today);
        assert!(good("2028-02-29").is_ok() && good("2029-02-28").is_ok());
        let wrong = |new: NewParticipation| match new.check(today) {
            Err(ApiError::Invalid(fields)) => {
                fields.into_iter().map(|error| (error.field, error.code)).collect()
            }
            _ => vec![],
        };
        let through = |code| vec![("through".to_owned(), code)];
        let latest = "2029-02-28".parse().expect("a date");
        assert_eq!(wrong(new("a@example.org", "x", "2029-03-01")), through(FieldCode::TooLate(latest)));
        assert_eq!(wrong(new("a@example.org", "x", "2028-02-28")), through(FieldCode::BeforeTheFirst));
        assert_eq!(wrong(new("a@example.org", "x", "2027-02-29")), through(FieldCode::NotADate));
        assert_eq!(wrong(new("", "", "")).len(), 3);
    }
}
