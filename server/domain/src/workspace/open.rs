//! The page of one workspace.

use super::{Participant, head, open_for_reading, visit};
use crate::{audit::Action, conversation, error::Result, package, services::Services};
use contract::{WorkspaceId, workspace::WorkspaceView};

/// How somebody looks at something of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looking {
    /// They asked for it: for the customer this is a visit (L1).
    Visits,
    /// A page that stands open asked for it by itself.
    StandsOpen,
}

/// Opens a workspace; for staff it is audited (A1).
pub(crate) async fn open(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    looking: Looking,
) -> Result<WorkspaceView> {
    let mut opened = open_for_reading(services, participant, id).await?;
    if looking == Looking::Visits {
        visit(services, &mut opened).await?;
    }
    opened.looked(services, Action::WorkspaceRead, id.0).await?;
    let db = services.database.read();
    let package_problem = match participant {
        Participant::Customer(_) => package::problem::of(db, id).await?,
        Participant::Counselor { .. } | Participant::Supervisor { .. } => None,
    };
    Ok(WorkspaceView {
        head: head(services, db, &opened).await?,
        side: participant.side(),
        conversations: conversation::summaries(db, &opened).await?,
        package_problem,
    })
}
