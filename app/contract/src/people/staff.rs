//! The people of an organisation, as its main users see and invite them (P2, P4).

use crate::{
    codes::codes,
    error::{ApiError, FieldCode},
    id::{PersonId, StaffInvitationId},
    input::Check,
};
use chrono::NaiveDate;
use enumset::{EnumSet, EnumSetType};
use serde::{Deserialize, Serialize};

/// For how many days an invitation of staff is good.
pub const INVITATION_DAYS: u32 = 14;

/// After how many days without a sign-in staff lose their roles (P9).
pub const IDLE_DAYS: u32 = 56;

/// A role of staff in an organisation (P4).
#[derive(Debug, Hash, EnumSetType, Serialize, Deserialize)]
#[enumset(serialize_repr = "list")]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Runs workspaces.
    Counselor,
    /// Administers the organisation's people, workspaces and policies; reads no content.
    MainUser,
    /// Follows how things go; opens content only by break-glass (P8).
    Supervisor,
}

/// The roles that somebody has in an organisation.
pub type Roles = EnumSet<StaffRole>;

codes!(StaffRole {
    Counselor = "counselor",
    MainUser = "main_user",
    Supervisor = "supervisor",
});

/// A role that somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRole {
    /// Which.
    pub role: StaffRole,
    /// Whether the organisation's provider gives it: then it ends there.
    pub by_provider: bool,
}

/// Somebody who has a role in the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColleagueView {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address at work, where their provider tells it.
    pub email: Option<String>,
    /// Whether that address refuses mail for good (N4).
    pub email_refused: bool,
    /// Their roles, at least one.
    pub roles: Vec<HeldRole>,
    /// Before how many days they signed in; nothing where they never did.
    pub seen: Option<u32>,
    /// On which day they gave the confidentiality undertaking, in its text of now (P9).
    pub undertaking: Option<NaiveDate>,
    /// How many workspaces that are not archived they run.
    pub workspaces: u32,
    /// Whether it is the one who asks: nobody takes the main user's role from themselves.
    pub is_me: bool,
}

/// Somebody who was invited and has not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffInvitationView {
    /// Its id.
    pub id: StaffInvitationId,
    /// To which address.
    pub email: String,
    /// With which roles.
    pub roles: Roles,
    /// For how many more days it is good.
    pub days: u32,
}

/// The people of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffView {
    /// Who has a role, by name.
    pub colleagues: Vec<ColleagueView>,
    /// Who was invited, by address.
    pub invitations: Vec<StaffInvitationView>,
}

/// An invitation as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStaffInvitation {
    /// The address at work.
    pub email: String,
    /// The roles that they will have.
    pub roles: Roles,
}

impl NewStaffInvitation {
    /// The address, checked.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<String, ApiError> {
        let mut check = Check::default();
        let email = check.email("email", &self.email);
        if self.roles.is_empty() {
            check.fail("roles", FieldCode::NothingChosen);
        }
        check.finish(email)
    }
}

/// Who goes on with the workspaces of a counselor who loses their role (P7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Successor {
    /// Nothing was said.
    NotSaid,
    /// Nobody: said knowingly.
    Nobody,
    /// A colleague.
    Colleague(PersonId),
}

impl Successor {
    /// The word in a form for nobody.
    pub const NOBODY: &str = "nobody";

    /// As a form says it: a colleague's id, [`Self::NOBODY`], or nothing.
    pub fn of_form(text: &str) -> Self {
        match (text, text.parse()) {
            (Self::NOBODY, _) => Self::Nobody,
            (_, Ok(colleague)) => Self::Colleague(colleague),
            _ => Self::NotSaid,
        }
    }
}
