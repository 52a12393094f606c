//! The canned responses that a counselor can put into a message (W6).

use crate::{
    canned::canned_responses,
    error::AppError,
    i18n::{t_string, use_i18n},
    language::{language_name, named},
    ui::readable,
};
use contract::{
    canned::CannedResponseView,
    head::WorkspaceHead,
    person::{Language, Side},
};
use islands::composer::CannedChoice;

/// What whoever writes can choose from; a customer has nothing.
pub async fn responses_for(side: Side) -> Result<Vec<CannedResponseView>, AppError> {
    if side == Side::Counselor { canned_responses().await } else { Ok(vec![]) }
}

/// The choice, where there is any: the counselor's own responses before their organisation's. The texts are fetched once one
/// is chosen, in the language in which the customer reads.
pub fn choice(responses: Vec<CannedResponseView>, head: &WorkspaceHead) -> Option<CannedChoice> {
    let i18n = use_i18n();
    let reader = head.customers_language.unwrap_or_default();
    let (own, common): (Vec<_>, Vec<_>) = responses.into_iter().partition(|one| one.is_own);
    let group = |label: &str, responses: Vec<CannedResponseView>| {
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
        groups,
        reader,
        customer: head.customer.clone().unwrap_or_default(),
        counselor: head.counselor.clone().unwrap_or_default(),
        organisation: named(&head.organisation),
    })
}

/// Its title; with the language of its text where that is not the customer's.
fn titled(response: CannedResponseView, reader: Language) -> String {
    let language = response.language_for(reader);
    let title = readable(response.title);
    if language == reader { title } else { format!("{title} ({})", language_name(language)) }
}
