//! What a main user sees of the organisation's own words (U7, P9).

use crate::{
    ground::{error::Result, services::Services},
    people::{organisation::wording, person::undertaking},
};
use contract::{OrganisationId, wording::WordingView};

/// What it calls itself, how it signs, and what its staff undertake.
pub(crate) async fn view(services: &Services, organisation: OrganisationId) -> Result<WordingView> {
    let db = services.database.read();
    Ok(WordingView {
        wording: wording::of(db, organisation).await?,
        undertaking: undertaking::view(db, organisation).await?,
    })
}
