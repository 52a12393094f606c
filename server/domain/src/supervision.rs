//! Break-glass (P8): a supervisor opens one workspace of their organisation, with a typed reason,
//! for a while. The reason is sealed with the workspace's key, and gone with the workspace; that it
//! was opened is in the trace.

mod look;

pub(crate) use look::{conversation, workspace};

use crate::{
    audit::{self, Action},
    clock::local_time,
    error::Result,
    organisation,
    services::Services,
    session::FreshProof,
    vault::{Owner, Place, Sealed, SealedRow, show, store},
    workspace::{self as workspaces, Participant},
};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use contract::{
    ApiError, FieldCode, FieldError, OrganisationId, PersonId, WorkspaceId,
    supervision::{NewOpening, OPEN_MINUTES, OpeningView},
};
use sea_orm::{
    IntoActiveModel, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement,
};
use std::collections::HashMap;

const REASON: &str = "opening.reason";

/// For how long the customer's page says that a supervisor opened it; who has looked says it always.
const TOLD: TimeDelta = TimeDelta::days(30);

/// Openings shown, the newest first.
const SHOWN: u64 = 50;

/// The table `opening`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opening")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    workspace_id: Uuid,
    person_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    reason: Sealed,
    opened_at: DateTimeUtc,
    until: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(Place, &Sealed)> {
        vec![(Place::of(self.id, REASON), &self.reason)]
    }
}

/// A supervisor acting for one organisation (P4).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Acting {
    pub person: PersonId,
    pub organisation: OrganisationId,
}

impl Acting {
    fn participant(self) -> Participant {
        Participant::Supervisor { person: self.person, organisation: self.organisation }
    }
}

/// The workspaces that a supervisor has open at a moment.
pub(crate) fn open_to(person: PersonId, now: DateTime<Utc>) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::WorkspaceId)
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Until.gt(now))
        .into_query()
}

/// Opens a workspace that staff of the organisation may see, by its number. Opening it again
/// gives it its whole time anew, with its own reason.
///
/// # Errors
/// [`ApiError::Invalid`] with every mistake; a number that is no workspace's among them.
pub(crate) async fn break_glass(
    services: &Services,
    acting: Acting,
    new: &NewOpening,
    _: FreshProof,
) -> Result<WorkspaceId> {
    let (number, reason) = new.check()?;
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let today = organisation::load(&tx, acting.organisation).await?.today(now);
    let row = workspaces::Entity::find()
        .filter(workspaces::Column::Number.eq(number))
        .filter(workspaces::overseen(acting.organisation, today))
        .one(&tx)
        .await?;
    let Some(row) = row else {
        let field = FieldError { field: "number".to_owned(), code: FieldCode::NoSuchWorkspace };
        return Err(ApiError::Invalid(vec![field]).into());
    };
    let (workspace, id) = (row.id(), services.randomness.uuid());
    let key = store::load(&tx, &services.keyring, Owner::workspace(acting.organisation, workspace)).await?;
    let opening = Model {
        id,
        workspace_id: workspace.0,
        person_id: acting.person.0,
        reason: key.seal_text(Place::of(id, REASON), &reason)?,
        opened_at: now,
        until: now + TimeDelta::minutes(i64::from(OPEN_MINUTES)),
    };
    Entity::insert(opening.into_active_model().reset_all()).exec_without_returning(&tx).await?;
    let participant = acting.participant();
    let entry = audit::Entry {
        actor: participant.actor(),
        organisation: Some(acting.organisation),
        action: Action::GlassBroken,
        object: Some(workspace.0),
        subject: row.customer(),
        detail: None,
    };
    audit::record(&tx, now, entry).await?;
    tx.commit().await?;
    Ok(workspace)
}

/// Closes a workspace before its time.
///
/// # Errors
/// [`ApiError::NotFound`] when it is not open.
pub(crate) async fn end(services: &Services, acting: Acting, id: WorkspaceId) -> Result<()> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let ended = Entity::update_many()
        .col_expr(Column::Until, Expr::value(now))
        .filter(Column::WorkspaceId.eq(id.0))
        .filter(Column::PersonId.eq(acting.person.0))
        .filter(Column::Until.gt(now))
        .exec(&tx)
        .await?;
    if ended.rows_affected == 0 {
        return Err(ApiError::NotFound.into());
    }
    Ok(tx.commit().await?)
}

/// What a supervisor has opened for the organisation, the newest first. What staff do not see any
/// more is not in it (L6).
pub(crate) async fn openings(services: &Services, acting: Acting) -> Result<Vec<OpeningView>> {
    let db = services.database.read();
    let organisation = organisation::load(db, acting.organisation).await?;
    let now = services.clock.now();
    let rows = Entity::find()
        .filter(Column::PersonId.eq(acting.person.0))
        .order_by_desc(Column::OpenedAt)
        .order_by_desc(Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let theirs = workspaces::Entity::find()
        .filter(workspaces::Column::Id.is_in(rows.iter().map(|row| row.workspace_id)))
        .filter(workspaces::overseen(organisation.id, organisation.today(now)));
    let numbers: HashMap<Uuid, i64> =
        theirs.all(db).await?.into_iter().map(|row| (row.id, row.number)).collect();
    let owners: Vec<Owner> =
        numbers.keys().map(|id| Owner::workspace(organisation.id, WorkspaceId(*id))).collect();
    let keys = store::load_many(db, &services.keyring, &owners).await?;
    let mut views = vec![];
    for row in rows {
        let Some(number) = numbers.get(&row.workspace_id).copied() else { continue };
        views.push(OpeningView {
            workspace: WorkspaceId(row.workspace_id),
            number,
            reason: show(keys.get(&row.workspace_id), Place::of(row.id, REASON), &row.reason),
            opened_at: local_time(row.opened_at, organisation.zone),
            until: local_time(row.until, organisation.zone),
            is_open: row.until > now,
        });
    }
    Ok(views)
}

/// The reasons that supervisors gave for opening a workspace, by person and moment.
pub(crate) async fn reasons(
    db: &impl ConnectionTrait,
    opened: &workspaces::Opened,
) -> Result<HashMap<(Uuid, DateTime<Utc>), String>> {
    let rows = Entity::find().filter(Column::WorkspaceId.eq(opened.id().0)).all(db).await?;
    let reason = |row: &Model| opened.key.show(Place::of(row.id, REASON), &row.reason);
    Ok(rows.iter().map(|row| ((row.person_id, row.opened_at), reason(row))).collect())
}

/// When a workspace was last opened, if not long ago: its customer is told.
pub(crate) async fn lately(
    services: &Services,
    opened: &workspaces::Opened,
) -> Result<Option<NaiveDateTime>> {
    let since = services.clock.now() - TOLD;
    let last = Entity::find()
        .filter(Column::WorkspaceId.eq(opened.id().0))
        .filter(Column::OpenedAt.gt(since))
        .order_by_desc(Column::OpenedAt)
        .one(services.database.read())
        .await?;
    Ok(last.map(|row| local_time(row.opened_at, opened.organisation.zone)))
}

/// Forgets the openings of a workspace that is destroyed.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}
