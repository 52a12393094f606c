//! Doing confirmed actions: each workspace in a transaction of its own, with the mail that notifies its
//! customer.

use super::{Column, Entity, Model, effect::Effect, item, running, schedule};
use crate::{
    ground::{
        audit::{self, Action, Actor, Entry},
        error::{Error, Result},
        job::quarantine,
        outbox::{Mail, Says},
        services::Services,
    },
    guidance::{
        participation,
        workspace::{self, notify, update_row},
    },
    people::{
        organisation::{self, Organisation},
        person::{self, StaffRole},
    },
    record::notification::{self, EventColumn},
};
use contract::{
    ApiError, OrganisationId, PersonId, WorkspaceId,
    bulk_action::{BulkActionKind, Reason},
    person::Language,
};
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};
use std::collections::BTreeMap;

/// Its name among the jobs.
pub(super) const JOB: &str = "bulk_actions";

/// Items read in one go.
const BATCH: u64 = 200;

/// How often one workspace is tried, a day apart.
const ATTEMPTS: i32 = 7;

/// Does every confirmed action to its end. Gives the number of workspaces dealt with.
pub async fn run(services: &Services) -> Result<usize> {
    let mut count = 0;
    for action in running(services).await? {
        let (id, organisation) = (action.id, action.organisation_id);
        match advance(services, action).await {
            Ok(done) => count += done,
            Err(error) => quarantine::put(services, JOB, Some(organisation), id, &error).await?,
        }
    }
    Ok(count)
}

/// Does one to its end, where its day has come.
async fn advance(services: &Services, action: Model) -> Result<usize> {
    let organisation = OrganisationId(action.organisation_id);
    let today = organisation::load(services.database.read(), organisation).await?.today(services.clock.now());
    if action.is_scheduled(today) {
        return Ok(0);
    }
    match schedule::begin(services, action.id, today).await? {
        Some(action) => finish(services, action).await,
        None => Ok(0),
    }
}

