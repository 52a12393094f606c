//! What time does: notices, steps, policies, bulk actions, and the end.

pub mod bulk_action;
pub(crate) mod hold;
pub mod job_hold;
pub mod ladder;
pub mod policy_change;
pub mod retention;
pub mod transitions;
