//! The page in place of one that cannot be shown at all: made of nothing that could fail as well.

use super::reader::reads_pages;
use crate::http::{AppState, language, trace::RequestId};
use axum::{
    Json,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::{ApiError, person::Language};
use http::{
    HeaderValue, Method, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use maud::{DOCTYPE, Markup, html};

/// Gives whoever reads pages a page, and a script that sends something an [`ApiError`], where there
/// would be a bare status.
pub async fn error_page(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads_pages = reads_pages(request.headers());
    let path = request.uri().path();
    let is_script =
        *request.method() == Method::POST && (path.starts_with("/api/") || path.ends_with("/files"));
    let language = language::of(&state, request.headers());
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(CONTENT_TYPE);
    let is_bare = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let is_trouble =
        (status.is_client_error() && status != StatusCode::NOT_FOUND) || status.is_server_error();
    if !(is_bare && is_trouble && (reads_pages || is_script)) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_TYPE);
    parts.headers.remove(CONTENT_LENGTH);
    if !reads_pages {
        return (status, parts.headers, Json(error_of(status))).into_response();
    }
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let damaged = parts.extensions.get::<Damaged>();
    let words = damaged.map_or_else(|| words(language, status), |_| of_damage(language));
    let number = damaged.map_or(id.0.as_str(), |Damaged(reference)| reference);
    let page = page(&words, language, &state.assets.style, number);
    (parts.status, parts.headers, page.into_string()).into_response()
}

/// What a script is told by a status that came without words.
fn error_of(status: StatusCode) -> ApiError {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
        // It came too slowly: the connection is what can be mended.
        StatusCode::REQUEST_TIMEOUT => ApiError::Offline,
        StatusCode::UNAUTHORIZED => ApiError::SignInNeeded,
        StatusCode::TOO_MANY_REQUESTS => ApiError::TooOften(1),
        status if status.is_client_error() => ApiError::Invalid(vec![]),
        _ => ApiError::Internal,
    }
}

/// That what was asked for cannot be read any more, by the reference in the log.
#[derive(Clone, Debug)]
pub(crate) struct Damaged(pub String);

/// The service's mark, as in the frame of all other pages.
fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 34 34" aria-hidden="true" {
            rect width="34" height="34" rx="7" {}
            path d="M17 6v15M17 8l8 11h-8M14 11l-5 8h5M7 23h20l-3 5H10z" {}
        }
    }
}

fn page(words: &Words, language: Language, style: &str, id: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                link rel="stylesheet" href=(style);
                title { (words.title) " · Luotsi" }
            }
            body {
                header.top { div.top-inner { a.brand href="/" { (mark()) span { "Luotsi" } } } }
                main {
                    article.narrow {
                        h1 { (words.title) }
                        p.lead { (words.what) }
                        p { (words.way) }
                        p.actions { a.button href="/" { (words.home) } }
                        @if !id.is_empty() {
                            p.quiet { (words.number) " " code { (id) } }
                        }
                    }
                }
            }
        }
    }
}

/// What the page says.
struct Words {
    title: &'static str,
    what: &'static str,
    way: &'static str,
    home: &'static str,
    number: &'static str,
}

fn words(language: Language, status: StatusCode) -> Words {
    let (what, way) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(language),
        StatusCode::TOO_MANY_REQUESTS => too_often(language),
        status if status.is_client_error() => refused(language),
        _ => failed(language),
    };
    with(language, what, way)
}

fn with(language: Language, what: &'static str, way: &'static str) -> Words {
    let (title, home, number) = match language {
        Language::Fi => ("Tämä ei onnistunut", "Etusivulle", "Jos pyydät apua, kerro tämä tunnus:"),
        Language::Sv => {
            ("Det här lyckades inte", "Till startsidan", "Om du ber om hjälp, uppge den här koden:")
        }
        Language::En => ("That did not work", "To the front page", "If you ask for help, give this code:"),
    };
    Words { title, what, way, home, number }
}

fn of_damage(language: Language) -> Words {
    let (what, way) = match language {
        Language::Fi => (
            "Tätä tiedostoa ei voi lukea.",
            "Tuelle on ilmoitettu. Muut tiedostot ja viestit ovat tallella: palaa selaimella takaisin.",
        ),
        Language::Sv => (
            "Den här filen går inte att läsa.",
            "Supporten har fått veta. Andra filer och meddelanden finns kvar: gå tillbaka i webbläsaren.",
        ),
        Language::En => (
            "This file cannot be read.",
            "Support has been told. Other files and messages are still there: go back in your browser.",
        ),
    };
    with(language, what, way)
}

fn failed(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Fi => (
            "Vika on palvelussa. Et tehnyt mitään väärin.",
            "Odota hetki ja lataa sivu uudelleen. Jos olit kirjoittamassa, palaa selaimella takaisin: teksti on lomakkeessa tallella.",
        ),
        Language::Sv => (
            "Felet ligger hos tjänsten, inte hos dig.",
            "Vänta en stund och ladda om sidan. Om du höll på att skriva, gå tillbaka i webbläsaren: texten finns kvar i formuläret.",
        ),
        Language::En => (
            "The problem is in the service. You did nothing wrong.",
            "Wait a moment and load the page again. If you were writing, go back in your browser: the text is still in the form.",
        ),
    }
}

fn too_large(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Fi => (
            "Lähetys oli liian suuri.",
            "Palaa selaimella takaisin: teksti on lomakkeessa tallella. Lyhennä sitä tai lähetä vähemmän tai pienempiä tiedostoja.",
        ),
        Language::Sv => (
            "Det du skickade var för stort.",
            "Gå tillbaka i webbläsaren: texten finns kvar i formuläret. Förkorta den eller skicka färre eller mindre filer.",
        ),
        Language::En => (
            "What you sent was too large.",
            "Go back in your browser: the text is still in the form. Shorten it, or send fewer or smaller files.",
        ),
    }
}

fn too_often(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Fi => (
            "Pyyntöjä tuli liian monta lyhyessä ajassa.",
            "Odota hetki ja lataa sivu uudelleen. Jos olit kirjoittamassa, palaa selaimella takaisin: teksti on lomakkeessa tallella.",
        ),
        Language::Sv => (
            "Det kom för många förfrågningar på kort tid.",
            "Vänta en stund och ladda om sidan. Om du höll på att skriva, gå tillbaka i webbläsaren: texten finns kvar i formuläret.",
        ),
        Language::En => (
            "There were too many requests in a short time.",
            "Wait a moment and load the page again. If you were writing, go back in your browser: the text is still in the form.",
        ),
    }
}

fn refused(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Fi => (
            "Palvelu ei voinut käsitellä pyyntöä.",
            "Palaa selaimella takaisin, lataa sivu uudelleen ja yritä vielä kerran.",
        ),
        Language::Sv => (
            "Tjänsten kunde inte ta emot den här begäran.",
            "Gå tillbaka i webbläsaren, ladda om sidan och försök en gång till.",
        ),
        Language::En => (
            "The service could not process this request.",
            "Go back in your browser, load the page again, and try once more.",
        ),
    }
}
