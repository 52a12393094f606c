//! The canned responses that a counselor can put into a message (W6).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::named,
    operation::operation,
    ui::readable,
};
use contract::{canned::CannedResponseView, head::WorkspaceHead, person::Side};
use islands::composer::CannedChoice;
use leptos::prelude::*;

/// The canned responses of the counselor's organisation; nobody else has any.
#[server(endpoint = "canned_responses")]
pub async fn canned_responses() -> Result<Vec<CannedResponseView>, AppError> {
    crate::ssr::counselor_desk()?.canned_responses().await.map_err(crate::ssr::failed)
}

operation!(CannedResponses: Ordinary);

/// What whoever writes can choose from; a customer has nothing.
pub async fn responses_for(side: Side) -> Result<Vec<CannedResponseView>, AppError> {
    if side == Side::Counselor { canned_responses().await } else { Ok(vec![]) }
}

/// The choice, where there is any. The texts are fetched once one is chosen.
pub fn choice(responses: Vec<CannedResponseView>, head: &WorkspaceHead) -> Option<CannedChoice> {
    let i18n = use_i18n();
    (!responses.is_empty()).then(|| CannedChoice {
        label: t_string!(i18n, canned.choose).to_owned(),
        none: t_string!(i18n, canned.choose_none).to_owned(),
        put: t_string!(i18n, canned.put).to_owned(),
        titles: responses.into_iter().map(|one| (one.id.to_string(), readable(one.title))).collect(),
        customer: head.customer.clone().unwrap_or_default(),
        counselor: head.counselor.clone().unwrap_or_default(),
        organisation: named(&head.organisation),
    })
}
