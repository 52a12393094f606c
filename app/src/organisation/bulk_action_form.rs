//! Asking for an action on the workspaces chosen, or on all of one counselor.

#![expect(clippy::too_many_arguments, reason = "a function takes the fields of its form")]

use super::words::{kind_name, reason_name};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Form, Select, Submit, TextField},
};
use contract::{
    WorkspaceId,
    administration::{AdministrationFilter, CounselorSummary},
    bulk_action::{ALL_SHOWN, BulkActionKind, Reason},
};
use leptos::prelude::*;

/// Plans an action, and goes to its preview.
#[server(endpoint = "plan_bulk_action")]
pub async fn plan_bulk_action(
    kind: String,
    reason: String,
    to: String,
    all_of: String,
    #[server(default)] selection: Vec<WorkspaceId>,
    #[server(default)] on: String,
    #[server(default)] counselor: String,
    #[server(default)] state: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    use crate::ssr::{failed, lead_to, main_user_desk};
    crate::ssr::acts_for(&acting)?;
    let shown = AdministrationFilter { counselor, state, page: 1 };
    let new = contract::bulk_action::NewBulkAction { kind, reason, to, selection, all_of, shown, on };
    let id = main_user_desk()?.plan_bulk_action(new).await.map_err(failed)?;
    lead_to(&format!("/organisation/bulk-actions/{id}"));
    Ok(())
}

operation!(PlanBulkAction: Notifying);

/// What is done, why, to whom, and of which workspaces.
#[component]
pub fn BulkActionFields(
    counselors: Vec<CounselorSummary>,
    /// What the list shows, and how many that are.
    shown: (AdministrationFilter, u32),
    form: Form,
) -> impl IntoView {
    let i18n = use_i18n();
    let kinds = BulkActionKind::ALL.map(|kind| (kind.code().to_owned(), kind_name(kind).to_owned())).to_vec();
    // Nothing is said to customers that nobody chose.
    let reasons =
        Reason::OF_ORGANISATION.map(|reason| (reason.code().to_owned(), reason_name(reason).to_owned()));
    let reasons = [(String::new(), t_string!(i18n, bulk_action.choose).to_owned())]
        .into_iter()
        .chain(reasons)
        .collect();
    let names = |nobody: &str, is_offered: fn(&CounselorSummary) -> bool| {
        let offered = counselors.iter().filter(|counselor| is_offered(counselor));
        let named = offered.map(|counselor| (counselor.id.to_string(), counselor.name.clone()));
        [(String::new(), nobody.to_owned())].into_iter().chain(named).collect::<Vec<_>>()
    };
    let mut whose = names(t_string!(i18n, bulk_action.chosen_ones), |_| true);
    let (filter, total) = shown;
    whose.insert(1, (ALL_SHOWN.to_owned(), t_string!(i18n, bulk_action.all_shown, count = total).clone()));
    let whom = names(t_string!(i18n, bulk_action.nobody), |counselor| counselor.guides);
    view! {
        <section class="card" aria-labelledby="bulk-action-title">
            <h2 id="bulk-action-title">{t_string!(i18n, bulk_action.title)}</h2>
            <p class="hint">{t_string!(i18n, bulk_action.hint)}</p>
            <input type="hidden" name="counselor" value=filter.counselor/>
            <input type="hidden" name="state" value=filter.state/>
            <div class="filter">
                <Select name="all_of" label=t_string!(i18n, bulk_action.of) options=whose form=Some(form.clone())/>
                <Select name="kind" label=t_string!(i18n, bulk_action.what) options=kinds form=Some(form.clone())/>
                <Select name="reason" label=t_string!(i18n, bulk_action.why) options=reasons form=Some(form.clone())/>
                <Select name="to" label=t_string!(i18n, bulk_action.to) options=whom form=Some(form.clone())/>
            </div>
            <TextField
                name="on"
                kind="date"
                optional=true
                label=t_string!(i18n, bulk_action.on)
                hint=t_string!(i18n, bulk_action.on_hint)
                form
            />
            <Submit label=t_string!(i18n, bulk_action.look)/>
        </section>
    }
}
