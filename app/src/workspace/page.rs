//! The page of one workspace.

use super::{
    actions::CloseWorkspace,
    conversation::{
        list::{ConversationRow, StartLink},
        live::Live,
    },
    facts::Facts,
    frame::{Tab, WorkspaceFrame},
    notices::Notices,
    welcome::Welcome,
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_date,
    operation::operation,
    organisation::reason_name,
    ui::{
        Banner, Dialog, Empty, Form, Icon, IconView, Outcome, PageTitle, PostForm, Select, Submit, TextArea,
        TimelineView, Tone, WaitingRow, page, readable,
    },
};
use contract::{
    ApiError, WorkspaceId,
    bulk_action::Reason,
    conversation::ConversationSummary,
    head::{InvitationStatus, WorkspaceHead},
    person::Side,
    workspace::{PackageProblem, WorkspaceView},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Opens a workspace.
#[server(endpoint = "open_workspace")]
pub async fn open_workspace(id: WorkspaceId) -> Result<WorkspaceView, AppError> {
    crate::ssr::workspace_desk()?.workspace(id).await.map_err(crate::ssr::failed)
}

operation!(OpenWorkspace: Ordinary);

/// Looks at a workspace again for a page that stands open.
#[server(endpoint = "peek_workspace")]
pub async fn peek_workspace(id: WorkspaceId) -> Result<WorkspaceView, AppError> {
    crate::ssr::workspace_desk()?.peek_workspace(id).await.map_err(crate::ssr::failed)
}

operation!(PeekWorkspace: Ordinary);

/// The page.
#[component]
pub fn WorkspacePage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let id = id.parse().map_err(|_| ApiError::NotFound)?;
        // What a page looks at by itself is no visit.
        let by_itself = crate::ssr::request_context()?.by_itself;
        let view = if by_itself { peek_workspace(id).await? } else { open_workspace(id).await? };
        Ok(view! { <Workspace view/> })
    })
}

#[component]
fn Workspace(view: WorkspaceView) -> impl IntoView {
    let WorkspaceView { head, side, conversations, begins_another, package_problem } = view;
    let problem = package_problem.map(|problem| view! { <PackageProblemBanner problem/> });
    let outcomes = "create_workspace reactivate_workspace ask_reactivation close_workspace invite_again \
                    remind_invited withdraw_invitation change_description confirm_customer accept_code accept_invitation end_participation \
                    refuse_substitute";
    view! {
        <PageTitle text=readable(head.title.clone())/>
        <WorkspaceFrame head=head.clone() here=Tab::Conversations is_first=true/>
        <Outcome of=outcomes/>
        <Reauthenticated id=head.id/>
        <div id="notices" data-live="part">
            {problem}
            <Notices head=head.clone() side/>
        </div>
        <div class="columns">
            <div id="conversations" data-live="part"><Conversations head=head.clone() side conversations begins_another/></div>
            <aside class="stack">
                <div id="life" data-live="part"><TimelineView line=head.timeline side/></div>
                <div id="facts" data-live="part"><FactsCard head=head.clone()/></div>
                <div id="tools" data-live="part"><Tools head=head.clone()/></div>
            </aside>
        </div>
        <Live head/>
    }
}

#[component]
fn Conversations(
    head: WorkspaceHead,
    side: Side,
    conversations: Vec<ConversationSummary>,
    begins_another: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, today) = (head.id, head.timeline.today);
    let is_new = side == Side::Customer && head.may.write && conversations.is_empty();
    let list = if is_new {
        view! { <Welcome head=head.clone()/> }.into_any()
    } else if conversations.is_empty() {
        let hint = if head.may.write { t_string!(i18n, workspace.no_conversations_hint) } else { "" };
        view! { <Empty title=t_string!(i18n, workspace.no_conversations) hint/> }.into_any()
    } else {
        let row = move |conversation| view! { <ConversationRow workspace=id conversation today/> };
        let rows = conversations.into_iter().map(row).collect_view();
        view! { <div class="card flush"><ul class="waits">{rows}</ul></div> }.into_any()
    };
    let begun = begins_another.then(|| {
        let (title, about) = (t_string!(i18n, first.draft).to_owned(), t_string!(i18n, workspace.draft_begins).to_owned());
        view! {
            <div class="card flush">
                <ul class="waits">
                    <WaitingRow icon=Icon::Note href=format!("/workspaces/{id}/new") title about aside=String::new() is_urgent=false/>
                </ul>
            </div>
        }
    });
    view! {
        <section aria-labelledby="conversations-title">
            <div class="heading">
                <h2 id="conversations-title">{t_string!(i18n, workspace.conversations)}</h2>
                <StartLink head/>
            </div>
            {begun}
            {list}
        </section>
    }
}

