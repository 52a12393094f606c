//! Who makes the request: the session is looked at, and the desk that goes with it is handed on.

use crate::http::{AppState, SESSION_KEY, forms::outcome};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use contract::{
    Caller, CounselorDesk, MainUserDesk, PersonDesk, PersonId, SupervisorDesk,
    desk::{RequestContext, Staff},
    person::{Language, SignInOption},
    session::SignInDesk,
    staff::StaffRole,
};
use domain::{
    desk::{Counselor, Customer, Desk, MainUser, Public, Supervisor, WithoutUndertaking},
    people::session::{self, Ended, OwnSignIns, Present, SessionId, SignedIn},
};
use http::{Method, StatusCode};
use std::sync::Arc;
use tower_sessions::Session;

/// The parts of the site that are for people who are signed in.
const INSIDE: [&str; 7] =
    ["/workspaces", "/organisation", "/break-glass", UNDERTAKING, "/sign-ins", "/contact-details", "/news"];

/// The parts of these that are only for staff who gave the undertaking, or for customers (P9).
const BOUND: [&str; 4] = ["/workspaces", "/organisation", "/break-glass", "/news"];

/// How the addresses end that pages follow by themselves.
const EVENTS: &str = "/events";

/// What a page asks by itself: how much longer it lasts, and what it shows, while it stands open.
const BY_ITSELF: [&str; 3] = ["/api/session_left", "/api/peek_workspace", "/api/peek_conversation"];

/// The header by which a page that stands open says why it asks for itself again.
const LIVE: &str = "x-live";

/// Where staff give the undertaking.
const UNDERTAKING: &str = "/undertaking";

/// Where everybody begins, but staff without workspaces.
const WORKSPACES: &str = "/workspaces";

/// Who was signed in until time ended it. What they typed meanwhile is kept for them; nothing else is
/// theirs any more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lapsed(pub PersonId);

/// Looks at the session and hands on an [`RequestContext`], and who is signed in.
pub async fn request_context(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let live = request.headers().get(LIVE).and_then(|why| why.to_str().ok()).map(str::to_owned);
    let by_itself = live.as_deref() == Some("peek") || path.ends_with(EVENTS) || BY_ITSELF.contains(&&*path);
    let present = match present(&state, &session, by_itself).await {
        Ok(present) => present,
        Err(error) => {
            tracing::error!(%error, "session cannot be looked at");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    if let Some(redirect) = redirect_before(&request, present) {
        return redirect;
    }
    if let Err(Some(Ended::Idle | Ended::Expired)) = present
        && *request.method() == Method::POST
        && let Some(person) = lapsed(&state, &session).await
    {
        request.extensions_mut().insert(Lapsed(person));
    }
    let present = present.ok();
    let signed_in = present.map(|present| present.who);
    let language = request.extensions().get::<Language>().copied().unwrap_or_default();
    let sign_ins = sign_ins(&state, &session, present).await;
    let rejected = outcome::rejected(&state, signed_in, request.uri().query()).await;
    let done = outcome::done_before(&state, &request, live.as_deref());
    let is_said = done.is_some();
    let extensions = request.extensions_mut();
    if let Some(present) = present {
        extensions.insert(present.who);
        extensions.insert(present.authenticated);
    }
    extensions.insert(RequestContext {
        caller: caller(&state, present),
        acting: acting(signed_in),
        once: state.services.randomness.uuid().simple().to_string(),
        public_desk: Arc::new(Public(Arc::clone(&state.services))),
        sign_in_options: switching(&state, &session, signed_in, state.providers.sign_in_options(language))
            .await,
        other_organisations: {
            let other_organisations = other_organisations(&state, signed_in, language).await;
            switching(&state, &session, signed_in, other_organisations).await
        },
        rejected,
        done,
        by_itself,
        sign_ins,
        left: present.map(|present| present.left),
        demonstration: state.demonstration.as_ref().map(|today| today()),
    });
    let response = next.run(request).await;
    if is_said { outcome::said(&state, response) } else { response }
}

/// Where somebody is sent who asked for a page inside: to the sign-in, to the undertaking (P9), or
/// to where their role begins.
fn redirect_before(request: &Request, present: Result<Present, Option<Ended>>) -> Option<Response> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let path = request.uri().path();
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    let is_in = |parts: &[&str]| parts.iter().any(|part| path.starts_with(part));
    match present.map(|present| present.who) {
        Err(ended) if is_in(&INSIDE) => Some(to_sign_in(address, ended)),
        Ok(SignedIn::WithoutUndertaking(..)) if is_in(&BOUND) => Some(to_undertaking(address)),
        // It was given, or is not asked for: the page was opened once more.
        Ok(SignedIn::Customer(_) | SignedIn::Staff(..)) if path == UNDERTAKING => {
            Some(Redirect::to(WORKSPACES).into_response())
        }
        Ok(SignedIn::Staff(.., roles)) if path == WORKSPACES => {
            let begins = roles.iter().map(first_page).next()?;
            (begins != WORKSPACES).then(|| Redirect::to(begins).into_response())
        }
        _ => None,
    }
}

/// Where a role begins. Whoever has several begins where the first of them does.
fn first_page(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Counselor => WORKSPACES,
        StaffRole::MainUser => "/organisation",
        StaffRole::Supervisor => "/break-glass",
    }
}

/// As whom one acts, and for which organisation, as forms carry it. A form that was made while nobody
/// was signed in is not the next one's either.
fn acting(who: Option<SignedIn>) -> String {
    let Some(who) = who else { return "nobody".to_owned() };
    let organisation = who.organisation().map(|organisation| organisation.0).unwrap_or_default();
    format!("{}.{}", who.person().0.simple(), organisation.simple())
}

