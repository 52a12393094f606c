//! Everything a test of the rules starts from.

use crate::{Backend, SeededRandomness, TestClock, TestDatabase};
use chrono_tz::Europe::Helsinki;
use contract::{
    CounselorDesk, CustomerDesk, OrganisationId, PersonId, WorkspaceDesk, WorkspaceId,
    identity_code::IdentityCode, invitation::Correction, person::Language, topic::Topic,
    workspace::NewWorkspace,
};
use domain::{
    Clock, Database, Services, SystemRandomness,
    desk::{Counselor, Customer, Desk, MainUser},
    ground::{
        actor::authentication::LastAuthentication,
        event::Events,
        outbox::{self, Mail, Says},
        storage::{Files, Limits},
        vault::Keyring,
    },
    guidance::workspace::lifecycle::Policy,
    people::{
        organisation::{NewOrganisation, add},
        person::{CustomerIdentity, StaffIdentity, StaffRole, grant, upsert_customer},
    },
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::sync::Arc;

/// A database, a keyring, a clock, and an organisation.
pub struct Fixture {
    /// The rules' instruments.
    pub services: Arc<Services>,
    /// The clock they look at.
    pub clock: Arc<TestClock>,
    /// An organisation in Helsinki.
    pub organisation: OrganisationId,
    /// The database, and its folder.
    pub database: TestDatabase,
}

/// An invitation that is sent again as it was.
pub fn same_address() -> Correction {
    Correction { email: "canary@example.org".into(), identity_code: String::new(), language: None }
}

/// The token in the newest mail about a workspace.
pub async fn token_of_invitation(services: &Services, workspace: WorkspaceId) -> String {
    let emails = outbox::newest(services, 1000).await.expect("mails");
    let mut tokens = emails.into_iter().map(|email| email.mail).filter(|mail| mail.about == Some(workspace));
    let token = |mail: Mail| match mail.says {
        Says::Invitation { token, .. } => Some(token),
        _ => None,
    };
    tokens.find_map(token).expect("an invitation")
}

/// The columns of a workspace but for its id and number.
async fn copied(db: &impl ConnectionTrait) -> Vec<String> {
    let columns = match db.get_database_backend() {
        DbBackend::Sqlite => "SELECT name FROM pragma_table_info('workspace')",
        _ => {
            "SELECT column_name AS name FROM information_schema.columns \
             WHERE table_name = 'workspace' AND table_schema = current_schema()"
        }
    };
    let columns = Statement::from_string(db.get_database_backend(), columns);
    let rows = db.query_all_raw(columns).await.expect("columns");
    let names = rows.iter().map(|row| row.try_get::<String>("", "name").expect("a name"));
    names.filter(|name| !matches!(name.as_str(), "id" | "number")).collect()
}

impl Fixture {
    /// Makes one; it is noon of 30 November 2025 in Helsinki. `None` without the database.
    pub async fn new(backend: Backend) -> Option<Self> {
        let database = TestDatabase::new(backend).await?;
        let clock = Arc::new(TestClock::at("2025-11-30"));
        let keyring = Keyring::create(&database.folder.path().join("keyring.json")).expect("a keyring");
        let services = Arc::new(Services {
            database: database.database.clone(),
            files: Files::in_folder(&database.folder.path().join("files"), Limits::DEFAULT)
                .expect("a folder"),
            events: Events::default(),
            keyring,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            packages: domain::ground::storage::slots::Slots::default(),
            zones: domain::ground::clock::zones::Zones::default(),
            randomness: Arc::new(SeededRandomness::default()),
        });
        services.prepare().await.expect("prepared");
        let organisation = Self::organisation(&services, "esimerkkila").await;
        Some(Self { services, clock, organisation, database })
    }

    /// Adds an organisation.
    pub async fn organisation(services: &Services, slug: &str) -> OrganisationId {
        let new = NewOrganisation {
            slug: slug.into(),
            name: slug.to_uppercase().as_str().into(),
            zone: Helsinki,
            policy: Policy::default(),
        };
        add(services, new).await.expect("an organisation")
    }

    /// A counselor of the organisation.
    pub async fn counselor(&self, name: &str) -> Desk<Counselor> {
        self.counselor_of(self.organisation, name).await
    }

    /// A counselor of some organisation.
    pub async fn counselor_of(&self, organisation: OrganisationId, name: &str) -> Desk<Counselor> {
        let identity = Self::staff(name);
        let person = grant(&self.services, organisation, &identity, StaffRole::Counselor).await;
        let person = person.expect("a counselor");
        // Whatever becomes of the clock.
        let always = LastAuthentication(Some(chrono::DateTime::<chrono::Utc>::MAX_UTC));
        Desk::new(Arc::clone(&self.services), Counselor { person, organisation }).authenticated(always)
    }

    /// A main user of the organisation.
    pub async fn main_user(&self, name: &str) -> Desk<MainUser> {
        let organisation = self.organisation;
        let person = grant(&self.services, organisation, &Self::staff(name), StaffRole::MainUser).await;
        let person = person.expect("a main user");
        Desk::new(
            Arc::clone(&self.services),
            MainUser { person, organisation, authenticated: self.authenticated() },
        )
    }

    /// An authentication of this very moment.
    pub fn authenticated(&self) -> LastAuthentication {
        LastAuthentication(Some(self.services.clock.now()))
    }

    /// The person behind a counselor's name.
    pub async fn person(&self, name: &str) -> PersonId {
        let person = grant(&self.services, self.organisation, &Self::staff(name), StaffRole::Counselor).await;
        person.expect("a counselor")
    }

    /// What the provider tells of a member of staff.
    pub fn staff(name: &str) -> StaffIdentity {
        StaffIdentity {
            issuer: "https://staff.example".into(),
            subject: name.into(),
            name: name.into(),
            email: Some(format!("{}@staff.example", name.to_lowercase())),
        }
    }

    /// A customer with an identity code of the test range.
    pub async fn customer(&self, code: &str) -> (Desk<Customer>, PersonId) {
        self.customer_named(code, &format!("Customer {code}")).await
    }

    /// The same, who is called so today.
    pub async fn customer_named(&self, code: &str, name: &str) -> (Desk<Customer>, PersonId) {
        let code = IdentityCode::parse(code).expect("a test code");
        let identity = CustomerIdentity { name: name.to_owned(), code };
        let tx = self.services.database.begin().await.expect("a transaction");
        let person = upsert_customer(&self.services, &tx, &identity).await.expect("a customer");
        tx.commit().await.expect("committed");
        (Desk::new(Arc::clone(&self.services), Customer(person)), person)
    }

    /// A new workspace of a counselor, and the token of its invitation.
    pub async fn invite(&self, counselor: &Desk<Counselor>, code: &str) -> (WorkspaceId, String) {
        let new = NewWorkspace {
            title: "Canary-title".into(),
            topics: vec![Topic::Studies],
            email: "canary@example.org".into(),
            identity_code: code.into(),
            language: Some(Language::En),
        };
        let id = counselor.create_workspace(new).await.expect("a workspace");
        (id, token_of_invitation(&self.services, id).await)
    }

    /// Copies a workspace `count` times, as rows only: fit for what reads nothing sealed.
    pub async fn copies(&self, id: WorkspaceId, count: u32) {
        let tx = self.services.database.begin().await.expect("a transaction");
        let (numbers, fresh, original) = match tx.get_database_backend() {
            DbBackend::Sqlite => (
                format!(
                    "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count}) SELECT n FROM c)"
                ),
                "randomblob(16)",
                format!("x'{}'", id.0.simple()),
            ),
            _ => (
                format!("(SELECT n FROM generate_series(1, {count}) n)"),
                "gen_random_uuid()",
                format!("'{id}'"),
            ),
        };
        let columns = copied(&tx).await;
        let rest = columns.join(", ");
        let from = columns.iter().map(|column| format!("w.{column}")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "INSERT INTO workspace (id, number, {rest}) SELECT {fresh}, o.last_number + c.n, {from} \
             FROM workspace w JOIN organisation o ON o.id = w.organisation_id, {numbers} c WHERE w.id = {original}"
        );
        tx.execute_unprepared(&sql).await.expect("copied");
        let counted = format!(
            "UPDATE organisation SET last_number = last_number + {count} \
             WHERE id = (SELECT organisation_id FROM workspace WHERE id = {original})"
        );
        tx.execute_unprepared(&counted).await.expect("counted");
        tx.commit().await.expect("committed");
    }

    /// Keeps files in another store from now on. Desks that were made before keep to the old one.
    pub async fn keep_files_in(&mut self, files: Files) {
        let second = Arc::into_inner(self.second().await).expect("nobody else has it");
        self.services = Arc::new(Services { files, ..second });
    }

    /// A second process on the same database, with the same clock and keys.
    pub async fn second(&self) -> Arc<Services> {
        let keyring = Keyring::load(&self.database.folder.path().join("keyring.json")).expect("a keyring");
        Arc::new(Services {
            database: Database::open(&self.database.url).await.expect("a database"),
            files: self.services.files.clone(),
            events: Events::default(),
            keyring,
            clock: Arc::clone(&self.clock) as Arc<dyn Clock>,
            packages: domain::ground::storage::slots::Slots::default(),
            zones: domain::ground::clock::zones::Zones::default(),
            randomness: Arc::new(SystemRandomness),
        })
    }

    /// A workspace that its customer has accepted and opened, with both of its people.
    pub async fn active_workspace(&self) -> (Desk<Counselor>, Desk<Customer>, WorkspaceId) {
        let counselor = self.counselor("Olli").await;
        let (customer, _) = self.customer("010170-999R").await;
        let (id, token) = self.invite(&counselor, "010170-999R").await;
        customer.accept_invitation(token).await.expect("accepted");
        customer.workspace(id).await.expect("opened");
        (counselor, customer, id)
    }
}

impl std::fmt::Debug for Fixture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fixture(…)")
    }
}
