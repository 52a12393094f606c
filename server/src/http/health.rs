//! Whether the process lives, and whether it can serve.

use axum::extract::State;
use domain::Services;
use http::StatusCode;
use std::sync::Arc;

/// `GET /health/live`
pub async fn live() -> StatusCode {
    StatusCode::OK
}

/// `GET /health/ready`: the database answers and its schema is ours.
pub async fn ready(State(services): State<Arc<Services>>) -> StatusCode {
    match services.database.pending_migrations().await {
        Ok(0) => StatusCode::OK,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}
