//! The page where one chooses whom to be.

use super::{CLIENT, Grant, Provider, people, verify};
use crate::config::Audience;
use anyhow::{Context, ensure};
use axum::{
    Extension, Form,
    extract::{Query, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Randomness, SystemRandomness};
use http::{StatusCode, header::CONTENT_TYPE};
use maud::{DOCTYPE, Markup, html};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use url::Url;

const STYLE: &str = include_str!("style.css");
const WEAK: &str = "urn:example:weak";

/// A request as the relying party makes it: its parameters plain, or in an object that it signed.
#[derive(Clone, Serialize, Deserialize)]
pub struct Request {
    client_id: String,
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

/// What counts of a request.
#[derive(Deserialize)]
struct Asked {
    response_type: String,
    redirect_uri: String,
    state: String,
    nonce: Option<String>,
    acr_values: Option<String>,
    ftn_spname: Option<String>,
    code_challenge: String,
    code_challenge_method: String,
}

impl Request {
    /// What is asked, when it is asked as this realm wants it.
    fn read(&self, provider: &Provider, realm: Audience) -> anyhow::Result<Asked> {
        ensure!(self.client_id == CLIENT, "an unknown client");
        let asked: Asked = match realm {
            Audience::Customer => {
                ensure!(
                    self.rest.keys().all(|name| name == "request" || name == "person"),
                    "more than `request`"
                );
                let object = self.rest.get("request").context("no signed request")?;
                let (keys, issuer) = (&provider.client, provider.issuer(realm));
                let claims = verify(object, keys, CLIENT, &issuer, provider.clock.now())?;
                serde_json::from_value(claims.into())?
            }
            Audience::Staff => serde_json::from_value(serde_json::to_value(&self.rest)?)?,
        };
        ensure!(asked.response_type == "code" && asked.code_challenge_method == "S256", "another flow");
        let back = Url::parse(&asked.redirect_uri).context("no way back")?;
        let is_ours = back.as_str().starts_with(&provider.redirect_prefix);
        ensure!(is_ours && back.as_str() == asked.redirect_uri, "another way back");
        if realm == Audience::Customer {
            ensure!(asked.acr_values.is_some(), "no acr_values");
            ensure!(asked.nonce.as_ref().is_some_and(|nonce| nonce.len() >= 32), "a short nonce");
            let name = asked.ftn_spname.as_deref().unwrap_or_default();
            ensure!((1..=40).contains(&name.chars().count()), "no name of the service");
        }
        Ok(asked)
    }
}

/// `GET /{realm}/style.css` is the same for both realms.
pub async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

/// `GET /{realm}/authorize`
pub async fn page(
    State(provider): State<Provider>,
    Extension(realm): Extension<Audience>,
    Query(request): Query<Request>,
) -> Response {
    if let Err(error) = request.read(&provider, realm) {
        return refused(&error);
    }
    let title = match realm {
        Audience::Customer => "Demonstration identification",
        Audience::Staff => "Esimerkkilä account",
    };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/style.css";
            }
            body {
                main {
                    h1 { (title) }
                    p { "This sign-in page is part of the demonstration. It does not check who you are. Choose a test user. None of them is a real person." }
                    @for person in people(realm) {
                        (choice(realm, &request, person.subject, person.name, person.code.unwrap_or(person.about)))
                    }
                    @if realm == Audience::Customer {
                        (choice(realm, &request, "weak", "Aino, identified weakly", "will be refused: not strong enough"))
                    }
                    (choice(realm, &request, "cancel", "Cancel", "go back without identifying yourself"))
                }
            }
        }
    };
    Html(page.into_string()).into_response()
}

fn choice(realm: Audience, request: &Request, subject: &str, name: &str, about: &str) -> Markup {
    let fields = serde_json::to_value(request).unwrap_or_default();
    html! {
        form method="post" action=(format!("/{}/choose", super::realm_name(realm))) {
            @for (field, value) in fields.as_object().into_iter().flatten() {
                @if let Some(value) = value.as_str() { input type="hidden" name=(field) value=(value); }
            }
            button name="person" value=(subject) { strong { (name) } span { (about) } }
        }
    }
}

fn refused(error: &anyhow::Error) -> Response {
    (StatusCode::BAD_REQUEST, format!("The request was refused: {error}.")).into_response()
}

/// A choice on the page.
#[derive(Deserialize)]
pub struct Choice {
    person: String,
    #[serde(flatten)]
    request: Request,
}

/// `POST /{realm}/choose`
pub async fn choose(
    State(provider): State<Provider>,
    Extension(realm): Extension<Audience>,
    Form(choice): Form<Choice>,
) -> Response {
    let request = match choice.request.read(&provider, realm) {
        Ok(request) => request,
        Err(error) => return refused(&error),
    };
    let mut answer = vec![("state", request.state.clone()), ("iss", provider.issuer(realm))];
    if choice.person == "cancel" {
        answer.push(("error", "access_denied".to_owned()));
    } else {
        let (subject, is_weak) =
            if choice.person == "weak" { ("aino", true) } else { (choice.person.as_str(), false) };
        let Some(person) = people(realm).iter().find(|person| person.subject == subject) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let acr = if is_weak { Some(WEAK.to_owned()) } else { request.acr_values.clone() };
        let code = URL_SAFE_NO_PAD.encode(SystemRandomness.bytes());
        let grant = Grant {
            realm,
            person: *person,
            acr,
            nonce: request.nonce,
            redirect_uri: request.redirect_uri.clone(),
            challenge: request.code_challenge,
            at: provider.clock.now(),
        };
        if let Ok(mut grants) = provider.grants.lock() {
            grants.insert(code.clone(), grant);
        }
        answer.push(("code", code));
    }
    let query = serde_urlencoded::to_string(answer).unwrap_or_default();
    Redirect::to(&format!("{}?{query}", request.redirect_uri)).into_response()
}
