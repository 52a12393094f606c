//! Who is signed in, on whose behalf (P4), and what is theirs: sign-ins, other organisations, the way out.

use crate::i18n::{t_string, use_i18n};
use crate::ui::icon::{Icon, IconView};
use contract::person::{Me, SignInOption};
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
    let behalf = match &me.organisation {
        Some(organisation) => t_string!(i18n, on_behalf, organisation = organisation.clone()),
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
                <span class="face" aria-hidden="true">{initials(&me.name)}</span>
                <span>{me.name} " " <span class="quiet">{behalf}</span></span>
            </summary>
            <ul>
                <li><a href="/sign-ins"><IconView icon=Icon::Device/> {t_string!(i18n, sign_ins.title)}</a></li>
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

/// The first letters of the first and the last name.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        for (name, short) in [("Aino Esimerkki", "AE"), ("Åsa von Öhman", "ÅÖ"), ("Olli", "O"), ("", "")]
        {
            assert_eq!(initials(name), short);
        }
    }
}
