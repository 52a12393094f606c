//! What waits for a participant in each of their workspaces (W9).

use crate::{
    ground::{
        actor::{Counselor, Participant},
        error::Result,
        services::Services,
    },
    guidance::{
        consent, conversation,
        workspace::{InvitationStatusColumn, Model},
    },
};
use chrono::NaiveDate;
use contract::workspace::Waits;
use std::collections::HashMap;
use uuid::Uuid;

/// Finds it, for all of them at once, each with its day.
pub(super) async fn find<'a>(
    services: &Services,
    participant: Participant,
    workspaces: impl Iterator<Item = (&'a Model, NaiveDate)> + Clone,
) -> Result<HashMap<Uuid, Waits>> {
    let db = services.database.read();
    let ids = workspaces.clone().map(|(row, _)| row.id);
    let unread = conversation::unread_by_workspace(db, participant, ids).await?;
    let consents = if participant.is_customer() {
        let days = workspaces.clone().map(|(row, today)| (row.id(), today));
        consent::asked_by_workspace(db, days).await?
    } else {
        HashMap::new()
    };
    let waits = |row: &Model| {
        let (is_owner, unread) = (is_owner(participant, row), unread.get(&row.id));
        Waits {
            unread: unread.map_or(0, |unread| unread.count),
            newest: unread.map(|unread| unread.newest.1),
            consents: consents.get(&row.id).copied().unwrap_or(0),
            to_confirm: is_owner && row.invitation_status == InvitationStatusColumn::AwaitingConfirmation,
            asks_reactivation: is_owner && row.asked_on.is_some(),
        }
    };
    Ok(workspaces.map(|(row, _)| (row.id, waits(row))).collect())
}

/// Whether the participant is its counselor, who alone decides on these things.
fn is_owner(participant: Participant, row: &Model) -> bool {
    match participant {
        Participant::Counselor(Counselor { person, organisation }) => {
            (row.counselor_id, row.organisation_id) == (person.0, organisation.0)
        }
        Participant::Customer(_) | Participant::Supervisor(_) => false,
    }
}
