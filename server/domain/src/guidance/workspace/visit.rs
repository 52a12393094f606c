//! The customer's visits move the clock of an active workspace (L1).

use super::{WorkspaceAccess, update::update};
use crate::ground::{error::Result, services::Services};
use contract::life::State;

/// How somebody looks at something of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looking {
    /// They asked for it: for the customer this is a visit (L1).
    Visits,
    /// A page that stands open asked for it by itself.
    StandsOpen,
}

/// Notes today's visit of the customer, once a day. Looking at an inactive or archived workspace
/// moves nothing (L5), nor does anything that staff do.
pub(crate) async fn visit(services: &Services, opened: &mut WorkspaceAccess) -> Result<()> {
    let today = opened.timeline.today;
    let is_customer = opened.content.participant.is_customer();
    if !is_customer || opened.state() != State::Active || opened.row.visited_on >= Some(today) {
        return Ok(());
    }
    let tx = services.database.begin().await?;
    let fresh = super::open_for_writing(services, &tx, opened.content.participant, opened.id()).await?;
    if fresh.state() == State::Active {
        let mut row = fresh.row;
        row.visited_on = Some(today);
        opened.row = update(&tx, row).await?;
        tx.commit().await?;
        let (facts, dates) = (opened.row.facts(), opened.row.dates());
        if let Some(timeline) = super::lifecycle::timeline(&facts, &dates, today) {
            opened.timeline = timeline;
        }
    }
    Ok(())
}
