//! The life of a workspace as people see it (L12).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The state a workspace is in. A deleted one is nowhere, so it has no name here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Both sides read and write.
    Active,
    /// Both sides read; a button reactivates (L5).
    Inactive,
    /// The customer alone reads and downloads (L6).
    Archived,
}

/// Who ended the active time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClosedBy {
    /// The counselor closed it.
    Counselor,
    /// The organisation closed it (L8).
    Organisation,
}

/// Why a step waits (L9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wait {
    /// For the days between its notice and itself.
    Notice,
    /// For mail that does not get through to the customer.
    Mail,
}

/// The dates of a life, as stored (L3). Each is the last day of its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Today where the organisation is.
    pub today: NaiveDate,
    /// The state now.
    pub state: State,
    /// Who closed it, when it was not time that did.
    pub closed_by: Option<ClosedBy>,
    /// The day it was created.
    pub created_on: NaiveDate,
    /// Last active day.
    pub active_through: NaiveDate,
    /// Last day on which it can be reactivated.
    pub inactive_through: NaiveDate,
    /// Last day in the customer's archive.
    pub archived_through: NaiveDate,
}

impl Timeline {
    /// The last day of the present state.
    pub fn due(&self) -> NaiveDate {
        match self.state {
            State::Active => self.active_through,
            State::Inactive => self.inactive_through,
            State::Archived => self.archived_through,
        }
    }

    /// Whole days until the present state ends; 0 on its last day.
    pub fn days_left(&self) -> i64 {
        (self.due() - self.today).num_days()
    }
}
