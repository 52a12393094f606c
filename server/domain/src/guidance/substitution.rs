//! Standing in (P12): for a named absence a colleague reads and answers a counselor's workspaces. Their customers
//! are notified who, why and until when before it begins, and may refuse it for their own.

use crate::{
    ground::{
        actor::{Counselor, Customer},
        audit::{self, Action},
        error::Result,
        once,
        outbox::{Mail, Says},
        services::Services,
    },
    guidance::{
        refused_substitute,
        workspace::{self, Column, Entity, InvitationStatusColumn, notify, open_for_writing},
    },
    people::{
        organisation,
        person::{self, absence},
    },
};
use contract::{ApiError, PersonId, WorkspaceId, absence::NewAbsence};
use sea_orm::{DatabaseTransaction, ExprTrait, entity::prelude::*};

/// Sets a counselor's absence, and notifies their customers.
///
/// # Errors
/// [`ApiError::Invalid`] with what is wrong.
pub(crate) async fn set(services: &Services, counselor: Counselor, new: &NewAbsence) -> Result<()> {
    let tx = once::begin(services).await?;
    let absence = absence::put(&tx, services, counselor, new).await?;
    announce(services, &tx, counselor, &absence).await?;
    Ok(tx.commit().await?)
}

/// Ends a counselor's absence: the substitute sees nothing of theirs any more.
pub(crate) async fn end(services: &Services, counselor: Counselor) -> Result<()> {
    let tx = once::begin(services).await?;
    absence::end(&tx, services, counselor).await?;
    show_anew(&tx, counselor).await?;
    Ok(tx.commit().await?)
}

/// Writes to the customers who have come in, of what is not archived.
async fn announce(
    services: &Services,
    tx: &DatabaseTransaction,
    counselor: Counselor,
    absence: &absence::Model,
) -> Result<()> {
    let organisation = organisation::load(tx, counselor.organisation).await?;
    let substitute = PersonId(absence.substitute_id);
    let (away, stands_in) = (
        person::name(tx, &services.keyring, counselor.person).await?,
        person::name(tx, &services.keyring, substitute).await?,
    );
    let rows = Entity::find()
        .filter(workspace::administered(organisation.id, organisation.today(services.clock.now())))
        .filter(Column::CounselorId.eq(counselor.person.0))
        .filter(Column::InvitationStatus.eq(InvitationStatusColumn::Taken))
        .all(tx)
        .await?;
    for row in rows {
        if refused_substitute::is_refused(tx, row.id(), substitute).await? {
            continue;
        }
        let says = Says::StandIn {
            counselor: away.clone(),
            substitute: stands_in.clone(),
            first_day: absence.access_from.unwrap_or(absence.first_day),
            last_day: absence.last_day,
        };
        let (organisation, about) = (organisation.name.clone(), Some(row.id()));
        notify(services, tx, &row, |language| Mail { language, organisation, about, says }).await?;
    }
    show_anew(tx, counselor).await
}

/// Pages that stand open show it at their next look.
async fn show_anew(tx: &DatabaseTransaction, counselor: Counselor) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
        .filter(Column::CounselorId.eq(counselor.person.0))
        .filter(Column::OrganisationId.eq(counselor.organisation.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// The customer refuses a substitute for their workspace, or lets them in again.
///
/// # Errors
/// [`ApiError::Conflict`] when somebody else stands in now, or nobody does.
pub(crate) async fn refuse(
    services: &Services,
    customer: Customer,
    id: WorkspaceId,
    substitute: PersonId,
    refuses: bool,
) -> Result<()> {
    let tx = once::begin(services).await?;
    let access = open_for_writing(services, &tx, customer.into(), id).await?;
    let (organisation, today) = (access.content.organisation.id, access.timeline.today);
    let absence = absence::announced(&tx, organisation, access.row.counselor_id, today).await?;
    if absence.is_none_or(|absence| absence.substitute_id != substitute.0) {
        return Err(ApiError::Conflict.into());
    }
    refused_substitute::set(&tx, id, substitute, refuses).await?;
    let action = if refuses { Action::SubstituteRefused } else { Action::SubstituteLetIn };
    audit::record(&tx, services.clock.now(), access.content.entry(action, substitute.0)).await?;
    workspace::commit(services, tx, id).await
}
