//! The desk of a customer.

use super::Desk;
use crate::{
    ground::actor::Customer,
    guidance::{customer_email, participation, substitution, workspace},
    people::person::email_change,
    views::access_log,
};
use async_trait::async_trait;
use contract::{
    ApiResult, CustomerDesk, ParticipationId, PersonId, WorkspaceId, access::AccessLog, invitation::Accepted,
    participation::Scope,
};
use tracing::instrument;

#[async_trait]
impl CustomerDesk for Desk<Customer> {
    #[instrument(skip_all)]
    async fn accept_invitation(&self, token: String) -> ApiResult<Accepted> {
        Ok(workspace::accept(&self.services, self.role, &token).await?)
    }

    #[instrument(skip_all)]
    async fn accept_code(&self, code: String) -> ApiResult<Accepted> {
        Ok(workspace::accept_code(&self.services, self.role, &code).await?)
    }

    #[instrument(skip_all)]
    async fn withdraw_email(&self) -> ApiResult<()> {
        Ok(customer_email::withdraw(&self.services, self.role).await?)
    }

    #[instrument(skip_all)]
    async fn email_of_link(&self, token: String) -> ApiResult<String> {
        let db = self.services.database.read();
        Ok(email_change::of_link(&self.services, db, self.role.0, &token).await?)
    }

    #[instrument(skip_all)]
    async fn confirm_email(&self, token: String) -> ApiResult<()> {
        Ok(customer_email::confirm(&self.services, self.role, &token).await?)
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn ask_reactivation(&self, id: WorkspaceId) -> ApiResult<()> {
        self.about(id.0, workspace::ask_reactivation(&self.services, self.role.into(), id).await).await
    }

    #[instrument(skip_all, fields(workspace = %id, participation = %which))]
    async fn answer_consent(
        &self,
        id: WorkspaceId,
        which: ParticipationId,
        decision: Option<Scope>,
    ) -> ApiResult<()> {
        self.about(id.0, participation::decide(&self.services, self.role.into(), id, which, decision).await)
            .await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn refuse_substitute(&self, id: WorkspaceId, substitute: PersonId, refuses: bool) -> ApiResult<()> {
        let refused = substitution::refuse(&self.services, self.role, id, substitute, refuses).await;
        self.about(id.0, refused).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn access_log(&self, id: WorkspaceId, before: Option<i64>) -> ApiResult<AccessLog> {
        self.about(id.0, access_log::access_log(&self.services, self.role, id, before).await).await
    }
}
