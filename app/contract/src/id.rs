//! Ids are types, so that one cannot stand where another belongs.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A workspace: the shared place of one customer and the counselors who guide them.
    WorkspaceId
);
id!(
    /// A conversation inside a workspace.
    ConversationId
);
id!(
    /// A person, whether customer or staff.
    PersonId
);
id!(
    /// An organisation: the unit of isolation.
    OrganisationId
);
id!(
    /// A file of a workspace.
    FileId
);
id!(
    /// A draft as it was kept once: each time it is kept it has another, and none comes again.
    DraftId
);
id!(
    /// A canned response of an organisation.
    CannedResponseId
);
id!(
    /// An internal note.
    NoteId
);
id!(
    /// A hold on a workspace.
    HoldId
);
id!(
    /// An invitation of somebody to an organisation's staff.
    StaffInvitationId
);
id!(
    /// An action of a main user on many workspaces.
    BulkActionId
);
id!(
    /// That a second professional takes part in a workspace, or is to.
    ParticipationId
);
id!(
    /// A sign-in, for whoever it belongs to.
    SignInId
);
