//! When each job last succeeded.

use crate::{
    i18n::{t_string, use_i18n},
    language::show_time,
};
use contract::administration::JobView;
use leptos::prelude::*;

fn job_name(name: &str) -> String {
    let i18n = use_i18n();
    match name {
        "policies" => t_string!(i18n, jobs.policies),
        "bulk_actions" => t_string!(i18n, jobs.bulk_actions),
        "transitions" => t_string!(i18n, jobs.transitions),
        "notices" => t_string!(i18n, jobs.notices),
        "digest" => t_string!(i18n, jobs.digest),
        "deletion" => t_string!(i18n, jobs.deletion),
        "purge" => t_string!(i18n, jobs.purge),
        "roles" => t_string!(i18n, jobs.roles),
        "files" => t_string!(i18n, jobs.files),
        "scans" => t_string!(i18n, jobs.scans),
        "audit" => t_string!(i18n, jobs.audit),
        "anchors" => t_string!(i18n, jobs.anchors),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// The jobs.
#[component]
pub fn JobsTable(jobs: Vec<JobView>) -> impl IntoView {
    let i18n = use_i18n();
    let is_wrong = |job: &&JobView| job.failures > 0 || job.held_since.is_some();
    let wrong = jobs.iter().filter(is_wrong).count();
    let have_run = !jobs.is_empty() && jobs.iter().all(|job| job.succeeded_at.is_some());
    let summary = match wrong {
        0 if have_run => t_string!(i18n, jobs.all_fine).to_owned(),
        0 => t_string!(i18n, jobs.not_yet).to_owned(),
        count => t_string!(i18n, jobs.some_wrong, count = count),
    };
    let row = |job: JobView| {
        let when = job.succeeded_at.map_or_else(|| t_string!(i18n, jobs.never).to_owned(), show_time);
        let status = match (job.held_since, job.failures) {
            (Some(since), _) => t_string!(i18n, jobs.held, since = show_time(since)).clone(),
            (None, 0) => t_string!(i18n, jobs.fine).to_owned(),
            (None, count) => t_string!(i18n, jobs.failed, count = count).clone(),
        };
        view! {
            <tr>
                <th scope="row">{job_name(&job.name)}</th>
                <td>{when}</td>
                <td>{status}</td>
            </tr>
        }
    };
    view! {
        <section class="card" aria-labelledby="jobs-title">
            <h2 id="jobs-title">{t_string!(i18n, jobs.title)}</h2>
            <p>{summary}</p>
            <details class="disclosure" open={wrong > 0}>
                <summary>{t_string!(i18n, jobs.all)}</summary>
                <table class="table stacks">
                    <thead>
                        <tr>
                            <th scope="col">{t_string!(i18n, jobs.job)}</th>
                            <th scope="col">{t_string!(i18n, jobs.succeeded)}</th>
                            <th scope="col">{t_string!(i18n, jobs.state)}</th>
                        </tr>
                    </thead>
                    <tbody>{jobs.into_iter().map(row).collect_view()}</tbody>
                </table>
            </details>
        </section>
    }
}
