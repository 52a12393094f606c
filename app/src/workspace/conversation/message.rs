//! One message: who, when, what it says, and what can be done with it.

use super::{files::Files, take_back::TakeBackButton, text::Text};
use crate::{
    i18n::{t_string, use_i18n},
    language::{language, show_time},
    ui::{Face, readable},
};
use contract::{
    WorkspaceId,
    conversation::{ConversationView, MessageView, Quote},
    date::time_of_day,
    person::Side,
};
use leptos::prelude::*;

/// What all messages of a page share.
#[derive(Clone, Debug)]
pub struct Scene {
    workspace: WorkspaceId,
    /// The position up to which others have read.
    seen_up_to: i64,
    /// The reader's last message that others have read, which says so.
    last_seen: Option<i64>,
    may_write: bool,
    place: &'static str,
}

impl Scene {
    /// Of a page, looked at under an address.
    pub fn of(view: &ConversationView, place: &'static str) -> Self {
        let seen = |message: &&MessageView| message.mine && message.position <= view.seen_up_to;
        Self {
            workspace: view.head.id,
            seen_up_to: view.seen_up_to,
            last_seen: view.messages.iter().rev().find(seen).map(|message| message.position),
            may_write: view.head.may.write || view.head.may.reactivate,
            place,
        }
    }
}

/// An item of the list.
#[component]
pub fn Message(scene: Scene, message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let (position, mine) = (message.position, message.mine);
    let seen = (scene.last_seen == Some(position))
        .then(|| view! { <p class="seen">{t_string!(i18n, conversation.seen)}</p> });
    let head = view! { <Head message=message.clone()/> };
    let face = (!mine).then(|| view! { <Face name=message.author.clone()/> });
    let content = if message.taken_back {
        let text = t_string!(i18n, conversation.taken_back);
        view! { <div class="message-said"><p class="quiet">{text}</p></div> }.into_any()
    } else {
        view! { <Content scene message/> }.into_any()
    };
    view! {
        <li class=mine.then_some("mine") id=format!("m{position}") tabindex="-1">
            {face}
            <div class="message">
                {head}
                {content}
                {seen}
            </div>
        </li>
    }
}

#[component]
fn Head(message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let side = match message.side {
        Side::Customer => t_string!(i18n, conversation.side_customer),
        Side::Counselor => t_string!(i18n, conversation.side_counselor),
    };
    let author = if message.mine {
        view! { <strong>{t_string!(i18n, conversation.you)}</strong> }.into_any()
    } else {
        view! { <strong>{message.author}</strong> " · " {side} }.into_any()
    };
    let new = message
        .unread
        .then(|| view! { <span class="badge">{t_string!(i18n, conversation.unread_from_here)}</span> });
    let (whole, short) = (show_time(message.sent_at), time_of_day(language(), message.sent_at));
    view! {
        <p class="message-head">
            <span>{author}</span>
            <span aria-hidden="true">"·"</span>
            <time datetime=message.sent_at.format("%Y-%m-%dT%H:%M").to_string() title=whole>{short}</time>
            {new}
        </p>
    }
}

/// What a message says, and what can be done with it.
#[component]
fn Content(scene: Scene, message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let position = message.position;
    let quote = message.reply_to.map(|quote| view! { <Quoted quote/> });
    let text = (!message.body.is_empty()).then(|| view! { <Text text=readable(message.body)/> });
    let place = format!("{}/{}", scene.place, scene.workspace);
    let files = (!message.files.is_empty()).then(|| view! { <Files place files=message.files/> });
    let is_by = if message.mine { t_string!(i18n, conversation.you).to_owned() } else { message.author };
    let when = show_time(message.sent_at);
    let of = format!("{is_by}, {when}");
    let reply = scene.may_write.then(|| {
        let spoken = format!("{}: {of}", t_string!(i18n, conversation.reply));
        let href = format!("?reply={position}#body");
        view! { <a class="link" href=href aria-label=spoken>{t_string!(i18n, conversation.reply)}</a> }
    });
    let is_possible = message.may_take_back && position > scene.seen_up_to;
    let take_back = message.mine.then(|| view! { <TakeBackButton position is_possible of/> });
    view! {
        <div class="message-said">{quote} {text} {files}</div>
        <div class="message-tools">{reply} {take_back}</div>
    }
}

/// The beginning of the message that another answers.
#[component]
pub fn Quoted(quote: Quote) -> impl IntoView {
    let i18n = use_i18n();
    let text =
        if quote.text.is_empty() { t_string!(i18n, conversation.no_text).to_owned() } else { quote.text };
    view! {
        <blockquote class="quote">
            <p class="quiet">{quote.author}</p>
            <p><a href=format!("#m{}", quote.position)>{text}</a></p>
        </blockquote>
    }
}
