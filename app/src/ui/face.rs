//! A person's initials in a circle: for eyes only, beside the name.

use leptos::prelude::*;

/// The circle.
#[component]
pub fn Face(
    /// The person's name.
    name: String,
) -> impl IntoView {
    view! { <span class="face" aria-hidden="true">{initials(&name)}</span> }
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
