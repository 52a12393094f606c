//! The page of one workspace.

use crate::{
    ground::{actor::Participant, audit::Action, error::Result, services::Services},
    guidance::{
        conversation, package_problem,
        workspace::{ReadMode, head, open_for_reading, visit},
    },
    record::{draft, notification},
};
use contract::{WorkspaceId, workspace::WorkspaceView};

/// Opens a workspace; for staff it is audited (A1).
pub(crate) async fn open(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    mode: ReadMode,
) -> Result<WorkspaceView> {
    let mut access = open_for_reading(services, participant, id).await?;
    if mode == ReadMode::Visit {
        visit(services, &mut access).await?;
        notification::seen(services, participant.person(), id.0).await?;
    }
    access.content.audit_read(services, Action::WorkspaceRead, id.0).await?;
    let db = services.database.read();
    let package_problem = match participant {
        Participant::Customer(_) => package_problem::of(db, id).await?,
        Participant::Counselor(_) | Participant::Supervisor(_) => None,
    };
    let drafts = draft::places(db, participant.person(), [id.0]).await?;
    Ok(WorkspaceView {
        head: head(services, db, &access).await?,
        side: participant.side(),
        conversations: conversation::summaries(db, &access, None).await?,
        begins_another: drafts.iter().any(|draft| draft.place == id.0),
        package_problem,
    })
}
