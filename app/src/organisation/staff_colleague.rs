//! One of the people of the organisation, and their roles.

use super::staff::{ChangeRole, role_name};
use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
    ui::{Form, PostForm, Submit},
};
use contract::staff::{ColleagueView, HeldRole, Roles, StaffRole};
use leptos::prelude::*;

/// A row: who, as what, since when not seen; and what can be changed.
#[component]
pub(super) fn Colleague(colleague: ColleagueView) -> impl IntoView {
    let i18n = use_i18n();
    let seen = match colleague.seen {
        None => t_string!(i18n, staff.never).to_owned(),
        Some(0) => t_string!(i18n, staff.seen_today).to_owned(),
        Some(1) => t_string!(i18n, staff.seen_yesterday).to_owned(),
        Some(count) => t_string!(i18n, staff.seen, count = count).clone(),
    };
    let undertaking = match colleague.undertaking {
        Some(day) => t_string!(i18n, staff.undertaking, date = show_date(day)).clone(),
        None => t_string!(i18n, staff.no_undertaking).to_owned(),
    };
    let roles = colleague.roles.iter().map(|held| {
        let by = held.by_provider.then(|| format!(" ({})", t_string!(i18n, staff.by_provider)));
        format!("{}{}", role_name(held.role), by.unwrap_or_default())
    });
    let roles = roles.collect::<Vec<_>>().join(", ");
    let runs = (colleague.workspaces > 0).then(|| {
        let href = format!("/organisation/workspaces?counselor={}", colleague.id);
        let text = t_string!(i18n, staff.runs, count = colleague.workspaces);
        view! { <p class="quiet">{text} " " <a href=href>{t_string!(i18n, staff.hand_over)}</a></p> }
    });
    let possible = Roles::all().iter().filter_map(|role| change(&colleague, role));
    let changes = possible.map(|(role, give)| {
        let (label, name, person) = (label(role, give), colleague.name.clone(), colleague.id.to_string());
        view! {
            <PostForm form={Form::one_of::<ChangeRole>(&[("person", &person), ("role", role.code())])} says_done=false says_error=false>
                <input type="hidden" name="person" value=person/>
                <input type="hidden" name="role" value=role.code()/>
                <input type="hidden" name="give" value=give.to_string()/>
                <Submit label of=name second=true/>
            </PostForm>
        }
    });
    let changes = changes.collect_view();
    view! {
        <li>
            <div class="row-main">
                <h3 class="row-title">
                    {colleague.name} {colleague.is_me.then(|| format!(" ({})", t_string!(i18n, staff.me)))}
                </h3>
                <p>{roles}</p>
                <p class="quiet">{colleague.email}</p>
                <p class="quiet">{seen} ". " {undertaking}</p>
                {runs}
                <div class="actions">{changes}</div>
            </div>
        </li>
    }
}

/// What can be done with a role of somebody: given where they lack it, withdrawn where somebody
/// here gave it. Main users give themselves nothing, and do not take from themselves what they are (P13).
fn change(colleague: &ColleagueView, role: StaffRole) -> Option<(StaffRole, bool)> {
    match colleague.roles.iter().find(|held| held.role == role) {
        None => (!colleague.is_me).then_some((role, true)),
        Some(HeldRole { by_provider: true, .. }) => None,
        Some(_) if colleague.is_me && role == StaffRole::MainUser => None,
        Some(_) => Some((role, false)),
    }
}

fn label(role: StaffRole, give: bool) -> &'static str {
    let i18n = use_i18n();
    match (role, give) {
        (StaffRole::Counselor, true) => t_string!(i18n, staff.give_counselor),
        (StaffRole::MainUser, true) => t_string!(i18n, staff.give_main_user),
        (StaffRole::Supervisor, true) => t_string!(i18n, staff.give_supervisor),
        (StaffRole::Supervisor, false) => t_string!(i18n, staff.withdraw_supervisor),
        (StaffRole::Counselor, false) => t_string!(i18n, staff.withdraw_counselor),
        (StaffRole::MainUser, false) => t_string!(i18n, staff.withdraw_main_user),
    }
}
