//! What waits for a participant in each of their workspaces (W9).

use crate::{
    ground::{
        actor::{Counselor, Participant},
        clock::local_time,
        error::Result,
        services::Services,
    },
    guidance::{
        consent,
        conversation::{self, Unread},
        workspace::{InvitationStatusColumn, Model, invitation},
    },
    people::organisation::Organisation,
};
use chrono::NaiveTime;
use contract::{
    life::{State, Timeline},
    list::Waits,
};
use std::collections::HashMap;
use uuid::Uuid;

/// A workspace in which something may wait.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub row: &'a Model,
    pub organisation: &'a Organisation,
    pub timeline: &'a Timeline,
}

/// Finds it, for all of them at once.
pub(super) async fn find<'a>(
    services: &Services,
    participant: Participant,
    places: impl Iterator<Item = Place<'a>> + Clone,
) -> Result<HashMap<Uuid, Waits>> {
    let db = services.database.read();
    let ids = places.clone().map(|place| place.row.id);
    let unread = conversation::unread_by_workspace(db, participant, ids).await?;
    let consents = if participant.is_customer() {
        // In the archive nobody can be let in any more.
        let open = places.clone().filter(|place| place.timeline.state != State::Archived);
        consent::asked_by_workspace(db, open.map(|place| (place.row.id(), place.timeline.today))).await?
    } else {
        HashMap::new()
    };
    let invited = places.clone().filter(|place| is_invited(place.row)).map(|place| place.row.id);
    let links = invitation::links(db, invited, services.clock.now()).await?;
    let waits = |Place { row, organisation, timeline }: Place<'_>| {
        let (is_owner, unread) = (is_owner(participant, row), unread.get(&row.id));
        let local = |at| local_time(at, organisation.zone);
        let newest = |unread: &Unread| (unread.newest.1, local(unread.newest.0));
        let waits = Waits {
            unread: unread.map_or(0, |unread| unread.count),
            newest: unread.map(newest),
            consents: consents.get(&row.id).copied().unwrap_or(0),
            to_confirm: is_owner && row.invitation_status == InvitationStatusColumn::AwaitingConfirmation,
            asks_reactivation: is_owner && row.asked_on.is_some(),
            invitation_expired: is_owner
                && is_invited(row)
                && timeline.state != State::Archived
                && !links.contains_key(&row.id),
            since: None,
        };
        // Where somebody waits to be let in, or nobody came, nothing has happened since.
        let nothing_since = waits.to_confirm || waits.invitation_expired || waits.consents > 0;
        let since = [
            unread.map(|unread| local(unread.oldest)),
            row.asked_on.filter(|_| waits.asks_reactivation).map(|day| day.and_time(NaiveTime::MIN)),
            nothing_since.then(|| local(row.touched_at)),
        ];
        Waits { since: since.into_iter().flatten().min(), ..waits }
    };
    Ok(places.map(|place| (place.row.id, waits(place))).collect())
}

fn is_invited(row: &Model) -> bool {
    row.invitation_status == InvitationStatusColumn::Invited
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
