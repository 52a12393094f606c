//! Out of office, with a substitute (W6).

use crate::{
    error::{ApiError, FieldCode},
    id::PersonId,
    input::Check,
};
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// How long an absence may be, in calendar months: for longer, workspaces are handed over (P7).
pub const LONGEST_MONTHS: u32 = 12;

/// An absence as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAbsence {
    /// Its first day: `2027-03-14`.
    pub first_day: String,
    /// Its last day.
    pub last_day: String,
    /// Who stands in: an id.
    pub substitute: String,
}

impl NewAbsence {
    /// Checks every field.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<(NaiveDate, NaiveDate, PersonId), ApiError> {
        let mut check = Check::default();
        let mut date = |field, text: &str| {
            let date = text.trim().parse::<NaiveDate>().ok();
            if date.is_none() {
                let is_empty = text.trim().is_empty();
                check.fail(field, if is_empty { FieldCode::Required } else { FieldCode::NotADate });
            }
            date
        };
        let (first, last) = (date("first_day", &self.first_day), date("last_day", &self.last_day));
        if first.zip(last).is_some_and(|(first, last)| last < first) {
            check.fail("last_day", FieldCode::BeforeTheFirst);
        }
        let longest = first.and_then(|first| first.checked_add_months(Months::new(LONGEST_MONTHS)));
        if let Some(longest) = longest.filter(|longest| last.is_some_and(|last| last > *longest)) {
            check.fail("last_day", FieldCode::TooLate(longest));
        }
        let substitute = self.substitute.parse().ok();
        if substitute.is_none() {
            check.fail("substitute", FieldCode::Required);
        }
        check.finish(())?;
        first.zip(last).zip(substitute).map(|((f, l), s)| (f, l, s)).ok_or(ApiError::Internal)
    }
}

/// A counselor's absence, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceView {
    /// The one set, if any that is not over.
    pub current: Option<Absence>,
    /// Who could stand in, by name.
    pub colleagues: Vec<(PersonId, String)>,
    /// For whom they stand in themselves, or will.
    pub stands_in_for: Vec<StandsInFor>,
    /// The numbers of the workspaces whose customers refused the substitute.
    pub refused: Vec<i64>,
}

/// For whom a counselor stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandsInFor {
    /// Whose workspaces they read, by name.
    pub name: String,
    /// The first day of the absence.
    pub first_day: NaiveDate,
    /// The last day.
    pub last_day: NaiveDate,
    /// From when on they may open the workspaces.
    pub access_from: Option<NaiveDate>,
}

/// An absence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day.
    pub last_day: NaiveDate,
    /// Who stands in.
    pub substitute: PersonId,
    /// When they are away themselves meanwhile.
    pub substitute_away: Option<(NaiveDate, NaiveDate)>,
    /// From when on they may open the workspaces; nothing where customers were not notified of that.
    pub access_from: Option<NaiveDate>,
}

/// The absence of a colleague, as a main user sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColleagueAbsence {
    /// Whose.
    pub name: String,
    /// What is set, and who could stand in.
    pub absence: AbsenceView,
}

/// What those see of it who take part in a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// Its first day.
    pub from: NaiveDate,
    /// The last day of the absence.
    pub until: NaiveDate,
    /// Who stands in, by name.
    pub substitute: String,
    /// Who that is.
    pub substitute_id: PersonId,
    /// When they are away themselves meanwhile.
    pub substitute_away: Option<(NaiveDate, NaiveDate)>,
    /// From when on they may read and answer here; nothing where they may not, or only once it is over.
    pub access_from: Option<NaiveDate>,
    /// Whether the customer has yet to be told, before anything opens.
    pub to_be_told: bool,
    /// Whether the customer refused that.
    pub refused: bool,
}

impl Away {
    /// Who stands in and may read it on a day.
    pub fn reader_on(&self, today: NaiveDate) -> Option<&str> {
        let is_open = !self.refused && self.access_from.is_some_and(|from| from <= today);
        (is_open && today <= self.until).then_some(self.substitute.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w6_an_absence_has_an_order_and_a_substitute() {
        let absence = |first: &str, last: &str| NewAbsence {
            first_day: first.into(),
            last_day: last.into(),
            substitute: uuid::Uuid::nil().to_string(),
        };
        assert!(absence("2028-02-29", "2028-02-29").check().is_ok());
        let wrong = |new: NewAbsence| match new.check() {
            Err(ApiError::Invalid(fields)) => fields.into_iter().map(|field| field.field).collect(),
            _ => vec![],
        };
        assert_eq!(wrong(absence("2028-03-01", "2028-02-29")), ["last_day"]);
        assert_eq!(wrong(absence("2027-02-29", "soon")), ["first_day", "last_day"]);
        assert!(absence("2028-02-29", "2029-02-28").check().is_ok());
        assert_eq!(wrong(absence("2028-02-29", "2029-03-01")), ["last_day"]);
        assert_eq!(
            wrong(NewAbsence { substitute: String::new(), ..absence("2028-03-01", "2028-03-01") }),
            ["substitute"]
        );
    }
}
