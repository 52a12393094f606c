//! The messages of a page of a conversation.

use super::{files::Files, text::Text};
use crate::{
    error::{AppError, error_text},
    i18n::{t_string, use_i18n},
    language::{show_date, show_time},
    operation::operation,
    ui::{ActsFor, FormError, Submit, ask_again_for_whom, form_error, readable},
};
use chrono::NaiveDate;
use contract::{
    ApiError, ConversationId, WorkspaceId,
    conversation::{ConversationView, MessageView, Quote},
    file::FileState,
    person::Side,
};
use leptos::{
    html::{Li, P},
    prelude::*,
};

/// Takes a message back (W1).
#[server(endpoint = "take_back")]
pub async fn take_back(
    workspace: WorkspaceId,
    conversation: ConversationId,
    position: i64,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let desk = crate::ssr::workspace_desk()?;
    desk.take_back(workspace, conversation, position).await.map_err(crate::ssr::failed)
}

operation!(TakeBack: Ordinary);

/// A list that reads as a list (U2): author and time, then the text and the files. What is added
/// is announced once.
#[component]
pub fn Messages(
    /// The page; it may grow.
    page: RwSignal<ConversationView>,
    /// Takes messages back.
    back: ServerAction<TakeBack>,
    /// Under which address the workspace is looked at, and its files.
    #[prop(default = "/workspaces")]
    place: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let begun_with = page.with_untracked(last);
    let scene = Scene {
        workspace: page.with_untracked(|page| page.head.id),
        conversation: page.with_untracked(|page| page.id),
        begun_with,
        newest: Memo::new(move |_| page.with(|page| last(page).filter(|_| !page.newer))),
        seen_up_to: Memo::new(move |_| page.with(|page| page.seen_up_to)),
        may_write: Memo::new(move |_| page.with(|page| page.head.may.write || page.head.may.reactivate)),
        back,
        tried: RwSignal::new(None),
        place,
    };
    let error = form_error(back, None);
    // Beside its message, where one is; here where that is not on the page.
    let of_other_forms = Signal::derive(move || error.get().filter(|_| scene.tried.get().is_none()));
    ask_again_for_whom(error);
    view! {
        <FormError error=of_other_forms/>
        <ol class="messages" aria-label=t_string!(i18n, conversation.list) aria-live="polite" aria-relevant="additions">
            <For
                each=move || page.with(|page| with_days(&page.messages))
                key=|(message, day)| (message.position, message.taken_back, states(message), *day)
                let:((message, day))
            >
                <Message scene message day/>
            </For>
        </ol>
    }
}

/// What all messages of a page share.
#[derive(Clone, Copy)]
struct Scene {
    workspace: WorkspaceId,
    conversation: ConversationId,
    /// The position of the last message when the page was opened.
    begun_with: Option<i64>,
    /// The position of the newest message, if this page has it.
    newest: Memo<Option<i64>>,
    /// The position up to which others have read.
    seen_up_to: Memo<i64>,
    may_write: Memo<bool>,
    back: ServerAction<TakeBack>,
    /// The position of the message that was to be taken back last.
    tried: RwSignal<Option<i64>>,
    place: &'static str,
}

/// The position of the last message of a page.
fn last(page: &ConversationView) -> Option<i64> {
    page.messages.last().map(|message| message.position)
}

/// The messages, each that is the first of its day with the day.
fn with_days(messages: &[MessageView]) -> Vec<(MessageView, Option<NaiveDate>)> {
    let mut before = None;
    let day = |message: &MessageView| {
        let day = message.sent_at.date();
        let first = before != Some(day);
        before = Some(day);
        (message.clone(), first.then_some(day))
    };
    messages.iter().map(day).collect()
}

/// How it stands with the files of a message: they change once they were looked at.
fn states(message: &MessageView) -> Vec<FileState> {
    message.files.iter().map(|file| file.state).collect()
}

#[component]
fn Message(scene: Scene, message: MessageView, day: Option<NaiveDate>) -> impl IntoView {
    let i18n = use_i18n();
    let item = NodeRef::<Li>::new();
    let (position, mine) = (message.position, message.mine);
    let is_newest = move || scene.newest.get() == Some(position);
    Effect::new(move || {
        // Whoever reads further up is not torn away by what others write.
        let wanted = mine || scene.begun_with == Some(position);
        if let (true, true, Some(item)) = (wanted, scene.newest.get_untracked() == Some(position), item.get())
        {
            item.scroll_into_view_with_bool(false);
        }
    });
    let content = if message.taken_back {
        let it = NodeRef::<P>::new();
        Effect::new(move || {
            // Whoever took it back had the focus on what is gone now.
            if it.get().is_some() && scene.tried.get_untracked() == Some(position) {
                focus_if_free(it);
            }
        });
        view! { <p class="quiet" tabindex="-1" node_ref=it>{t_string!(i18n, conversation.taken_back)}</p> }
            .into_any()
    } else {
        view! { <Content scene message=message.clone()/> }.into_any()
    };
    view! {
        <li class=if mine { "mine" } else { "" } id=format!("m{position}") node_ref=item>
            {day.map(|day| view! { <p class="day">{show_date(day)}</p> })}
            <div class=if mine { "message mine" } else { "message" } id=move || is_newest().then_some("newest")>
                <Head scene message/>
                {content}
            </div>
        </li>
    }
}