/// Who is in it, and what it is about.
#[component]
fn FactsCard(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card" aria-labelledby="facts-title">
            <h2 id="facts-title">{t_string!(i18n, workspace.facts)}</h2>
            <Facts head/>
        </section>
    }
}

/// The download, to somebody who has just authenticated again.
#[component]
fn Reauthenticated(id: WorkspaceId) -> impl IntoView {
    let i18n = use_i18n();
    let href = format!("/workspaces/{id}/package");
    use_query_map().get_untracked().get("reauthenticated").map(|_| {
        view! {
            <Banner tone=Tone::Calm>
                <p>{t_string!(i18n, workspace.reauthenticated)}</p>
                <p><a class="button" href=href>{t_string!(i18n, workspace.download)}</a></p>
            </Banner>
        }
    })
}

/// Closing, and the customer's download (W7).
#[component]
fn Tools(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let download = head.may.download.then(|| {
        let href = format!("/workspaces/{}/package", head.id);
        view! {
            <p>
                <a class="button button-second" href=href>
                    <IconView icon=Icon::Download/> {t_string!(i18n, workspace.download)}
                </a>
            </p>
            <p class="hint">{t_string!(i18n, workspace.download_hint)}</p>
        }
    });
    let id = head.id.to_string();
    let close = head.closed_now_through.map(|day| {
        let form = Form::of::<CloseWorkspace>();
        let reason = |reason: Reason| (reason.code().to_owned(), reason_name(reason).to_owned());
        let is_empty = head.invitation_status == InvitationStatus::Invited;
        // Guidance that nobody joined has not come to its end.
        let choose = is_empty.then(|| (String::new(), t_string!(i18n, workspace.close_no_reason).to_owned()));
        let fits = |reason: &Reason| !is_empty || !matches!(reason, Reason::GuidanceEnded | Reason::GoalReached);
        let reasons = Reason::OF_COUNSELOR.into_iter().filter(fits).map(reason);
        let reasons = choose.into_iter().chain(reasons).collect();
        let explain = if is_empty {
            t_string!(i18n, workspace.close_empty_explain, date = show_date(day)).clone()
        } else {
            t_string!(i18n, workspace.close_explain, date = show_date(day)).clone()
        };
        view! {
            <Dialog id="close" label=t_string!(i18n, workspace.close) title=t_string!(i18n, workspace.close_title) explain>
                <PostForm form=form.clone() says_done=false says_error=false>
                    <input type="hidden" name="id" value=id/>
                    <Select name="reason" label=t_string!(i18n, bulk_action.why) options=reasons form=Some(form.clone())/>
                    {(!is_empty)
                        .then(|| {
                            view! {
                                <TextArea
                                    name="words"
                                    optional=true
                                    label=t_string!(i18n, workspace.closing_words)
                                    hint=t_string!(i18n, workspace.closing_words_hint)
                                    form
                                />
                            }
                        })}
                    <Submit label=t_string!(i18n, workspace.close_confirm) danger=true/>
                </PostForm>
            </Dialog>
        }
    });
    (head.may.download || head.may.close).then(|| {
        view! {
            <section class="card" aria-labelledby="tools-title">
                <h2 id="tools-title">{t_string!(i18n, workspace.tools)}</h2>
                {download}
                {close}
            </section>
        }
    })
}

/// What could not be put into the package that was downloaded last.
#[component]
fn PackageProblemBanner(problem: PackageProblem) -> impl IntoView {
    let i18n = use_i18n();
    let files = (problem.files > 0)
        .then(|| view! { <p>{t_string!(i18n, package_problem.files, count = problem.files)}</p> });
    let document = problem.document.then(|| view! { <p>{t_string!(i18n, package_problem.document)}</p> });
    view! {
        <Banner tone=Tone::Attention title=t_string!(i18n, package_problem.title)>
            {files}
            {document}
            <p>{t_string!(i18n, package_problem.told)}</p>
        </Banner>
    }
}
