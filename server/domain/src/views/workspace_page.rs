//! The page of one workspace.

use crate::{
    ground::{actor::Participant, audit::Action, error::Result, services::Services},
    guidance::{
        conversation, package_problem,
        workspace::{Looking, head, open_for_reading, visit},
    },
};
use contract::{WorkspaceId, workspace::WorkspaceView};

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
    opened.content.looked(services, Action::WorkspaceRead, id.0).await?;
    let db = services.database.read();
    let package_problem = match participant {
        Participant::Customer(_) => package_problem::of(db, id).await?,
        Participant::Counselor(_) | Participant::Supervisor(_) => None,
    };
    Ok(WorkspaceView {
        head: head(services, db, &opened).await?,
        side: participant.side(),
        conversations: conversation::summaries(db, &opened).await?,
        package_problem,
    })
}
