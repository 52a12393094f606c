//! The desk of staff who have not given the confidentiality undertaking (P9).

use super::Desk;
use crate::people::person;
use async_trait::async_trait;
use contract::{
    ApiResult, OrganisationId, PersonDesk, PersonId, UndertakingDesk,
    person::{Language, Me},
};

/// A member of staff to whom nothing is open yet.
#[derive(Clone, Copy, Debug)]
pub struct WithoutUndertaking {
    /// Who.
    pub person: PersonId,
    /// To whom they will give it.
    pub organisation: OrganisationId,
}

#[async_trait]
impl PersonDesk for Desk<WithoutUndertaking> {
    async fn me(&self) -> ApiResult<Me> {
        let me = person::me_as_staff(&self.services, self.role.person, self.role.organisation).await?;
        // Their roles open nothing yet, so no page offers a way there.
        Ok(Me { counselor: false, main_user: false, supervisor: false, ..me })
    }

    async fn speak(&self, language: Language) -> ApiResult<()> {
        Ok(person::speak(&self.services, self.role.person, language).await?)
    }
}

#[async_trait]
impl UndertakingDesk for Desk<WithoutUndertaking> {
    async fn give_undertaking(&self, version: u32) -> ApiResult<()> {
        let WithoutUndertaking { person, organisation } = self.role;
        Ok(person::undertake(&self.services, person, organisation, version).await?)
    }
}
