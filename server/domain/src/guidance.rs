//! Workspaces: their life, who may see them, and what opens them to others.

pub(crate) mod break_glass_session;
pub(crate) mod consent;
pub mod follow;
pub(crate) mod package_problem;
pub mod workspace;
