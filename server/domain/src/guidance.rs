//! Workspaces: their life, who may see them, what opens them to others, and what is written in them.

pub(crate) mod break_glass_session;
pub(crate) mod consent;
pub(crate) mod conversation;
pub(crate) mod customer_email;
pub(crate) mod draft;
pub mod follow;
pub(crate) mod forget_person;
pub(crate) mod note;
pub mod notification_email;
pub(crate) mod package_problem;
pub(crate) mod participation;
pub(crate) mod substitute_notice;
pub mod substitution;
pub mod workspace;
pub mod workspace_files;
