//! The classes of retention that there are.

use super::{class::Class, workspaces::WorkspaceClass};
use crate::ground::vault::OwnerKind;

/// Every class.
pub(super) const CLASSES: [&dyn Class; 1] = [&WorkspaceClass];

/// The class of an owner's kind, if owners of this kind end.
pub(super) fn class_of(kind: OwnerKind) -> Option<&'static dyn Class> {
    CLASSES.into_iter().find(|class| class.kind() == kind)
}
