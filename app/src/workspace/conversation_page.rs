//! One conversation, the newest messages first to be seen, a page at a time.

use super::{
    compose::{Compose, SendMessage},
    messages::Messages,
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    ui::{ErrorView, StateBadge, returned_form},
};
use contract::{ApiError, ConversationId, WorkspaceId, conversation::ConversationView, desk::Returned};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Opens a page of a conversation.
#[server(endpoint = "open_conversation")]
pub async fn open_conversation(
    workspace: WorkspaceId,
    id: ConversationId,
    before: Option<i64>,
) -> Result<ConversationView, AppError> {
    crate::ssr::workspace_desk()?.conversation(workspace, id, before).await.map_err(crate::ssr::failed)
}

/// The page.
#[component]
pub fn ConversationPage() -> impl IntoView {
    let i18n = use_i18n();
    let (params, query) = (use_params_map(), use_query_map());
    let action = ServerAction::<SendMessage>::new();
    // Only what was sent changes the page: a mistake must not take away what was typed.
    let sent = Memo::new(move |before: Option<&usize>| {
        let count = before.copied().unwrap_or(0);
        if matches!(action.value().get(), Some(Ok(()))) { action.version().get() } else { count }
    });
    let source = move || {
        let params = params.read();
        let place = |name| params.get(name).unwrap_or_default();
        let before = query.read().get("before").and_then(|before| before.parse::<i64>().ok());
        (place("id"), place("conversation"), before, sent.get())
    };
    let data = Resource::new_blocking(source, |(workspace, id, before, _)| async move {
        let missing = |_| AppError(ApiError::NotFound);
        let (workspace, id) = (workspace.parse().map_err(missing)?, id.parse().map_err(missing)?);
        Ok::<_, AppError>((open_conversation(workspace, id, before).await?, returned_form().await?))
    });
    view! {
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((view, returned)) => view! { <Conversation view returned action/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
        <p class="visually-hidden" role="status">
            {move || (sent.get() > 0).then(|| t_string!(i18n, conversation.sent))}
        </p>
    }
}

#[component]
fn Conversation(
    view: ConversationView,
    returned: Option<Returned>,
    action: ServerAction<SendMessage>,
) -> impl IntoView {
    let i18n = use_i18n();
    let ConversationView { head, id, subject, messages, older, newer } = view;
    let back = format!("/workspaces/{}", head.id);
    let here = format!("{back}/conversations/{id}");
    let older = older.map(|before| {
        view! { <p class="older"><a href=format!("{here}?before={before}")>{t_string!(i18n, conversation.older)}</a></p> }
    });
    let newest = newer.then(|| {
        view! { <p class="older"><a href=here.clone()>{t_string!(i18n, conversation.newer)}</a></p> }
    });
    view! {
        <Title text=subject.clone()/>
        <article class="reading">
            <p><a href=back>{head.title.clone()}</a></p>
            <div class="heading">
                <h1>{subject}</h1>
                <p><StateBadge state=head.timeline.state/></p>
            </div>
            {older}
            <Messages messages newest=!newer/>
            {newest}
            <Compose workspace=head.id conversation=id may=head.may returned action/>
        </article>
    }
}
