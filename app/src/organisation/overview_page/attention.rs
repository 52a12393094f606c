//! What needs somebody in an organisation, before anything else.

use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
    ui::{Banner, Tone},
};
use contract::{
    administration::{CounselorSummary, GivenUp, GivenUpMail, Overview, Scheduled, Waiting},
    life::Wait,
};
use leptos::prelude::*;

/// All of it; nothing where nothing does.
#[component]
pub fn Attention(view: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let held = view.jobs.iter().any(|job| job.held_since.is_some()).then(|| {
        view! { <Banner tone=Tone::Trouble><p>{t_string!(i18n, organisation.deletions_held)}</p></Banner> }
    });
    let aside = (view.quarantine > 0).then(|| {
        let text = t_string!(i18n, organisation.quarantined, count = view.quarantine);
        view! { <Banner tone=Tone::Attention><p>{text}</p></Banner> }
    });
    view! {
        {held}
        {aside}
        <Orphaned orphaned=view.orphaned/>
        <ScheduledList scheduled=view.scheduled/>
        <Waits waiting=view.unnoticed archives=view.unnoticed_archives/>
        <GivenUpList given_up=view.given_up/>
    }
}

/// Who runs workspaces without having the role for it any more (P9).
#[component]
fn Orphaned(orphaned: Vec<CounselorSummary>) -> impl IntoView {
    let i18n = use_i18n();
    let line = |counselor: CounselorSummary| {
        let href = format!("/organisation/workspaces?counselor={}", counselor.id);
        view! { <li><a href=href>{format!("{} ({})", counselor.name, counselor.workspaces)}</a></li> }
    };
    (!orphaned.is_empty()).then(|| {
        view! {
            <Banner tone=Tone::Trouble title=t_string!(i18n, organisation.orphaned)>
                <p>{t_string!(i18n, organisation.orphaned_hint)}</p>
                <ul>{orphaned.into_iter().map(line).collect_view()}</ul>
            </Banner>
        }
    })
}

/// Handovers for a day to come (P7).
#[component]
fn ScheduledList(scheduled: Vec<Scheduled>) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |Scheduled { id, on, to, takes }: Scheduled| {
        let nobody = (!takes)
            .then(|| view! { <br/><strong>{t_string!(i18n, organisation.scheduled_nobody, to = to.clone())}</strong> });
        let text = t_string!(i18n, organisation.scheduled_line, date = show_date(on), to = to);
        view! { <li><a href=format!("/organisation/bulk-actions/{id}")>{text}</a>{nobody}</li> }
    };
    let tone = if scheduled.iter().all(|one| one.takes) { Tone::Calm } else { Tone::Attention };
    (!scheduled.is_empty()).then(|| {
        view! {
            <Banner tone title=t_string!(i18n, organisation.scheduled)>
                <ul>{scheduled.into_iter().map(line).collect_view()}</ul>
            </Banner>
        }
    })
}

/// Whose next step waits for its notices (L9).
#[component]
fn Waits(waiting: Vec<Waiting>, archives: u32) -> impl IntoView {
    let i18n = use_i18n();
    let (unreached, told): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|waiting| waiting.wait == Wait::Mail);
    let of_archives = (archives > 0)
        .then(|| view! { <p>{t_string!(i18n, organisation.unnoticed_archives, count = archives)}</p> });
    let unreached = (!unreached.is_empty() || archives > 0).then(|| {
        view! {
            <Banner tone=Tone::Attention title=t_string!(i18n, organisation.unnoticed)>
                <p>{t_string!(i18n, organisation.unnoticed_hint)}</p>
                <WaitingList waiting=unreached/>
                {of_archives}
            </Banner>
        }
    });
    let told = (!told.is_empty()).then(|| {
        view! {
            <Banner tone=Tone::Calm title=t_string!(i18n, organisation.wait_notice)>
                <p>{t_string!(i18n, organisation.wait_notice_hint)}</p>
                <WaitingList waiting=told/>
            </Banner>
        }
    });
    view! { {unreached} {told} }
}

/// A line for each.
#[component]
fn WaitingList(waiting: Vec<Waiting>) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |waiting: Waiting| {
        let (number, counselor) = (waiting.number, waiting.counselor);
        let (since, to) = (show_date(waiting.since), show_date(waiting.to));
        let text = t_string!(
            i18n,
            organisation.unnoticed_line,
            number = number,
            counselor = counselor,
            since = since,
            to = to
        );
        view! { <li>{text}</li> }
    };
    view! { <ul>{waiting.into_iter().map(line).collect_view()}</ul> }
}

/// Mail that was given up after 30 days of attempts.
#[component]
fn GivenUpList(given_up: Vec<GivenUp>) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |GivenUp { mail, number, on }: GivenUp| {
        let date = show_date(on);
        let text = match (mail, number) {
            (GivenUpMail::Receipt, _) => t_string!(i18n, organisation.given_up_receipt, date = date).clone(),
            (GivenUpMail::StaffInvitation, _) => {
                t_string!(i18n, organisation.given_up_staff, date = date).clone()
            }
            (GivenUpMail::Invitation, Some(number)) => {
                t_string!(i18n, organisation.given_up_invitation, number = number, date = date).clone()
            }
            (GivenUpMail::Invitation, None) => {
                t_string!(i18n, organisation.given_up_some_invitation, date = date).clone()
            }
            (GivenUpMail::Other, Some(number)) => {
                t_string!(i18n, organisation.given_up_other, number = number, date = date).clone()
            }
            (GivenUpMail::Other, None) => {
                t_string!(i18n, organisation.given_up_some_other, date = date).clone()
            }
        };
        view! { <li>{text}</li> }
    };
    (!given_up.is_empty()).then(|| {
        view! {
            <Banner tone=Tone::Attention title=t_string!(i18n, organisation.given_up)>
                <p>{t_string!(i18n, organisation.given_up_hint)}</p>
                <ul>{given_up.into_iter().map(line).collect_view()}</ul>
            </Banner>
        }
    })
}
