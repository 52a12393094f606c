//! Who has looked at a workspace, for its customer (A2): read from the audit log itself.

use crate::{
    ground::{
        actor::Customer,
        audit::{Action, Column, Entity, Model},
        clock::local_time,
        error::Result,
        services::Services,
    },
    guidance::{
        break_glass_session, consent,
        workspace::{WorkspaceAccess, head, open_for_reading},
    },
    people::{organisation, person},
    record::{access::STANDING_IN, file, notification, thread},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    WorkspaceId,
    access::{ACCESS_PAGE, AccessKind, AccessLine, AccessLog, AccessRole},
};
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
use std::collections::HashMap;

/// What of the audit log is about looking.
const READS: [(Action, AccessKind); 6] = [
    (Action::GlassBroken, AccessKind::BreakGlass),
    (Action::WorkspaceSearched, AccessKind::Search),
    (Action::WorkspaceRead, AccessKind::Workspace),
    (Action::ConversationRead, AccessKind::Conversation),
    (Action::FileRead, AccessKind::File),
    (Action::PackageDownloaded, AccessKind::Package),
];

/// A page that stays open looks again by itself, and each time is in the audit log. Looks of one person
/// at one thing that follow within this time are one visit.
const ONE_VISIT: TimeDelta = TimeDelta::minutes(30);

/// Lines read in one go, and how often at most for one page: a page that stayed open for months is
/// many of them.
const BATCH: u64 = 500;
const BATCHES: usize = 20;

/// A page of who has looked, the newest first: what came before the line `before` of the log.
pub(crate) async fn access_log(
    services: &Services,
    customer: Customer,
    id: WorkspaceId,
    before: Option<i64>,
) -> Result<AccessLog> {
    let access = open_for_reading(services, customer.into(), id).await?;
    notification::seen(services, customer.0, id.0).await?;
    let mut visits = Visits { most: Some(ACCESS_PAGE), ..Visits::default() };
    let older = read(services.database.read(), id, &mut visits, before, Condition::all()).await?;
    let lines = lines(services, &access, visits.all).await?;
    Ok(AccessLog { lines, head: head(services, services.database.read(), &access).await?, older })
}

/// All that staff looked at until a moment, the newest first.
pub(crate) async fn of_staff(
    services: &Services,
    access: &WorkspaceAccess,
    until: DateTime<Utc>,
) -> Result<Vec<AccessLine>> {
    let staff = Condition::all().add(Column::At.lte(until)).add(Column::ActorKind.ne("customer"));
    let (mut visits, mut before) = (Visits::default(), None);
    loop {
        before = read(services.database.read(), access.id(), &mut visits, before, staff.clone()).await?;
        if before.is_none() {
            return lines(services, access, visits.all).await;
        }
    }
}

/// Visits as the customer of an opened workspace sees them.
async fn lines(services: &Services, access: &WorkspaceAccess, visits: Vec<Visit>) -> Result<Vec<AccessLine>> {
    let db = services.database.read();
    let me = access.content.participant.person();
    let names = person::names(db, &services.keyring, visits.iter().map(|visit| visit.who)).await?;
    let reasons = break_glass_session::reasons(db, access.id(), &access.content.key).await?;
    let objects = objects(db, access, &visits).await?;
    let houses = organisation::names(db, visits.iter().filter_map(|visit| visit.house)).await?;
    let seconds = consent::second_professionals(db, access.id()).await?;
    let local = |at| local_time(at, access.content.organisation.zone);
    let line = |visit: &Visit| {
        let role = match visit.actor.as_str() {
            "customer" => AccessRole::Customer,
            "supervisor" => AccessRole::Supervisor,
            _ if visit.stands_in => AccessRole::Substitute,
            _ if seconds.iter().any(|second| second.takes_part(visit.who, visit.from)) => {
                AccessRole::SecondProfessional
            }
            _ => AccessRole::Counselor,
        };
        let house = visit.house.filter(|_| role != AccessRole::Customer);
        AccessLine {
            who: names.get(&visit.who).cloned().unwrap_or_default(),
            mine: visit.who == me.0,
            role,
            organisation: house.and_then(|house| houses.get(&house).cloned()),
            kind: visit.kind,
            what: visit.object.and_then(|object| objects.get(&object).cloned()),
            reason: reasons
                .get(&(visit.who, visit.from))
                .cloned()
                .filter(|_| visit.kind == AccessKind::BreakGlass),
            from: local(visit.from),
            to: local(visit.to),
        }
    };
    Ok(visits.iter().map(line).collect())
}

