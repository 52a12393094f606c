//! Who does something: the roles that people take, handed to every use case.

use crate::ground::audit::Actor;
use contract::{OrganisationId, PersonId, person::Side};

/// Somebody who takes part in workspaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Participant {
    Customer(PersonId),
    Counselor {
        person: PersonId,
        organisation: OrganisationId,
    },
    /// Reads what they have opened by break-glass, and changes nothing (P8).
    Supervisor {
        person: PersonId,
        organisation: OrganisationId,
    },
}

impl Participant {
    pub fn person(self) -> PersonId {
        match self {
            Self::Customer(person) | Self::Counselor { person, .. } | Self::Supervisor { person, .. } => {
                person
            }
        }
    }

    pub fn side(self) -> Side {
        match self {
            Self::Customer(_) => Side::Customer,
            Self::Counselor { .. } | Self::Supervisor { .. } => Side::Counselor,
        }
    }

    pub fn actor(self) -> Actor {
        match self {
            Self::Customer(person) => Actor::Customer(person),
            Self::Counselor { person, .. } => Actor::Counselor(person),
            Self::Supervisor { person, .. } => Actor::Supervisor(person),
        }
    }
}

/// A role that takes part in workspaces, or looks into them.
pub trait Role: Copy + Send + Sync {
    /// The role as the rules know it.
    #[expect(private_interfaces, reason = "only this crate reads it")]
    fn participant(&self) -> Participant;
}

/// A customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Customer(pub PersonId);

/// A counselor acting for one organisation (P4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counselor {
    /// Who.
    pub person: PersonId,
    /// For whom.
    pub organisation: OrganisationId,
}

impl Role for Customer {
    #[expect(private_interfaces, reason = "only this crate reads it")]
    fn participant(&self) -> Participant {
        Participant::Customer(self.0)
    }
}

impl Role for Counselor {
    #[expect(private_interfaces, reason = "only this crate reads it")]
    fn participant(&self) -> Participant {
        Participant::Counselor { person: self.person, organisation: self.organisation }
    }
}

/// Somebody who takes part in workspaces, on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakesPart {
    /// A customer.
    Customer(Customer),
    /// A counselor.
    Counselor(Counselor),
}

impl TakesPart {
    /// Who it is.
    pub fn person(self) -> PersonId {
        match self {
            Self::Customer(Customer(person)) | Self::Counselor(Counselor { person, .. }) => person,
        }
    }
}

impl Role for TakesPart {
    #[expect(private_interfaces, reason = "only this crate reads it")]
    fn participant(&self) -> Participant {
        match self {
            Self::Customer(role) => role.participant(),
            Self::Counselor(role) => role.participant(),
        }
    }
}
