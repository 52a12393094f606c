//! One of the people of the organisation, and their roles.

use super::staff::{ChangeRole, role_name};
use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
    ui::{Dialog, Form, PostForm, RowMenu, Select, Submit},
};
use contract::{
    PersonId,
    staff::{ColleagueView, HeldRole, Roles, StaffRole, Successor},
};
use leptos::prelude::*;

/// A row: who, as what, since when not seen; and what can be changed.
#[component]
pub(super) fn Colleague(
    colleague: ColleagueView,
    /// Who could go on with workspaces.
    counselors: Vec<(PersonId, String)>,
) -> impl IntoView {
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
    let refused = colleague
        .email_refused
        .then(|| view! { <span class="badge badge-trouble">{t_string!(i18n, staff.email_refused)}</span> });
    let roles = colleague.roles.iter().map(|held| {
        let by = held.by_provider.then(|| format!(" ({})", t_string!(i18n, staff.by_provider)));
        format!("{}{}", role_name(held.role), by.unwrap_or_default())
    });
    let roles = roles.collect::<Vec<_>>().join(", ");
    let runs = (colleague.workspaces > 0).then(|| {
        let href = format!("/organisation/workspaces?counselor={}", colleague.id);
        let text = t_string!(i18n, staff.runs, count = colleague.workspaces);
        view! { {colleague.workspaces} " " <a href=href aria-label=format!("{}: {text}", t_string!(i18n, staff.hand_over))>{t_string!(i18n, staff.hand_over)}</a> }
    });
    let possible: Vec<_> = Roles::all().iter().filter_map(|role| change(&colleague, role)).collect();
    let name = if colleague.is_me {
        format!("{} ({})", colleague.name, t_string!(i18n, staff.me))
    } else {
        colleague.name.clone()
    };
    let guides = colleague.roles.iter().any(|held| held.role == StaffRole::Counselor);
    let away = (guides && !colleague.is_me).then(|| {
        let href = format!("/organisation/people/{}/away", colleague.id);
        view! { <li><a class="link" href=href>{t_string!(i18n, away.open)}</a></li> }
    });
    let menu = (!possible.is_empty() || away.is_some()).then(|| {
        let of = colleague.name.clone();
        let entry = |(role, give)| {
            let counselors = counselors.clone();
            view! { <li><Change colleague=colleague.clone() role give counselors/></li> }
        };
        let entries = possible.into_iter().map(entry).collect_view();
        view! { <RowMenu label=t_string!(i18n, staff.change) of>{entries} {away}</RowMenu> }
    });
    view! {
        <tr>
            <th scope="row">
                {name}
                <span class="quiet">{colleague.email}</span>
                {refused}
            </th>
            <td>{roles}</td>
            <td>
                {seen}
                <span class="quiet">{undertaking}</span>
            </td>
            <td>{runs}</td>
            <td>{menu}</td>
        </tr>
    }
}

/// One change of a role. Giving is done at once; withdrawing asks first, with what follows from it.
#[component]
fn Change(
    colleague: ColleagueView,
    role: StaffRole,
    give: bool,
    counselors: Vec<(PersonId, String)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (label, name, person) = (label(role, give), colleague.name, colleague.id.to_string());
    let form = Form::one_of::<ChangeRole>(&[("person", &person), ("role", role.code())]);
    let id = format!("{}-{person}", role.code());
    let fields = view! {
        <input type="hidden" name="person" value=person/>
        <input type="hidden" name="role" value=role.code()/>
        <input type="hidden" name="give" value=give.to_string()/>
    };
    if give {
        return view! {
            <PostForm form says_done=false says_error=false>
                {fields}
                <Submit label of=name link=true/>
            </PostForm>
        }
        .into_any();
    }
    let explain = match (role, colleague.workspaces) {
        (StaffRole::Counselor, 1) => t_string!(i18n, staff.withdraw_with_one, name = name.clone()),
        (StaffRole::Counselor, count) if count > 0 => {
            t_string!(i18n, staff.withdraw_with_workspaces, name = name.clone(), count = count)
        }
        _ => t_string!(i18n, staff.withdraw_explain, name = name.clone()),
    };
    let runs = role == StaffRole::Counselor && colleague.workspaces > 0;
    let successor = runs.then(|| {
        let others = counselors.into_iter().filter(|(id, _)| *id != colleague.id);
        let others = others.map(|(id, name)| (id.to_string(), name));
        let nothing = (String::new(), t_string!(i18n, staff.choose).to_owned());
        let nobody = (Successor::NOBODY.to_owned(), t_string!(i18n, staff.nobody).to_owned());
        let options = [nothing].into_iter().chain(others).chain([nobody]).collect();
        let form = Some(form.clone());
        view! { <Select name="successor" label=t_string!(i18n, staff.successor) options form/> }
    });
    view! {
        <Dialog id label explain of=name link=true>
            <PostForm form says_done=false says_error=false>
                {fields}
                {successor}
                <Submit label danger=true/>
            </PostForm>
        </Dialog>
    }
    .into_any()
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
