//! Whether the process lives, and whether it can serve.

use crate::http::inside::Inside;
use axum::extract::State;
use http::StatusCode;

/// `GET /health/live`
pub async fn live() -> StatusCode {
    StatusCode::OK
}

/// `GET /health/ready`: the database answers, its schema is ours, and the jobs are asked.
pub async fn ready(State(Inside { services, watch, .. }): State<Inside>) -> StatusCode {
    match services.database.pending_migrations().await {
        Ok(0) if !watch.is_late() => StatusCode::OK,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}
