//! W9: what waits for each person, and the filters of a list to work from.

use crate::working::message;
use contract::{
    CounselorDesk, CustomerDesk, WorkspaceDesk,
    conversation::NewConversation,
    participation::{NewParticipation, Scope},
    workspace::{ListFilter, WorkspaceList},
};
use testkit::{Fixture, apply, on_both};

fn counts(list: &WorkspaceList) -> Vec<(ListFilter, u32)> {
    ListFilter::ALL.into_iter().zip(list.counts).filter(|(_, count)| *count > 0).collect()
}

#[apply(on_both!)]
async fn w9_what_waits_comes_first_where_anything_does(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let nothing = olli.workspaces(None, 1).await.unwrap();
    assert_eq!((nothing.shown, nothing.items.len()), (ListFilter::All, 1));
    assert_eq!(counts(&nothing), [(ListFilter::All, 1)]);

    let first = NewConversation { subject: "Aihe".into(), message: message("Hei") };
    let older = olli.start_conversation(id, first.clone()).await.unwrap();
    kit.clock.advance(chrono::TimeDelta::minutes(1));
    let newer = olli.start_conversation(id, first).await.unwrap();
    let waits = aino.workspaces(None, 1).await.unwrap().items[0].waits;
    assert_eq!((waits.unread, waits.newest), (2, Some(newer)));
    aino.conversation(id, newer, None).await.unwrap();
    let waits = aino.workspaces(None, 1).await.unwrap().items[0].waits;
    assert_eq!((waits.unread, waits.newest), (1, Some(older)));

    let (unconfirmed, token) = kit.invite(&olli, "").await;
    kit.invite(&olli, "").await;
    let (eero, _) = kit.customer("220750-999Y").await;
    eero.accept_invitation(token).await.unwrap();
    let list = olli.workspaces(None, 1).await.unwrap();
    assert_eq!((list.shown, list.total), (ListFilter::Waiting, 1));
    assert!(list.items[0].id == unconfirmed && list.items[0].waits.to_confirm);
    assert_eq!(counts(&list), [(ListFilter::Waiting, 1), (ListFilter::All, 3), (ListFilter::Invited, 1)]);
    let invited = olli.workspaces(Some(ListFilter::Invited), 1).await.unwrap();
    assert!(invited.total == 1 && !invited.items[0].waits.any());
    assert!(eero.workspaces(None, 1).await.unwrap().items.is_empty(), "P3: not before it is confirmed");
}

#[apply(on_both!)]
async fn w9_an_end_is_soon_from_the_thirtieth_day_before_on(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    // Active through 28 February 2026: 30 days before is 29 January.
    for (day, ending) in [("2026-01-28", 0), ("2026-01-29", 1), ("2026-02-28", 1)] {
        kit.clock.go_to(day);
        let list = olli.workspaces(Some(ListFilter::Ending), 1).await.unwrap();
        assert_eq!(list.total, ending, "{day}");
        assert_eq!(list.items.iter().filter(|item| item.id == id).count(), ending as usize);
    }
    kit.clock.go_to("2026-03-01");
    let list = olli.workspaces(Some(ListFilter::Inactive), 1).await.unwrap();
    assert_eq!((list.total, counts(&list)), (1, vec![(ListFilter::All, 1), (ListFilter::Inactive, 1)]));
    assert_eq!(aino.workspaces(Some(ListFilter::Inactive), 1).await.unwrap().total, 1);
}

#[apply(on_both!)]
async fn w9_a_question_waits_for_the_one_who_decides_it(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let new = NewParticipation {
        email: "kaisa@staff.example".into(),
        purpose: "Yhteistyö".into(),
        scope: Scope::WholeHistory,
        through: "2026-01-15".into(),
    };
    olli.ask_consent(id, new).await.unwrap();
    assert_eq!(aino.workspaces(None, 1).await.unwrap().items[0].waits.consents, 1);
    assert!(!olli.workspaces(None, 1).await.unwrap().items[0].waits.any());
    let asked = aino.people(id).await.unwrap().participations[0].id;
    aino.answer_consent(id, asked, Some(Scope::WholeHistory)).await.unwrap();
    assert!(!aino.workspaces(None, 1).await.unwrap().items[0].waits.any());

    olli.close(id).await.unwrap();
    aino.ask_reactivation(id).await.unwrap();
    assert!(olli.workspaces(None, 1).await.unwrap().items[0].waits.asks_reactivation);
    assert!(
        !aino.workspaces(None, 1).await.unwrap().items[0].waits.any(),
        "whoever asks has done their part"
    );
    let kaisa = kit.counselor("Kaisa").await;
    assert!(!kaisa.workspaces(None, 1).await.unwrap().items[0].waits.any(), "not the second professional's");
}