/// Ways to sign in, for whoever is signed in already: with what shows that they chose it on a page of
/// ours.
async fn switching(
    state: &AppState,
    session: &Session,
    who: Option<SignedIn>,
    sign_in_options: Vec<SignInOption>,
) -> Vec<SignInOption> {
    if who.is_none() || sign_in_options.is_empty() {
        return sign_in_options;
    }
    let Ok(Some(id)) = session.get::<SessionId>(SESSION_KEY).await else { return sign_in_options };
    let with = |way: SignInOption| SignInOption { switch: Some(switch_token(state, id, &way.key)), ..way };
    sign_in_options.into_iter().map(with).collect()
}

/// What whoever is signed in shows at the beginning of another sign-in: nobody else can make it.
pub(crate) fn switch_token(state: &AppState, id: SessionId, provider: &str) -> String {
    hex::encode(state.services.keyring.index("switch", &format!("{} {provider}", id.0)))
}

fn to_undertaking(return_to: &str) -> Response {
    let query = serde_urlencoded::to_string([("return_to", return_to)]);
    Redirect::to(&format!("{UNDERTAKING}?{}", query.unwrap_or_default())).into_response()
}

/// The ways to go on for another organisation, where somebody has a role there (P4).
async fn other_organisations(
    state: &AppState,
    who: Option<SignedIn>,
    language: Language,
) -> Vec<SignInOption> {
    let Some((person, here)) = who.and_then(|who| Some((who.person(), who.organisation()?))) else {
        return vec![];
    };
    if !state.providers.any_shared() {
        return vec![];
    }
    match domain::people::person::other_organisations(&state.services, person, here, language).await {
        Ok((Some(issuer), organisations)) => state.providers.sign_in_options_for(&issuer, &organisations),
        Ok((None, _)) => vec![],
        Err(error) => {
            tracing::warn!(%error, "organisations cannot be looked at");
            vec![]
        }
    }
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
        session::peek(services, limits, id).await?
    } else {
        session::current(services, limits, id).await?
    };
    Ok(present.map_err(Some))
}

/// Whose sign-in has just ended by itself.
async fn lapsed(state: &AppState, session: &Session) -> Option<PersonId> {
    let id = session.get::<SessionId>(SESSION_KEY).await.ok()??;
    session::owner(&state.services, id).await.ok()?
}

/// Where somebody who is signed in looks after their sign-ins.
async fn sign_ins(
    state: &AppState,
    session: &Session,
    present: Option<Present>,
) -> Option<Arc<dyn SignInDesk>> {
    let here = session.get::<SessionId>(SESSION_KEY).await.ok()??;
    let (services, limits) = (Arc::clone(&state.services), state.limits);
    let Present { who, authenticated, .. } = present?;
    Some(Arc::new(OwnSignIns {
        services,
        limits,
        person: who.person(),
        organisation: who.organisation(),
        authenticated,
        here,
    }))
}

fn caller(state: &AppState, present: Option<Present>) -> Caller {
    let services = Arc::clone(&state.services);
    let Some(Present { who, authenticated, .. }) = present else { return Caller::Anonymous };
    match who {
        SignedIn::Customer(person) => Caller::Customer(Arc::new(Desk::new(services, Customer(person)))),
        SignedIn::WithoutUndertaking(person, organisation) => Caller::WithoutUndertaking(Arc::new(
            Desk::new(services, WithoutUndertaking { person, organisation }),
        )),
        SignedIn::Staff(person, organisation, roles) => {
            let counselor = roles.contains(StaffRole::Counselor).then(|| {
                let role = Counselor { person, organisation };
                let desk = Desk::new(Arc::clone(&services), role).authenticated(authenticated);
                Arc::new(desk) as Arc<dyn CounselorDesk>
            });
            let main_user = roles.contains(StaffRole::MainUser).then(|| {
                let role = MainUser { person, organisation, authenticated };
                Arc::new(Desk::new(Arc::clone(&services), role)) as Arc<dyn MainUserDesk>
            });
            let supervisor = roles.contains(StaffRole::Supervisor).then(|| {
                let role = Supervisor { person, organisation, authenticated };
                Arc::new(Desk::new(Arc::clone(&services), role)) as Arc<dyn SupervisorDesk>
            });
            Caller::Staff(Staff { counselor, main_user, supervisor })
        }
    }
}

/// The desk of whoever is signed in.
pub(crate) fn desk(context: &RequestContext) -> Option<Arc<dyn PersonDesk>> {
    match &context.caller {
        Caller::Anonymous => None,
        Caller::Customer(desk) => Some(Arc::clone(desk) as Arc<dyn PersonDesk>),
        Caller::Staff(staff) => staff.person(),
        Caller::WithoutUndertaking(desk) => Some(Arc::clone(desk) as Arc<dyn PersonDesk>),
    }
}

/// To the sign-in page, with the reason, and the way back to where one was going (U4).
fn to_sign_in(return_to: &str, ended: Option<Ended>) -> Response {
    let because = match ended {
        None => "needed",
        Some(Ended::Idle) => "idle",
        Some(Ended::Expired) => "expired",
        Some(Ended::Gone) => "gone",
    };
    sign_in_address(because, return_to)
}

/// A redirect to the sign-in page.
pub(crate) fn sign_in_address(because: &str, return_to: &str) -> Response {
    let query = serde_urlencoded::to_string([("because", because), ("return_to", return_to)]);
    Redirect::to(&format!("/sign-in?{}", query.unwrap_or_default())).into_response()
}
