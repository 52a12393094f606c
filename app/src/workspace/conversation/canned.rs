//! The canned responses that a counselor can put into a message (W6).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::language_name,
    operation::operation,
    ui::readable,
};
use contract::{
    CannedResponseId, WorkspaceId,
    canned::{CannedTitle, Concerned, fill},
    person::{Language, Side},
};
use islands::composer::canned::{CHOICE, FAILED, FIELD, PUT};
use leptos::prelude::*;

/// The text of a response for the customer of a workspace: in their language where there is one, with the names of those
/// concerned. The counselor is who writes, whoever guides.
#[server(endpoint = "read_canned_text")]
pub async fn read_canned_text(workspace: WorkspaceId, id: CannedResponseId) -> Result<String, AppError> {
    use crate::ssr::{counselor_desk, failed, person_desk};
    let desk = counselor_desk()?;
    let response = desk.canned_response(id).await.map_err(failed)?;
    let head = desk.peek_workspace(workspace).await.map_err(failed)?.head;
    let me = person_desk()?.me().await.map_err(failed)?;
    let language = response.language_for(head.customers_language.unwrap_or_default());
    let organisation = me.organisation.unwrap_or(head.organisation);
    let customer = head.customer.unwrap_or_default();
    let organisation = organisation.read_in(language);
    let concerned = Concerned { customer: &customer, counselor: &me.name, organisation };
    Ok(fill(response.text.of(language), concerned))
}

operation!(ReadCannedText: Ordinary);

/// What whoever writes can choose from; a customer has nothing.
pub async fn responses_for(side: Side) -> Result<Vec<CannedTitle>, AppError> {
    if side != Side::Counselor {
        return Ok(vec![]);
    }
    crate::ssr::counselor_desk()?.canned_titles().await.map_err(crate::ssr::failed)
}

/// The choice, where there is any: the counselor's own responses before their organisation's. Nothing could be put anywhere
/// without scripts, so it is hidden there. The text is fetched once one is chosen.
#[component]
pub fn CannedField(responses: Vec<CannedTitle>, reader: Language) -> impl IntoView {
    let i18n = use_i18n();
    if responses.is_empty() {
        return ().into_any();
    }
    let (own, common): (Vec<_>, Vec<_>) = responses.into_iter().partition(|one| one.is_own);
    let group = |label: &'static str, responses: Vec<CannedTitle>| {
        let option = |one: CannedTitle| {
            let id = one.id.to_string();
            view! { <option value=id>{titled(one, reader)}</option> }
        };
        let is_empty = responses.is_empty();
        let options = responses.into_iter().map(option).collect_view();
        (!is_empty).then(|| view! { <optgroup label=label>{options}</optgroup> })
    };
    view! {
        <div id=FIELD class="field" hidden>
            <label for=CHOICE>{t_string!(i18n, canned.choose)}</label>
            <div class="actions">
                <select id=CHOICE autocomplete="off">
                    <option value="">{t_string!(i18n, canned.choose_none)}</option>
                    {group(t_string!(i18n, canned.own), own)}
                    {group(t_string!(i18n, canned.common), common)}
                </select>
                <button type="button" class="button button-second" id=PUT>{t_string!(i18n, canned.put)}</button>
            </div>
            <p class="mistake" role="alert" id=FAILED data-says=t_string!(i18n, canned.failed)></p>
        </div>
    }
    .into_any()
}

/// Its title; with the language of its text where that is not the customer's.
fn titled(response: CannedTitle, reader: Language) -> String {
    let language = response.language_for(reader);
    let title = readable(response.title);
    if language == reader { title } else { format!("{title} ({})", language_name(language)) }
}
