//! The people of the organisation (P2, P4): their roles, and who was invited.

use super::{
    staff::read_staff,
    staff_colleague::Colleague,
    staff_invite::{InviteForm, Invited},
    tabs::{Tab, Tabs},
};
use crate::{
    i18n::{t_string, use_i18n},
    ui::{Outcome, PageTitle, page},
};
use contract::{
    PersonId,
    staff::{ColleagueView, IDLE_DAYS, StaffRole, StaffView},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn StaffPage() -> impl IntoView {
    page(async {
        let staff = read_staff().await?;
        Ok(view! { <People staff/> })
    })
}

#[component]
fn People(staff: StaffView) -> impl IntoView {
    let i18n = use_i18n();
    let counselors = counselors(&staff.colleagues);
    let one = |colleague| view! { <Colleague colleague counselors=counselors.clone()/> };
    let people = staff.colleagues.into_iter().map(one).collect_view();
    let columns = [
        t_string!(i18n, staff.column_name),
        t_string!(i18n, staff.column_roles),
        t_string!(i18n, staff.column_seen),
        t_string!(i18n, staff.column_workspaces),
        t_string!(i18n, staff.column_change),
    ];
    view! {
        <PageTitle text=t_string!(i18n, staff.title)/>
        <h1>{t_string!(i18n, organisation.title)}</h1>
        <Tabs here=Tab::People/>
        <section class="block" aria-labelledby="staff-title">
            <h2 id="staff-title">{t_string!(i18n, staff.title)}</h2>
            <p class="lead">{t_string!(i18n, staff.explain, days = IDLE_DAYS)}</p>
            <Outcome of="change_role"/>
            <div class="card flush">
                <table class="list people">
                    <thead>
                        <tr>{columns.map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>{people}</tbody>
                </table>
            </div>
        </section>
        <article class="narrow">
            <h2>{t_string!(i18n, staff.invited)}</h2>
            <Outcome of="withdraw_staff_invitation"/>
            <Invited invitations=staff.invitations/>
            <InviteForm/>
        </article>
    }
}

/// Who can go on with somebody's workspaces, by name: not the reader, to whom nothing is handed over by
/// themselves (P13).
fn counselors(colleagues: &[ColleagueView]) -> Vec<(PersonId, String)> {
    let guides = |colleague: &&ColleagueView| {
        !colleague.is_me && colleague.roles.iter().any(|held| held.role == StaffRole::Counselor)
    };
    colleagues.iter().filter(guides).map(|colleague| (colleague.id, colleague.name.clone())).collect()
}
