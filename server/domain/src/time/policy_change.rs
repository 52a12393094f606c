//! Trying a policy and putting it in force (L10). Both compute with the same function, so that
//! what is tried is what comes.

use crate::{
    ground::{
        actor::{MainUser, Role, authentication::RecentAuthentication},
        audit::{self, Action, Entry},
        clock::{days_after, local_time},
        error::{Error, Result},
        job::{self, quarantine},
        once,
        services::Services,
    },
    guidance::workspace::{
        self, ClosedByColumn, Column as Workspaces, InvitationStatusColumn, Model,
        lifecycle::{self, Dates, Life},
        update_row,
    },
    people::{
        organisation::{self, Organisation, load, policy},
        person,
    },
    time::ladder::NOTICE_DAYS,
};
use chrono::NaiveDate;
use contract::{
    ApiError, OrganisationId,
    life::State,
    policy::{DryRun, DryRunLine, Months, NewMonths, PolicyView},
};
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};

/// The name among the jobs of what puts a policy in force.
const JOB: &str = "policies";

/// Workspaces read or changed in one go.
const BATCH: u64 = 500;

/// How many lines a dry run lists.
const LINES: usize = 200;

/// How many days are left at least, when a shorter policy would archive or delete at once: those of the notice
/// (L9), and one for it to be sent.
const WARNING_DAYS: u32 = NOTICE_DAYS + 1;

/// The policy in force, and how many workspaces do not have its dates yet.
pub(crate) async fn view(services: &Services, id: OrganisationId) -> Result<PolicyView> {
    let db = services.database.read();
    let organisation = load(db, id).await?;
    let row = policy::newest(db, id).await?;
    let behind = behind(&organisation, &row).count(db).await?;
    Ok(PolicyView {
        version: row.version,
        months: months(&row)?,
        since: local_time(row.created_at, organisation.zone),
        behind: u32::try_from(behind).unwrap_or(u32::MAX),
    })
}

fn months(row: &policy::Model) -> Result<Months> {
    let of = row.months()?;
    let hold = u32::try_from(row.hold_months).map_err(|_| Error::Inconsistent("negative months"))?;
    Ok(Months { active: of.active, inactive: of.inactive, archived: of.archived, hold })
}

fn behind(organisation: &Organisation, policy: &policy::Model) -> Select<workspace::Entity> {
    workspace::Entity::find()
        .filter(Workspaces::OrganisationId.eq(organisation.id.0))
        .filter(Workspaces::PolicyId.ne(policy.id))
}

/// Gives a workspace the dates of a policy, from `today` on. What has ended stays as it ended. A
/// step that the policy would take at once comes tonight; archiving and deletion, where somebody
/// has to be notified, in a week (L9).
pub(crate) fn redate(row: &mut Model, policy: lifecycle::Policy, today: NaiveDate) {
    if row.closed_on.is_none() && row.archived_on.is_none() && row.active_through < today {
        row.closed_on = Some(row.active_through);
        row.closed_by = Some(ClosedByColumn::Time);
        row.postponed_to = None;
        row.postponed_since = None;
    }
    // What waits for its notices goes on waiting; anything else is counted anew.
    row.postponed_to = row.postponed_since.and(row.postponed_to);
    row.set_dates(policy);
    let must_notify = row.invitation_status == InvitationStatusColumn::Taken;
    let has_ended = row.closed_on.is_some() || row.archived_on.is_some();
    let least = days_after(today, if must_notify && has_ended { WARNING_DAYS } else { 0 });
    if row.next_through() < least {
        row.postponed_to = Some(least);
        if least > today {
            row.postponed_since = row.postponed_since.or(Some(today));
        }
        row.set_dates(policy);
    }
}

/// What a policy would do tonight.
///
/// # Errors
/// [`ApiError::Invalid`] with every mistake in the input.
pub(crate) async fn dry_run(services: &Services, id: OrganisationId, new: &NewMonths) -> Result<DryRun> {
    let months = new.check()?;
    let db = services.database.read();
    let organisation = load(db, id).await?;
    let today = organisation.today(services.clock.now());
    let mut run = DryRun {
        months,
        all: 0,
        unchanged: 0,
        inactive_tonight: 0,
        archived_soon: 0,
        deleted_soon: 0,
        lines: vec![],
    };
    let mut lines: Vec<(Uuid, DryRunLine)> = Vec::new();
    let mut after = 0;
    loop {
        let rows = workspace::Entity::find()
            .filter(Workspaces::OrganisationId.eq(id.0))
            .filter(Workspaces::ArchivedThrough.gte(today))
            .filter(Workspaces::Number.gt(after))
            .order_by_asc(Workspaces::Number)
            .limit(BATCH)
            .all(db)
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.number;
        for row in rows {
            lines.extend(run.count(row, today));
        }
        lines.sort_by_key(|(_, line)| (line.would_be, line.number));
        lines.truncate(LINES);
    }
    // A main user sees no archive, not even its number (L6).
    lines.retain(|(_, line)| line.now != State::Archived);
    let names = person::names(db, &services.keyring, lines.iter().map(|(counselor, _)| *counselor)).await?;
    run.lines = lines
        .into_iter()
        .map(|(counselor, line)| DryRunLine {
            counselor: names.get(&counselor).cloned().unwrap_or_default(),
            ..line
        })
        .collect();
    Ok(run)
}

