//! How long the run of transitions takes over many workspaces that are all due, and how much
//! memory: `make bench`.

#![expect(clippy::expect_used, reason = "a measurement, of real time")]

use domain::time::transitions::apply;
use std::{env, fs, time::Instant};
use testkit::{Backend, Fixture};

/// The most memory this process has had, in MiB.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().split(' ').next()).and_then(|kib| kib.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

#[tokio::main]
async fn main() {
    let count: u32 = env::var("WORKSPACES").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let Some(kit) = Fixture::new(backend).await else { continue };
        let olli = kit.counselor("Olli").await;
        let (id, _) = kit.invite(&olli, "").await;
        kit.copies(id, count - 1).await;
        let before = peak_memory();
        for (day, what) in [("2026-03-01", "become inactive"), ("2026-05-29", "are archived")] {
            kit.clock.go_to(day);
            let begun = Instant::now();
            let applied = apply(&kit.services).await.expect("a run");
            let took = begun.elapsed();
            assert_eq!(applied.inactive + applied.archived, u64::from(count));
            let rate = f64::from(count) / took.as_secs_f64();
            println!(
                "{backend:?}: {count} workspaces {what} in {took:.1?} ({rate:.0} a second), memory {before} MiB before, {} MiB at most",
                peak_memory()
            );
        }
    }
}
