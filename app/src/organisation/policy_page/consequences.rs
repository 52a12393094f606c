//! What a policy would do: in sentences, then workspace by workspace; and the form that puts it in force.

use super::SetPolicy;
use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
    ui::{Form, PostForm, StateBadge, Submit, TextArea},
};
use chrono::NaiveDate;
use contract::{
    life::State,
    policy::{DateMove, DryRun, DryRunLine, Months, Moved},
};
use leptos::prelude::*;

/// What it would do, and the button that does it.
#[component]
pub(super) fn Consequences(run: DryRun, today: NaiveDate) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<SetPolicy>();
    let from = if run.from == today { String::new() } else { run.from.to_string() };
    let Months { active, inactive, archived, hold } = run.months;
    let facts = facts(&run).into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    let more = (run.unlisted > 0)
        .then(|| view! { <p class="quiet">{t_string!(i18n, bulk_action.more, count = run.unlisted)}</p> });
    view! {
        <section class="card" id="outcome" tabindex="-1" aria-labelledby="dry-run-title">
            <h2 id="dry-run-title">{t_string!(i18n, policy.dry_run, date = show_date(run.from))}</h2>
            <ul>{facts}</ul>
            <Lines lines=run.lines/>
            {more}
            <p>{t_string!(i18n, policy.explain)}</p>
            <PostForm form=form.clone() says_done=false>
                <input type="hidden" name="active" value=active.to_string()/>
                <input type="hidden" name="inactive" value=inactive.to_string()/>
                <input type="hidden" name="archived" value=archived.to_string()/>
                <input type="hidden" name="hold" value=hold.to_string()/>
                <input type="hidden" name="from" value=from/>
                <TextArea
                    name="reason"
                    label=t_string!(i18n, policy.reason)
                    hint=t_string!(i18n, policy.reason_hint)
                    form
                />
                <Submit label=t_string!(i18n, policy.put_in_force)/>
            </PostForm>
        </section>
    }
}

/// The figures, in sentences.
fn facts(run: &DryRun) -> Vec<String> {
    let i18n = use_i18n();
    let tonight = show_date(run.from);
    let counted = [
        (run.inactive_tonight > 0)
            .then(|| t_string!(i18n, policy.inactive_tonight, count = run.inactive_tonight, date = tonight)),
        (run.archived_soon > 0).then(|| t_string!(i18n, policy.archived_soon, count = run.archived_soon)),
        (run.deleted_soon > 0).then(|| t_string!(i18n, policy.deleted_soon, count = run.deleted_soon)),
    ];
    let mut facts: Vec<String> = counted.into_iter().flatten().collect();
    facts.extend(run.moved.iter().flat_map(moved));
    if run.holds_shortened > 0 {
        facts.push(t_string!(i18n, policy.holds_shortened, count = run.holds_shortened).clone());
    }
    facts.push(t_string!(i18n, policy.told, count = run.told).clone());
    facts.push(t_string!(i18n, policy.unchanged, count = run.unchanged, all = run.all).clone());
    facts
}

/// How the last days of one state move.
fn moved(moved: &Moved) -> Vec<String> {
    let i18n = use_i18n();
    let Moved { state, earlier, most_days, first, later } = *moved;
    let mut said = vec![];
    if let Some(first) = first {
        let (count, days, date) = (earlier, most_days, show_date(first));
        said.push(
            match state {
                State::Active => t_string!(i18n, policy.active_earlier, count, days, date),
                State::Inactive => t_string!(i18n, policy.inactive_earlier, count, days, date),
                State::Archived => t_string!(i18n, policy.archived_earlier, count, days, date),
            }
            .clone(),
        );
    }
    if later > 0 {
        let text = match state {
            State::Active => t_string!(i18n, policy.active_later, count = later),
            State::Inactive => t_string!(i18n, policy.inactive_later, count = later),
            State::Archived => t_string!(i18n, policy.archived_later, count = later),
        };
        said.push(text.clone());
    }
    said
}

/// Workspace by workspace.
#[component]
fn Lines(lines: Vec<DryRunLine>) -> impl IntoView {
    let i18n = use_i18n();
    let row = |line: DryRunLine| {
        view! {
            <tr>
                <th scope="row">{line.number}</th>
                <td>{line.counselor}</td>
                <td><StateBadge state=line.now/></td>
                <td><ul class="plain">{line.moves.into_iter().map(change).collect_view()}</ul></td>
            </tr>
        }
    };
    (!lines.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=t_string!(i18n, organisation.workspaces)>
                <table class="table stacks">
                    <thead>
                        <tr>
                            <th scope="col">{t_string!(i18n, policy.number)}</th>
                            <th scope="col">{t_string!(i18n, administration.counselor)}</th>
                            <th scope="col">{t_string!(i18n, administration.state)}</th>
                            <th scope="col">{t_string!(i18n, policy.moves)}</th>
                        </tr>
                    </thead>
                    <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    })
}

/// One date that moves.
fn change(change: DateMove) -> impl IntoView {
    let i18n = use_i18n();
    let (is, date) = (show_date(change.is), show_date(change.would_be));
    let text = match change.state {
        State::Active => t_string!(i18n, policy.active_moves, is, date),
        State::Inactive => t_string!(i18n, policy.inactive_moves, is, date),
        State::Archived => t_string!(i18n, policy.archived_moves, is, date),
    };
    view! { <li>{text}</li> }
}