async fn finish(services: &Services, action: Model) -> Result<usize> {
    let mut count = 0;
    let work = Work::of(services, action).await?;
    loop {
        let items = item::Entity::find()
            .filter(item::Column::BulkActionId.eq(work.action.id))
            .filter(item::Column::Outcome.is_null())
            .filter(quarantine::not(JOB, item::Column::WorkspaceId, services.clock.now()))
            .order_by_asc(item::Column::Number)
            .limit(BATCH)
            .all(services.database.read())
            .await?;
        if items.is_empty() {
            break;
        }
        for item in items {
            work.one(services, item).await?;
            count += 1;
        }
    }
    let left = item::Entity::find()
        .filter(item::Column::BulkActionId.eq(work.action.id))
        .filter(item::Column::Outcome.is_null());
    if left.one(services.database.read()).await?.is_some() {
        return Ok(count);
    }
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let finished = Entity::update_many()
        .col_expr(Column::FinishedAt, Expr::value(Some(now)))
        .filter(Column::Id.eq(work.action.id))
        .filter(Column::FinishedAt.is_null())
        .exec(&tx)
        .await?;
    if let (1, Some((to, counselor))) = (finished.rows_affected, &work.to) {
        tell_counselors(services, &tx, &work, (*to, counselor)).await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// Notifies the counselors whose workspaces somebody else guides now; whoever confirmed it knows, and who guides no more reads no
/// mail of it.
async fn tell_counselors(
    services: &Services,
    tx: &DatabaseTransaction,
    work: &Work,
    (to, counselor): (PersonId, &str),
) -> Result<()> {
    let given: Vec<(Option<Uuid>, i64)> = item::Entity::find()
        .select_only()
        .columns([item::Column::CounselorId, item::Column::Number])
        .filter(item::Column::BulkActionId.eq(work.action.id))
        .filter(item::Column::Outcome.eq(item::DONE))
        .filter(item::Column::CounselorId.ne(to.0))
        .order_by_asc(item::Column::Number)
        .into_tuple()
        .all(tx)
        .await?;
    let mut of: BTreeMap<Uuid, Vec<i64>> = BTreeMap::new();
    for (counselor, number) in given {
        if let Some(counselor) = counselor {
            of.entry(counselor).or_default().push(number);
        }
    }
    for (reader, numbers) in of {
        let reader = PersonId(reader);
        if work.action.confirmed_by == Some(reader.0) {
            continue;
        }
        if !person::roles(tx, reader, work.organisation.id).await?.contains(StaffRole::Counselor) {
            continue;
        }
        let says = Says::WorkspacesTaken { numbers, counselor: counselor.to_owned() };
        let mail = |language| Mail { language, about: None, says };
        person::write_to_staff_if_readable(services, tx, work.organisation.id, reader, mail).await?;
    }
    Ok(())
}

/// An action under way.
struct Work {
    action: Model,
    kind: BulkActionKind,
    reason: Reason,
    organisation: Organisation,
    to: Option<(PersonId, String)>,
    /// Who confirmed it, by name.
    by: String,
}

impl Work {
    async fn of(services: &Services, action: Model) -> Result<Self> {
        let db = services.database.read();
        let unknown = Error::Inconsistent("unknown bulk action");
        let (Some(kind), Some(reason)) =
            (BulkActionKind::from_code(&action.kind), Reason::from_code(&action.reason))
        else {
            return Err(unknown);
        };
        let organisation = organisation::load(db, OrganisationId(action.organisation_id)).await?;
        let to = match action.to_counselor_id {
            Some(id) => Some((PersonId(id), person::name(db, &services.keyring, PersonId(id)).await?)),
            None => None,
        };
        let by = PersonId(action.confirmed_by.unwrap_or(action.person_id));
        let by = person::name(db, &services.keyring, by).await?;
        Ok(Self { action, kind, reason, organisation, to, by })
    }

    /// Does it to one workspace. One that cannot be dealt with waits for a day, the rest goes on; after
    /// some days it is left as it is.
    async fn one(&self, services: &Services, item: item::Model) -> Result<()> {
        let tx = services.database.begin().await?;
        let outcome = match self.act(services, &tx, &item).await {
            Ok(true) => item::DONE,
            Ok(false) | Err(Error::Api(ApiError::Conflict)) => item::SKIPPED,
            Err(error) => {
                drop(tx);
                return self.wait(services, &item, &error).await;
            }
        };
        self.note(&tx, &item, outcome).await?;
        workspace::commit(services, tx, WorkspaceId(item.workspace_id)).await
    }

    async fn wait(&self, services: &Services, item: &item::Model, error: &Error) -> Result<()> {
        let organisation = Some(self.organisation.id.0);
        let before = quarantine::attempts(services, JOB, item.workspace_id).await?;
        if before < ATTEMPTS {
            return quarantine::put(services, JOB, organisation, item.workspace_id, error).await;
        }
        tracing::error!(workspace = %item.workspace_id, %error, "bulk action given up");
        let tx = services.database.begin().await?;
        self.note(&tx, item, item::SKIPPED).await?;
        Ok(tx.commit().await?)
    }

    async fn note(&self, tx: &DatabaseTransaction, item: &item::Model, outcome: &str) -> Result<()> {
        item::Entity::update_many()
            .col_expr(item::Column::Outcome, Expr::value(Some(outcome)))
            .filter(item::Column::BulkActionId.eq(self.action.id))
            .filter(item::Column::WorkspaceId.eq(item.workspace_id))
            .exec(tx)
            .await?;
        quarantine::forget(tx, item.workspace_id).await
    }

    /// `false` when the workspace is not for this action any more.
    async fn act(&self, services: &Services, tx: &DatabaseTransaction, item: &item::Model) -> Result<bool> {
        let now = services.clock.now();
        let today = self.organisation.today(now);
        let row = workspace::Entity::find_by_id(item.workspace_id)
            .filter(workspace::administered(self.organisation.id, today))
            .lock_exclusive()
            .one(tx)
            .await?;
        let Some(row) = row else { return Ok(false) };
        let from = PersonId(row.counselor_id);
        let effect = Effect::of(tx, &self.action, self.kind, today).await?;
        let before = row;
        let Some((mut row, action)) = effect.on(item, &before) else { return Ok(false) };
        if let (BulkActionKind::HandOver, Some((to, _))) = (self.kind, &self.to) {
            participation::pass_on(services, tx, &before, *to).await?;
        }
        row.touched_at = now;
        let row = update_row(tx, row).await?;
        if matches!(self.kind, BulkActionKind::Close | BulkActionKind::Archive) {
            workspace::end_invitations(tx, &row, now).await?;
        }
        if self.kind == BulkActionKind::Reactivate {
            notification::resolved(tx, row.id, EventColumn::ReactivationAsked).await?;
        }
        notify(services, tx, &row, |language| self.mail(&before, &row, language)).await?;
        let entry = |action, subject| {
            Entry::new(
                Actor::MainUser(PersonId(self.action.confirmed_by.unwrap_or(self.action.person_id))),
                action,
            )
            .within(self.organisation.id)
            .on(row.id)
            .of(subject)
            .because(self.reason.code())
        };
        let mut entries = vec![entry(action, row.customer())];
        if let Some((to, _)) = &self.to {
            // From whom, and to whom (A1).
            entries.push(entry(Action::WorkspaceTakenFrom, Some(from)));
            entries.push(entry(Action::WorkspaceGivenTo, Some(*to)));
        }
        audit::record_all(tx, now, entries).await?;
        Ok(true)
    }

    /// What the customer is sent, with what to do next (L8, P7).
    fn mail(&self, before: &workspace::Model, row: &workspace::Model, language: Language) -> Mail {
        let says = match &self.to {
            Some((_, counselor)) => Says::HandedOver { counselor: counselor.clone() },
            None if self.kind == BulkActionKind::Reactivate => Says::Reactivated {
                by: self.by.clone(),
                asked: before.asked_on.is_some(),
                active_through: row.active_through,
            },
            None => Says::Closed {
                with_words: false,
                reason: Some(self.reason),
                inactive_through: row.archived_on.is_none().then_some(row.inactive_through),
                archived_through: row.archived_through,
            },
        };
        Mail { language, about: Some(row.id()), says }
    }
}
