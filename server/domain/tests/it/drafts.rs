//! W1: nothing that was typed is lost.

use crate::time::count;
use chrono::TimeDelta;
use contract::{
    ApiError, ConversationId, CounselorDesk, DraftId, WorkspaceDesk, WorkspaceId,
    closing::NewClosing,
    conversation::{NewConversation, NewMessage},
    draft::{NewDraft, Unsent},
    list::{Begun, ListFilter, ListQuery},
};
use testkit::{Fixture, apply, on_both};

fn draft(conversation: Option<ConversationId>, body: &str, seen: Option<DraftId>) -> NewDraft {
    NewDraft { conversation, subject: String::new(), body: body.into(), seen }
}

fn message(body: &str) -> NewMessage {
    NewMessage { body: body.into(), files: vec![], reply_to: None, reactivate: false }
}

fn body(unsent: &Unsent) -> Option<&str> {
    unsent.draft.as_ref().map(|draft| draft.body.as_str())
}

async fn talk(desk: &impl WorkspaceDesk, id: WorkspaceId) -> ConversationId {
    let new = NewConversation { subject: "Aihe".into(), message: message("Hei") };
    desk.start_conversation(id, new).await.unwrap()
}

#[apply(on_both!)]
async fn w1_a_draft_is_found_again_by_its_writer_alone_until_it_is_sent(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id).await;
    let first = aino.save_draft(id, draft(Some(in_it), " Canary-draft\r\n", None)).await.unwrap();
    aino.save_draft(id, draft(Some(in_it), "Canary-draft, longer", first)).await.unwrap();
    aino.save_draft(id, draft(None, "for a new one", None)).await.unwrap();
    let unsent = aino.conversation(id, in_it, None).await.unwrap().unsent;
    assert_eq!(body(&unsent), Some("Canary-draft, longer"));
    assert_eq!(body(&aino.unsent(id, None).await.unwrap()), Some("for a new one"));
    assert_eq!(body(&olli.conversation(id, in_it, None).await.unwrap().unsent), None);
    aino.send_message(id, in_it, message("Canary-draft, longer still")).await.unwrap();
    assert_eq!(body(&aino.unsent(id, Some(in_it)).await.unwrap()), None);
    assert_eq!(body(&aino.unsent(id, None).await.unwrap()), Some("for a new one"));
    talk(&aino, id).await;
    assert_eq!(count(&kit, "draft").await, 0);
}

#[apply(on_both!)]
async fn w1_continued_elsewhere_is_told_and_neither_text_is_lost(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id).await;
    let at_home = aino.save_draft(id, draft(Some(in_it), "at home", None)).await.unwrap();
    let last = aino.save_draft(id, draft(Some(in_it), "at home, on the telephone", at_home)).await.unwrap();
    for elsewhere in ["at home, in the library", ""] {
        let saved = aino.save_draft(id, draft(Some(in_it), elsewhere, at_home)).await;
        assert_eq!(saved, Err(ApiError::Conflict));
    }
    assert_eq!(body(&aino.unsent(id, Some(in_it)).await.unwrap()), Some("at home, on the telephone"));
    assert_eq!(aino.save_draft(id, draft(Some(in_it), "", last)).await, Ok(None), "emptied");
    assert_eq!(count(&kit, "draft").await, 0);
    // Sent on one device, still typed on the other.
    let typed = aino.save_draft(id, draft(Some(in_it), "x", None)).await.unwrap();
    aino.send_message(id, in_it, message("x")).await.unwrap();
    assert_eq!(aino.save_draft(id, draft(Some(in_it), "x y", typed)).await, Err(ApiError::Conflict));
}

#[apply(on_both!)]
async fn w1_an_older_page_does_not_write_over_what_was_begun_after_it_was_emptied_or_sent(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id).await;
    for sends in [false, true] {
        let seen = aino.save_draft(id, draft(Some(in_it), "A", None)).await.unwrap();
        if sends {
            aino.send_message(id, in_it, message("A")).await.unwrap();
        } else {
            aino.save_draft(id, draft(Some(in_it), "", seen)).await.unwrap();
        }
        let last = aino.save_draft(id, draft(Some(in_it), "B", None)).await.unwrap();
        assert_eq!(aino.save_draft(id, draft(Some(in_it), "A2", seen)).await, Err(ApiError::Conflict));
        assert_eq!(body(&aino.unsent(id, Some(in_it)).await.unwrap()), Some("B"));
        aino.save_draft(id, draft(Some(in_it), "", last)).await.unwrap();
    }
}

