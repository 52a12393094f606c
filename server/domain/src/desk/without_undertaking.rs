//! The desk of staff who have not given the confidentiality undertaking (P9).

use super::Desk;
use crate::{
    ground::{actor::WithoutUndertaking, audit::Actor},
    people::person::{self, Roles, contact, undertaking},
};
use async_trait::async_trait;
use contract::{
    ApiResult, PersonDesk, UndertakingDesk,
    contact::{ContactDetails, NewContactDetails},
    person::{Language, Me},
    wording::UndertakingView,
};
use tracing::instrument;

#[async_trait]
impl PersonDesk for Desk<WithoutUndertaking> {
    #[instrument(skip_all)]
    async fn me(&self) -> ApiResult<Me> {
        let me = person::me_as_staff(&self.services, self.role.person, self.role.organisation).await?;
        // Their roles open nothing yet, so no page offers a way there.
        Ok(Me { roles: Roles::empty(), ..me })
    }

    #[instrument(skip_all)]
    async fn speak(&self, language: Language) -> ApiResult<()> {
        Ok(person::speak(&self.services, self.role.person, language).await?)
    }

    #[instrument(skip_all)]
    async fn contact_details(&self) -> ApiResult<ContactDetails> {
        Ok(contact::details(&self.services, self.role.person).await?)
    }

    #[instrument(skip_all)]
    async fn save_contact_details(&self, new: NewContactDetails) -> ApiResult<()> {
        let WithoutUndertaking { person, .. } = self.role;
        Ok(contact::save(&self.services, Actor::Staff(person), person, &new).await?)
    }
}

#[async_trait]
impl UndertakingDesk for Desk<WithoutUndertaking> {
    #[instrument(skip_all)]
    async fn give_undertaking(&self, version: u32) -> ApiResult<()> {
        let WithoutUndertaking { person, organisation } = self.role;
        Ok(person::undertake(&self.services, person, organisation, version).await?)
    }

    #[instrument(skip_all)]
    async fn undertaking(&self) -> ApiResult<UndertakingView> {
        Ok(undertaking::view(self.services.database.read(), self.role.organisation).await?)
    }
}
