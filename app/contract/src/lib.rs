//! What the pages and the rules agree on: ids, views, inputs with their checks, error codes
//! and the desks, one trait for each kind of actor.
//!
//! The crate builds for the browser as well, so a check written here runs on both sides.

pub mod administration;
mod codes;
pub mod damage;
pub mod date;
pub mod desk;
pub mod error;
mod guidance;
pub mod id;
pub mod input;
mod local_path;
pub mod names;
mod people;
pub mod size;

pub use administration::{break_glass, bulk_action, policy, wording};
pub use break_glass::SupervisorDesk;
pub use conversation::search;
pub use desk::{Caller, CounselorDesk, CustomerDesk, MainUserDesk, WorkspaceDesk};
pub use error::{ApiError, ApiResult, FieldCode, FieldError};
pub use guidance::{
    access, canned, closing, conversation, draft, file, head, invitation, life, list, news, note,
    participation, topic, workspace,
};
pub use id::{
    BulkActionId, CannedResponseId, ConversationId, DraftId, FileId, HoldId, NoteId, OrganisationId,
    ParticipationId, PersonId, SignInId, StaffInvitationId, WorkspaceId,
};
pub use local_path::{invitation_of, local_path};
pub use people::{absence, contact, identity_code, invitation_code, person, session, staff, undertaking};
pub use person::PersonDesk;
pub use undertaking::UndertakingDesk;
