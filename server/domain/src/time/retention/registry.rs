//! The classes of retention that there are.

use super::{class::Class, workspaces::WorkspaceClass};
use crate::ground::vault::OwnerKind;
use sea_orm::Iterable;

/// The class of an owner's kind; none of those that do not end by a clock of their own.
pub(super) fn class_of(kind: OwnerKind) -> Option<&'static dyn Class> {
    match kind {
        OwnerKind::Workspace => Some(&WorkspaceClass),
        // A person goes with the last of what is theirs; the installation stays.
        OwnerKind::Person | OwnerKind::Installation => None,
    }
}

/// Every class.
pub(super) fn classes() -> impl Iterator<Item = &'static dyn Class> {
    OwnerKind::iter().filter_map(class_of)
}
