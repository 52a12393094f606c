//! The one table of routes, and the layers around it, outermost last.

use super::{
    AppState, cookies, entrance, headers, health, language, origin, package, plain_forms,
    session_store::Store, sign_out, trace, trouble,
};
use crate::{demo, identity};
use app::{routes::App, shell::shell};
use axum::{
    Router,
    extract::{Path, Request, State},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http::StatusCode;
use leptos_axum::{LeptosRoutes, generate_route_list};
use std::sync::Arc;
use tower_http::{catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer, services::ServeDir};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

/// The largest request body. Nothing but forms comes in here.
const LARGEST_BODY: usize = 512 * 1024;

/// The whole application: what `main` serves, and what the tests drive.
pub fn build_router(state: AppState) -> Router {
    let document = {
        let (assets, options) = (state.assets.clone(), state.options.clone());
        move || shell(assets.clone(), options.clone())
    };
    let missing = leptos_axum::render_app_async(document.clone());
    let package = {
        let missing = missing.clone();
        async move |State(state): State<AppState>, Path(id): Path<String>, request: Request| {
            match package::download(&state, &id, request.extensions()).await {
                Some(response) => response,
                None => missing(request).await,
            }
        }
    };
    // These are the pages, and the server functions as well.
    let pages = generate_route_list(App);
    let mut router = Router::new()
        .route("/sign-in/{provider}", get(identity::start))
        .route("/sign-in/{provider}/callback", get(identity::callback))
        .route("/sign-out", post(sign_out::sign_out))
        .route("/language", post(language::choose))
        .route("/workspaces/{id}/package", get(package))
        .leptos_routes(&state, pages, document);
    if state.demonstration.is_some() {
        router = router.merge(demo::routes());
    }
    let site = state.options.site_root.to_string();
    let session = SessionManagerLayer::new(Store(Arc::clone(&state.services)))
        .with_name(cookies::name(&state, "luotsi"))
        .with_secure(state.is_secure())
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnSessionEnd);
    router
        .fallback(missing)
        .layer(from_fn_with_state(state.clone(), plain_forms::plain_forms))
        .layer(from_fn_with_state(state.clone(), entrance::entrance))
        .layer(session)
        .layer(from_fn_with_state(state.clone(), language::language))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .nest_service("/pkg", ServeDir::new(format!("{site}/pkg")).precompressed_br().precompressed_gzip())
        .route_service("/favicon.svg", tower_http::services::ServeFile::new(format!("{site}/favicon.svg")))
        .layer(from_fn_with_state(state.clone(), origin::origin))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), trouble::trouble))
        .layer(from_fn_with_state(state.clone(), headers::headers))
        .layer(from_fn_with_state(state.clone(), trace::trace))
        .with_state(state)
}

/// A fixed answer; what happened is in the log.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
