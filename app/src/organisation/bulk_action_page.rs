//! An action: looked at before it is confirmed, and its progress after.

use super::words::{kind_name, reason_name};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_date,
    operation::operation,
    ui::{Form, PageTitle, PostForm, Submit, page},
};
use chrono::NaiveDate;
use contract::{
    ApiError, BulkActionId,
    bulk_action::{BulkActionLine, BulkActionStage, BulkActionView, Outcome},
    life::State,
};
use islands::progress::Progress as LooksAgain;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

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

/// Takes back an action that is confirmed for a day to come.
#[server(endpoint = "cancel_bulk_action")]
pub async fn cancel_bulk_action(id: BulkActionId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::main_user_desk()?.cancel_bulk_action(id).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to("/organisation");
    Ok(())
}

operation!(CancelBulkAction: Ordinary);

/// The page.
#[component]
pub fn BulkActionPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let id = id.parse().map_err(|_| ApiError::NotFound)?;
        let view = read_bulk_action(id).await?;
        Ok(view! { <BulkAction id view/> })
    })
}

#[component]
fn BulkAction(id: BulkActionId, view: BulkActionView) -> impl IntoView {
    let i18n = use_i18n();
    let looks_again = (view.stage == BulkActionStage::Running).then(|| view! { <LooksAgain/> });
    let next = match view.stage {
        BulkActionStage::Planned => view! {
            <p class="lead">
                {t_string!(i18n, bulk_action.planned, count = view.would, all = view.total, told = view.told)}
            </p>
            <div class="actions">
                {(view.would > 0).then(|| view! {
                    <PostForm form={Form::of::<ConfirmBulkAction>()}>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <Submit label=t_string!(i18n, bulk_action.confirm)/>
                    </PostForm>
                })}
                <a href="/organisation/workspaces">{t_string!(i18n, cancel)}</a>
            </div>
        }
        .into_any(),
        BulkActionStage::Scheduled => view! { <IsScheduled id on=view.on would=view.would/> }.into_any(),
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
    let on = view.on.map(|on| {
        view! {
            <div>
                <dt>{t_string!(i18n, bulk_action.on)}</dt>
                <dd>{show_date(on)}</dd>
            </div>
        }
    });
    view! {
        <PageTitle text=kind_name(view.kind)/>
        <p><a href="/organisation/workspaces">{t_string!(i18n, bulk_action.back)}</a></p>
        <h1 id="outcome" tabindex="-1">{kind_name(view.kind)}</h1>
        <dl class="facts">
            <div>
                <dt>{t_string!(i18n, bulk_action.why)}</dt>
                <dd>{reason_name(view.reason)}</dd>
            </div>
            {to}
            {on}
        </dl>
        <div id="stage" data-live="part">{next}</div>
        {looks_again}
        <ul class="rows" id="lines" data-live="part">{view.lines.into_iter().map(|line| view! { <li><Line line/></li> }).collect_view()}</ul>
        {more}
    }
}

/// It is done on a day to come, and can be taken back until then.
#[component]
fn IsScheduled(id: BulkActionId, on: Option<NaiveDate>, would: u32) -> impl IntoView {
    let i18n = use_i18n();
    let date = on.map(show_date).unwrap_or_default();
    view! {
        <p class="lead">{t_string!(i18n, bulk_action.scheduled, date = date)}</p>
        {(would == 0).then(|| view! { <p><strong>{t_string!(i18n, bulk_action.nothing_now)}</strong></p> })}
        <PostForm form={Form::of::<CancelBulkAction>()}>
            <input type="hidden" name="id" value=id.to_string()/>
            <Submit label=t_string!(i18n, bulk_action.cancel) second=true/>
        </PostForm>
    }
}

#[component]
fn Progress(done: u32, total: u32) -> impl IntoView {
    let i18n = use_i18n();
    let text = t_string!(i18n, bulk_action.running, done = done, total = total);
    view! {
        <div role="status" class="block" data-running="">
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
        Outcome::Would(State::Active, day) => {
            t_string!(i18n, bulk_action.would_reactivate, date = show_date(day))
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
