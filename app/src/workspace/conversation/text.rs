//! The text of a message: as typed, with its links, folded where it is long.

use crate::i18n::{t_string, use_i18n};
use contract::input::turns_direction;
use leptos::prelude::*;
use linkify::{LinkFinder, LinkKind};

/// From here on a text is folded: characters, and lines.
const LONG: (usize, usize) = (2_500, 40);

/// How much of a folded text is shown, in characters.
const TEASER: usize = 300;

/// A text.
#[component]
pub fn Text(text: String) -> impl IntoView {
    let i18n = use_i18n();
    let is_long = text.chars().count() > LONG.0 || text.lines().count() > LONG.1;
    let teaser: String = text.lines().take(4).collect::<Vec<_>>().join("\n").chars().take(TEASER).collect();
    let whole = view! { <p class="message-body" dir="auto">{pieces(&text).into_iter().map(shown).collect_view()}</p> };
    if is_long {
        view! {
            <details class="long">
                <summary>
                    <span class="message-body teaser" dir="auto">{teaser} "…"</span>
                    <span class="link">{t_string!(i18n, conversation.whole)}</span>
                </summary>
                {whole}
            </details>
        }
        .into_any()
    } else {
        whole.into_any()
    }
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Link(String),
}

fn shown(piece: Piece) -> impl IntoView {
    match piece {
        Piece::Plain(text) => text.into_any(),
        Piece::Link(address) => {
            let text = address.clone();
            view! { <a href=address rel="noopener noreferrer nofollow" target="_blank">{text}</a> }.into_any()
        }
    }
}

/// Finds the addresses of web pages. Nothing else becomes a link.
fn pieces(text: &str) -> Vec<Piece> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    finder
        .spans(text)
        .flat_map(|span| match span.kind() {
            Some(_) if is_page(span.as_str()) => {
                let (address, rest) = address(span.as_str());
                let rest = (!rest.is_empty()).then(|| Piece::Plain(rest.to_owned()));
                [Some(Piece::Link(address.to_owned())), rest].into_iter().flatten().collect()
            }
            _ => vec![Piece::Plain(span.as_str().to_owned())],
        })
        .collect()
}

/// Whether it is one of a web page.
fn is_page(address: &str) -> bool {
    let scheme = address.split("://").next().unwrap_or_default();
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// The address itself, and what stands after it: what closes a quotation or leaves something out, and marks
/// that turn the direction, so that what is shown is where it leads.
fn address(found: &str) -> (&str, &str) {
    let ends = |c: char| turns_direction(c) || matches!(c, '»' | '«' | '”' | '“' | '’' | '…');
    found.split_at(found.find(ends).unwrap_or(found.len()))
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    fn links(text: &str) -> Vec<String> {
        let link = |piece| match piece {
            Piece::Link(address) => Some(address),
            Piece::Plain(_) => None,
        };
        pieces(text).into_iter().filter_map(link).collect()
    }

    #[test]
    fn web_addresses_are_links_and_nothing_else_is() {
        assert_eq!(links("Katso https://example.org/a?b=1#c, kiitos."), ["https://example.org/a?b=1#c"]);
        assert_eq!(
            links("(http://example.org) https://example.fi/ä!"),
            ["http://example.org", "https://example.fi/ä"]
        );
        assert_eq!(
            links("<https://example.org>\"https://b.example\""),
            ["https://example.org", "https://b.example"]
        );
        assert_eq!(
            links("https://fi.wikipedia.org/wiki/Luotsi_(ammatti), HTTPS://EXAMPLE.ORG/A"),
            ["https://fi.wikipedia.org/wiki/Luotsi_(ammatti)", "HTTPS://EXAMPLE.ORG/A"]
        );
        assert_eq!(
            links("»https://example.org» https://b.example…"),
            ["https://example.org", "https://b.example"]
        );
        // What is shown is where it leads.
        assert_eq!(links("https://example.org/\u{202E}knab.moc"), ["https://example.org/"]);
        for text in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "http:// x",
            "example.org",
            "//example.org",
        ] {
            assert_eq!(links(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn no_character_is_lost() {
        for text in ["", "a", "https://a.b. c\n\nhttps://", "ö https://ö.fi/ö) ö", "https://https://a.b"]
        {
            let all: String = pieces(text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Plain(text) | Piece::Link(text) => text,
                })
                .collect();
            assert_eq!(all, text);
        }
    }
}
