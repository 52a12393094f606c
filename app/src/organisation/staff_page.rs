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
use contract::staff::{IDLE_DAYS, StaffView};
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
    let people =
        staff.colleagues.into_iter().map(|colleague| view! { <Colleague colleague/> }).collect_view();
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
