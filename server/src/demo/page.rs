//! The demonstration's own page: its clock, the mails it would have sent, and who one can be.

use super::{
    Time,
    people::{CUSTOMERS, Person, STAFF},
};
use crate::{http::AppState, mail};
use axum::{
    Extension, Form, Router,
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{date, person::Language};
use domain::{
    Clock,
    ground::outbox,
    guidance::workspace::next_event,
    people::organisation::wording::{Letterhead, letterhead},
};
use http::StatusCode;
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use std::collections::HashSet;

/// The routes of the page, for demonstrations only.
pub(super) fn routes(time: Time) -> Router<AppState> {
    let page = Router::new().route("/demo", get(page)).route("/demo/clock", post(advance));
    page.layer(Extension(time))
}

/// How far the clock is moved.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Step {
    Day,
    Week,
    Month,
    Event,
}

#[derive(Deserialize)]
struct Move {
    step: Step,
}

/// `POST /demo/clock`: moves time forward, and takes the sign-ins along.
async fn advance(
    State(state): State<AppState>,
    Extension(time): Extension<Time>,
    Form(Move { step }): Form<Move>,
) -> Response {
    match moved(&state, &time, step).await {
        Ok(()) => Redirect::to("/demo").into_response(),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "clock not moved");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn moved(state: &AppState, time: &Time, step: Step) -> anyhow::Result<()> {
    let by = match step {
        Step::Day => TimeDelta::days(1),
        Step::Week => TimeDelta::weeks(1),
        Step::Month => TimeDelta::days(30),
        Step::Event => match next_event(&state.services).await? {
            Some(instant) => instant - time.clock.now(),
            None => return Ok(()),
        },
    };
    time.forward(&state.services, by).await
}

/// `GET /demo`
async fn page(State(state): State<AppState>, Extension(time): Extension<Time>) -> Response {
    match render(&state, &time).await {
        Ok(page) => Html(page.into_string()).into_response(),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "demonstration page not shown");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn render(state: &AppState, time: &Time) -> anyhow::Result<Markup> {
    let next = next_event(&state.services).await?;
    let emails = newest(state, time).await?;
    Ok(html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Demonstration" }
                link rel="stylesheet" href=(state.assets.style);
            }
            body {
                main {
                    p { a href="/" { "Back to Luotsi" } }
                    h1 { "Demonstration" }
                    section.card {
                        h2 { "Clock" }
                        p { "The date is " strong { (date::date(Language::En, time.clock.today())) } ". Moving the clock runs all scheduled jobs, day by day. You stay signed in. It may take some seconds." }
                        form.actions method="post" action="/demo/clock" {
                            button.button.button-second name="step" value="day" { "A day" }
                            button.button.button-second name="step" value="week" { "A week" }
                            button.button.button-second name="step" value="month" { "30 days" }
                            @match next {
                                Some(instant) => button.button name="step" value="event" { "To the next change, " (english(instant)) },
                                None => span.quiet { "No changes ahead." },
                            }
                        }
                    }
                    section.card {
                        h2 { "Emails" }
                        @if emails.is_empty() { p { "None yet." } }
                        @for (email, letterhead) in &emails { (mail_view(email, letterhead, &state.public_url)) }
                    }
                    section.card {
                        h2 { "Test users" }
                        (people("Customers", CUSTOMERS))
                        (people("Staff", STAFF))
                    }
                }
            }
        }
    })
}

/// The newest mails, carried or not.
async fn newest(state: &AppState, time: &Time) -> anyhow::Result<Vec<(outbox::QueuedEmail, Letterhead)>> {
    let mut emails = time.mailer.carried();
    let known: HashSet<_> = emails.iter().map(|email| email.id).collect();
    let waiting = outbox::newest(&state.services, mail::CARRIED as u64).await?;
    emails.extend(waiting.into_iter().filter(|email| !known.contains(&email.id)));
    emails.sort_by_key(|email| std::cmp::Reverse(email.created_at));
    emails.truncate(mail::CARRIED);
    let mut headed = Vec::with_capacity(emails.len());
    for email in emails {
        let letterhead = letterhead(&state.services, email.organisation, email.mail.language).await?;
        headed.push((email, letterhead));
    }
    Ok(headed)
}

fn english(instant: DateTime<Utc>) -> String {
    date::date(Language::En, domain::ground::clock::local_date(instant, chrono_tz::Europe::Helsinki))
}

fn mail_view(email: &outbox::QueuedEmail, letterhead: &Letterhead, public_url: &str) -> Markup {
    html! {
        article.mail {
            @match mail::write(&email.mail, letterhead, public_url) {
                Ok(written) => {
                    h3 { (written.subject) }
                    p.quiet { "To " (email.recipient) ", " (english(email.created_at)) }
                    pre { (written.plain) }
                    @if let Some(link) = &written.link { p { a href=(link) { "Open the link" } } }
                }
                Err(error) => { p { "The template of this email is wrong: " (error) } }
            }
        }
    }
}

fn people(title: &str, people: &[Person]) -> Markup {
    html! {
        h3 { (title) }
        ul { @for person in people { li { (person.name) ", " @if let Some(code) = person.code { (code) ", " } (person.about) } } }
    }
}
