//! The life of a workspace as people see it: its state, its line of dates, and what is left (L12).

mod line;
mod state_badge;
mod time_left;
mod words;

pub use line::{Life, TimelineView};
pub use state_badge::{StateBadge, state_name};
pub use time_left::TimeLeft;
pub use words::{days_left, due_in_words, life_in_words};
