//! One conversation, the newest messages first to be seen, a page at a time.

use super::{
    canned,
    compose::{Compose, newest_of},
    list::OtherConversations,
    live::Live,
    messages::Messages,
    take_back::TakeBackTarget,
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Icon, IconView, PageTitle, TimelineView, page, readable, subject_text},
    workspace::frame::{Tab, WorkspaceFrame},
};
use contract::{
    ApiError, ConversationId, WorkspaceId, canned::CannedTitle, conversation::ConversationView,
    head::WorkspaceHead, life::State,
};
use leptos::prelude::*;
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

/// The page.
#[component]
pub fn ConversationPage() -> impl IntoView {
    let (params, query) = (use_params_map().get_untracked(), use_query_map().get_untracked());
    page(async move {
        let place = |name| params.get(name).unwrap_or_default();
        let workspace = place("id").parse().map_err(|_| ApiError::NotFound)?;
        let id = place("conversation").parse().map_err(|_| ApiError::NotFound)?;
        // A link in a mail leads to the newest message by way of signing in, where a fragment would be lost.
        if query.get("newest").is_some() {
            crate::ssr::workspace_desk()?;
            crate::ssr::see_other(&newest_of(workspace, id));
            return Ok(().into_any());
        }
        let before = query.get("before").and_then(|before| before.parse::<i64>().ok());
        // What a page looks at by itself is no visit.
        let by_itself = crate::ssr::request_context()?.by_itself;
        let view = if by_itself && before.is_none() {
            peek_conversation(workspace, id).await?
        } else {
            open_conversation(workspace, id, before).await?
        };
        let canned = canned::responses_for(view.side).await?;
        Ok(view! { <Conversation view canned/> }.into_any())
    })
}

/// Who can read here: in the archive its customer alone (L6).
fn who_sees(head: &WorkspaceHead) -> Vec<String> {
    if head.timeline.state == State::Archived {
        return head.customer.iter().cloned().collect();
    }
    let others = head.co_professionals.iter().map(|one| one.name.clone());
    let substitute = head.away.as_ref().and_then(|away| away.reader_on(head.timeline.today));
    let others = others.chain(substitute.map(str::to_owned));
    head.customer.iter().chain(&head.counselor).cloned().chain(others).collect()
}

#[component]
fn Conversation(view: ConversationView, canned: Vec<CannedTitle>) -> impl IntoView {
    let i18n = use_i18n();
    let (head, id, side) = (view.head.clone(), view.id, view.side);
    let here = format!("/workspaces/{}/conversations/{id}", head.id);
    let (title, subject) = (readable(head.title.clone()), subject_text(view.subject.clone()));
    let older = view.older.map(|before| {
        let href = format!("{here}?before={before}");
        view! { <a href=href>{t_string!(i18n, conversation.older)}</a> }
    });
    let newest = view
        .newer
        .then(|| view! { <p class="older"><a href=here>{t_string!(i18n, conversation.newer)}</a></p> });
    let others = view.conversations.clone();
    let seen_by = t_string!(i18n, conversation.seen_by, names = who_sees(&head).join(", "));
    view! {
        <PageTitle text=subject.clone() of=title/>
        <WorkspaceFrame head=head.clone() here=Tab::Conversations/>
        <div class="columns">
            <article class="card flush" aria-labelledby="subject">
                <div class="heading card-head">
                    <div>
                        <h2 id="subject" dir="auto">{subject}</h2>
                        <p class="quiet"><IconView icon=Icon::Eye/> " " {seen_by}</p>
                    </div>
                    <Live head=head.clone()/>
                </div>
                <div class="thread">
                    <p class="older" id="older">{older}</p>
                    <Messages view=view.clone()/>
                    {newest}
                </div>
                <TakeBackTarget workspace=head.id conversation=id/>
                <Compose page=view canned/>
            </article>
            <aside class="stack">
                <div id="others" data-live="part">
                    <OtherConversations head=head.clone() conversations=others here=id/>
                </div>
                <div id="life" data-live="part"><TimelineView line=head.timeline side/></div>
            </aside>
        </div>
    }
}
