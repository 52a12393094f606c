//! A counselor gives a workspace of theirs to a colleague (P7): from that moment on it is theirs no more.

use super::end_of;
use crate::{
    ground::{
        actor::{Participant, authentication::RecentAuthentication},
        audit::{self, Action, Entry},
        error::Result,
        once,
        outbox::{Mail, Says},
        services::Services,
        vault::Owner,
    },
    guidance::{
        substitute_notice,
        workspace::{self, open_as_owner, update_row},
    },
    people::person::{self, StaffRole},
    record::{
        draft, file, messages,
        notification::{self, EventColumn},
    },
};
use contract::{ApiError, FieldCode, PersonId, WorkspaceId};
use sea_orm::{ColumnTrait, DatabaseTransaction, ExprTrait};

/// How often a workspace is handed over in 24 hours.
const HAND_OVERS_A_DAY: usize = 5;

/// Gives it to a colleague, and notifies the customer. It opens content to them, and cannot be taken back (P13).
///
/// # Errors
/// [`ApiError::NotFound`] for anybody but its counselor; [`ApiError::Invalid`] where the other is no counselor of
/// the organisation, or the same one; [`ApiError::TooOften`].
pub(crate) async fn hand_over(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    to: PersonId,
    _: RecentAuthentication,
) -> Result<()> {
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let access = open_as_owner(services, &tx, participant, id).await?;
    // Each time the customer is written to: there and back between two counselors ends. What main users do in bulk has
    // its reason as a detail.
    let of = audit::Column::ObjectId.eq(access.row.id).and(audit::Column::Detail.is_null());
    audit::at_most(services, &tx, HAND_OVERS_A_DAY, Action::WorkspaceHandedOver, of).await?;
    let organisation = access.content.organisation;
    let roles = person::roles(&tx, to, organisation.id).await?;
    let from = PersonId(access.row.counselor_id);
    if to == from || !roles.contains(StaffRole::Counselor) {
        return Err(ApiError::field("to", FieldCode::NotACounselor).into());
    }
    let mut row = access.row;
    pass_on(services, &tx, &row, to).await?;
    row.counselor_id = to.0;
    row.touched_at = now;
    let row = update_row(&tx, row).await?;
    let name = person::name(&tx, &services.keyring, to).await?;
    workspace::notify(services, &tx, &row, |language| Mail {
        language,
        about: Some(id),
        says: Says::HandedOver { counselor: name },
    })
    .await?;
    // From whom, and to whom (A1).
    let changes = [
        (Action::WorkspaceHandedOver, row.customer()),
        (Action::WorkspaceTakenFrom, Some(from)),
        (Action::WorkspaceGivenTo, Some(to)),
    ];
    let entry = |(action, subject)| {
        Entry::new(participant.actor(), action).within(organisation.id).on(row.id).of(subject)
    };
    audit::record_all(&tx, now, changes.map(entry).to_vec()).await?;
    workspace::commit(services, tx, id).await
}

/// What goes with a workspace that is given to another counselor, and what does not: what was begun and not sent
/// is nobody else's.
pub(crate) async fn pass_on(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &workspace::Model,
    to: PersonId,
) -> Result<()> {
    let from = PersonId(row.counselor_id);
    draft::forget_of(tx, row.id, from).await?;
    file::forget_unsent(tx, row.id, from).await?;
    notification::forget_of(tx, row.id, from).await?;
    substitute_notice::forget_told(tx, row.id).await?;
    messages::pass_on_marks(tx, row.id, (from, to)).await?;
    let owner = Owner::workspace(row.organisation(), row.id());
    notification::raise(services, tx, owner, to, (EventColumn::HandedOver, None)).await?;
    end_of(tx, row.id, to, services.clock.now()).await
}
