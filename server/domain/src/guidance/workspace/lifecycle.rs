//! The life of a workspace (L1–L6): pure functions from facts and a policy to dates, and from
//! dates and a day to a state. No database, no clock.

pub use crate::people::organisation::policy::Policy;

use chrono::{Months, NaiveDate};
use contract::life::{ClosedBy, State, Timeline};

/// The end of the active time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The day of the action (L5, L8), or the last active day where time did it.
    pub on: NaiveDate,
    /// Whose action it was; `None` when it was time that did it.
    pub by: Option<ClosedBy>,
}

/// What happened, as local dates of the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The day of creation.
    pub created_on: NaiveDate,
    /// The customer's last visit while active (L1).
    pub visited_on: Option<NaiveDate>,
    /// The last reactivation.
    pub reactivated_on: Option<NaiveDate>,
    /// The closing that is in force. Once it is recorded, no policy moves it any more.
    pub closed: Option<Closing>,
    /// The day the organisation archived it directly (L8), or its last inactive day.
    pub archived_on: Option<NaiveDate>,
    /// Until when the next step waits at least: for its notices (L9), or for the end of the day
    /// on which a policy became shorter (L10). Cleared when the step is taken.
    pub postponed_to: Option<NaiveDate>,
    /// Until when a hold keeps it (R1).
    pub held_through: Option<NaiveDate>,
}

impl Facts {
    /// The facts of a workspace created on this day.
    pub fn created(on: NaiveDate) -> Self {
        Self {
            created_on: on,
            visited_on: None,
            reactivated_on: None,
            closed: None,
            archived_on: None,
            postponed_to: None,
            held_through: None,
        }
    }
}

/// The last day of each state (L3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// Last active day.
    pub active_through: NaiveDate,
    /// Last day on which it can be reactivated.
    pub inactive_through: NaiveDate,
    /// Last day in the archive.
    pub archived_through: NaiveDate,
}

/// The state at one moment, the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// It is there, in this state.
    Is(State),
    /// It is over: to be destroyed, and nobody sees it any more (L7).
    Over,
}

/// The date `months` calendar months later, clamped to the end of a short month (L2).
pub(crate) fn later(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

fn not_before(date: NaiveDate, other: Option<NaiveDate>) -> NaiveDate {
    other.map_or(date, |other| date.max(other))
}

/// The dates that follow from the facts (L2): each period counts from the last day of the state
/// before it, or from the day of the action.
pub fn dates(facts: &Facts, policy: Policy) -> Dates {
    let visit = facts.visited_on.unwrap_or(facts.created_on);
    let start = not_before(visit, facts.reactivated_on);
    let active_through = match facts.closed {
        Some(closing) => closing.on,
        None => not_before(later(start, policy.active), facts.postponed_to),
    };
    let inactive_through = match facts.archived_on {
        Some(on) => on,
        None => not_before(later(active_through, policy.inactive), facts.postponed_to),
    };
    let archived_through = not_before(later(inactive_through, policy.archived), facts.postponed_to);
    Dates {
        active_through: active_through.min(inactive_through),
        inactive_through,
        archived_through: not_before(archived_through, facts.held_through),
    }
}

/// The state on `today` (L4). A state lasts through the end of its last day (L2); a closing or
/// an archiving by people takes effect at once.
pub fn state(facts: &Facts, dates: &Dates, today: NaiveDate) -> Life {
    if today > dates.archived_through {
        Life::Over
    } else if facts.archived_on.is_some() || today > dates.inactive_through {
        Life::Is(State::Archived)
    } else if facts.closed.is_some() || today > dates.active_through {
        Life::Is(State::Inactive)
    } else {
        Life::Is(State::Active)
    }
}

/// The timeline that everyone sees (L12). `None` when it is over.
pub fn timeline(facts: &Facts, dates: &Dates, today: NaiveDate) -> Option<Timeline> {
    let Life::Is(state) = state(facts, dates, today) else { return None };
    Some(Timeline {
        today,
        state,
        closed_by: facts.closed.and_then(|closing| closing.by).filter(|_| state == State::Inactive),
        created_on: facts.created_on,
        active_through: dates.active_through,
        inactive_through: dates.inactive_through,
        archived_through: dates.archived_through,
    })
}

#[cfg(test)]
mod tests;
