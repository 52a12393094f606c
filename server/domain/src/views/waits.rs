//! What waits for a participant in each of their workspaces (W9).

use crate::{
    ground::{
        actor::{Counselor, Participant},
        clock::{days_after, local_time, start_of_day},
        error::Result,
        services::Services,
    },
    guidance::{
        consent,
        conversation::{self, Unread},
        workspace::{InvitationStatusColumn, Model, invitation, may_reactivate},
    },
    people::organisation::Organisation,
    record::draft,
};
use chrono::{DateTime, Utc};
use contract::{
    ConversationId,
    life::{State, Timeline},
    list::{Begun, Waits},
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

/// What waits in a workspace, and since when the oldest of it does.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Waiting {
    pub waits: Waits,
    pub since: Option<DateTime<Utc>>,
    /// When the newest message was sent that nobody has read.
    pub newest: Option<DateTime<Utc>>,
}

/// Finds it, for all of them at once.
pub(super) async fn find<'a>(
    services: &Services,
    participant: Participant,
    places: impl Iterator<Item = Place<'a>> + Clone,
) -> Result<HashMap<Uuid, Waiting>> {
    let db = services.database.read();
    let ids = places.clone().map(|place| place.row.id);
    let drafts = draft::places(db, participant.person(), ids.clone()).await?;
    let unread = conversation::unread_by_workspace(db, participant, ids).await?;
    let consents = if participant.is_customer() {
        // In the archive nobody can be let in any more.
        let open = places.clone().filter(|place| place.timeline.state != State::Archived);
        consent::asked_by_workspace(db, open.map(|place| (place.row.id(), place.timeline.today))).await?
    } else {
        HashMap::new()
    };
    let invited = places.clone().filter(|place| is_invited(place.row)).map(|place| place.row.id);
    let now = services.clock.now();
    let standings = invitation::standing::standings(db, invited).await?;
    let waits = |Place { row, organisation, timeline }: Place<'_>| {
        let (is_owner, unread) = (is_owner(participant, row), unread.get(&row.id));
        let is_open = timeline.state != State::Archived;
        // What cannot be sent waits for nothing: it is only read, where it was written.
        let may_send = timeline.state == State::Active
            || ((is_owner || participant.is_customer()) && may_reactivate(participant.side(), timeline));
        let drafts = || drafts.iter().filter(|draft| may_send && draft.owner == row.id);
        let draft = drafts().max_by_key(|draft| draft.saved_at);
        let newest = |unread: &Unread| (unread.newest.1, local_time(unread.newest.0, organisation.zone));
        let standing = standings.get(&row.id);
        // What the counselor withdrew themselves waits for nothing.
        let is_over =
            standing.is_none_or(|standing| standing.withdrawn_at.is_none() && !standing.is_open(now));
        let over_since = standing.map(|standing| standing.declined_at.unwrap_or(standing.expires_at));
        let waits_for_invitation =
            is_owner && is_invited(row) && row.closed_on.is_none() && is_open && is_over;
        let is_declined = standing.is_some_and(|standing| standing.declined_at.is_some());
        let waits = Waits {
            unread: unread.map_or(0, |unread| unread.count),
            newest: unread.map(newest),
            consents: consents.get(&row.id).copied().unwrap_or(0),
            to_confirm: is_owner && row.invitation_status == InvitationStatusColumn::AwaitingConfirmation,
            asks_reactivation: is_owner && row.asked_on.is_some(),
            invitation_expired: waits_for_invitation && !is_declined,
            invitation_declined: waits_for_invitation && is_declined,
            invitation_withdrawn: is_owner
                && is_invited(row)
                && standing.is_some_and(|standing| standing.withdrawn_at.is_some()),
            draft: draft.map(|draft| Begun {
                conversation: (draft.place != row.id).then_some(ConversationId(draft.place)),
                saved_at: local_time(draft.saved_at, organisation.zone),
                count: u32::try_from(drafts().count()).unwrap_or(u32::MAX),
            }),
        };
        // Only the day is known on which somebody asked: as if at its end.
        let asked = row.asked_on.filter(|_| waits.asks_reactivation);
        let asked = asked.map(|day| start_of_day(days_after(day, 1), organisation.zone).min(now));
        let since = [
            unread.map(|unread| unread.oldest),
            asked,
            over_since.filter(|_| waits_for_invitation),
            draft.map(|draft| draft.saved_at),
            // They came in, or the workspace was given to this counselor, last of all.
            (waits.to_confirm || waits.consents > 0).then_some(row.touched_at),
        ];
        let newest = unread.map(|unread| unread.newest.0);
        Waiting { waits, since: since.into_iter().flatten().min(), newest }
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
