//! Who makes the request: the session is looked at, and the desk that goes with it is handed on.

use super::{AppState, SESSION_KEY};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use contract::{
    ApiError, CounselorDesk, MainUserDesk, PersonDesk, Visitor,
    desk::{Entrance, Returned, Staff},
    person::Language,
    session::SignInDesk,
};
use domain::{
    desk::{Counselor, Customer, Desk, FrontDoor, MainUser},
    session::{self, Ended, OwnSignIns, Present, SessionId, SignedIn},
};
use http::{Method, StatusCode};
use std::sync::Arc;
use tower_sessions::Session;
use uuid::Uuid;

/// The parts of the site that are for people who are signed in.
const INSIDE: [&str; 3] = ["/workspaces", "/organisation", "/sign-ins"];

/// How the addresses end that pages follow by themselves.
const EVENTS: &str = "/events";

/// How a page asks by itself how much longer it lasts.
const SESSION_LEFT: &str = "/api/session_left";

/// Where a main user without workspaces begins.
const ORGANISATION: &str = "/organisation";

/// Looks at the session and hands on an [`Entrance`], and who is signed in.
pub async fn entrance(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let by_itself = path.ends_with(EVENTS) || path == SESSION_LEFT;
    let present = match present(&state, &session, by_itself).await {
        Ok(present) => present,
        Err(error) => {
            tracing::error!(%error, "session cannot be looked at");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    if let Err(ended) = present
        && INSIDE.iter().any(|inside| request.uri().path().starts_with(inside))
        && matches!(*request.method(), Method::GET | Method::HEAD)
    {
        return to_sign_in(&request, ended);
    }
    let present = present.ok();
    let signed_in = present.map(|present| present.who);
    if let Some(SignedIn::Staff(.., roles)) = signed_in
        && !roles.counselor
        && *request.method() == Method::GET
        && request.uri().path() == "/workspaces"
    {
        return Redirect::to(ORGANISATION).into_response();
    }
    let language = request.extensions().get::<Language>().copied().unwrap_or_default();
    let sign_ins = sign_ins(&state, &session, signed_in).await;
    let returned = returned(&state, signed_in, request.uri().query()).await;
    let extensions = request.extensions_mut();
    if let Some(present) = present {
        extensions.insert(present.who);
        extensions.insert(present.proof);
    }
    extensions.insert(Entrance {
        visitor: visitor(&state, present),
        doorstep: Arc::new(FrontDoor(Arc::clone(&state.services))),
        ways: state.providers.ways(language),
        returned,
        sign_ins,
        left: present.map(|present| present.left),
        demonstration: state.demonstration.as_ref().map(|time| time.clock.today()),
    });
    next.run(request).await
}

/// The session that lasts; else why it does not, where there was one. What a page asks by itself
/// does not prolong it.
async fn present(
    state: &AppState,
    session: &Session,
    by_itself: bool,
) -> anyhow::Result<Result<Present, Option<Ended>>> {
    let Some(id) = session.get::<SessionId>(SESSION_KEY).await? else { return Ok(Err(None)) };
    let (services, limits) = (&state.services, &state.limits);
    let present = if by_itself {
        session::glance(services, limits, id).await?
    } else {
        session::current(services, limits, id).await?
    };
    Ok(present.map_err(Some))
}

/// Where somebody who is signed in looks after their sign-ins.
async fn sign_ins(
    state: &AppState,
    session: &Session,
    signed_in: Option<SignedIn>,
) -> Option<Arc<dyn SignInDesk>> {
    let here = session.get::<SessionId>(SESSION_KEY).await.ok()??;
    let (services, limits) = (Arc::clone(&state.services), state.limits);
    Some(Arc::new(OwnSignIns { services, limits, person: signed_in?.person(), here }))
}

fn visitor(state: &AppState, present: Option<Present>) -> Visitor {
    let services = Arc::clone(&state.services);
    let Some(Present { who, proof, .. }) = present else { return Visitor::Anonymous };
    match who {
        SignedIn::Customer(person) => Visitor::Customer(Arc::new(Desk::new(services, Customer(person)))),
        SignedIn::Staff(person, organisation, roles) => {
            let counselor = roles.counselor.then(|| {
                let role = Counselor { person, organisation };
                Arc::new(Desk::new(Arc::clone(&services), role)) as Arc<dyn CounselorDesk>
            });
            let main_user = roles.main_user.then(|| {
                let role = MainUser { person, organisation, proof };
                Arc::new(Desk::new(Arc::clone(&services), role)) as Arc<dyn MainUserDesk>
            });
            Visitor::Staff(Staff { counselor, main_user })
        }
    }
}

/// The desk of whoever is signed in.
pub(super) fn desk(entrance: &Entrance) -> Option<Arc<dyn PersonDesk>> {
    match &entrance.visitor {
        Visitor::Anonymous => None,
        Visitor::Customer(desk) => Some(Arc::clone(desk) as Arc<dyn PersonDesk>),
        Visitor::Staff(staff) => staff.person(),
    }
}

/// To the sign-in page, with the reason, and the way back to where one was going (U4).
fn to_sign_in(request: &Request, ended: Option<Ended>) -> Response {
    let because = match ended {
        None => "needed",
        Some(Ended::Idle) => "idle",
        Some(Ended::Expired) => "expired",
        Some(Ended::Gone) => "gone",
    };
    sign_in_address(because, request.uri().path_and_query().map_or("/", |address| address.as_str()))
}

/// A redirect to the sign-in page.
pub(super) fn sign_in_address(because: &str, return_to: &str) -> Response {
    let query = serde_urlencoded::to_string([("because", because), ("return_to", return_to)]);
    Redirect::to(&format!("/sign-in?{}", query.unwrap_or_default())).into_response()
}

/// The form that came back, when the address names one of this person's.
async fn returned(state: &AppState, signed_in: Option<SignedIn>, query: Option<&str>) -> Option<Returned> {
    let person = signed_in?.person();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query?).ok()?;
    let id: Uuid = pairs.into_iter().find(|(name, _)| name == "again")?.1.parse().ok()?;
    match session::form_return::find(&state.services, person, id).await {
        Ok(found) => serde_json::from_slice(&found?).ok(),
        Err(error) => {
            tracing::warn!(%error, "returned form does not open");
            Some(Returned { error: ApiError::Internal, fields: vec![] })
        }
    }
}
