//! What a main user administers: workspaces without their content, actions on many of them, the
//! policy, and what time does.

mod administration_page;
mod bulk_action_form;
mod bulk_action_page;
mod holds;
mod jobs;
pub(crate) mod overview_page;
mod policy_page;
mod staff;
mod staff_colleague;
mod staff_invite;
mod staff_page;
mod tabs;
mod wording_page;
mod words;

pub use administration_page::AdministrationPage;
pub use bulk_action_page::BulkActionPage;
pub use overview_page::OverviewPage;
pub use policy_page::PolicyPage;
pub use staff::away_page::ColleagueAwayPage;
pub use staff_page::StaffPage;
pub(crate) use tabs::{Tab, Tabs};
pub use wording_page::WordingPage;
pub use words::reason_name;
