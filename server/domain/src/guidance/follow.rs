//! Following a workspace: hearing what happens in it, and saying that one is there (W1).

use crate::{
    ground::{actor::Participant, error::Result, event::Event, services::Services},
    guidance::workspace::open_for_reading,
};
use contract::WorkspaceId;
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};

/// What somebody follows, and up to which revision they have been told.
pub struct Followed {
    /// What happens.
    pub events: BoxStream<'static, Event>,
    /// The revision that was last looked at.
    seen: i64,
}

impl Followed {
    /// The revision that was last looked at.
    pub fn seen(&self) -> i64 {
        self.seen
    }
}

impl std::fmt::Debug for Followed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Followed({}, …)", self.seen)
    }
}

/// Follows a workspace that the participant may see. When it has another revision than `since`, that
/// is told at once.
///
/// # Errors
/// [`contract::ApiError::NotFound`] when it is missing, or not for them.
pub async fn follow(
    services: &Services,
    role: impl Into<Participant>,
    workspace: WorkspaceId,
    since: Option<i64>,
) -> Result<Followed> {
    // First listen, then look: nothing falls between.
    let subscription = services.events.subscribe(&services.database).await?;
    let access = open_for_reading(services, role.into(), workspace).await?;
    let me = access.content.participant.person();
    let events = stream::unfold(subscription, move |mut subscription| async move {
        loop {
            match subscription.next(workspace.0).await? {
                Event::Here(person, _) if person == me => {}
                event => return Some((event, subscription)),
            }
        }
    });
    let seen = access.row.revision;
    let before = since.filter(|since| *since != seen).map(|_| Event::Changed);
    Ok(Followed { events: stream::iter(before).chain(events).boxed(), seen })
}

/// Tells the others that the participant is looking at a workspace. Gives its revision: another than
/// before where something happened since.
///
/// # Errors
/// [`contract::ApiError::NotFound`] when they may not any more.
pub async fn here(services: &Services, role: impl Into<Participant>, workspace: WorkspaceId) -> Result<i64> {
    let access = open_for_reading(services, role.into(), workspace).await?;
    let (person, side) = (access.content.participant.person(), access.content.participant.side());
    services.events.publish(&services.database, workspace.0, Event::Here(person, side));
    Ok(access.row.revision)
}
