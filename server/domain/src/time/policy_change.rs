//! Policies (L10): tried first, and put in force from a day on. Both compute with the same function, so
//! that what is tried is what comes.

mod dry_run;
mod recompute;

pub(crate) use dry_run::dry_run;
pub use recompute::recompute;

use crate::{
    ground::{
        actor::{MainUser, Role, authentication::RecentAuthentication},
        audit::{self, Action, Entry},
        clock::{days_after, local_date},
        data_keys,
        error::{Error, Result},
        job, once,
        services::Services,
        vault::{Owner, SealContext},
    },
    guidance::workspace::{ClosedByColumn, InvitationStatusColumn, Model, lifecycle},
    people::organisation::{self, load, policy},
    time::ladder::NOTICE_DAYS,
};
use chrono::NaiveDate;
use contract::{
    ApiError, OrganisationId,
    policy::{CheckedPolicy, ComingPolicy, Months, NewPolicy, PolicyView},
};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

/// The name among the jobs of what puts a policy in force.
const JOB: &str = "policies";

/// How many days are left at least, when a shorter policy would archive or delete at once: those of the notice
/// (L9), and one for it to be sent.
const WARNING_DAYS: u32 = NOTICE_DAYS + 1;

/// The policy in force, what was decided for later, and how many workspaces do not have its dates yet.
pub(crate) async fn view(services: &Services, id: OrganisationId) -> Result<PolicyView> {
    let db = services.database.read();
    let organisation = load(db, id).await?;
    let today = organisation.today(services.clock.now());
    let row = policy::in_force(db, id, today).await?;
    let newest = policy::newest(db, id).await?;
    let key = data_keys::load(db, &services.keyring, Owner::installation()).await?;
    let why = |row: &policy::Model| {
        row.reason.as_ref().map(|reason| key.show(SealContext::of(row.id, policy::REASON), reason))
    };
    let behind = recompute::behind(&organisation, &row).count(db).await?;
    let coming = match newest.valid_from {
        Some(from) if from > today => Some(ComingPolicy {
            version: newest.version,
            months: months(&newest)?,
            from,
            reason: why(&newest),
        }),
        _ => None,
    };
    Ok(PolicyView {
        version: row.version,
        months: months(&row)?,
        since: row.valid_from.unwrap_or_else(|| local_date(row.created_at, organisation.zone)),
        reason: why(&row),
        behind: u32::try_from(behind).unwrap_or(u32::MAX),
        coming,
        today,
    })
}

/// The months of a policy, with those of a hold.
pub(crate) fn months(row: &policy::Model) -> Result<Months> {
    let of = row.months()?;
    let hold = u32::try_from(row.hold_months).map_err(|_| Error::Inconsistent("negative months"))?;
    Ok(Months { active: of.active, inactive: of.inactive, archived: of.archived, hold })
}

/// Gives a workspace the dates of a policy, from `today` on. What has ended stays as it ended. A
/// step that the policy would take at once comes tonight; archiving and deletion, where somebody
/// has to be notified, after the days of a notice (L9). A hold never passes the cap (R1).
pub(crate) fn redate(row: &mut Model, months: Months, today: NaiveDate) {
    let policy = policy_of(months);
    if row.closed_on.is_none() && row.archived_on.is_none() && row.active_through < today {
        row.closed_on = Some(row.active_through);
        row.closed_by = Some(ClosedByColumn::Time);
        row.postponed_to = None;
        row.postponed_since = None;
    }
    // What waits for its notices goes on waiting; anything else is counted anew.
    row.postponed_to = row.postponed_since.and(row.postponed_to);
    if let Some(held) = row.held_through {
        row.held_through = Some(held.min(cap_of_hold(row, months)));
    }
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

/// The last day until which a hold may keep a workspace (R1).
pub(crate) fn cap_of_hold(row: &Model, months: Months) -> NaiveDate {
    let unheld = lifecycle::Facts { held_through: None, ..row.facts() };
    lifecycle::later(lifecycle::dates(&unheld, policy_of(months)).archived_through, months.hold)
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
    new: &NewPolicy,
    _: RecentAuthentication,
) -> Result<()> {
    let id = main_user.organisation;
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    organisation::lock(&tx, id).await?;
    let today = load(&tx, id).await?.today(now);
    let CheckedPolicy { months: new, from, reason } = new.check(today)?;
    let before = policy::newest(&tx, id).await?;
    // The same again, from the same day or in force already; put off or brought forward, it is another one.
    let is_in_force = before.valid_from.is_none_or(|day| day <= today);
    if months(&before)? == new && (is_in_force || before.valid_from == Some(from)) {
        return Err(ApiError::Conflict.into());
    }
    // What was decided before and holds from a later day is replaced: nothing has its dates yet.
    policy::forget_coming(&tx, id, today).await?;
    let row_id = services.randomness.uuid();
    let key = data_keys::load(&tx, &services.keyring, Owner::installation()).await?;
    let column = |n: u32| Set(i32::try_from(n).unwrap_or(i32::MAX));
    let row = policy::ActiveModel {
        id: Set(row_id),
        organisation_id: Set(id.0),
        version: Set(before.version + 1),
        active_months: column(new.active),
        inactive_months: column(new.inactive),
        archived_months: column(new.archived),
        hold_months: column(new.hold),
        created_at: Set(now),
        valid_from: Set(Some(from)),
        reason: Set(Some(key.seal_text(SealContext::of(row_id, policy::REASON), &reason)?)),
    };
    policy::Entity::insert(row).exec_without_returning(&tx).await?;
    let entry = Entry::new(main_user.actor(), Action::PolicyChanged).within(id).on(id.0);
    audit::record(&tx, now, entry).await?;
    job::wake(&tx, JOB, now).await?;
    tx.commit().await?;
    Ok(())
}
