//! What a policy would do, from a day on (L10): every date that moves.

use super::{WARNING_DAYS, load, redate};
use crate::{
    ground::{clock::days_after, error::Result, services::Services},
    guidance::workspace::{
        self, ClosedByColumn, Column as Workspaces, InvitationStatusColumn, Model,
        lifecycle::{self, Dates, Life},
    },
    people::person,
};
use chrono::NaiveDate;
use contract::{
    OrganisationId,
    life::State,
    policy::{DateMove, DryRun, DryRunLine, Moved, NewPolicy},
};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

/// Workspaces read in one go.
const BATCH: u64 = 500;

/// How many lines are listed.
const LINES: usize = 200;

const STATES: [State; 3] = [State::Active, State::Inactive, State::Archived];

/// What a policy would do.
///
/// # Errors
/// [`contract::ApiError::Invalid`] with every mistake in the input.
pub(crate) async fn dry_run(services: &Services, id: OrganisationId, new: &NewPolicy) -> Result<DryRun> {
    let db = services.database.read();
    let organisation = load(db, id).await?;
    let today = organisation.today(services.clock.now());
    let (months, from) = new.check_to_try(today)?;
    let nothing = |state| Moved { state, earlier: 0, most_days: 0, first: None, later: 0 };
    let mut run = DryRun {
        months,
        from,
        all: 0,
        unchanged: 0,
        inactive_tonight: 0,
        archived_soon: 0,
        deleted_soon: 0,
        moved: STATES.map(nothing).to_vec(),
        told: 0,
        holds_shortened: 0,
        lines: vec![],
        unlisted: 0,
    };
    let mut listed = Listed::default();
    let mut after = 0;
    loop {
        let rows = workspace::Entity::find()
            .filter(Workspaces::OrganisationId.eq(id.0))
            .filter(Workspaces::ArchivedThrough.gte(from))
            .filter(Workspaces::Number.gt(after))
            .order_by_asc(Workspaces::Number)
            .limit(BATCH)
            .all(db)
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.number;
        for row in rows {
            let counselor = row.counselor_id;
            if let Some(line) = count(&mut run, row, today) {
                listed.add(counselor, line);
            }
        }
        listed.cut();
    }
    run.unlisted = listed.cut_off;
    let names = person::names(db, &services.keyring, listed.lines.iter().map(|(who, _)| *who)).await?;
    let with_name = |(who, line): (Uuid, DryRunLine)| DryRunLine {
        counselor: names.get(&who).cloned().unwrap_or_default(),
        ..line
    };
    run.lines = listed.lines.into_iter().map(with_name).collect();
    Ok(run)
}

/// The lines that are soonest, and how many there are besides.
#[derive(Default)]
struct Listed {
    lines: Vec<(Uuid, DryRunLine)>,
    cut_off: u32,
}

impl Listed {
    fn add(&mut self, counselor: Uuid, line: DryRunLine) {
        // A main user sees no archive, not even its number (L6).
        if line.now != State::Archived {
            self.lines.push((counselor, line));
        }
    }

    fn cut(&mut self) {
        let soonest = |line: &DryRunLine| line.moves.iter().map(|change| change.would_be).min();
        self.lines.sort_by_key(|(_, line)| (soonest(line), line.number));
        let more = self.lines.len().saturating_sub(LINES);
        self.lines.truncate(LINES);
        self.cut_off += u32::try_from(more).unwrap_or(u32::MAX);
    }
}

/// Counts one workspace; gives its line when any of its dates would change.
fn count(run: &mut DryRun, row: Model, today: NaiveDate) -> Option<DryRunLine> {
    let Life::Is(shown) = lifecycle::state(&row.facts(), &row.dates(), today) else { return None };
    let row = as_on(row, run.from);
    let Life::Is(now) = lifecycle::state(&row.facts(), &row.dates(), run.from) else { return None };
    run.all += 1;
    let mut changed = row.clone();
    redate(&mut changed, run.months, run.from);
    if changed.held_through < row.held_through {
        run.holds_shortened += 1;
    }
    let (is, would_be) = (row.dates(), changed.dates());
    if is == would_be {
        run.unchanged += 1;
        return None;
    }
    let moves: Vec<DateMove> = STATES
        .into_iter()
        .map(|state| DateMove { state, is: last_day(&is, state), would_be: last_day(&would_be, state) })
        .filter(|change| change.is != change.would_be)
        .collect();
    for (moved, state) in run.moved.iter_mut().zip(STATES) {
        if let Some(change) = moves.iter().find(|change| change.state == state) {
            add(moved, *change);
        }
    }
    let (until, then) = (last_day(&is, now), last_day(&would_be, now));
    let soon = then < until && then <= days_after(run.from, WARNING_DAYS);
    match now {
        State::Active if then == run.from && until > run.from => run.inactive_tonight += 1,
        State::Inactive if soon => run.archived_soon += 1,
        State::Archived if soon => run.deleted_soon += 1,
        _ => {}
    }
    if then < until && row.invitation_status == InvitationStatusColumn::Taken {
        run.told += 1;
    }
    Some(DryRunLine { number: row.number, counselor: String::new(), now: shown, moves })
}

fn add(moved: &mut Moved, change: DateMove) {
    if change.would_be < change.is {
        moved.earlier += 1;
        moved.most_days = moved.most_days.max((change.is - change.would_be).num_days());
        moved.first = moved.first.into_iter().chain([change.would_be]).min();
    } else {
        moved.later += 1;
    }
}

/// A workspace as it will be on a day, if nobody visits it until then.
fn as_on(mut row: Model, day: NaiveDate) -> Model {
    if row.closed_on.is_none() && row.archived_on.is_none() && row.active_through < day {
        row.closed_on = Some(row.active_through);
        row.closed_by = Some(ClosedByColumn::Time);
    }
    if row.closed_on.is_some() && row.archived_on.is_none() && row.inactive_through < day {
        row.archived_on = Some(row.inactive_through);
    }
    row
}

fn last_day(dates: &Dates, state: State) -> NaiveDate {
    match state {
        State::Active => dates.active_through,
        State::Inactive => dates.inactive_through,
        State::Archived => dates.archived_through,
    }
}
