//! The life of a workspace in words.

use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
};
use contract::{
    life::{ClosedBy, State, Timeline},
    person::Side,
};

/// What will happen and when, in one sentence or two.
pub fn life_in_words(line: &Timeline, side: Side) -> String {
    let i18n = use_i18n();
    let (active, inactive, archived) =
        (show_date(line.active_through), show_date(line.inactive_through), show_date(line.archived_through));
    let mine = side == Side::Customer;
    match (line.state, line.closed_by) {
        (State::Active, _) if mine => {
            t_string!(i18n, timeline.explain_active_mine, active = active, inactive = inactive)
        }
        (State::Inactive, None) if mine => {
            t_string!(i18n, timeline.explain_inactive_mine, inactive = inactive, archived = archived)
        }
        (State::Active, _) => t_string!(i18n, timeline.explain_active, active = active, inactive = inactive),
        (State::Inactive, None) => {
            t_string!(i18n, timeline.explain_inactive, inactive = inactive, archived = archived)
        }
        (State::Inactive, Some(ClosedBy::Counselor)) => {
            t_string!(i18n, timeline.explain_closed_counselor, inactive = inactive)
        }
        (State::Inactive, Some(ClosedBy::Organisation)) => {
            t_string!(i18n, timeline.explain_closed_organisation, inactive = inactive)
        }
        (State::Archived, _) => t_string!(i18n, timeline.explain_archived, archived = archived),
    }
}

/// How many days are left of the present state.
pub fn days_left(line: &Timeline) -> String {
    let i18n = use_i18n();
    match line.days_left() {
        0 => t_string!(i18n, days.today).to_owned(),
        1 => t_string!(i18n, days.one).to_owned(),
        count => t_string!(i18n, days.many, count = count),
    }
}

/// Until when the present state lasts, and which it is.
pub fn due_in_words(line: &Timeline) -> String {
    let i18n = use_i18n();
    let date = show_date(line.due());
    match line.state {
        State::Active => t_string!(i18n, due.active, date = date),
        State::Inactive => t_string!(i18n, due.inactive, date = date),
        State::Archived => t_string!(i18n, due.archived, date = date),
    }
}
