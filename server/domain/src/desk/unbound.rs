//! The desk of staff who have not given the confidentiality undertaking (P9).

use super::Desk;
use crate::{
    ground::actor::WithoutUndertaking,
    people::person::{self, Roles},
};
use async_trait::async_trait;
use contract::{
    ApiResult, PersonDesk, UndertakingDesk,
    person::{Language, Me},
};

#[async_trait]
impl PersonDesk for Desk<WithoutUndertaking> {
    async fn me(&self) -> ApiResult<Me> {
        let me = person::me_as_staff(&self.services, self.role.person, self.role.organisation).await?;
        // Their roles open nothing yet, so no page offers a way there.
        Ok(Me { roles: Roles::empty(), ..me })
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
