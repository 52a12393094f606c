//! Who does something: the roles in which people act, handed to every use case.

pub mod authentication;

use crate::ground::{actor::authentication::LastAuthentication, audit::Actor};
use contract::{OrganisationId, PersonId, person::Side};

/// A customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Customer(pub PersonId);

/// A counselor of one organisation (P4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counselor {
    /// Who.
    pub person: PersonId,
    /// Of what.
    pub organisation: OrganisationId,
}

/// A main user of one organisation (P4). They take part in no workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MainUser {
    /// Who.
    pub person: PersonId,
    /// Of what.
    pub organisation: OrganisationId,
    /// When they last authenticated.
    pub authenticated: LastAuthentication,
}

/// A supervisor of one organisation (P4). They take part in no workspace, and read what they have
/// opened by break-glass (P8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supervisor {
    /// Who.
    pub person: PersonId,
    /// Of what.
    pub organisation: OrganisationId,
    /// When they last authenticated.
    pub authenticated: LastAuthentication,
}

/// A member of staff who has not given the confidentiality undertaking: nothing is open to them yet (P9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithoutUndertaking {
    /// Who.
    pub person: PersonId,
    /// To whom they will give it.
    pub organisation: OrganisationId,
}

/// What every role has: a person, for staff the organisation for which they act (P4), and a name in
/// the audit log.
pub trait Role: Copy + Send + Sync {
    /// Who.
    fn person(&self) -> PersonId;
    /// For whom staff act.
    fn organisation(&self) -> Option<OrganisationId>;
    /// How the audit log names them.
    fn actor(&self) -> Actor;
}

impl Role for Customer {
    fn person(&self) -> PersonId {
        self.0
    }

    fn organisation(&self) -> Option<OrganisationId> {
        None
    }

    fn actor(&self) -> Actor {
        Actor::Customer(self.0)
    }
}

macro_rules! role_of_staff {
    ($($role:ident is $actor:ident),*) => {$(
        impl Role for $role {
            fn person(&self) -> PersonId {
                self.person
            }

            fn organisation(&self) -> Option<OrganisationId> {
                Some(self.organisation)
            }

            fn actor(&self) -> Actor {
                Actor::$actor(self.person)
            }
        }
    )*};
}

role_of_staff!(Counselor is Counselor, MainUser is MainUser, Supervisor is Supervisor);

/// Somebody who takes part in workspaces, or looks into them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Participant {
    /// The person guided.
    Customer(Customer),
    /// The one who guides, or a second professional.
    Counselor(Counselor),
    /// Changes nothing.
    Supervisor(Supervisor),
}

/// A desk with workspaces takes only those who take part in them: a supervisor is none of them.
impl From<Customer> for Participant {
    fn from(customer: Customer) -> Self {
        Self::Customer(customer)
    }
}

impl From<Counselor> for Participant {
    fn from(counselor: Counselor) -> Self {
        Self::Counselor(counselor)
    }
}

impl Participant {
    /// Who.
    pub fn person(self) -> PersonId {
        match self {
            Self::Customer(role) => role.person(),
            Self::Counselor(role) => role.person(),
            Self::Supervisor(role) => role.person(),
        }
    }

    /// For whom staff act (P4).
    pub fn organisation(self) -> Option<OrganisationId> {
        match self {
            Self::Customer(role) => role.organisation(),
            Self::Counselor(role) => role.organisation(),
            Self::Supervisor(role) => role.organisation(),
        }
    }

    /// How the audit log names them.
    pub fn actor(self) -> Actor {
        match self {
            Self::Customer(role) => role.actor(),
            Self::Counselor(role) => role.actor(),
            Self::Supervisor(role) => role.actor(),
        }
    }

    /// On which side they stand.
    pub fn side(self) -> Side {
        match self {
            Self::Customer(_) => Side::Customer,
            Self::Counselor(_) | Self::Supervisor(_) => Side::Counselor,
        }
    }

    /// Whether it is the person guided.
    pub fn is_customer(self) -> bool {
        matches!(self, Self::Customer(_))
    }

    /// Whether it is somebody who only looks.
    pub fn is_supervisor(self) -> bool {
        matches!(self, Self::Supervisor(_))
    }
}