#[apply(on_both!)]
async fn l5_a_draft_stays_readable_where_nothing_is_accepted_any_more(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id).await;
    let seen = aino.save_draft(id, draft(Some(in_it), "almost done", None)).await.unwrap();
    olli.close(id, NewClosing::default()).await.unwrap();
    assert_eq!(aino.save_draft(id, draft(Some(in_it), "almost done!", seen)).await, Err(ApiError::Archived));
    assert_eq!(body(&aino.unsent(id, Some(in_it)).await.unwrap()), Some("almost done"));
    kit.clock.go_to("2026-06-01");
    assert_eq!(body(&aino.unsent(id, Some(in_it)).await.unwrap()), Some("almost done"));
    assert_eq!(olli.unsent(id, Some(in_it)).await, Err(ApiError::NotFound));
}

#[apply(on_both!)]
async fn p5_a_draft_is_for_a_conversation_of_its_own_workspace(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (other, _) = kit.invite(&olli, "").await;
    let elsewhere = talk(&olli, other).await;
    assert_eq!(aino.save_draft(id, draft(Some(elsewhere), "x", None)).await, Err(ApiError::NotFound));
    assert_eq!(olli.save_draft(id, draft(Some(elsewhere), "x", None)).await, Err(ApiError::NotFound));
    assert_eq!(aino.save_draft(other, draft(None, "x", None)).await, Err(ApiError::NotFound));
    assert!(matches!(
        aino.save_draft(id, draft(None, &"x".repeat(100_001), None)).await,
        Err(ApiError::Invalid(_))
    ));
}

#[apply(on_both!)]
async fn w1_lists_say_where_something_is_begun_and_to_nobody_else(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let conversation = talk(&aino, id).await;
    let begun = NewDraft {
        conversation: Some(conversation),
        subject: String::new(),
        body: "begun".into(),
        seen: None,
    };
    let shown = async |desk: &dyn WorkspaceDesk| {
        let page = desk.workspace(id).await.unwrap();
        let list = desk.workspaces(&testkit::all()).await.unwrap().items.remove(0).waits;
        (list.draft.is_some(), page.conversations[0].has_draft)
    };
    olli.save_draft(id, begun).await.unwrap();
    assert_eq!((shown(&olli).await, shown(&aino).await), ((true, true), (false, false)));
    let of_a_new_one =
        NewDraft { conversation: None, subject: "new".into(), body: String::new(), seen: None };
    aino.save_draft(id, of_a_new_one).await.unwrap();
    assert_eq!(shown(&aino).await, (true, false), "of one that has not begun");
}

#[apply(on_both!)]
async fn w9_what_is_begun_waits_for_its_writer_until_it_can_be_sent_no_more(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let conversation = talk(&olli, id).await;
    assert_eq!(olli.workspaces(&ListQuery::default()).await.unwrap().shown, ListFilter::All);
    kit.clock.advance(TimeDelta::hours(1));
    let begun = olli.save_draft(id, draft(Some(conversation), "begun", None)).await.unwrap();
    let waiting = olli.workspaces(&ListQuery::default()).await.unwrap();
    assert_eq!((waiting.shown, waiting.items.len()), (ListFilter::Waiting, 1));
    let (line, saved_at) = (&waiting.items[0], waiting.items[0].waits_since.unwrap());
    assert_eq!(line.waits.draft, Some(Begun { conversation: Some(conversation), saved_at, count: 1 }));
    // Of several, the one kept last.
    kit.clock.advance(TimeDelta::hours(1));
    olli.save_draft(id, draft(None, "another", None)).await.unwrap();
    let line = olli.workspaces(&ListQuery::default()).await.unwrap().items.remove(0);
    let begun_anew = line.waits.draft.unwrap();
    assert_eq!((begun_anew.conversation, begun_anew.count), (None, 2));
    assert!(olli.workspace(id).await.unwrap().begins_another, "and its page says so");
    assert!(!aino.workspace(id).await.unwrap().begins_another);
    olli.save_draft(id, draft(Some(conversation), "", begun)).await.unwrap();

    aino.save_draft(id, draft(None, "mine", None)).await.unwrap();
    let drafted = async || aino.workspaces(&testkit::all()).await.unwrap().items.remove(0).waits.draft;
    assert!(drafted().await.is_some());
    olli.close(id, NewClosing::default()).await.unwrap();
    assert_eq!(drafted().await, None, "staff closed it: the customer can only ask for a reactivation");
    let his = olli.workspaces(&testkit::all()).await.unwrap().items.remove(0).waits.draft;
    assert!(his.is_some(), "the counselor sends it with one");
    olli.reactivate(id).await.unwrap();
    assert!(drafted().await.is_some());
    kit.clock.go_to("2026-06-01");
    assert_eq!(drafted().await, None, "archived");
}
