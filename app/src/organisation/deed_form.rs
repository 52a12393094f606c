//! Asking for a deed on the workspaces chosen, or on all of one counselor.

use super::words::{kind_name, reason_name};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Select, Submit, typed},
};
use contract::{
    ApiError, WorkspaceId,
    deed::{DeedKind, Reason},
    desk::Returned,
    oversight::CounselorSummary,
};
use leptos::prelude::*;

/// Plans a deed, and goes to its preview.
#[server(endpoint = "plan_deed")]
pub async fn plan_deed(
    kind: String,
    reason: String,
    to: String,
    all_of: String,
    #[server(default)] selection: Vec<WorkspaceId>,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    use crate::ssr::{failed, go, main_user_desk};
    crate::ssr::acts_for(&acting)?;
    let new = contract::deed::NewDeed { kind, reason, to, selection, all_of };
    let id = main_user_desk()?.plan_deed(new).await.map_err(failed)?;
    go(&format!("/organisation/deeds/{id}"));
    Ok(())
}

operation!(PlanDeed: Ordinary);

/// What is done, why, to whom, and of which workspaces.
#[component]
pub fn DeedFields(
    counselors: Vec<CounselorSummary>,
    returned: Option<Returned>,
    error: Signal<Option<ApiError>>,
    #[prop(into)] pending: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let value = |name| typed(returned.as_ref(), name);
    let (kind, reason, to, all_of) = (value("kind"), value("reason"), value("to"), value("all_of"));
    let kinds = DeedKind::ALL.map(|kind| (kind.code().to_owned(), kind_name(kind).to_owned())).to_vec();
    let reasons =
        Reason::ALL.map(|reason| (reason.code().to_owned(), reason_name(reason).to_owned())).to_vec();
    let names = |nobody: &str| {
        let named = counselors.iter().map(|counselor| (counselor.id.to_string(), counselor.name.clone()));
        [(String::new(), nobody.to_owned())].into_iter().chain(named).collect::<Vec<_>>()
    };
    let (whose, whom) = (names(t_string!(i18n, deed.chosen_ones)), names(t_string!(i18n, deed.nobody)));
    view! {
        <section class="card" aria-labelledby="deed-title">
            <h2 id="deed-title">{t_string!(i18n, deed.title)}</h2>
            <p class="hint">{t_string!(i18n, deed.hint)}</p>
            <div class="filter">
                <Select name="all_of" label=t_string!(i18n, deed.of) options=whose value=all_of error/>
                <Select name="kind" label=t_string!(i18n, deed.what) options=kinds value=kind error/>
                <Select name="reason" label=t_string!(i18n, deed.why) options=reasons value=reason error/>
                <Select name="to" label=t_string!(i18n, deed.to) options=whom value=to error/>
            </div>
            <Submit label=t_string!(i18n, deed.look) pending/>
        </section>
    }
}
