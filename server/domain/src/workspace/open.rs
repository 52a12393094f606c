//! The page of one workspace.

use super::{Participant, head, open_for_reading, visit};
use crate::{audit::Action, conversation, error::Result, services::Services};
use contract::{WorkspaceId, workspace::WorkspaceView};

/// Opens a workspace. For the customer this is a visit (L1); for staff it is traced (A1).
pub(crate) async fn open(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
) -> Result<WorkspaceView> {
    let mut opened = open_for_reading(services, participant, id).await?;
    visit(services, &mut opened).await?;
    opened.looked(services, Action::WorkspaceRead, id.0).await?;
    let db = services.database.read();
    Ok(WorkspaceView {
        head: head(services, db, &opened).await?,
        conversations: conversation::summaries(db, &opened).await?,
    })
}
