//! How long workspaces live (L10): tried first, then put in force.

use super::tabs::{Tab, Tabs};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::{show_date, show_time},
    operation::operation,
    ui::{Banner, Done, Form, NumberField, PageTitle, PostForm, Rejected, StateBadge, Submit, Tone, page},
};
use contract::{
    ApiError,
    policy::{DryRun, DryRunLine, Months, NewMonths, PolicyView},
};
use islands::progress::Progress;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The policy in force.
#[server(endpoint = "read_policy")]
pub async fn read_policy() -> Result<PolicyView, AppError> {
    crate::ssr::main_user_desk()?.policy().await.map_err(crate::ssr::failed)
}

operation!(ReadPolicy: Ordinary);

/// What a policy would do tonight.
#[server(endpoint = "try_policy")]
pub async fn try_policy(new: NewMonths) -> Result<DryRun, AppError> {
    // What is wrong with a field is said beside it; the page itself is as it should be.
    crate::ssr::main_user_desk()?.try_policy(new).await.map_err(AppError)
}

operation!(TryPolicy: Ordinary);

/// Puts a policy in force.
#[server(endpoint = "set_policy")]
pub async fn set_policy(
    active: String,
    inactive: String,
    archived: String,
    hold: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    use crate::ssr::{failed, lead_to, main_user_desk};
    crate::ssr::acts_for(&acting)?;
    let new = NewMonths { active, inactive, archived, hold };
    main_user_desk()?.set_policy(new).await.map_err(failed)?;
    lead_to("/organisation/policy");
    Ok(())
}

operation!(SetPolicy: Notifying);

/// What is typed, and what it would do.
type Tried = Option<(NewMonths, Result<DryRun, ApiError>)>;

/// The page.
#[component]
pub fn PolicyPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    page(async move {
        let months = |name| query.get(name).unwrap_or_default();
        let typed = query.get("active").map(|active| NewMonths {
            active,
            inactive: months("inactive"),
            archived: months("archived"),
            hold: months("hold"),
        });
        let policy = read_policy().await?;
        let tried: Tried = match typed {
            None => None,
            Some(new) => match try_policy(new.clone()).await {
                Err(AppError(ApiError::Invalid(fields))) => Some((new, Err(ApiError::Invalid(fields)))),
                other => Some((new, Ok(other?))),
            },
        };
        Ok(view! { <Policy policy tried/> })
    })
}

#[component]
fn Policy(policy: PolicyView, tried: Tried) -> impl IntoView {
    let i18n = use_i18n();
    let behind = (policy.behind > 0).then(|| {
        let text = t_string!(i18n, policy.behind, count = policy.behind);
        view! { <div data-running=""><Banner tone=Tone::Calm><p>{text}</p></Banner></div> }
    });
    let looks_again = behind.is_some().then(|| view! { <Progress/> });
    let (version, since) = (policy.version, show_time(policy.since));
    let (typed, result) = tried.unzip();
    let mistakes = result.clone().and_then(Result::err);
    let outcome = result.and_then(Result::ok).map(|run| {
        if run.months == policy.months {
            let text = t_string!(i18n, policy.same);
            view! { <section id="outcome" class="banner" role="status" tabindex="-1"><p>{text}</p></section> }
                .into_any()
        } else {
            view! { <Consequences run/> }.into_any()
        }
    });
    view! {
        <PageTitle text=t_string!(i18n, organisation.policy)/>
        <h1>{t_string!(i18n, organisation.title)}</h1>
        <Tabs here=Tab::Policy/>
        <p class="lead">{t_string!(i18n, policy.in_force, version = version, since = since)}</p>
        <div id="behind" data-live="part">{behind}</div>
        {looks_again}
        <Done of="set_policy"/>
        <TryForm months=policy.months typed mistakes/>
        {outcome}
    }
}

