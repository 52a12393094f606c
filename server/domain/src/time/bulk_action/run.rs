//! Doing confirmed actions: each workspace in a transaction of its own, with the mail that notifies its
//! customer.

use super::{Column, Entity, Model, item, running};
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
        workspace::{self, ClosedByColumn, lifecycle, notify, update_row},
    },
    people::{
        organisation::{self, Organisation},
        person::{self, StaffRole},
    },
    record::{draft, file},
};
use contract::{
    ApiError, OrganisationId, PersonId, WorkspaceId,
    bulk_action::{BulkActionKind, Reason},
    life::State,
    person::Language,
};
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};

/// Its name among the jobs.
pub(super) const JOB: &str = "bulk_actions";

/// Items read in one go.
const BATCH: u64 = 200;

/// Does every confirmed action to its end. Gives the number of workspaces dealt with.
pub async fn run(services: &Services) -> Result<usize> {
    let mut count = 0;
    for action in running(services).await? {
        let (id, organisation) = (action.id, action.organisation_id);
        match finish(services, action).await {
            Ok(done) => count += done,
            Err(error) => quarantine::put(services, JOB, Some(organisation), id, &error).await?,
        }
    }
    Ok(count)
}

/// Does one to its end.
async fn finish(services: &Services, action: Model) -> Result<usize> {
    let mut count = 0;
    let work = Work::of(services, action).await?;
    loop {
        let items = item::Entity::find()
            .filter(item::Column::BulkActionId.eq(work.action.id))
            .filter(item::Column::Outcome.is_null())
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
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    Entity::update_many()
        .col_expr(Column::FinishedAt, Expr::value(Some(now)))
        .filter(Column::Id.eq(work.action.id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(count)
}

/// An action under way.
struct Work {
    action: Model,
    kind: BulkActionKind,
    reason: Reason,
    organisation: Organisation,
    to: Option<(PersonId, String)>,
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
        Ok(Self { action, kind, reason, organisation, to })
    }

    /// Does it to one workspace. One that cannot be dealt with is skipped, and the rest goes on.
    async fn one(&self, services: &Services, item: item::Model) -> Result<()> {
        let tx = services.database.begin().await?;
        let outcome = match self.act(services, &tx, item.workspace_id).await {
            Ok(true) => item::DONE,
            Ok(false) | Err(Error::Api(ApiError::Conflict)) => item::SKIPPED,
            Err(error) => {
                tracing::error!(workspace = %item.workspace_id, %error, "bulk action not done");
                drop(tx);
                let tx = services.database.begin().await?;
                self.note(&tx, &item, item::SKIPPED).await?;
                return Ok(tx.commit().await?);
            }
        };
        self.note(&tx, &item, outcome).await?;
        workspace::commit(services, tx, WorkspaceId(item.workspace_id)).await
    }

    async fn note(&self, tx: &DatabaseTransaction, item: &item::Model, outcome: &str) -> Result<()> {
        item::Entity::update_many()
            .col_expr(item::Column::Outcome, Expr::value(Some(outcome)))
            .filter(item::Column::BulkActionId.eq(self.action.id))
            .filter(item::Column::WorkspaceId.eq(item.workspace_id))
            .exec(tx)
            .await?;
        Ok(())
    }

    /// `false` when the workspace is not for this action any more.
    async fn act(&self, services: &Services, tx: &DatabaseTransaction, id: Uuid) -> Result<bool> {
        let now = services.clock.now();
        let today = self.organisation.today(now);
        let row = workspace::Entity::find_by_id(id)
            .filter(workspace::administered(self.organisation.id, today))
            .lock_exclusive()
            .one(tx)
            .await?;
        let Some(mut row) = row else { return Ok(false) };
        let from = PersonId(row.counselor_id);
        let state = lifecycle::state(&row.facts(), &row.dates(), today);
        let action = match self.kind {
            BulkActionKind::Close if state == lifecycle::Life::Is(State::Active) => {
                row.close(today, ClosedByColumn::Organisation);
                row.closed_reason = Some(self.reason.code().to_owned());
                Action::WorkspaceClosed
            }
            BulkActionKind::Archive => {
                row.closed_reason = Some(self.reason.code().to_owned());
                row.archived_on = Some(today);
                row.postponed_since = None;
                row.postponed_to = None;
                Action::WorkspaceArchived
            }
            BulkActionKind::HandOver => match &self.to {
                Some((to, _)) if to.0 != row.counselor_id => {
                    // The role may have been withdrawn since: nobody would read there.
                    if !person::roles(tx, *to, self.organisation.id).await?.contains(StaffRole::Counselor) {
                        return Ok(false);
                    }
                    // What they had begun to write and not sent is nobody else's.
                    draft::forget_of(tx, row.id, from).await?;
                    file::forget_unsent(tx, row.id, from).await?;
                    participation::end_of(tx, row.id, *to, now).await?;
                    row.counselor_id = to.0;
                    Action::WorkspaceHandedOver
                }
                _ => return Ok(false),
            },
            BulkActionKind::Close => return Ok(false),
        };
        row.touched_at = now;
        let row = update_row(tx, row).await?;
        notify(services, tx, &row, |language| self.mail(&row, language)).await?;
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
    fn mail(&self, row: &workspace::Model, language: Language) -> Mail {
        let organisation = self.organisation.name.clone();
        let says = match &self.to {
            Some((_, counselor)) => Says::HandedOver { counselor: counselor.clone() },
            None => Says::Closed {
                reason: Some(self.reason),
                inactive_through: row.archived_on.is_none().then_some(row.inactive_through),
                archived_through: row.archived_through,
            },
        };
        Mail { language, organisation, about: Some(row.id()), says }
    }
}
