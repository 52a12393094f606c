//! A new invitation in the place of one that was wrong, or did not arrive (P10, P11).

use super::{Invited, send};
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action},
        error::Result,
        once,
        services::Services,
    },
    guidance::workspace::{
        Column as WorkspaceColumn, Entity as Workspaces, InvitationStatusColumn, commit, open_as_owner,
        set_address,
    },
    people::person,
};
use contract::{ApiError, PersonId, WorkspaceId, invitation::Correction};
use sea_orm::entity::prelude::*;

/// How many invitations to a workspace are sent in a day: nobody is pressed by a mail after the other, and those who
/// declined are left alone but for a mistake.
const INVITATIONS_A_DAY: usize = 5;

/// Makes a new invitation, to another address, to none, or for another identity, where those were wrong (P10, P11).
///
/// # Errors
/// [`ApiError::Invalid`] with every mistake; [`ApiError::Conflict`] when somebody has accepted already, or the
/// workspace is closed;
/// [`ApiError::TooOften`] after [`INVITATIONS_A_DAY`].
pub(crate) async fn invite_again(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    correction: &Correction,
) -> Result<()> {
    let (email, code) = correction.check()?;
    let tx = once::begin(services).await?;
    let access = open_as_owner(services, &tx, participant, id).await?;
    // Into a guidance that was closed nobody is invited.
    if access.row.invitation_status != InvitationStatusColumn::Invited || access.row.closed_on.is_some() {
        return Err(ApiError::Conflict.into());
    }
    let of = audit::Column::ObjectId.eq(id.0);
    audit::at_most(services, &tx, INVITATIONS_A_DAY, Action::InvitationSent, of).await?;
    set_address(&tx, &access.row, &access.content.key, email.as_deref()).await?;
    if let Some(code) = code {
        let index = person::identity_index(&services.keyring, &code);
        Workspaces::update_many()
            .col_expr(WorkspaceColumn::ExpectedIndex, Expr::value(Some(index)))
            .filter(WorkspaceColumn::Id.eq(id.0))
            .exec(&tx)
            .await?;
    }
    let language = correction.language.unwrap_or(access.row.language());
    Workspaces::update_many()
        .col_expr(WorkspaceColumn::Language, Expr::value(language.code()))
        .filter(WorkspaceColumn::Id.eq(id.0))
        .exec(&tx)
        .await?;
    let invited = Invited {
        workspace: id,
        counselor: PersonId(access.row.counselor_id),
        email,
        language,
        organisation: access.content.organisation,
    };
    send(services, &tx, participant, &access.content.key, invited).await?;
    commit(services, tx, id).await
}
