//! How the service is, for a listener of its own that nobody outside reaches: its health, and how
//! the jobs are, in the Prometheus text format.
//!
//! Written by hand: nearly all of it is read from the database at each scrape, of which a recorder would
//! only hold copies. The crate `metrics` comes with the first histogram.

use super::{Inside, health};
use crate::{http::Counters, jobs::Watch};
use axum::{Router, extract::State, routing::get};
use domain::{Services, ground::job::report};
use http::{StatusCode, header::CONTENT_TYPE};
use std::{fmt::Write, sync::Arc};

/// The application of that listener.
pub fn metrics_router(services: Arc<Services>, counters: Arc<Counters>, watch: Watch) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .with_state(Inside { services, counters, watch })
}

async fn metrics(
    State(Inside { services, counters, watch }): State<Inside>,
) -> Result<([(http::HeaderName, &'static str); 1], String), StatusCode> {
    let reports = report::all(&services).await.map_err(|error| {
        tracing::error!(%error, "metrics not read");
        StatusCode::SERVICE_UNAVAILABLE
    })?;
    let mut text = write(&reports);
    let (beat, since) = ("luotsi_seconds_since_beat", watch.since().as_secs());
    // Writing into a string does not fail.
    let _ = writeln!(
        text,
        "# HELP {beat} How long ago the jobs were asked.\n# TYPE {beat} gauge\n{beat} {since}"
    );
    counters.write(&mut text);
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}

fn write(reports: &[report::Report]) -> String {
    let mut text = String::new();
    let mut family = |name: &str, help: &str, value: &dyn Fn(&report::Report) -> i64| {
        // Writing into a string does not fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
        for report in reports {
            let _ = writeln!(text, "{name}{{job=\"{}\"}} {}", report.name, value(report));
        }
    };
    family(
        "luotsi_job_last_success_timestamp_seconds",
        "When the job last succeeded; 0 if never.",
        &|report| report.succeeded_at.map_or(0, |at| at.timestamp()),
    );
    family("luotsi_job_failures", "How often the job failed since.", &|report| i64::from(report.failures));
    family("luotsi_job_held", "1 while the job is held, because the clock had jumped.", &|report| {
        i64::from(report.held_since.is_some())
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_job_is_a_line_of_each_family() {
        let report = report::Report {
            name: "deletion".into(),
            succeeded_at: chrono::DateTime::from_timestamp(1_800_000_000, 0),
            failures: 2,
            held_since: None,
        };
        let text = write(&[report]);
        for line in [
            "# TYPE luotsi_job_failures gauge",
            "luotsi_job_last_success_timestamp_seconds{job=\"deletion\"} 1800000000",
            "luotsi_job_failures{job=\"deletion\"} 2",
            "luotsi_job_held{job=\"deletion\"} 0",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
    }
}