#[component]
fn Head(scene: Scene, message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let (position, mine) = (message.position, message.mine);
    let side = match message.side {
        Side::Customer => t_string!(i18n, conversation.side_customer),
        Side::Counselor => t_string!(i18n, conversation.side_counselor),
    };
    let author = if mine {
        view! { <strong>{t_string!(i18n, conversation.you)}</strong> }.into_any()
    } else {
        view! { <strong>{message.author}</strong> " (" {side} ")" }.into_any()
    };
    let new = message
        .unread
        .then(|| view! { <span class="flag">{t_string!(i18n, conversation.unread_from_here)}</span> });
    let seen = move || {
        (mine && position <= scene.seen_up_to.get())
            .then(|| view! { <span class="quiet">{t_string!(i18n, conversation.seen)}</span> })
    };
    view! {
        <p class="message-head">
            <span>{author}</span>
            <time datetime=message.sent_at.format("%Y-%m-%dT%H:%M").to_string()>{show_time(message.sent_at)}</time>
            {new}
            {seen}
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
    let reply = move || {
        let spoken = format!("{}: {position}", t_string!(i18n, conversation.reply));
        let href = format!("?reply={position}#body");
        scene.may_write.get().then(|| {
            view! { <a class="link" href=href aria-label=spoken>{t_string!(i18n, conversation.reply)}</a> }
        })
    };
    let may_take_back = message.may_take_back;
    let take_back = move || may_take_back.then(|| view! { <TakeBackForm scene position/> });
    view! {
        {quote}
        {text}
        {files}
        <div class="message-tools">{reply} {take_back}</div>
    }
}

/// Taking a message back while nobody has read it, or why it could not be.
#[component]
fn TakeBackForm(scene: Scene, position: i64) -> impl IntoView {
    let i18n = use_i18n();
    let refused = RwSignal::new(None::<ApiError>);
    let why = NodeRef::<P>::new();
    // The answer, once it is there, of whichever message was tried last.
    Effect::new(move |before: Option<usize>| {
        let version = scene.back.version().get();
        let is_answer = before.is_some_and(|before| before < version);
        if is_answer && scene.tried.get_untracked() == Some(position) {
            let answer = scene.back.value().get_untracked();
            refused.set(answer.and_then(Result::err).map(|AppError(error)| error));
            // The button that had the focus may be gone.
            request_animation_frame(move || {
                focus_if_free(why);
            });
        }
        version
    });
    Effect::new(move || {
        if scene.tried.get() != Some(position) {
            refused.set(None);
        }
    });
    let is_late = Memo::new(move |_| refused.get() == Some(ApiError::TooLate));
    let is_possible = Memo::new(move |_| position > scene.seen_up_to.get() && !is_late.get());
    let form = move || {
        is_possible.get().then(|| {
            view! {
                <ActionForm action=scene.back on:submit:capture=move |_| scene.tried.set(Some(position))>
                    <ActsFor/>
                    <input type="hidden" name="workspace" value=scene.workspace.to_string()/>
                    <input type="hidden" name="conversation" value=scene.conversation.to_string()/>
                    <input type="hidden" name="position" value=position.to_string()/>
                    <Submit label=t_string!(i18n, conversation.take_back) pending=scene.back.pending() link=true/>
                </ActionForm>
            }
        })
    };
    let refusal = move || {
        refused.get().map(|error| {
            view! { <p class="mistake" role="alert" tabindex="-1" node_ref=why>{error_text(&error)}</p> }
        })
    };
    view! { {form} {refusal} }
}

/// Brings the focus there, unless somebody has gone on elsewhere meanwhile.
fn focus_if_free(there: NodeRef<P>) {
    let is_free = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    // By the next frame it may be gone with its message.
    if let (true, Some(there)) = (is_free, there.try_get_untracked().flatten()) {
        drop(there.focus());
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
            <p><a href=format!("#m{}", quote.position) rel="external">{text}</a></p>
        </blockquote>
    }
}
