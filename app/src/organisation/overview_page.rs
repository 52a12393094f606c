//! The organisation at a glance: what needs somebody, figures, the weeks ahead, retention, holds, and jobs.

mod attention;
mod figures;
pub(crate) mod weeks;

use self::{attention::Attention, figures::Tiles, weeks::Weeks};
use super::{
    holds::Holds,
    jobs::JobsTable,
    policy_page::read_policy,
    tabs::{Tab, Tabs},
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::{named, show_date},
    operation::operation,
    ui::{Done, PageTitle, page},
};
use contract::{
    administration::Overview,
    policy::{Months, PolicyView},
};
use leptos::prelude::*;

/// What time does, and what waits.
#[server(endpoint = "read_overview")]
pub async fn read_overview() -> Result<Overview, AppError> {
    crate::ssr::main_user_desk()?.overview().await.map_err(crate::ssr::failed)
}

operation!(ReadOverview: Ordinary);

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    page(async {
        let (view, policy) = (read_overview().await?, read_policy().await?);
        Ok(view! { <OverviewOf view policy/> })
    })
}

#[component]
fn OverviewOf(view: Overview, policy: PolicyView) -> impl IntoView {
    let i18n = use_i18n();
    let (name, figures, weeks) = (named(&view.organisation), view.figures, view.weeks.clone());
    let (jobs, holds, hold_cap) = (view.jobs.clone(), view.holds.clone(), view.hold_cap);
    view! {
        <PageTitle text=t_string!(i18n, organisation.title) of=name.clone()/>
        <div>
            <h1>{name}</h1>
            <p class="quiet">{t_string!(i18n, organisation.numbers_only)}</p>
        </div>
        <Tabs here=Tab::Overview/>
        <Done of="cancel_bulk_action"/>
        <Attention view/>
        <Tiles figures/>
        <div class="columns">
            <Weeks weeks/>
            <aside><InForce policy/></aside>
        </div>
        <Holds holds cap=hold_cap/>
        <JobsTable jobs/>
    }
}

/// The retention in force.
#[component]
fn InForce(policy: PolicyView) -> impl IntoView {
    let i18n = use_i18n();
    let PolicyView { version, months: Months { active, inactive, archived, hold }, since, .. } = policy;
    let held = (hold > 0).then(|| (t_string!(i18n, in_force.hold), hold));
    let facts = [
        Some((t_string!(i18n, state.active), active)),
        Some((t_string!(i18n, state.inactive), inactive)),
        Some((t_string!(i18n, state.archived), archived)),
        held,
    ];
    let fact = |(name, months): (&'static str, u32)| {
        let months = match months {
            1 => t_string!(i18n, in_force.month).to_owned(),
            count => t_string!(i18n, in_force.months, count = count),
        };
        view! { <div><dt>{name}</dt><dd>{months}</dd></div> }
    };
    let facts = facts.into_iter().flatten().map(fact).collect_view();
    let date = show_date(since);
    view! {
        <section class="card" aria-labelledby="in-force-title">
            <h2 id="in-force-title">{t_string!(i18n, in_force.title)}</h2>
            <dl class="facts">{facts}</dl>
            <p class="quiet">{t_string!(i18n, in_force.since, version = version, date = date)}</p>
            <p><a class="button button-second" href="/organisation/policy">{t_string!(i18n, in_force.try_it)}</a></p>
        </section>
    }
}
