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
    head::WorkspaceHead,
    person::{Language, Side},
};
use islands::composer::CannedChoice;
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

/// The choice, where there is any: the counselor's own responses before their organisation's. The text is fetched once one
/// is chosen.
pub fn choice(responses: Vec<CannedTitle>, head: &WorkspaceHead) -> Option<CannedChoice> {
    let i18n = use_i18n();
    let reader = head.customers_language.unwrap_or_default();
    let (own, common): (Vec<_>, Vec<_>) = responses.into_iter().partition(|one| one.is_own);
    let group = |label: &str, responses: Vec<CannedTitle>| {
        let titles: Vec<_> =
            responses.into_iter().map(|one| (one.id.to_string(), titled(one, reader))).collect();
        (!titles.is_empty()).then(|| (label.to_owned(), titles))
    };
    let groups = [group(t_string!(i18n, canned.own), own), group(t_string!(i18n, canned.common), common)];
    let groups: Vec<_> = groups.into_iter().flatten().collect();
    (!groups.is_empty()).then(|| CannedChoice {
        label: t_string!(i18n, canned.choose).to_owned(),
        none: t_string!(i18n, canned.choose_none).to_owned(),
        put: t_string!(i18n, canned.put).to_owned(),
        failed: t_string!(i18n, canned.failed).to_owned(),
        groups,
    })
}

/// Its title; with the language of its text where that is not the customer's.
fn titled(response: CannedTitle, reader: Language) -> String {
    let language = response.language_for(reader);
    let title = readable(response.title);
    if language == reader { title } else { format!("{title} ({})", language_name(language)) }
}
