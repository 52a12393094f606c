//! The one table of routes, and the layers around it, outermost last.

use super::{
    AppState,
    browser_policy::{headers, policy_reports},
    denials,
    downloads::{files, letter, package, validators},
    events,
    forms::{csrf, multipart_forms, plain_forms},
    language,
    limits::{client_address::client_address, pace, parameters, quotas},
    pages::{documents, error_page, search, well_known},
    session::{cookies, request_context, session_store::Store},
    sign_in::{self, reauthentication, sign_out},
    trace,
};
use app::site::{routes::App, shell::shell};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use contract::file::FILES_OF_A_MESSAGE;
use http::StatusCode;
use leptos_axum::{LeptosRoutes, generate_route_list};
use std::sync::Arc;
use tower_http::{
    catch_panic::CatchPanicLayer,
    limit::RequestBodyLimitLayer,
    services::{ServeDir, ServeFile},
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

/// The largest request body where no files are taken.
const LARGEST_BODY: usize = 512 * 1024;

/// The largest body of what is said by no page of ours.
const SMALL: usize = 16 * 1024;

/// The whole application: what `main` serves, and what the tests drive; with `more` routes of a
/// demonstration.
pub fn build_router(state: AppState, more: Router<AppState>) -> Router {
    let document = {
        let (assets, options) = (state.assets.clone(), state.options.clone());
        move || shell(assets.clone(), options.clone())
    };
    let missing = leptos_axum::render_app_async(document.clone());
    // These answer with no page; what they deny looks like a page that is not there.
    let streams = Router::new()
        .route("/workspaces/{id}/package", get(package::download))
        .route("/workspaces/{id}/letter", get(letter::download).head(letter::refuse_head))
        .route("/workspaces/{id}/events", get(events::events))
        .route("/news/events", get(events::news::events))
        .route("/workspaces/{id}/files/{file}", get(files::download))
        .route("/break-glass/{id}/files/{file}", get(files::download_opened))
        .layer(from_fn({
            let (state, missing) = (state.clone(), missing.clone());
            move |request, next| denials::missing_page(state.clone(), missing.clone(), request, next)
        }));
    // These are the pages, and the server functions as well.
    let pages = generate_route_list(App);
    let router = Router::new()
        .route("/sign-in/{provider}", get(sign_in::start))
        .route("/sign-in/{provider}/callback", get(sign_in::callback))
        .route("/sign-out", post(sign_out::sign_out))
        .route("/sign-out/{provider}", get(sign_in::go_there))
        .route("/reauthenticate/begin", get(reauthentication::begin))
        .route("/language", post(language::choose))
        .route("/workspaces", post(search::search_list))
        .route("/workspaces/{id}/search", post(search::search))
        .merge(streams)
        .leptos_routes(&state, pages, document)
        .merge(more);
    let session = SessionManagerLayer::new(Store {
        services: Arc::clone(&state.services),
        longest: state.limits.longest(),
    })
    .with_name(cookies::name(&state, "luotsi"))
    .with_secure(state.is_secure())
    .with_same_site(SameSite::Lax)
    .with_expiry(Expiry::OnSessionEnd);
    router
        .fallback(missing)
        .layer(from_fn(documents::documents))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .route("/workspaces/{id}/files", post(files::upload))
        .layer(from_fn_with_state(state.clone(), denials::denials))
        .layer(from_fn_with_state(state.clone(), plain_forms::plain_forms))
        .layer(from_fn_with_state(state.clone(), multipart_forms::multipart_forms))
        .layer(from_fn_with_state(state.clone(), quotas::of_person))
        .layer(from_fn_with_state(state.clone(), request_context::request_context))
        .layer(session)
        .layer(from_fn_with_state(state.clone(), language::language))
        .route("/robots.txt", get(well_known::robots))
        .route("/.well-known/security.txt", get(well_known::security))
        .merge(site(&state.options.site_root))
        // Browsers ask for it at the first error page; the mark of the service is the other one.
        .route("/favicon.ico", get(|| async { Redirect::permanent("/favicon.svg") }))
        .layer(from_fn(parameters::parameters))
        .layer(from_fn_with_state(state.clone(), csrf::csrf))
        // A provider's server is no browser: what it says is signed.
        .route("/sign-in/{provider}/signed-out", post(sign_in::back_channel).layer(small()))
        .route("/csp-report", post(policy_reports::report).layer(small()))
        .layer(RequestBodyLimitLayer::new(largest_form(&state)))
        .layer(from_fn(pace::pace))
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), quotas::of_address))
        .layer(from_fn_with_state(state.clone(), client_address))
        .layer(from_fn_with_state(state.clone(), error_page::error_page))
        .layer(from_fn_with_state(state.clone(), headers::headers))
        .layer(from_fn_with_state(state.clone(), trace::trace))
        .with_state(state)
}

/// The files that the build made.
fn site(folder: &str) -> Router<AppState> {
    Router::new()
        .nest_service("/pkg", ServeDir::new(format!("{folder}/pkg")).precompressed_br().precompressed_gzip())
        .nest_service("/fonts", ServeDir::new(format!("{folder}/fonts")))
        .route_service("/favicon.svg", ServeFile::new(format!("{folder}/favicon.svg")))
        .layer(from_fn(validators::validators))
}

fn small() -> RequestBodyLimitLayer {
    RequestBodyLimitLayer::new(SMALL)
}

/// The largest body at all: a form with as many files as a message brings.
fn largest_form(state: &AppState) -> usize {
    let files = usize::try_from(state.services.files.limits.largest).unwrap_or(usize::MAX);
    files.saturating_mul(FILES_OF_A_MESSAGE).saturating_add(LARGEST_BODY)
}

/// A fixed answer; what happened is in the log.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
