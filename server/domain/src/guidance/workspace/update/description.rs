//! What a workspace is about: its counselor changes title, topics and language while it lives (W3).

use super::{AuditedChange, update_audited};
use crate::{
    ground::{
        actor::{Counselor, Participant},
        audit::Action,
        error::Result,
        once,
        services::Services,
    },
    guidance::workspace::{commit, field, head, open_as_owner, open_for_reading},
    people::person,
};
use contract::{
    WorkspaceId,
    workspace::{Description, DescriptionView},
};

/// The page on which it is changed.
pub(crate) async fn description(
    services: &Services,
    counselor: Counselor,
    id: WorkspaceId,
) -> Result<DescriptionView> {
    let access = open_for_reading(services, counselor.into(), id).await?.require_owner()?;
    access.content.audit_read(services, Action::WorkspaceRead, id.0).await?;
    let db = services.database.read();
    let customer_has_chosen = match access.row.customer().filter(|_| access.row.has_joined()) {
        Some(customer) => person::load(db, customer).await?.language().is_some(),
        None => false,
    };
    let language = access.row.language();
    Ok(DescriptionView { head: head(services, db, &access).await?, language, customer_has_chosen })
}

/// Changes it, in every state in which staff see the workspace. The audit log says that it was changed, and not to what.
///
/// # Errors
/// [`contract::ApiError::NotFound`] for anybody but its counselor; [`contract::ApiError::Invalid`].
pub(crate) async fn change_description(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    new: &Description,
) -> Result<()> {
    let new = new.check()?;
    let tx = once::begin(services).await?;
    let access = open_as_owner(services, &tx, participant, id).await?;
    let mut row = access.row;
    let seal = |field, text: &str| access.content.key.seal_text(row.context(field), text);
    let topics = serde_json::to_string(&new.topics).unwrap_or_default();
    let (title, topics) = (seal(field::TITLE, &new.title)?, seal(field::TOPICS, &topics)?);
    (row.title, row.topics) = (title, topics);
    if let Some(language) = new.language {
        language.code().clone_into(&mut row.language);
    }
    let change = AuditedChange { participant, action: Action::WorkspaceDescribed, subject: row.customer() };
    update_audited(services, &tx, row, change).await?;
    commit(services, tx, id).await
}