#[component]
fn TryForm(months: Months, typed: Option<NewMonths>, mistakes: Option<ApiError>) -> impl IntoView {
    let i18n = use_i18n();
    let now = NewMonths {
        active: months.active.to_string(),
        inactive: months.inactive.to_string(),
        archived: months.archived.to_string(),
        hold: months.hold.to_string(),
    };
    let NewMonths { active, inactive, archived, hold } = typed.unwrap_or(now);
    let form = Form::that_asks(mistakes);
    let sentences = [
        (
            "active",
            active,
            t_string!(i18n, policy.active),
            t_string!(i18n, policy.active_is),
            t_string!(i18n, policy.active_months),
        ),
        (
            "inactive",
            inactive,
            t_string!(i18n, policy.inactive),
            t_string!(i18n, policy.inactive_is),
            t_string!(i18n, policy.inactive_months),
        ),
        (
            "archived",
            archived,
            t_string!(i18n, policy.archived),
            t_string!(i18n, policy.archived_is),
            t_string!(i18n, policy.archived_months),
        ),
        (
            "hold",
            hold,
            t_string!(i18n, policy.hold),
            t_string!(i18n, policy.hold_is),
            t_string!(i18n, policy.hold_months),
        ),
    ];
    let fields = sentences.map(|(name, value, label, before, after)| {
        view! { <NumberField name label before after value form=form.clone()/> }
    });
    view! {
        <section class="card narrow" aria-labelledby="policy-title">
            <h2 id="policy-title">{t_string!(i18n, policy.sentences)}</h2>
            <Rejected form=form.clone()/>
            <form method="get" action="/organisation/policy#outcome">
                {fields.into_iter().collect_view()}
                <button type="submit" class="button button-second">{t_string!(i18n, policy.try_it)}</button>
            </form>
        </section>
    }
}

/// What it would do, and the button that does it.
#[component]
fn Consequences(run: DryRun) -> impl IntoView {
    let i18n = use_i18n();
    let Months { active, inactive, archived, hold } = run.months;
    let facts = [
        (run.inactive_tonight > 0)
            .then(|| t_string!(i18n, policy.inactive_tonight, count = run.inactive_tonight)),
        (run.archived_soon > 0).then(|| t_string!(i18n, policy.archived_soon, count = run.archived_soon)),
        (run.deleted_soon > 0).then(|| t_string!(i18n, policy.deleted_soon, count = run.deleted_soon)),
        Some(t_string!(i18n, policy.unchanged, count = run.unchanged, all = run.all)),
    ];
    let facts = facts.into_iter().flatten().map(|text| view! { <li>{text}</li> }).collect_view();
    let row = |line: DryRunLine| {
        view! {
            <tr>
                <th scope="row">{line.number}</th>
                <td>{line.counselor}</td>
                <td><StateBadge state=line.now/></td>
                <td><span class="narrow-only">{t_string!(i18n, policy.until)} ": "</span> {show_date(line.until)}</td>
                <td><span class="narrow-only">{t_string!(i18n, policy.would_be)} ": "</span> {show_date(line.would_be)}</td>
            </tr>
        }
    };
    let table = (!run.lines.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=t_string!(i18n, organisation.workspaces)>
                <table class="table stacks">
                    <thead>
                        <tr>
                            <th scope="col">{t_string!(i18n, policy.number)}</th>
                            <th scope="col">{t_string!(i18n, administration.counselor)}</th>
                            <th scope="col">{t_string!(i18n, administration.state)}</th>
                            <th scope="col">{t_string!(i18n, policy.until)}</th>
                            <th scope="col">{t_string!(i18n, policy.would_be)}</th>
                        </tr>
                    </thead>
                    <tbody>{run.lines.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <section class="card" id="outcome" tabindex="-1" aria-labelledby="dry-run-title">
            <h2 id="dry-run-title">{t_string!(i18n, policy.dry_run)}</h2>
            <ul>{facts}</ul>
            {table}
            <p>{t_string!(i18n, policy.explain)}</p>
            <PostForm form={Form::of::<SetPolicy>()} says_done=false>
                <input type="hidden" name="active" value=active.to_string()/>
                <input type="hidden" name="inactive" value=inactive.to_string()/>
                <input type="hidden" name="archived" value=archived.to_string()/>
                <input type="hidden" name="hold" value=hold.to_string()/>
                <Submit label=t_string!(i18n, policy.put_in_force)/>
            </PostForm>
        </section>
    }
}
