//! Keeping a form: one that could not be taken, or one that asks for a page.

use super::again::{with_again, without_again};
use crate::http::{AppState, forms::outcome::came_from, session::request_context::Lapsed};
use contract::{ApiError, PersonId, desk::RejectedForm};
use domain::people::session::{
    SignedIn,
    rejected_form::{self, Kind},
};
use http::request::Parts;
use uuid::Uuid;

/// A form as it was sent.
pub(super) struct Sent<'a> {
    pub function: String,
    pub form: &'a [u8],
}

/// What became of a form that could not be taken.
pub(super) enum Kept {
    As(Uuid),
    TooLarge,
    OfNobody,
}

impl Kept {
    /// The address of the page that reads it, if it is kept.
    fn shown_on(&self, page: &str) -> Option<String> {
        if let Self::As(id) = self { Some(with_again(page, *id)) } else { None }
    }
}

/// Keeps a form of a kind for somebody.
pub(super) async fn keep(
    state: &AppState,
    person: Option<PersonId>,
    kind: Kind,
    sent: Sent<'_>,
    error: Option<ApiError>,
) -> anyhow::Result<Kept> {
    let Some(person) = person else { return Ok(Kept::OfNobody) };
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(sent.form)?;
    let rejected = serde_json::to_vec(&RejectedForm { function: sent.function, error, fields })?;
    let kept = rejected_form::keep(&state.services, person, kind, &rejected).await?;
    Ok(kept.map_or(Kept::TooLarge, Kept::As))
}

/// Whose a form is: of whoever is signed in, or was until time ended it.
pub(super) fn whose(parts: &Parts) -> Option<PersonId> {
    let signed_in = parts.extensions.get::<SignedIn>().map(|who| who.person());
    signed_in.or_else(|| parts.extensions.get::<Lapsed>().map(|lapsed| lapsed.0))
}

/// Keeps a form that was not sent, and gives its page with it. `None` where nobody is signed in: a form of any
/// size that is read has room.
pub(crate) async fn keep_unsent(
    state: &AppState,
    parts: &Parts,
    function: String,
    form: &[u8],
) -> anyhow::Result<Option<String>> {
    let back = without_again(&came_from(state, &parts.headers));
    let kept = keep(state, whose(parts), Kind::Rejected, Sent { function, form }, None).await?;
    Ok(kept.shown_on(&back))
}

/// Keeps what a form asks for, and gives the address of the page that reads it.
pub(crate) async fn keep_asked(
    state: &AppState,
    parts: &Parts,
    function: String,
    form: &[u8],
    page: &str,
) -> anyhow::Result<Option<String>> {
    let kept = keep(state, whose(parts), Kind::Search, Sent { function, form }, None).await?;
    Ok(kept.shown_on(page))
}

/// Keeps what became of a function that was not asked by a form, and gives the address of the page that says it.
pub(crate) async fn keep_refused(
    state: &AppState,
    person: PersonId,
    function: &str,
    error: ApiError,
    page: &str,
) -> anyhow::Result<Option<String>> {
    let sent = Sent { function: function.to_owned(), form: &[] };
    let kept = keep(state, Some(person), Kind::Rejected, sent, Some(error)).await?;
    Ok(kept.shown_on(page))
}
