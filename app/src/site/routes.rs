//! The addresses of the pages.

use crate::{
    account::{
        ConfirmEmailPage, ContactDetailsPage, ReauthenticatePage, RefusedPage, SignInPage, SignInsPage,
        SignedOutPage, UndertakingPage,
    },
    break_glass::{BreakGlassPage, OpenedConversationPage, OpenedPage},
    canned::{CannedResponsePage, CannedResponsesPage, OwnResponsePage, OwnResponsesPage},
    i18n::I18nContextProvider,
    invitation::{CodePage, InvitationPage},
    organisation::{
        AdministrationPage, BulkActionPage, ColleagueAwayPage, OverviewPage, PolicyPage, StaffPage,
        WordingPage,
    },
    site::{home_page::HomePage, not_found_page::NotFoundPage, parts_page::PartsPage},
    ui::Frame,
    workspace::{
        AccessPage, ConversationPage, DescriptionPage, NewConversationPage, NotesPage, PeoplePage,
        SearchPage, WorkspacePage,
    },
    workspaces::{AwayPage, NewWorkspacePage, NewsPage, WorkspacesPage},
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// The application. Every page is rendered whole before it is sent, so that it reads the same
/// with scripts off, and so that its status is true.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <I18nContextProvider enable_cookie=false set_dir_attr_on_html=false>
            <Router>
                <Frame>
                    <Routes fallback=NotFoundPage>
                        <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                        <Route path=path!("/demo/parts") view=PartsPage ssr=SsrMode::Async/>
                        <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                        <Route path=path!("/sign-in/refused") view=RefusedPage ssr=SsrMode::Async/>
                        <Route path=path!("/reauthenticate") view=ReauthenticatePage ssr=SsrMode::Async/>
                        <Route path=path!("/undertaking") view=UndertakingPage ssr=SsrMode::Async/>
                        <Route path=path!("/sign-ins") view=SignInsPage ssr=SsrMode::Async/>
                        <Route path=path!("/contact-details") view=ContactDetailsPage ssr=SsrMode::Async/>
                        <Route path=path!("/contact-details/email/:token") view=ConfirmEmailPage ssr=SsrMode::Async/>
                        <Route path=path!("/signed-out") view=SignedOutPage ssr=SsrMode::Async/>
                        <Route path=path!("/invitations/:token") view=InvitationPage ssr=SsrMode::Async/>
                        <Route path=path!("/code") view=CodePage ssr=SsrMode::Async/>
                        <Route path=path!("/news") view=NewsPage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces/saved-replies") view=OwnResponsesPage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces/saved-replies/:id") view=OwnResponsePage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces") view=WorkspacesPage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces/new") view=NewWorkspacePage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces/away") view=AwayPage ssr=SsrMode::Async/>
                        <Route path=path!("/organisation") view=OverviewPage ssr=SsrMode::Async/>
                        <Route path=path!("/organisation/workspaces") view=AdministrationPage ssr=SsrMode::Async/>
                        <Route path=path!("/organisation/bulk-actions/:id") view=BulkActionPage ssr=SsrMode::Async/>
                        <Route path=path!("/organisation/people") view=StaffPage ssr=SsrMode::Async/>
                        <Route path=path!("/organisation/people/:id/away") view=ColleagueAwayPage ssr=SsrMode::Async/>
                        <Route path=path!("/organisation/canned-responses") view=CannedResponsesPage ssr=SsrMode::Async/>
                        <Route path=path!("/organisation/canned-responses/:id") view=CannedResponsePage ssr=SsrMode::Async/>
                        <Route path=path!("/organisation/policy") view=PolicyPage ssr=SsrMode::Async/>
                        <Route path=path!("/organisation/wording") view=WordingPage ssr=SsrMode::Async/>
                        <Route path=path!("/break-glass") view=BreakGlassPage ssr=SsrMode::Async/>
                        <Route path=path!("/break-glass/:id") view=OpenedPage ssr=SsrMode::Async/>
                        <Route
                            path=path!("/break-glass/:id/conversations/:conversation")
                            view=OpenedConversationPage
                            ssr=SsrMode::Async
                        />
                        <Route path=path!("/workspaces/:id") view=WorkspacePage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces/:id/notes") view=NotesPage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces/:id/description") view=DescriptionPage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces/:id/people") view=PeoplePage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces/:id/search") view=SearchPage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces/:id/access") view=AccessPage ssr=SsrMode::Async/>
                        <Route path=path!("/workspaces/:id/new") view=NewConversationPage ssr=SsrMode::Async/>
                        <Route
                            path=path!("/workspaces/:id/conversations/:conversation")
                            view=ConversationPage
                            ssr=SsrMode::Async
                        />
                    </Routes>
                </Frame>
            </Router>
        </I18nContextProvider>
    }
}
