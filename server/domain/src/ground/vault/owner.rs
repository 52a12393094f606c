//! Owners: whose content something is. All that an owner has is sealed with its data key, and ends with it.

use contract::{OrganisationId, PersonId, WorkspaceId};
use sea_orm::entity::prelude::*;

/// What an owner is. The word is part of what is sealed: it never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
pub enum OwnerKind {
    /// A workspace.
    #[sea_orm(string_value = "workspace")]
    Workspace,
    /// A person, who may be known to several organisations.
    #[sea_orm(string_value = "person")]
    Person,
    /// The installation itself: sign-ins under way and the like.
    #[sea_orm(string_value = "installation")]
    Installation,
}

impl OwnerKind {
    /// The word in columns, in what is sealed and in tombstones.
    pub fn word(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::Person => "person",
            Self::Installation => "installation",
        }
    }
}

/// Whose data a key protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    pub(crate) kind: OwnerKind,
    /// In whose house; nil for who belongs to none.
    pub(crate) organisation: Uuid,
    /// Unique among owners of all kinds.
    pub(crate) id: Uuid,
}

impl Owner {
    /// A workspace of an organisation.
    pub fn workspace(organisation: OrganisationId, workspace: WorkspaceId) -> Self {
        Self { kind: OwnerKind::Workspace, organisation: organisation.0, id: workspace.0 }
    }

    /// A person, who may be known to several organisations.
    pub fn person(person: PersonId) -> Self {
        Self { kind: OwnerKind::Person, organisation: Uuid::nil(), id: person.0 }
    }

    /// The installation itself.
    pub fn installation() -> Self {
        Self { kind: OwnerKind::Installation, organisation: Uuid::nil(), id: Uuid::nil() }
    }

    /// The owner that the columns `owner_kind` and `owner_id` name, in the house of `organisation`.
    pub fn from_columns(kind: OwnerKind, id: Uuid, organisation: OrganisationId) -> Self {
        match kind {
            OwnerKind::Workspace => Self::workspace(organisation, WorkspaceId(id)),
            OwnerKind::Person => Self::person(PersonId(id)),
            OwnerKind::Installation => Self::installation(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::Iterable;

    #[test]
    fn an_owner_is_called_alike_in_columns_and_in_what_is_sealed() {
        let words: Vec<_> = OwnerKind::iter().map(OwnerKind::word).collect();
        assert_eq!(words, ["workspace", "person", "installation"], "they never change");
        assert!(OwnerKind::iter().all(|kind| kind.to_value() == kind.word()));
    }
}
