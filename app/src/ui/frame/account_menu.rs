//! Who is signed in, on whose behalf (P4), and what is theirs: sign-ins, other organisations, the way out.

use crate::i18n::{t_string, use_i18n};
use crate::language::named;
use crate::ui::{
    face::Face,
    icon::{Icon, IconView},
};
use contract::{
    person::{Me, SignInOption},
    staff::StaffRole,
};
use islands::shortcuts::{DIALOG, OPENER};
use leptos::prelude::*;

/// The menu. It is the platform's own disclosure, so it opens without scripts as well.
#[component]
pub fn AccountMenu(
    /// Who.
    me: Me,
    /// For whom else they can act.
    other_organisations: Vec<SignInOption>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_staff = me.organisation.is_some();
    let canned = me.roles.contains(StaffRole::Counselor).then(|| {
        view! { <li><a href="/workspaces/saved-replies"><IconView icon=Icon::Note/> {t_string!(i18n, canned.title)}</a></li> }
    });
    let behalf = match &me.organisation {
        Some(organisation) => t_string!(i18n, on_behalf, organisation = named(organisation)),
        None => t_string!(i18n, as_customer).to_owned(),
    };
    let switch = move |way: SignInOption| {
        let href = format!("/sign-in/{}?switch={}", way.key, way.switch.unwrap_or_default());
        view! {
            <li>
                <a href=href>
                    <IconView icon=Icon::Switch/> {t_string!(i18n, switch_to, organisation = way.label)}
                </a>
            </li>
        }
    };
    view! {
        <details class="menu">
            <summary>
                <Face name=me.name.clone()/>
                <span>{me.name.clone()} " " <span class="quiet">{behalf.clone()}</span></span>
            </summary>
            <ul>
                <li class="who"><strong>{me.name}</strong> <span class="quiet">{behalf}</span></li>
                <li><a href="/sign-ins"><IconView icon=Icon::Device/> {t_string!(i18n, sign_ins.title)}</a></li>
                <li><a href="/contact-details"><IconView icon=Icon::Message/> {t_string!(i18n, contact.title)}</a></li>
                {canned}
                {is_staff
                    .then(|| {
                        view! {
                            <li id=OPENER hidden>
                                <button type="button" class="link" command="show-modal" commandfor=DIALOG>
                                    <IconView icon=Icon::Keys/> {t_string!(i18n, keys.title)}
                                </button>
                            </li>
                        }
                    })}
                {other_organisations.into_iter().map(switch).collect_view()}
                <li>
                    <form method="post" action="/sign-out">
                        <button type="submit" class="link">
                            <IconView icon=Icon::Out/> {t_string!(i18n, sign_out)}
                        </button>
                    </form>
                </li>
            </ul>
        </details>
    }
}
