//! `GET /workspaces/{id}/events`: what happens in a workspace, as server-sent events, for as long
//! as one is signed in and may look at it.

pub mod news;

use super::{
    AppState, SESSION_KEY,
    denials::Denied,
    limits::{places::holding, quotas::refuse},
};
use axum::{
    extract::{Path, State},
    http::request::Parts,
    response::{
        IntoResponse, Response,
        sse::{Event as Sent, KeepAlive, Sse},
    },
};
use contract::{WorkspaceId, person::Side};
use domain::{
    desk::Participant,
    ground::event::Event,
    guidance::follow,
    people::session::{self, SessionId, SignedIn},
};
use futures::{Stream, StreamExt, stream};
use serde::Deserialize;
use std::{convert::Infallible, time::Duration};
use tokio_util::sync::CancellationToken;
use tower_sessions::Session;

/// How often one says that one is here, and is asked whether one still may be.
pub(super) const BEAT: Duration = Duration::from_secs(20);

/// How soon it is worth asking again where too much is followed already, in seconds.
pub(super) const LATER: u32 = 60;

/// From when on one wants to know.
#[derive(Deserialize)]
pub(super) struct Query {
    pub since: Option<i64>,
}

/// Follows a workspace.
pub async fn events(
    State(state): State<AppState>,
    Path(id): Path<String>,
    session: Session,
    request: Parts,
) -> Result<Response, Denied> {
    follow(&state, &id, &session, &request).await.ok_or_else(|| Denied::of(&id))
}

/// What happens in it. `None` for who may not see it.
async fn follow(state: &AppState, id: &str, session: &Session, request: &Parts) -> Option<Response> {
    let role = request.extensions.get::<SignedIn>()?.participant()?;
    let id = id.parse::<WorkspaceId>().ok()?;
    let query: Query = serde_urlencoded::from_str(request.uri.query().unwrap_or_default()).ok()?;
    let Some(place) = state.quotas.streams.take(role.person().0) else {
        return Some(refuse(&request.method, &request.headers, LATER));
    };
    let sign_in = session.get::<SessionId>(SESSION_KEY).await.ok()??;
    let followed = follow::follow(&state.services, role, id, query.since).await.ok()?;
    let beats = beats(state.clone(), role, id, sign_in, followed.seen());
    let ending = CancellationToken::clone(&state.ending);
    let both = stream::select(followed.events.map(Some), beats);
    // It ends with the sign-in, and with the process.
    let until =
        both.take_while(|event| futures::future::ready(event.is_some())).take_until(ending.cancelled_owned());
    let sent =
        until.filter_map(|event| async move { event.map(|event| Ok::<_, Infallible>(written(event))) });
    let response = Sse::new(sent).keep_alive(KeepAlive::new().interval(BEAT)).into_response();
    Some(response.map(|body| holding(body, place)))
}

fn written(event: Event) -> Sent {
    match event {
        Event::Changed => Sent::default().event("changed").data("look"),
        Event::Here(_, Side::Customer) => Sent::default().event("here").data("customer"),
        Event::Here(_, Side::Counselor) => Sent::default().event("here").data("counselor"),
    }
}

/// At each beat: whether one is still signed in, in this role, and may look; if not, `None`. While one
/// is, the others are told, and oneself of what an event was lost of.
fn beats(
    state: AppState,
    role: Participant,
    id: WorkspaceId,
    sign_in: SessionId,
    seen: i64,
) -> impl Stream<Item = Option<Event>> {
    let interval = tokio::time::interval(BEAT);
    stream::unfold((state, interval, seen), move |(state, mut interval, seen)| async move {
        loop {
            interval.tick().await;
            let services = &state.services;
            let lasts = match session::peek(services, &state.limits, sign_in).await {
                Ok(Ok(present)) => present.who.participant() == Some(role),
                _ => false,
            };
            if !lasts {
                return Some((None, (state, interval, seen)));
            }
            match follow::here(services, role, id).await {
                Ok(revision) if revision == seen => {}
                Ok(revision) => return Some((Some(Event::Changed), (state, interval, revision))),
                Err(_) => return Some((None, (state, interval, seen))),
            }
        }
    })
}
