//! The rows of a counselor's list, each with what waits in it.

use super::waiting::address_of;
use crate::{
    i18n::{t_string, use_i18n},
    language::show_recent,
    ui::{StateBadge, TimeLeft, new_messages, readable},
};
use contract::{
    head::InvitationStatus,
    list::{Waits, WorkspaceSummary},
};
use leptos::prelude::*;

/// The table.
#[component]
pub fn Table(items: Vec<WorkspaceSummary>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = [
        t_string!(i18n, list.column_who),
        t_string!(i18n, list.column_waits),
        t_string!(i18n, list.column_last),
        t_string!(i18n, list.column_state),
        t_string!(i18n, list.column_left),
    ];
    let columns = columns.map(|column| view! { <th scope="col">{column}</th> });
    view! {
        <div class="card flush">
            <table class="list">
                <thead>
                    <tr>{columns.into_iter().collect_view()}</tr>
                </thead>
                <tbody>{items.into_iter().map(|item| view! { <Row item/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// One workspace: a row that is a link as a whole.
#[component]
fn Row(item: WorkspaceSummary) -> impl IntoView {
    let i18n = use_i18n();
    let who = match (item.other.clone(), item.invitation_status) {
        (Some(name), _) => name,
        (None, _) => t_string!(i18n, workspace.nobody_yet).to_owned(),
    };
    let last = show_recent(item.touched_at, item.timeline.today);
    let since = item.waits_since.map(|since| {
        let since = show_recent(since, item.timeline.today);
        view! { <span class="quiet nowrap">{t_string!(i18n, list.since, when = since)}</span> }
    });
    // Where nothing else waits, one goes on with what was begun.
    let only_draft = item.waits.draft.filter(|_| !Waits { draft: None, ..item.waits }.any());
    let href =
        only_draft.map_or_else(|| format!("/workspaces/{}", item.id), |draft| address_of(item.id, draft));
    view! {
        <tr class=(item.waits.unread > 0).then_some("unread")>
            <td>
                <a class="whole" href=href>
                    <span>{who}</span> " "
                    <span class="quiet"><bdi>{readable(item.title.clone())}</bdi> " · " {item.number}</span>
                </a>
            </td>
            <td>{tags(&item)} {since}</td>
            <td class="quiet">{last}</td>
            <td><StateBadge state=item.timeline.state/></td>
            <td><TimeLeft line=item.timeline lasts=item.lasts ends_soon=item.ends_soon/></td>
        </tr>
    }
}

/// What waits, in a few words each.
fn tags(item: &WorkspaceSummary) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let waits = item.waits;
    let is_invited = item.invitation_status == InvitationStatus::Invited;
    let tags = [
        waits.draft.map(|_| ("badge", t_string!(i18n, list.draft).to_owned())),
        (waits.unread > 0).then(|| ("badge", new_messages(waits.unread))),
        waits.to_confirm.then(|| ("badge badge-inactive", t_string!(i18n, list.awaiting).to_owned())),
        waits.asks_reactivation.then(|| ("badge badge-inactive", t_string!(i18n, list.asks).to_owned())),
        waits
            .invitation_expired
            .then(|| ("badge badge-inactive", t_string!(i18n, list.invitation_expired).to_owned())),
        waits
            .invitation_declined
            .then(|| ("badge badge-inactive", t_string!(i18n, list.invitation_declined).to_owned())),
        item.guided_by.clone().map(|name| ("badge", t_string!(i18n, list.guided_by, name = name))),
        is_invited
            .then_some(waits)
            .filter(|waits| !waits.invitation_expired && !waits.invitation_declined)
            .map(|waits| {
                let text = if waits.invitation_withdrawn {
                    t_string!(i18n, list.invitation_withdrawn)
                } else {
                    t_string!(i18n, list.invited)
                };
                ("badge", text.to_owned())
            }),
    ];
    let tag = |(class, text)| view! { <span class=class>{text}</span> " " };
    tags.into_iter().flatten().map(tag).collect_view()
}
