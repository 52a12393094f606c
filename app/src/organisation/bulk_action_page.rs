//! An action: looked at before it is confirmed, and its progress after.

use super::words::{kind_name, reason_name};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_date,
    operation::operation,
    ui::{ActsFor, ErrorView, FormError, PageTitle, Submit, form_error, read_rejected_form},
};
use contract::{
    ApiError, BulkActionId,
    bulk_action::{BulkActionLine, BulkActionStage, BulkActionView, Outcome},
    desk::RejectedForm,
    life::State,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::time::Duration;

/// How often the page looks how far an action has come.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// An action: its preview, or its progress.
#[server(endpoint = "read_bulk_action")]
pub async fn read_bulk_action(id: BulkActionId) -> Result<BulkActionView, AppError> {
    crate::ssr::main_user_desk()?.bulk_action(id).await.map_err(crate::ssr::failed)
}

operation!(ReadBulkAction: Ordinary);

/// Confirms an action.
#[server(endpoint = "confirm_bulk_action")]
pub async fn confirm_bulk_action(
    id: BulkActionId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::main_user_desk()?.confirm_bulk_action(id).await.map_err(crate::ssr::failed)
}

operation!(ConfirmBulkAction: Notifying);

type Loaded = Result<(BulkActionId, BulkActionView, Option<RejectedForm>), AppError>;

/// The page.
#[component]
pub fn BulkActionPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let confirm = ServerAction::<ConfirmBulkAction>::new();
    let source = move || (params.read().get("id").unwrap_or_default(), confirm.version().get());
    let data: Resource<Loaded> = Resource::new_blocking(source, |(id, _)| async move {
        let id = id.parse().map_err(|_| AppError(ApiError::NotFound))?;
        Ok((id, read_bulk_action(id).await?, read_rejected_form().await?))
    });
    view! {
        <PageTitle text=t_string!(i18n, bulk_action.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((id, view, rejected)) => view! { <BulkAction id view rejected confirm data/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn BulkAction(
    id: BulkActionId,
    view: BulkActionView,
    rejected: Option<RejectedForm>,
    confirm: ServerAction<ConfirmBulkAction>,
    data: Resource<Loaded>,
) -> impl IntoView {
    let i18n = use_i18n();
    if view.stage == BulkActionStage::Running {
        Effect::new(move || set_timeout(move || data.refetch(), LOOK_AGAIN));
    }
    let next = match view.stage {
        BulkActionStage::Planned => {
            let error = form_error(confirm, rejected.as_ref());
            view! {
                <p class="lead">{t_string!(i18n, bulk_action.planned, count = view.total)}</p>
                <FormError error/>
                <div class="actions">
                    <ActionForm action=confirm>
                        <ActsFor/>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <Submit label=t_string!(i18n, bulk_action.confirm) pending=confirm.pending()/>
                    </ActionForm>
                    <a href="/organisation/workspaces">{t_string!(i18n, cancel)}</a>
                </div>
            }
            .into_any()
        }
        BulkActionStage::Running => view! { <Progress done=view.done total=view.total/> }.into_any(),
        BulkActionStage::Finished => {
            let done = view.done - view.skipped;
            let skipped = (view.skipped > 0)
                .then(|| view! { <p>{t_string!(i18n, bulk_action.skipped, count = view.skipped)}</p> });
            view! {
                <div role="status">
                    <p class="lead">{t_string!(i18n, bulk_action.finished, count = done)}</p>
                    {skipped}
                </div>
            }
            .into_any()
        }
    };
    let more = view.total.saturating_sub(u32::try_from(view.lines.len()).unwrap_or(u32::MAX));
    let more =
        (more > 0).then(|| view! { <p class="quiet">{t_string!(i18n, bulk_action.more, count = more)}</p> });
    let to = view.to.map(|to| {
        view! {
            <div>
                <dt>{t_string!(i18n, bulk_action.to)}</dt>
                <dd>{to}</dd>
            </div>
        }
    });
    view! {
        <p><a href="/organisation/workspaces">{t_string!(i18n, bulk_action.back)}</a></p>
        <h1>{kind_name(view.kind)}</h1>
        <dl class="facts">
            <div>
                <dt>{t_string!(i18n, bulk_action.why)}</dt>
                <dd>{reason_name(view.reason)}</dd>
            </div>
            {to}
        </dl>
        {next}
        <ul class="rows">{view.lines.into_iter().map(|line| view! { <li><Line line/></li> }).collect_view()}</ul>
        {more}
    }
}

#[component]
fn Progress(done: u32, total: u32) -> impl IntoView {
    let i18n = use_i18n();
    let text = t_string!(i18n, bulk_action.running, done = done, total = total);
    view! {
        <div role="status" class="block">
            <p>{text}</p>
            <progress max=total value=done aria-label=t_string!(i18n, bulk_action.title)></progress>
        </div>
        <p><a href="">{t_string!(i18n, bulk_action.look_again)}</a></p>
    }
}

#[component]
fn Line(line: BulkActionLine) -> impl IntoView {
    let i18n = use_i18n();
    let outcome = match line.outcome {
        Outcome::Would(State::Archived, day) => {
            t_string!(i18n, bulk_action.would_archive, date = show_date(day))
        }
        Outcome::Would(_, day) => t_string!(i18n, bulk_action.would_close, date = show_date(day)),
        Outcome::WouldBeHandedOver => t_string!(i18n, bulk_action.would_hand_over).to_owned(),
        Outcome::WouldBeSkipped => t_string!(i18n, bulk_action.would_skip).to_owned(),
        Outcome::Done => t_string!(i18n, bulk_action.was_done).to_owned(),
        Outcome::Skipped => t_string!(i18n, bulk_action.was_skipped).to_owned(),
    };
    let title = match line.number {
        Some(number) => t_string!(i18n, workspace.number, number = number).clone(),
        None => t_string!(i18n, bulk_action.archived_one).to_owned(),
    };
    view! {
        <div class="row-main">
            <span class="row-title">{title}</span>
            <p class="quiet">{line.counselor}</p>
        </div>
        <p>{outcome}</p>
    }
}