/// What the conversations and files are called at which somebody looked.
async fn objects(
    db: &impl ConnectionTrait,
    access: &WorkspaceAccess,
    visits: &[Visit],
) -> Result<HashMap<Uuid, String>> {
    let looked: Vec<Uuid> = visits.iter().filter_map(|visit| visit.object).collect();
    let conversations = thread::Entity::find()
        .filter(thread::Column::OwnerId.eq(access.id().0))
        .filter(thread::Column::Id.is_in(looked.iter().copied()));
    let files = file::Entity::find()
        .filter(file::Column::OwnerId.eq(access.id().0))
        .filter(file::Column::Id.is_in(looked));
    let mut names = HashMap::new();
    for row in conversations.all(db).await? {
        names.insert(row.id, thread::subject(&access.content, &row));
    }
    for row in files.all(db).await? {
        names.insert(row.id, row.view(&access.content.key)?.name);
    }
    Ok(names)
}

/// Reads visits, and gives before which line the older ones are.
async fn read(
    db: &impl ConnectionTrait,
    id: WorkspaceId,
    visits: &mut Visits,
    before: Option<i64>,
    which: Condition,
) -> Result<Option<i64>> {
    let mut before = before.unwrap_or(i64::MAX);
    for _ in 0..BATCHES {
        let rows = Entity::find()
            .filter(Column::Action.is_in(READS.map(|(action, _)| action.code())))
            .filter(about(id))
            .filter(Column::Id.lt(before))
            .filter(which.clone())
            .order_by_desc(Column::Id)
            .limit(BATCH)
            .all(db)
            .await?;
        for row in &rows {
            if !visits.add(row) {
                return Ok(Some(before));
            }
            before = row.id;
        }
        if (rows.len() as u64) < BATCH {
            return Ok(None);
        }
    }
    Ok(Some(before))
}

/// Looks of one person at one thing, one soon after the other.
struct Visit {
    who: Uuid,
    /// As what: the word in the log.
    actor: String,
    /// On whose behalf.
    house: Option<Uuid>,
    object: Option<Uuid>,
    kind: AccessKind,
    /// Whether they stood in for the counselor (P12).
    stands_in: bool,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

/// Visits, the one that ended last first.
#[derive(Default)]
struct Visits {
    all: Vec<Visit>,
    /// How many there may be.
    most: Option<usize>,
    /// Where the visit is that a look may belong to.
    open: HashMap<(Uuid, String, Option<Uuid>), usize>,
}

impl Visits {
    /// Folds a look into its visit; looks come the newest first. `false` when the page is full.
    fn add(&mut self, row: &Model) -> bool {
        let kind = READS.iter().find(|(action, _)| action.code() == row.action);
        let (Some((_, kind)), Some(who)) = (kind, row.actor_id) else { return true };
        let key = (who, row.action.clone(), row.object_id);
        let same = self.open.get(&key).and_then(|place| self.all.get_mut(*place));
        let same = same.filter(|visit| {
            !matches!(kind, AccessKind::Package | AccessKind::BreakGlass) && visit.from - row.at <= ONE_VISIT
        });
        if let Some(visit) = same {
            visit.from = row.at;
            return true;
        }
        if self.most == Some(self.all.len()) {
            return false;
        }
        self.open.insert(key, self.all.len());
        self.all.push(Visit {
            who,
            actor: row.actor_kind.clone(),
            house: row.organisation_id,
            object: row.object_id,
            kind: *kind,
            stands_in: row.detail() == Some(STANDING_IN),
            from: row.at,
            to: row.at,
        });
        true
    }
}

/// Lines about the workspace, and about what is in it.
fn about(id: WorkspaceId) -> Condition {
    let conversations = thread::Entity::find()
        .select_only()
        .column(thread::Column::Id)
        .filter(thread::Column::OwnerId.eq(id.0))
        .into_query();
    let files = file::Entity::find()
        .select_only()
        .column(file::Column::Id)
        .filter(file::Column::OwnerId.eq(id.0))
        .into_query();
    Condition::any()
        .add(Column::ObjectId.eq(id.0))
        .add(Column::ObjectId.in_subquery(conversations))
        .add(Column::ObjectId.in_subquery(files))
}
