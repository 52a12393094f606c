//! How long workspaces live (L10): tried first, then put in force.

mod consequences;

use self::consequences::Consequences;
use super::tabs::{Tab, Tabs};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_date,
    operation::operation,
    ui::{Banner, Done, Form, NumberField, PageTitle, Rejected, TextField, Tone, page, readable},
};
use chrono::NaiveDate;
use contract::{
    ApiError,
    policy::{ComingPolicy, DryRun, Months, NewPolicy, PolicyView},
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
pub async fn try_policy(new: NewPolicy) -> Result<DryRun, AppError> {
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
    #[server(default)] from: String,
    #[server(default)] reason: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    use crate::ssr::{failed, lead_to, main_user_desk};
    crate::ssr::acts_for(&acting)?;
    let new = NewPolicy { active, inactive, archived, hold, from, reason };
    main_user_desk()?.set_policy(new).await.map_err(failed)?;
    lead_to("/organisation/policy");
    Ok(())
}

operation!(SetPolicy: Notifying);

/// What is typed, and what it would do.
type Tried = Option<(NewPolicy, Result<DryRun, ApiError>)>;

/// The page.
#[component]
pub fn PolicyPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    page(async move {
        let months = |name| query.get(name).unwrap_or_default();
        let typed = query.get("active").map(|active| NewPolicy {
            active,
            inactive: months("inactive"),
            archived: months("archived"),
            hold: months("hold"),
            from: months("from"),
            reason: String::new(),
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
    let (version, since) = (policy.version, show_date(policy.since));
    let coming = policy.coming.clone().map(|coming| view! { <Coming coming/> });
    let why = policy
        .reason
        .clone()
        .map(|reason| view! { <p>{t_string!(i18n, policy.because)} " " {readable(reason)}</p> });
    let is_same = |run: &DryRun| run.months == policy.months && policy.coming.is_none();
    let (typed, result) = tried.unzip();
    let mistakes = result.clone().and_then(Result::err);
    let outcome = result.and_then(Result::ok).map(|run| {
        if is_same(&run) {
            let text = t_string!(i18n, policy.same);
            view! { <section id="outcome" class="banner" role="status" tabindex="-1"><p>{text}</p></section> }
                .into_any()
        } else {
            view! { <Consequences run today=policy.today/> }.into_any()
        }
    });
    view! {
        <PageTitle text=t_string!(i18n, organisation.policy)/>
        <h1>{t_string!(i18n, organisation.title)}</h1>
        <Tabs here=Tab::Policy/>
        <p class="lead">{t_string!(i18n, policy.in_force, version = version, since = since)}</p>
        {why}
        {coming}
        <div id="behind" data-live="part">{behind}</div>
        {looks_again}
        <Done of="set_policy"/>
        <TryForm months=policy.months today=policy.today typed mistakes/>
        {outcome}
    }
}

#[component]
fn TryForm(
    months: Months,
    today: NaiveDate,
    typed: Option<NewPolicy>,
    mistakes: Option<ApiError>,
) -> impl IntoView {
    let i18n = use_i18n();
    let now = NewPolicy {
        active: months.active.to_string(),
        inactive: months.inactive.to_string(),
        archived: months.archived.to_string(),
        hold: months.hold.to_string(),
        from: today.to_string(),
        reason: String::new(),
    };
    let NewPolicy { active, inactive, archived, hold, from, .. } = typed.unwrap_or(now);
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
                <TextField name="from" kind="date" label=t_string!(i18n, policy.from) value=from form=form.clone()/>
                <button type="submit" class="button button-second">{t_string!(i18n, policy.try_it)}</button>
            </form>
        </section>
    }
}

/// What was decided and holds from a later day.
#[component]
fn Coming(coming: ComingPolicy) -> impl IntoView {
    let i18n = use_i18n();
    let ComingPolicy { version, months: Months { active, inactive, archived, hold }, from, reason } = coming;
    let text = t_string!(
        i18n,
        policy.coming,
        date = show_date(from),
        version = version,
        active = active,
        inactive = inactive,
        archived = archived,
        hold = hold
    );
    let why = reason.map(|reason| view! { <p>{t_string!(i18n, policy.because)} " " {readable(reason)}</p> });
    view! {
        <Banner tone=Tone::Attention>
            <p>{text}</p>
            {why}
        </Banner>
    }
}
