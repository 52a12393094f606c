//! One conversation, the newest messages first to be seen, a page at a time.

use super::{
    compose::{Compose, SendMessage},
    live::follow,
    messages::{Messages, TakeBack},
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{
        ErrorView, PageTitle, StateBadge, is_active, read_rejected_form, readable, subject_text, when_active,
    },
};
use contract::{
    ApiError, ConversationId, WorkspaceId,
    conversation::{ConversationView, MessageView},
    desk::RejectedForm,
    head::WorkspaceHead,
    person::Side,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::time::Duration;

/// Opens a page of a conversation.
#[server(endpoint = "open_conversation")]
pub async fn open_conversation(
    workspace: WorkspaceId,
    id: ConversationId,
    before: Option<i64>,
) -> Result<ConversationView, AppError> {
    crate::ssr::workspace_desk()?.conversation(workspace, id, before).await.map_err(crate::ssr::failed)
}

operation!(OpenConversation: Ordinary);

/// Looks at the newest page of a conversation again, for a page that stands open.
#[server(endpoint = "peek_conversation")]
pub async fn peek_conversation(
    workspace: WorkspaceId,
    id: ConversationId,
) -> Result<ConversationView, AppError> {
    crate::ssr::workspace_desk()?.peek_conversation(workspace, id).await.map_err(crate::ssr::failed)
}

operation!(PeekConversation: Ordinary);

/// How soon what could not be fetched is fetched again.
const AGAIN: Duration = Duration::from_secs(3);

/// The page.
#[component]
pub fn ConversationPage() -> impl IntoView {
    let i18n = use_i18n();
    let (params, query) = (use_params_map(), use_query_map());
    let source = move || {
        let params = params.read();
        let place = |name| params.get(name).unwrap_or_default();
        let before = query.read().get("before").and_then(|before| before.parse::<i64>().ok());
        (place("id"), place("conversation"), before)
    };
    let data = Resource::new_blocking(source, |(workspace, id, before)| async move {
        let missing = |_| AppError(ApiError::NotFound);
        let (workspace, id) = (workspace.parse().map_err(missing)?, id.parse().map_err(missing)?);
        Ok::<_, AppError>((open_conversation(workspace, id, before).await?, read_rejected_form().await?))
    });
    view! {
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((view, rejected)) => view! { <Conversation view rejected/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Conversation(view: ConversationView, rejected: Option<RejectedForm>) -> impl IntoView {
    let i18n = use_i18n();
    let (workspace, id, unsent) = (view.head.id, view.id, view.unsent.clone());
    let (title, subject) = (readable(view.head.title.clone()), subject_text(view.subject.clone()));
    let page = RwSignal::new(view);
    let action = ServerAction::<SendMessage>::new();
    let taking_back = ServerAction::<TakeBack>::new();
    let sent = move || action.value().with(|answer| matches!(answer, Some(Ok(()))));
    let says_sent = RwSignal::new(false);
    // What was sent, here or by others, is put below what is there: what is typed stays.
    let unread = StoredValue::new(false);
    let again = Action::new(move |()| async move {
        let active = is_active();
        unread.set_value(!active);
        let newest = if active {
            open_conversation(workspace, id, None).await
        } else {
            peek_conversation(workspace, id).await
        };
        let newest = newest.map_err(|AppError(error)| error);
        newest.map(|newest| page.update(|page| grow(page, newest)))
    });
    Effect::new(move || match again.value().get() {
        // It is not lost: it is looked for until it is there.
        Some(Err(ApiError::Offline | ApiError::Internal)) => set_timeout(
            move || {
                again.dispatch(());
            },
            AGAIN,
        ),
        // Signed out elsewhere, or something does not open: what is typed stays, and sending it says so.
        Some(Err(ApiError::SignInNeeded | ApiError::Damaged(_))) => {}
        // It is not for this reader any more: the page says so.
        Some(Err(_)) => drop(window().location().reload()),
        _ => {}
    });
    Effect::new(move || {
        action.version().track();
        if sent() {
            says_sent.set(true);
            again.dispatch(());
        }
    });
    Effect::new(move || {
        if taking_back.version().get() > 0 {
            says_sent.set(false);
            again.dispatch(());
        }
    });
    // Who looks at older messages is not taken away from them.
    let look = Callback::new(move |()| {
        if !page.with_untracked(|page| page.newer) {
            again.dispatch(());
        }
    });
    // What came while nobody did anything at the page is read once somebody does.
    when_active(move || {
        if unread.try_get_value() == Some(true) {
            unread.set_value(false);
            again.dispatch(());
        }
    });
    let who_is_here = follow(workspace, page.with_untracked(|page| page.head.revision), look);
    let back = format!("/workspaces/{workspace}");
    let here = format!("{back}/conversations/{id}");
    let older = {
        let here = here.clone();
        move || {
            page.with(|page| page.older).map(|before| {
                let href = format!("{here}?before={before}");
                view! { <p class="older"><a href=href>{t_string!(i18n, conversation.older)}</a></p> }
            })
        }
    };
    let newest = move || {
        let href = here.clone();
        page.with(|page| page.newer)
            .then(|| view! { <p class="older"><a href=href>{t_string!(i18n, conversation.newer)}</a></p> })
    };
    view! {
        <PageTitle text=subject.clone()/>
        <article class="reading">
            <p><a href=back>{title}</a></p>
            <div class="heading">
                <h1>{subject}</h1>
                <p>{move || view! { <StateBadge state=page.with(|page| page.head.timeline.state)/> }}</p>
            </div>
            {older}
            <Messages page back=taking_back/>
            {newest}
            <Here who=who_is_here head=page.with_untracked(|page| page.head.clone())/>
            <Compose page unsent rejected action/>
        </article>
        <p class="visually-hidden" role="status">{move || says_sent.get().then(|| t_string!(i18n, conversation.sent))}</p>
    }
}

/// That the other side is looking at the workspace at this moment.
#[component]
fn Here(who: ReadSignal<Option<Side>>, head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let customer = head.customer.unwrap_or_default();
    let text = move || {
        let name = match who.get()? {
            Side::Customer => customer.clone(),
            Side::Counselor => head.counselor.clone(),
        };
        Some(view! { <span class="here">{t_string!(i18n, conversation.here, name = name)}</span> })
    };
    view! { <p class="quiet" role="status">{text}</p> }
}

/// Puts the newest messages below those that are shown, or in their place where some between are
/// not shown.
fn grow(page: &mut ConversationView, newest: ConversationView) {
    let first = newest.messages.first().map_or(0, |message| message.position);
    let adjoins = page.messages.last().is_some_and(|last| last.position + 1 >= first);
    let mut older: Vec<MessageView> = if adjoins { page.messages.drain(..).collect() } else { vec![] };
    let first_shown = if adjoins { page.older } else { newest.older };
    older.retain(|message| message.position < first);
    *page = ConversationView { older: first_shown, ..newest };
    older.append(&mut page.messages);
    page.messages = older;
}
