//! The customer's visits move the clock of an active workspace (L1).

use super::{WorkspaceAccess, update::update};
use crate::ground::{error::Result, services::Services};
use contract::life::State;

/// How somebody looks at something of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadMode {
    /// They asked for it: for the customer this is a visit (L1).
    Visit,
    /// A page that stands open asked for it by itself.
    Background,
}

/// Notes today's visit of the customer, once a day. Looking at an inactive or archived workspace
/// moves nothing (L5), nor does anything that staff do.
pub(crate) async fn visit(services: &Services, access: &mut WorkspaceAccess) -> Result<()> {
    let today = access.timeline.today;
    let is_customer = access.content.participant.is_customer();
    if !is_customer || access.state() != State::Active || access.row.visited_on >= Some(today) {
        return Ok(());
    }
    let tx = services.database.begin().await?;
    let fresh = super::open_for_writing(services, &tx, access.content.participant, access.id()).await?;
    if fresh.state() == State::Active {
        let mut row = fresh.row;
        row.visited_on = Some(today);
        access.row = update(&tx, row).await?;
        tx.commit().await?;
        let (facts, dates) = (access.row.facts(), access.row.dates());
        if let Some(timeline) = super::lifecycle::timeline(&facts, &dates, today) {
            access.timeline = timeline;
        }
    }
    Ok(())
}
