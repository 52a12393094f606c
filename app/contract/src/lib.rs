//! What the pages and the rules agree on: ids, views, inputs with their checks, error codes
//! and the desks, one trait for each kind of actor.
//!
//! The crate builds for the browser as well, so a check written here runs on both sides.

pub mod absence;
pub mod access;
pub mod administration;
pub mod break_glass;
pub mod bulk_action;
pub mod canned;
mod codes;
pub mod conversation;
pub mod damage;
pub mod date;
pub mod desk;
pub mod draft;
pub mod error;
pub mod file;
pub mod head;
pub mod id;
pub mod identity_code;
pub mod input;
pub mod life;
mod local_path;
pub mod note;
pub mod participation;
pub mod person;
pub mod policy;
pub mod search;
pub mod session;
pub mod size;
pub mod staff;
pub mod topic;
pub mod undertaking;
pub mod workspace;

pub use break_glass::SupervisorDesk;
pub use desk::{Caller, CounselorDesk, CustomerDesk, MainUserDesk, WorkspaceDesk};
pub use error::{ApiError, ApiResult, FieldCode, FieldError};
pub use id::{
    BulkActionId, CannedResponseId, ConversationId, FileId, HoldId, OrganisationId, ParticipationId,
    PersonId, SignInId, StaffInvitationId, WorkspaceId,
};
pub use local_path::local_path;
pub use person::PersonDesk;
pub use undertaking::UndertakingDesk;
