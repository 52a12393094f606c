//! Where a demonstration is seeded: an organisation, and what everybody there does by the rules.

use crate::demo::people::{Person, STAFF};
use anyhow::Context;
use contract::{
    CustomerDesk, OrganisationId, PersonId, conversation::NewMessage, identity_code::IdentityCode,
    names::Names, person::Language, topic::Topic, undertaking::VERSION, workspace::NewWorkspace,
};
use domain::{
    Services,
    desk::{Counselor, Customer, Desk, MainUser},
    ground::{
        actor::authentication::LastAuthentication,
        outbox::{self, QueuedEmail, Says},
    },
    guidance::workspace::lifecycle::Policy,
    people::{
        organisation::{NewOrganisation, add},
        person::{CustomerIdentity, StaffIdentity, StaffRole, grant, undertake, upsert_customer},
    },
};
use std::sync::Arc;

/// Among how many mails one is looked for: first among few, for it is nearly always one of the newest.
const RECENT: [u64; 3] = [4, 64, 10_000];

/// An organisation of a demonstration.
pub struct Setup {
    /// The rules' instruments.
    pub services: Arc<Services>,
    /// The organisation.
    pub organisation: OrganisationId,
    /// The provider of its staff.
    issuer: String,
}

impl Setup {
    /// A new organisation.
    pub async fn new(
        services: &Arc<Services>,
        slug: &str,
        [fi, sv, en]: [&str; 3],
        issuer: &str,
    ) -> anyhow::Result<Self> {
        let new = NewOrganisation {
            slug: slug.into(),
            name: Names { fi: fi.into(), sv: sv.into(), en: en.into() },
            zone: chrono_tz::Europe::Helsinki,
            policy: Policy::default(),
        };
        let organisation = add(services, new).await?;
        Ok(Self { services: Arc::clone(services), organisation, issuer: issuer.into() })
    }

    /// Gives one of the sample staff a role.
    pub async fn grant(&self, subject: &str, role: StaffRole) -> anyhow::Result<PersonId> {
        let name =
            STAFF.iter().find(|person| person.subject == subject).map_or(subject, |person| person.name);
        let identity = StaffIdentity {
            issuer: self.issuer.clone(),
            subject: subject.into(),
            name: name.into(),
            email: Some(format!("{subject}@example.org")),
        };
        Ok(grant(&self.services, self.organisation, &identity, role).await?)
    }

    /// Gives a role to somebody who has given their undertaking as well (P2).
    pub async fn employ(&self, subject: &str, role: StaffRole) -> anyhow::Result<PersonId> {
        let id = self.grant(subject, role).await?;
        undertake(&self.services, id, self.organisation, VERSION).await?;
        Ok(id)
    }

    /// The desk of a counselor.
    pub fn counselor(&self, person: PersonId) -> Desk<Counselor> {
        let role = Counselor { person, organisation: self.organisation };
        let now = LastAuthentication(Some(self.services.clock.now()));
        Desk::new(Arc::clone(&self.services), role).authenticated(now)
    }

    /// The desk of a main user.
    pub fn main_user(&self, person: PersonId) -> Desk<MainUser> {
        let authenticated = LastAuthentication(Some(self.services.clock.now()));
        let role = MainUser { person, organisation: self.organisation, authenticated };
        Desk::new(Arc::clone(&self.services), role)
    }

    /// Somebody who was strongly identified.
    pub async fn customer(&self, code: &str, name: &str) -> anyhow::Result<PersonId> {
        let code = IdentityCode::parse(code).context("a sample identity code is wrong")?;
        let tx = self.services.database.begin().await?;
        let identity = CustomerIdentity { code, name: name.into() };
        let person = upsert_customer(&self.services, &tx, &identity).await?;
        tx.commit().await?;
        Ok(person)
    }

    /// One of the sample customers.
    pub async fn sample_customer(&self, person: &Person) -> anyhow::Result<PersonId> {
        self.customer(person.code.unwrap_or_default(), person.name).await
    }

    /// The desk of a customer.
    pub fn desk_of(&self, customer: PersonId) -> Desk<Customer> {
        Desk::new(Arc::clone(&self.services), Customer(customer))
    }

    /// The customer accepts the invitation that was sent to an address last.
    pub async fn accept(&self, customer: PersonId, address: &str) -> anyhow::Result<()> {
        let token = |email: &QueuedEmail| match &email.mail.says {
            Says::Invitation { token, .. } => Some(token.clone()),
            _ => None,
        };
        let invitation = newest_to(&self.services, address, |email| token(email).is_some()).await?;
        let token = token(&invitation).context("not an invitation")?;
        self.desk_of(customer).accept_invitation(token).await?;
        Ok(())
    }

    /// A workspace to be created.
    pub fn new_workspace(title: &str, topics: &[Topic], email: String, code: String) -> NewWorkspace {
        NewWorkspace {
            title: title.into(),
            topics: topics.to_vec(),
            email,
            identity_code: code,
            language: Some(Language::Fi),
        }
    }
}

/// The newest mail of a sort to an address.
pub async fn newest_to(
    services: &Services,
    address: &str,
    is_one: impl Fn(&QueuedEmail) -> bool,
) -> anyhow::Result<QueuedEmail> {
    for limit in RECENT {
        let mut emails = outbox::newest(services, limit).await?.into_iter();
        if let Some(email) = emails.find(|email| email.recipient == address && is_one(email)) {
            return Ok(email);
        }
    }
    anyhow::bail!("nothing was sent to {address}")
}

/// A message without anything else.
pub fn message(body: &str) -> NewMessage {
    NewMessage { body: body.into(), files: vec![], reply_to: None, reactivate: false }
}
