//! The order of a list, and its pages.

use super::{Line, opened};
use crate::ground::{actor::Participant, error::Result, services::Services};
use chrono::Datelike;
use contract::list::{LIST_PAGE, ListFilter, ListPlace, ListSort, Turn};

/// What comes after everything else.
const LAST: i64 = i64::MAX;

/// How far what waits for a customer, or ends soon, stands before what does not.
const AHEAD: i64 = i64::MAX / 2;

/// Puts lines into order.
pub(super) async fn put_in_order(
    services: &Services,
    participant: Participant,
    lines: &mut [Line<'_>],
    sort: ListSort,
) -> Result<()> {
    if sort == ListSort::Name {
        let names = opened::names(services, participant, lines).await?;
        // Whoever has not come in yet comes last.
        lines.sort_by_cached_key(|line| {
            let name = names.get(&line.row.id).map(|name| opened::in_order(name));
            (name.is_none(), name, line.row.number, line.row.id)
        });
        return Ok(());
    }
    for line in lines.iter_mut() {
        line.key = match sort {
            ListSort::Waiting => line.since.map_or(LAST, |since| since.timestamp_micros()),
            ListSort::Ending => i64::from(line.timeline.due().num_days_from_ce()),
            ListSort::Changed | ListSort::Name => -line.touched_at.timestamp_micros(),
        };
        if participant.is_customer() && (line.waits.any() || line.ends_soon()) {
            // On the first page stands all that waits.
            line.key -= AHEAD;
        }
    }
    lines.sort_by_key(|line| (line.key, line.row.id));
    Ok(())
}

/// A page.
pub(super) struct Page<'l, 'o> {
    pub lines: Vec<&'l Line<'o>>,
    /// Which one of all shown is the first of it, from 1.
    pub first: u32,
    /// How many are shown in all.
    pub total: u32,
}

/// The page of a turn, or the first one. A turn past either end leads to that end.
pub(super) fn page<'l, 'o>(
    lines: &'l [Line<'o>],
    shown: ListFilter,
    sort: ListSort,
    turn: Option<Turn>,
) -> Page<'l, 'o> {
    let size = LIST_PAGE as usize;
    // Where the place of a turn is among all lines, and whether what stands there now is still the same.
    let find = |ListPlace { key, id }| {
        if sort == ListSort::Name {
            return lines.iter().position(|line| line.row.id == id.0).map(|at| (at, true));
        }
        let at = lines.partition_point(|line| (line.key, line.row.id) < (key, id.0));
        Some((at, lines.get(at).is_some_and(|line| (line.key, line.row.id) == (key, id.0))))
    };
    let of_filter: Vec<(usize, &Line<'_>)> =
        lines.iter().enumerate().filter(|(_, line)| line.is_of(shown)).collect();
    let before = |place: usize| of_filter.partition_point(|(at, _)| *at < place);
    let from = match turn {
        Some(Turn::After(place)) => {
            find(place).map_or(0, |(at, is_there)| before(at + usize::from(is_there)))
        }
        Some(Turn::Before(place)) => find(place).map_or(0, |(at, _)| before(at).saturating_sub(size)),
        None => 0,
    };
    let from = if from < of_filter.len() { from } else { of_filter.len().saturating_sub(size) };
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Page {
        lines: of_filter.iter().skip(from).take(size).map(|(_, line)| *line).collect(),
        first: count(from + 1),
        total: count(of_filter.len()),
    }
}
