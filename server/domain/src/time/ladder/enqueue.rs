//! Giving the notices that are due: emails sealed first, then a batch of them in one transaction.

use super::{
    NOTICE_DAYS, enqueued,
    rungs::{Window, windows},
};
use crate::{
    ground::{
        audit::{self, Action, Entry},
        clock::{days_after, start_of_day},
        data_keys,
        error::{Error, Result},
        job::quarantine,
        notice::{ActiveModel, Entity, Model},
        outbox::{self, Mail, Says, Step},
        services::Services,
        vault::{Owner, OwnerKind},
    },
    guidance::workspace::{self, Column as Workspaces, InvitationStatusColumn, is_next, through},
    people::{
        organisation::{self, Organisation},
        person,
    },
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use contract::{PersonId, life::ClosedBy};
use sea_orm::{
    ActiveValue::Set, Condition, ExprTrait, QueryOrder, QuerySelect, entity::prelude::*,
    sea_query::OnConflict,
};

/// Under which name it sets workspaces aside.
pub(crate) const JOB: &str = "notices";

/// Workspaces dealt with in one transaction.
const BATCH: u64 = 100;

/// Gives every notice that is due today, once. Gives their number.
pub async fn enqueue(services: &Services) -> Result<usize> {
    let mut count = 0;
    for organisation in organisation::all(services.database.read()).await? {
        let today = organisation.today(services.clock.now());
        for step in [Step::Inactive, Step::Archived, Step::Deleted] {
            let windows = windows(step, today);
            if !any_ahead(services, &organisation, step, &windows).await? {
                continue;
            }
            for window in windows {
                count += enqueue_rung(services, &organisation, step, window).await?;
            }
        }
    }
    Ok(count)
}

/// Whether any workspace has the step ahead at all: on most days of a small organisation none has.
async fn any_ahead(
    services: &Services,
    organisation: &Organisation,
    step: Step,
    windows: &[Window],
) -> Result<bool> {
    let (from, to) =
        (windows.iter().map(|window| window.from).min(), windows.iter().map(|window| window.to).max());
    let (Some(from), Some(to)) = (from, to) else { return Ok(false) };
    let ahead = workspace::Entity::find()
        .filter(Workspaces::OrganisationId.eq(organisation.id.0))
        .filter(through(step).between(from, to))
        .filter(is_next(step));
    Ok(ahead.one(services.database.read()).await?.is_some())
}

async fn enqueue_rung(
    services: &Services,
    organisation: &Organisation,
    step: Step,
    window: Window,
) -> Result<usize> {
    let mut count = 0;
    loop {
        let rows = waiting(services, organisation, step, window).await?;
        let full = rows.len() as u64 == BATCH;
        let mut sealed = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.id;
            match seal_email(services, organisation, step, &row).await {
                Ok(email) => sealed.push((row, email)),
                Err(error) => {
                    quarantine::put(services, JOB, Some(organisation.id.0), id, &error).await?;
                }
            }
        }
        count += put(services, organisation, step, window, sealed).await?;
        if !full {
            return Ok(count);
        }
    }
}

/// Workspaces with a customer whose step is in the window, and who were not notified by this rung.
async fn waiting(
    services: &Services,
    organisation: &Organisation,
    step: Step,
    window: Window,
) -> Result<Vec<workspace::Model>> {
    let due = Condition::all()
        .add(Workspaces::OrganisationId.eq(organisation.id.0))
        .add(through(step).between(window.from, window.to))
        .add(is_next(step))
        .add(Workspaces::InvitationStatus.eq(InvitationStatusColumn::Taken))
        .add(enqueued(step, window.rung).not())
        .add(quarantine::not(JOB, Workspaces::Id, services.clock.now()));
    let query = workspace::Entity::find().filter(due).order_by_asc(through(step)).limit(BATCH);
    Ok(query.all(services.database.read()).await?)
}

