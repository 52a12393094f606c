//! Who may see which workspaces, written into every query (P5, L4, L6). Nothing is loaded that
//! the participant may not see; what they may not see and what does not exist are the same.

mod visible;

pub(crate) use visible::{owned_by, taking_part, visible};

use self::visible::visible_in;
use super::{Column, Entity, Model, lifecycle};
use crate::{
    ground::{
        actor::{Counselor, Customer, Participant, Supervisor},
        data_keys,
        error::{Error, Result},
        services::Services,
        vault::{Owner, OwnerKind},
    },
    guidance::consent::{self, Consent},
    people::{
        organisation::{self, Organisation},
        person::absence,
    },
    record::access::ContentAccess,
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use contract::{
    ApiError, PersonId, WorkspaceId,
    life::{State, Timeline},
};
use sea_orm::{
    Condition, DatabaseTransaction, ExprTrait, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{IntoCondition, LockType},
};

/// The organisations whose workspaces can be theirs.
pub(crate) async fn organisations_of(
    participant: Participant,
    db: &impl ConnectionTrait,
) -> Result<Vec<Organisation>> {
    let find = organisation::Entity::find();
    let rows = match participant {
        Participant::Counselor(counselor) => {
            // Elsewhere too, where a customer has let them in (P6).
            let elsewhere = Entity::find()
                .select_only()
                .column(Column::OrganisationId)
                .filter(Column::Id.in_subquery(consent::workspaces_of(counselor)))
                .into_query();
            let either = Condition::any()
                .add(organisation::Column::Id.eq(counselor.organisation.0))
                .add(organisation::Column::Id.in_subquery(elsewhere));
            find.filter(either).all(db).await?
        }
        Participant::Supervisor(Supervisor { organisation, .. }) => {
            find.filter(organisation::Column::Id.eq(organisation.0)).all(db).await?
        }
        Participant::Customer(Customer(person)) => {
            let theirs = Entity::find()
                .select_only()
                .column(Column::OrganisationId)
                .filter(Column::CustomerId.eq(person.0))
                .into_query();
            find.filter(organisation::Column::Id.in_subquery(theirs)).all(db).await?
        }
    };
    rows.into_iter().map(Organisation::try_from).collect()
}

/// A workspace that a participant may see, with what is needed to work with it.
pub(crate) struct WorkspaceAccess {
    /// Its content, as far as it is for them.
    pub content: ContentAccess,
    pub row: Model,
    pub timeline: Timeline,
    /// What the customer has granted, where the participant is a second professional (P6).
    pub consent: Option<Consent>,
    /// Until when the participant stands in for its counselor, where they do (P12).
    pub stands_in_through: Option<NaiveDate>,
}

impl WorkspaceAccess {
    /// Whether the participant is its counselor.
    pub fn is_owner(&self) -> bool {
        self.is_staff() && self.consent.is_none() && self.stands_in_through.is_none()
    }

    /// Whether the participant is staff whose workspace it is not: they read and write, and decide nothing.
    pub fn is_guest(&self) -> bool {
        self.is_staff() && !self.is_owner()
    }

    fn is_staff(&self) -> bool {
        matches!(self.content.participant, Participant::Counselor(_))
    }

    /// Lets nobody on but its counselor.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] for everybody else.
    pub fn require_owner(self) -> Result<Self> {
        if self.is_owner() { Ok(self) } else { Err(ApiError::NotFound.into()) }
    }

    /// Whether its customer has come in.
    pub fn has_joined(&self) -> bool {
        self.row.has_joined()
    }

    pub fn state(&self) -> State {
        self.timeline.state
    }

    pub fn id(&self) -> WorkspaceId {
        self.row.id()
    }
}

/// Opens a workspace for reading.
///
/// # Errors
/// [`ApiError::NotFound`] when it is missing, or not for this participant.
pub(crate) async fn open_for_reading(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
) -> Result<WorkspaceAccess> {
    find(services, services.database.read(), participant, id, None).await
}

/// Opens a workspace for a change, and holds its row until the transaction ends.
pub(crate) async fn open_for_writing(
    services: &Services,
    tx: &DatabaseTransaction,
    participant: Participant,
    id: WorkspaceId,
) -> Result<WorkspaceAccess> {
    find(services, tx, participant, id, Some(LockType::Update)).await
}

/// Opens a workspace for a change that only its counselor makes.
pub(crate) async fn open_as_owner(
    services: &Services,
    tx: &DatabaseTransaction,
    participant: Participant,
    id: WorkspaceId,
) -> Result<WorkspaceAccess> {
    open_for_writing(services, tx, participant, id).await?.require_owner()
}

async fn find(
    services: &Services,
    db: &impl ConnectionTrait,
    participant: Participant,
    id: WorkspaceId,
    lock: Option<LockType>,
) -> Result<WorkspaceAccess> {
    if lock.is_some() && participant.is_supervisor() {
        return Err(ApiError::NotFound.into());
    }
    let now = services.clock.now();
    let known = services.zones.known();
    let mut found = look(db, participant, id, &known, now, lock).await?;
    if found.is_none() {
        let zones = organisation::zones(db).await?;
        if zones != known {
            found = look(db, participant, id, &zones, now, lock).await?;
            services.zones.learn(zones);
        }
    }
    let (row, organisation, key) = found.ok_or(ApiError::NotFound)?;
    let timeline =
        lifecycle::timeline(&row.facts(), &row.dates(), organisation.today(now)).ok_or(ApiError::NotFound)?;
    let granted = match participant {
        Participant::Counselor(counselor) if !is_own(&row, counselor) => {
            consent::consent(db, id, counselor, timeline.today).await?
        }
        _ => None,
    };
    let stands_in_through = match participant {
        // By the query they may see it: by a consent, or because they stand in. A consent says the more exactly.
        Participant::Counselor(counselor) if granted.is_none() && !is_own(&row, counselor) => {
            let absence = absence::announced(db, organisation.id, row.counselor_id, timeline.today).await?;
            let theirs = absence.filter(|absence| absence.opens_to(counselor.person, timeline.today));
            Some(theirs.ok_or(ApiError::NotFound)?.last_day)
        }
        _ => None,
    };
    let owner = Owner::workspace(organisation.id, id);
    let key = match lock {
        None => data_keys::open(&services.keyring, owner, &key)?,
        // Whoever waited for the row finds the key as it is now: it may be destroyed since they asked.
        Some(_) => data_keys::load(db, &services.keyring, owner).await?,
    };
    let (customer, since) = (row.customer(), granted.and_then(|consent| consent.since));
    let stands_in = stands_in_through.is_some();
    let content = ContentAccess { owner, organisation, participant, customer, key, since, stands_in };
    Ok(WorkspaceAccess { content, row, timeline, consent: granted, stands_in_through })
}

/// Whether a workspace is a counselor's own, for this organisation.
fn is_own(row: &Model, Counselor { person, organisation }: Counselor) -> bool {
    (row.counselor_id, row.organisation_id) == (person.0, organisation.0)
}

/// The workspace with its organisation and its key, in one query.
async fn look(
    db: &impl ConnectionTrait,
    participant: Participant,
    id: WorkspaceId,
    zones: &[Tz],
    now: DateTime<Utc>,
    lock: Option<LockType>,
) -> Result<Option<(Model, Organisation, data_keys::Model)>> {
    let mut query = Entity::find_by_id(id.0)
        .find_also_related(organisation::Entity)
        .find_also_related(data_keys::Entity)
        .filter(visible_in(participant, zones, now));
    if let Some(lock) = lock {
        QueryTrait::query(&mut query).lock_with_tables(lock, [Entity]);
    }
    let Some((row, organisation, key)) = query.one(db).await? else { return Ok(None) };
    let organisation = organisation.ok_or(Error::Inconsistent("organisation missing"))?.try_into()?;
    Ok(Some((row, organisation, key.ok_or(Error::Inconsistent("data key missing"))?)))
}

/// Whether a customer has no workspace, but for one.
pub(crate) async fn has_no_other(
    db: &impl ConnectionTrait,
    customer: PersonId,
    workspace: WorkspaceId,
) -> Result<bool> {
    let others = Entity::find().filter(Column::CustomerId.eq(customer.0)).filter(Column::Id.ne(workspace.0));
    Ok(others.one(db).await?.is_none())
}

impl Related<organisation::Entity> for Entity {
    fn to() -> RelationDef {
        Entity::belongs_to(organisation::Entity)
            .from(Column::OrganisationId)
            .to(organisation::Column::Id)
            .into()
    }
}

impl Related<data_keys::Entity> for Entity {
    fn to() -> RelationDef {
        let is_of_workspace = |_, keys| {
            Expr::col((keys, data_keys::Column::OwnerKind)).eq(OwnerKind::Workspace).into_condition()
        };
        Entity::belongs_to(data_keys::Entity)
            .from(Column::Id)
            .to(data_keys::Column::OwnerId)
            .on_condition(is_of_workspace)
            .into()
    }
}
