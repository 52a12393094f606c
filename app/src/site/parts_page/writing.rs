//! Writing a message, with something begun; and the chart.

use super::Part;
use crate::{
    organisation::overview_page::weeks::Weeks,
    ui::{ErrorText, Form},
    workspace::conversation::composer::{MessageForm, Writing},
};
use chrono::{Days, NaiveDate, NaiveDateTime};
use contract::{
    ApiError, ConversationId, DraftId, FileId, WorkspaceId,
    administration::Week,
    draft::{DraftView, Unsent},
    file::{FileKind, FileState, FileView},
    head::{InvitationStatus, May, WorkspaceHead},
    life::State,
};
use leptos::prelude::*;
use uuid::Uuid;

fn head(may: May) -> WorkspaceHead {
    WorkspaceHead {
        id: WorkspaceId(Uuid::nil()),
        revision: 0,
        number: 1,
        title: "Opintojen jatkaminen".to_owned(),
        topics: vec![],
        organisation: "Esimerkkilä".into(),
        counselor: Some("Olli Ohjaaja".to_owned()),
        customer: Some("Aino Esimerkki".to_owned()),
        customers_language: None,
        co_professionals: vec![],
        granted: None,
        stands_in_through: None,
        consents_asked: 0,
        candidate: None,
        candidate_born: None,
        invitation: None,
        customer_contact: None,
        counselor_phone: None,
        invitation_status: InvitationStatus::Taken,
        asks_reactivation: false,
        away: None,
        wait: None,
        address_refused: false,
        has_no_address: false,
        supervised_at: None,
        closing: None,
        closed_now_through: None,
        may,
        timeline: super::signs::life(State::Active, 40),
    }
}

fn begun(may: May) -> Writing {
    let file = FileView {
        id: FileId(Uuid::nil()),
        name: "todistus.pdf".to_owned(),
        kind: FileKind::Pdf,
        size: 240_000,
        state: FileState::Ready,
    };
    let draft = DraftView {
        subject: String::new(),
        body: "The certificate is with this message.".to_owned(),
        id: DraftId(Uuid::nil()),
        saved_at: NaiveDateTime::default(),
    };
    Writing {
        head: head(may),
        conversation: Some(ConversationId(Uuid::nil())),
        unsent: Unsent { draft: Some(draft), files: vec![file], largest_file: 25 << 20 },
        canned: vec![],
    }
}

/// All of it.
#[component]
pub(super) fn Composing() -> impl IntoView {
    let open = begun(May { write: true, ..May::default() });
    let closed = begun(May::default());
    let monday = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default();
    let week = |(place, [inactive, archived, deleted]): (u64, [u32; 3])| Week {
        from: monday + Days::new(7 * place),
        inactive,
        archived,
        deleted,
    };
    let counts = [[3, 1, 0], [0, 4, 2], [7, 0, 1], [2, 2, 2], [0, 0, 5], [1, 0, 0]];
    let weeks: Vec<Week> = (0..).zip(counts).map(week).collect();
    view! {
        <Part name="Writing a message">
            <div class="card"><MessageForm writing=open form=Form::that_asks(None) done=""/></div>
        </Part>
        <Part name="Where nothing can be sent any more">
            <MessageForm writing=closed form=Form::that_asks(None) done=""/>
        </Part>
        <Part name="A chart">
            <Weeks weeks/>
        </Part>
        <Part name="A page that could not be shown">
            <div class="narrow"><ErrorText error=ApiError::NotFound/></div>
        </Part>
    }
}
