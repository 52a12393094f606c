//! The desks of the contract, by the rules of this crate. A desk knows who sits at it, and hands
//! that to every use case; each of its methods is one line.

mod counselor;
mod customer;
mod main_user;
mod supervisor;
mod without_undertaking;

pub use crate::ground::actor::{
    Counselor, Customer, MainUser, Participant, Role, Supervisor, WithoutUndertaking,
};

use crate::{
    ground::{actor::authentication::LastAuthentication, audit, error::Result, services::Services},
    guidance::{
        conversation, customer_email, draft, participation,
        workspace::{self, ReadMode},
        workspace_files,
    },
    people::person::{self, contact},
    views::{news, workspace_list, workspace_page},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contract::{
    ApiResult, ConversationId, DraftId, FileId, ParticipationId, PersonDesk, WorkspaceDesk, WorkspaceId,
    contact::{ContactDetails, NewContactDetails},
    conversation::{ConversationView, NewConversation, NewMessage},
    desk::PublicDesk,
    draft::{NewDraft, Unsent},
    invitation::InvitationView,
    list::{ListQuery, WorkspaceList},
    news::NewsView,
    participation::PeopleView,
    person::{Language, Me},
    search::{FoundView, SearchQuery},
    workspace::WorkspaceView,
};
use std::sync::Arc;
use tracing::instrument;
use uuid::Uuid;

/// The desk of a role. Made from a session that was looked at in this very request.
#[derive(Clone, Debug)]
pub struct Desk<R> {
    services: Arc<Services>,
    role: R,
    authenticated: LastAuthentication,
}

impl<R> Desk<R> {
    /// Seats `role` at a desk.
    pub fn new(services: Arc<Services>, role: R) -> Self {
        Self { services, role, authenticated: LastAuthentication(None) }
    }

    /// When whoever sits here last authenticated: what wants it done a moment ago is refused without.
    #[must_use]
    pub fn authenticated(self, authenticated: LastAuthentication) -> Self {
        Self { authenticated, ..self }
    }
}

impl<R: Role> Desk<R> {
    /// What a use case says of an object. That it was not for whoever sits here is audited (A1).
    async fn about<T>(&self, object: Uuid, answer: Result<T>) -> ApiResult<T> {
        let who = (self.role.person(), self.role.organisation());
        audit::auditing_denial(&self.services, who, object, answer).await
    }
}

#[async_trait]
impl<R: Role> PersonDesk for Desk<R> {
    #[instrument(skip_all)]
    async fn me(&self) -> ApiResult<Me> {
        let me = match self.role.organisation() {
            None => person::me_as_customer(&self.services, self.role.person()).await,
            Some(organisation) => person::me_as_staff(&self.services, self.role.person(), organisation).await,
        };
        Ok(me?)
    }

    #[instrument(skip_all)]
    async fn speak(&self, language: Language) -> ApiResult<()> {
        Ok(person::speak(&self.services, self.role.person(), language).await?)
    }

    #[instrument(skip_all)]
    async fn contact_details(&self) -> ApiResult<ContactDetails> {
        let id = self.role.person();
        let details = match self.role.organisation() {
            None => customer_email::details(&self.services, Customer(id)).await,
            Some(_) => contact::details(&self.services, id).await,
        };
        Ok(details?)
    }

    #[instrument(skip_all)]
    async fn save_contact_details(&self, new: NewContactDetails) -> ApiResult<()> {
        let id = self.role.person();
        let saved = match self.role.organisation() {
            None => customer_email::save(&self.services, Customer(id), &new).await,
            Some(_) => contact::save(&self.services, self.role.actor(), id, &new).await,
        };
        Ok(saved?)
    }
}

#[async_trait]
impl<R: Role + Into<Participant>> WorkspaceDesk for Desk<R> {
    #[instrument(skip_all)]
    async fn workspaces(&self, query: &ListQuery) -> ApiResult<WorkspaceList> {
        Ok(workspace_list::list(&self.services, self.role.into(), query).await?)
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn workspace(&self, id: WorkspaceId) -> ApiResult<WorkspaceView> {
        let mode = ReadMode::Visit;
        self.about(id.0, workspace_page::open(&self.services, self.role.into(), id, mode).await).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn peek_workspace(&self, id: WorkspaceId) -> ApiResult<WorkspaceView> {
        let mode = ReadMode::Background;
        self.about(id.0, workspace_page::open(&self.services, self.role.into(), id, mode).await).await
    }

    #[instrument(skip_all, fields(workspace = %workspace, conversation = %id))]
    async fn peek_conversation(
        &self,
        workspace: WorkspaceId,
        id: ConversationId,
    ) -> ApiResult<ConversationView> {
        let (participant, mode) = (self.role.into(), ReadMode::Background);
        let read = conversation::read(&self.services, participant, workspace, id, None, mode).await;
        self.about(workspace.0, read).await
    }

    #[instrument(skip_all, fields(workspace = %workspace, conversation = %id))]
    async fn conversation(
        &self,
        workspace: WorkspaceId,
        id: ConversationId,
        before: Option<i64>,
    ) -> ApiResult<ConversationView> {
        let (participant, mode) = (self.role.into(), ReadMode::Visit);
        let read = conversation::read(&self.services, participant, workspace, id, before, mode).await;
        self.about(workspace.0, read).await
    }

    #[instrument(skip_all, fields(workspace = %workspace))]
    async fn start_conversation(
        &self,
        workspace: WorkspaceId,
        new: NewConversation,
    ) -> ApiResult<ConversationId> {
        self.about(workspace.0, conversation::start(&self.services, self.role.into(), workspace, new).await)
            .await
    }

    #[instrument(skip_all, fields(workspace = %workspace, conversation = %conversation))]
    async fn send_message(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        new: NewMessage,
    ) -> ApiResult<()> {
        self.about(
            workspace.0,
            conversation::send(&self.services, self.role.into(), workspace, conversation, new).await,
        )
        .await
    }

    #[instrument(skip_all, fields(workspace = %workspace, conversation = %conversation))]
    async fn take_back(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        position: i64,
    ) -> ApiResult<()> {
        let participant = self.role.into();
        self.about(
            workspace.0,
            conversation::take_back(&self.services, participant, workspace, conversation, position).await,
        )
        .await
    }

    #[instrument(skip_all, fields(workspace = %workspace))]
    async fn search(&self, workspace: WorkspaceId, query: SearchQuery) -> ApiResult<FoundView> {
        self.about(
            workspace.0,
            conversation::search(&self.services, self.role.into(), workspace, query).await,
        )
        .await
    }

    #[instrument(skip_all, fields(workspace = %workspace))]
    async fn unsent(
        &self,
        workspace: WorkspaceId,
        conversation: Option<ConversationId>,
    ) -> ApiResult<Unsent> {
        self.about(
            workspace.0,
            draft::unsent(&self.services, self.role.into(), workspace, conversation).await,
        )
        .await
    }

    #[instrument(skip_all, fields(workspace = %workspace))]
    async fn save_draft(&self, workspace: WorkspaceId, new: NewDraft) -> ApiResult<Option<DraftId>> {
        self.about(workspace.0, draft::save(&self.services, self.role.into(), workspace, new).await).await
    }

    #[instrument(skip_all, fields(workspace = %workspace, file = %file))]
    async fn remove_file(&self, workspace: WorkspaceId, file: FileId) -> ApiResult<()> {
        self.about(
            workspace.0,
            workspace_files::remove(&self.services, self.role.into(), workspace, file).await,
        )
        .await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn reactivate(&self, id: WorkspaceId) -> ApiResult<()> {
        self.about(id.0, workspace::reactivate(&self.services, self.role.into(), id).await).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn people(&self, id: WorkspaceId) -> ApiResult<PeopleView> {
        self.about(id.0, participation::people(&self.services, self.role.into(), id).await).await
    }

    #[instrument(skip_all)]
    async fn news(&self) -> ApiResult<NewsView> {
        Ok(news::list(&self.services, self.role.into()).await?)
    }

    #[instrument(skip_all)]
    async fn count_news(&self) -> ApiResult<u32> {
        Ok(news::count(&self.services, self.role.into()).await?)
    }

    #[instrument(skip_all)]
    async fn dismiss_news(&self, until: DateTime<Utc>) -> ApiResult<()> {
        Ok(news::dismiss(&self.services, self.role.into(), until).await?)
    }

    #[instrument(skip_all, fields(workspace = %id, participation = %which))]
    async fn end_participation(&self, id: WorkspaceId, which: ParticipationId) -> ApiResult<()> {
        self.about(id.0, participation::end(&self.services, self.role.into(), id, which).await).await
    }
}

/// The public desk, where nobody is signed in yet.
#[derive(Clone, Debug)]
pub struct Public(pub Arc<Services>);

#[async_trait]
impl PublicDesk for Public {
    #[instrument(skip_all)]
    async fn invitation(&self, token: String) -> ApiResult<InvitationView> {
        Ok(workspace::describe(&self.0, &token).await?)
    }

    #[instrument(skip_all)]
    async fn decline_invitation(&self, token: String) -> ApiResult<()> {
        Ok(workspace::decline(&self.0, &token).await?)
    }
}
