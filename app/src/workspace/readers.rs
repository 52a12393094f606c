//! Who can see a workspace now (A2): true in every state.

use crate::{
    i18n::{t_string, use_i18n},
    language::{named, show_date},
    ui::readable,
};
use chrono::NaiveDate;
use contract::{
    head::{InvitationStatus, WorkspaceHead},
    life::State,
    person::Side,
};
use leptos::prelude::*;

/// Everybody who can, and on what terms.
#[component]
pub fn Readers(
    head: WorkspaceHead,
    /// Who reads this.
    side: Side,
    /// Since when its counselor has it.
    counselor_since: NaiveDate,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_archived = head.timeline.state == State::Archived;
    let is_customer = side == Side::Customer;
    let has_joined = head.invitation_status == InvitationStatus::Taken;
    let you = || t_string!(i18n, conversation.you).to_owned();
    let customer = match (is_customer, has_joined) {
        (true, _) => (you(), t_string!(i18n, readers.customer).to_owned()),
        (false, true) => {
            (head.customer.clone().unwrap_or_default(), t_string!(i18n, readers.customer).to_owned())
        }
        (false, false) => {
            (t_string!(i18n, workspace.nobody_yet).to_owned(), t_string!(i18n, readers.invited).to_owned())
        }
    };
    let since = show_date(counselor_since);
    let counselor =
        t_string!(i18n, readers.counselor, organisation = named(&head.organisation), date = since).clone();
    let is_guest = head.granted.is_some() || head.stands_in_through.is_some();
    let is_counselor = !is_customer && !is_guest;
    let name = if is_counselor { Some(you()) } else { head.counselor.clone() };
    let seconds = head.co_professionals.iter().map(|second| {
        let through = show_date(second.through);
        let terms =
            t_string!(i18n, readers.second, organisation = named(&second.organisation), date = through);
        (second.name.clone(), terms.clone())
    });
    // Who stands in reads it from the first day of that on, unless the customer refused it (P12).
    let today = head.timeline.today;
    let substitute = head.away.as_ref().and_then(|away| {
        let name = away.reader_on(today)?.to_owned();
        let (from, until) = (away.access_from.map(show_date)?, show_date(away.until));
        let terms = t_string!(i18n, readers.substitute, from = from, until = until);
        Some((name, terms.clone()))
    });
    let substitute = match head.stands_in_through {
        Some(through) => {
            Some((you(), t_string!(i18n, readers.you_substitute, until = show_date(through)).clone()))
        }
        None => substitute,
    };
    let mut readers = vec![customer];
    if !is_archived {
        readers.extend(name.map(|name| (name, counselor)));
        readers.extend(seconds);
        readers.extend(substitute);
        let terms = if is_customer {
            t_string!(i18n, readers.supervisor_customer)
        } else {
            t_string!(i18n, readers.supervisor)
        };
        readers.push((t_string!(i18n, readers.a_supervisor).to_owned(), terms.to_owned()));
    }
    let line = |(who, terms): (String, String)| {
        view! { <li><strong>{readable(who)}</strong><p class="quiet">{terms}</p></li> }
    };
    view! {
        <section class="block" aria-labelledby="readers-title">
            <h3 id="readers-title">{t_string!(i18n, readers.title)}</h3>
            <ul class="rows card flush">{readers.into_iter().map(line).collect_view()}</ul>
            <p>{t_string!(i18n, readers.nobody_else)}</p>
        </section>
    }
}