trait Counting {
    fn count(&mut self, row: Model, today: NaiveDate) -> Option<(Uuid, DryRunLine)>;
}

impl Counting for DryRun {
    /// Counts one workspace; gives its line when its dates would change.
    fn count(&mut self, row: Model, today: NaiveDate) -> Option<(Uuid, DryRunLine)> {
        self.all += 1;
        let Life::Is(now) = lifecycle::state(&row.facts(), &row.dates(), today) else { return None };
        let mut changed = row.clone();
        redate(&mut changed, policy_of(self.months), today);
        if changed.dates() == row.dates() {
            self.unchanged += 1;
            return None;
        }
        let last_day = |dates: Dates| match now {
            State::Active => dates.active_through,
            State::Inactive => dates.inactive_through,
            State::Archived => dates.archived_through,
        };
        let (until, would_be) = (last_day(row.dates()), last_day(changed.dates()));
        let soon = would_be < until && would_be <= days_after(today, WARNING_DAYS);
        match now {
            State::Active if would_be == today && until > today => self.inactive_tonight += 1,
            State::Inactive if soon => self.archived_soon += 1,
            State::Archived if soon => self.deleted_soon += 1,
            _ => {}
        }
        let line = DryRunLine { number: row.number, counselor: String::new(), now, until, would_be };
        Some((row.counselor_id, line))
    }
}

fn policy_of(months: Months) -> lifecycle::Policy {
    lifecycle::Policy { active: months.active, inactive: months.inactive, archived: months.archived }
}

/// Puts a policy in force. The job gives all workspaces its dates.
///
/// # Errors
/// [`ApiError::Invalid`] with every mistake in the input.
pub(crate) async fn set(
    services: &Services,
    main_user: MainUser,
    new: &NewMonths,
    _: RecentAuthentication,
) -> Result<()> {
    let new = new.check()?;
    let id = main_user.organisation;
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    organisation::lock(&tx, id).await?;
    let before = policy::newest(&tx, id).await?;
    if months(&before)? == new {
        return Err(ApiError::Conflict.into());
    }
    let column = |n: u32| Set(i32::try_from(n).unwrap_or(i32::MAX));
    let row = policy::ActiveModel {
        id: Set(services.randomness.uuid()),
        organisation_id: Set(id.0),
        version: Set(before.version + 1),
        active_months: column(new.active),
        inactive_months: column(new.inactive),
        archived_months: column(new.archived),
        hold_months: column(new.hold),
        created_at: Set(now),
    };
    policy::Entity::insert(row).exec_without_returning(&tx).await?;
    let entry = Entry::new(main_user.actor(), Action::PolicyChanged).within(id).on(id.0);
    audit::record(&tx, now, entry).await?;
    job::wake(&tx, JOB, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives every workspace the dates of its organisation's policy, in batches. Gives their number. One
/// that cannot be dealt with is quarantined, and the rest goes on.
pub async fn recompute(services: &Services) -> Result<usize> {
    let mut count = 0;
    for organisation in organisation::all(services.database.read()).await? {
        let policy = policy::newest(services.database.read(), organisation.id).await?;
        loop {
            let rows = behind(&organisation, &policy)
                .filter(quarantine::not(JOB, Workspaces::Id, services.clock.now()))
                .limit(BATCH)
                .all(services.database.read())
                .await?;
            let ids: Vec<Uuid> = rows.into_iter().map(|row| row.id).collect();
            if ids.is_empty() {
                break;
            }
            match recompute_these(services, &organisation, &policy, &ids).await {
                Ok(done) => count += done,
                Err(_) => count += one_by_one(services, &organisation, &policy, &ids).await?,
            }
        }
    }
    Ok(count)
}

/// The same for a batch in which something is wrong.
async fn one_by_one(
    services: &Services,
    organisation: &Organisation,
    policy: &policy::Model,
    ids: &[Uuid],
) -> Result<usize> {
    let mut count = 0;
    for id in ids {
        match recompute_these(services, organisation, policy, std::slice::from_ref(id)).await {
            Ok(done) => count += done,
            Err(error) => quarantine::put(services, JOB, Some(organisation.id.0), *id, &error).await?,
        }
    }
    Ok(count)
}

async fn recompute_these(
    services: &Services,
    organisation: &Organisation,
    policy: &policy::Model,
    ids: &[Uuid],
) -> Result<usize> {
    let today = organisation.today(services.clock.now());
    let tx = services.database.begin().await?;
    let rows = behind(organisation, policy)
        .filter(Workspaces::Id.is_in(ids.iter().copied()))
        .lock_exclusive()
        .all(&tx)
        .await?;
    let count = rows.len();
    for mut row in rows {
        row.policy_id = policy.id;
        row.destroy_after = None;
        redate(&mut row, policy.months()?, today);
        quarantine::forget(&tx, row.id).await?;
        update_row(&tx, row).await?;
    }
    tx.commit().await?;
    Ok(count)
}