/// The sealed email that notifies the customer of a step; nothing where nobody knows an address: the notice is
/// in the portal only (P11).
async fn seal_email(
    services: &Services,
    organisation: &Organisation,
    step: Step,
    row: &workspace::Model,
) -> Result<Option<outbox::Model>> {
    let db = services.database.read();
    let owner = Owner::workspace(organisation.id, row.id());
    let key = data_keys::load(db, &services.keyring, owner).await?;
    let Some(address) = row.address(&key)? else { return Ok(None) };
    let through = match step {
        Step::Inactive => row.active_through,
        Step::Archived => row.inactive_through,
        Step::Deleted => row.archived_through,
    };
    let by_staff = |closed: workspace::lifecycle::Closing| {
        matches!(closed.by, Some(ClosedBy::Counselor | ClosedBy::Organisation))
    };
    let mail = Mail {
        language: row.customers_language(db).await?,
        about: Some(row.id()),
        says: Says::Notice { step, through, closed_by_staff: row.facts().closed.is_some_and(by_staff) },
    };
    outbox::seal(services, (owner, &key), organisation.id, &address, &mail).map(Some)
}

/// Puts emails into the outbox, unless the workspace changed meanwhile or another process was
/// faster (L11).
async fn put(
    services: &Services,
    organisation: &Organisation,
    step: Step,
    window: Window,
    sealed: Vec<(workspace::Model, Option<outbox::Model>)>,
) -> Result<usize> {
    let now = services.clock.now();
    let rung = i32::try_from(window.rung).map_err(|_| Error::Inconsistent("rung"))?;
    let tx = services.database.begin().await?;
    let mut entries = Vec::with_capacity(sealed.len());
    for (row, email) in sealed {
        let fresh = workspace::Entity::find_by_id(row.id)
            .filter(Workspaces::Version.eq(row.version))
            .lock_shared()
            .one(&tx)
            .await?;
        // An address that was given meanwhile is written to by the next run.
        let Some(fresh) = fresh.filter(|fresh| fresh.email == row.email) else { continue };
        let notice = Model {
            owner_id: row.id,
            owner_kind: OwnerKind::Workspace,
            step: step.code().to_owned(),
            through: match step {
                Step::Inactive => fresh.active_through,
                Step::Archived => fresh.inactive_through,
                Step::Deleted => fresh.archived_through,
            },
            rung,
            email_id: email.as_ref().map_or_else(|| services.randomness.uuid(), |email| email.id),
            put_at: now,
            // In the portal it is there at once.
            sent_at: email.is_none().then_some(now),
            deadline: None,
        };
        let notice = Model { deadline: Some(deadline(notice.through, organisation)), ..notice };
        if insert(&tx, notice).await? {
            let action = if email.is_some() { Action::NoticeGiven } else { Action::NoticeInPortal };
            if let Some(email) = email {
                outbox::insert(&tx, email).await?;
            }
            quarantine::forget(&tx, row.id).await?;
            let entry = Entry::by_time(action, organisation.id, row.id, row.customer_id);
            entries.push(Entry { detail: Some(step.code()), ..entry });
        }
    }
    let count = entries.len();
    audit::record_all(&tx, now, entries).await?;
    tx.commit().await?;
    Ok(count)
}

/// Until when a notice of a step with this last day counts when it is accepted: seven days before the step,
/// which comes with the day after (L9).
fn deadline(through: NaiveDate, organisation: &Organisation) -> DateTime<Utc> {
    let step_on = days_after(through, 1);
    let day = step_on.checked_sub_days(Days::new(NOTICE_DAYS.into())).unwrap_or(step_on);
    start_of_day(day, organisation.zone)
}

/// Inserts a notice; `false` when it is there already.
async fn insert(tx: &impl ConnectionTrait, notice: Model) -> Result<bool> {
    let row = ActiveModel {
        owner_id: Set(notice.owner_id),
        owner_kind: Set(notice.owner_kind),
        step: Set(notice.step),
        through: Set(notice.through),
        rung: Set(notice.rung),
        email_id: Set(notice.email_id),
        put_at: Set(notice.put_at),
        sent_at: Set(notice.sent_at),
        deadline: Set(notice.deadline),
    };
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(inserted == 1)
}

impl workspace::Model {
    /// The language to write to the customer in: their own choice, else that of the invitation.
    pub(crate) async fn customers_language(
        &self,
        db: &impl ConnectionTrait,
    ) -> Result<contract::person::Language> {
        let chosen = match self.customer() {
            Some(PersonId(id)) => person::load(db, PersonId(id)).await?.language(),
            None => None,
        };
        Ok(chosen.unwrap_or_else(|| self.language()))
    }
}
