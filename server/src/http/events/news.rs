//! `GET /news/events`: how much is new for somebody (N1), as server-sent events, for as long as they are
//! signed in.

use super::{BEAT, LATER, Query};
use crate::http::{
    AppState, SESSION_KEY,
    denials::Denied,
    limits::{places::holding, quotas::refuse},
};
use axum::{
    extract::State,
    http::request::Parts,
    response::{
        IntoResponse, Response,
        sse::{Event as Sent, KeepAlive, Sse},
    },
};
use domain::{
    desk::Participant,
    people::session::{self, SessionId, SignedIn},
    views::news,
};
use futures::{Stream, StreamExt, stream};
use std::convert::Infallible;
use tokio_util::sync::CancellationToken;
use tower_sessions::Session;

/// Follows what is new for whoever is signed in.
pub async fn events(
    State(state): State<AppState>,
    session: Session,
    request: Parts,
) -> Result<Response, Denied> {
    follow(&state, &session, &request).await.ok_or(Denied(None))
}

/// Their stream. `None` for who takes part in nothing.
async fn follow(state: &AppState, session: &Session, request: &Parts) -> Option<Response> {
    let role = request.extensions.get::<SignedIn>()?.participant()?;
    let query: Query = serde_urlencoded::from_str(request.uri.query().unwrap_or_default()).ok()?;
    let Some(place) = state.quotas.streams.take(role.person().0) else {
        return Some(refuse(&request.method, &request.headers, LATER));
    };
    let sign_in = session.get::<SessionId>(SESSION_KEY).await.ok()??;
    let changes = news::follow(&state.services, role).await.ok()?;
    let beats = stream::unfold(tokio::time::interval(BEAT), async |mut beat| {
        beat.tick().await;
        Some(((), beat))
    });
    let looks = stream::select(changes, beats);
    let ending = CancellationToken::clone(&state.ending);
    let counts =
        counts(state.clone(), role, sign_in, query.since, looks).take_until(ending.cancelled_owned());
    let sent =
        counts.map(|count| Ok::<_, Infallible>(Sent::default().event("changed").data(count.to_string())));
    let response = Sse::new(sent).keep_alive(KeepAlive::new().interval(BEAT)).into_response();
    Some(response.map(|body| holding(body, place)))
}

/// The count whenever it is another than before. Each look asks first whether they are still signed in, in this
/// role; if not, the stream ends.
fn counts(
    state: AppState,
    role: Participant,
    sign_in: SessionId,
    since: Option<i64>,
    looks: impl Stream<Item = ()> + Send + 'static,
) -> impl Stream<Item = u32> {
    stream::unfold((state, Box::pin(looks), since), move |(state, mut looks, mut seen)| async move {
        loop {
            looks.next().await?;
            let services = &state.services;
            let present = session::peek(services, &state.limits, sign_in).await.ok()?.ok()?;
            if present.who.participant() != Some(role) {
                return None;
            }
            let count = news::count(services, role).await.ok()?;
            if seen.replace(i64::from(count)) != Some(i64::from(count)) {
                return Some((count, (state, looks, seen)));
            }
        }
    })
}
