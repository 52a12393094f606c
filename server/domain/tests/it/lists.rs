//! W9: what waits for each person, and the filters of a list to work from.

use crate::working::message;
use contract::{
    CounselorDesk, CustomerDesk, MainUserDesk, WorkspaceDesk,
    closing::NewClosing,
    conversation::NewConversation,
    list::{ListFilter, ListQuery, WorkspaceList},
    participation::{NewParticipation, Scope},
};
use domain::{
    guidance::workspace::lifecycle::Policy,
    people::organisation::{NewOrganisation, add},
    time::transitions,
};
use testkit::{Fixture, all, apply, on_both, show};

fn counts(list: &WorkspaceList) -> Vec<(ListFilter, u32)> {
    ListFilter::ALL.into_iter().zip(list.counts).filter(|(_, count)| *count > 0).collect()
}

/// A question of consent for Kaisa.
fn for_kaisa(scope: Scope, through: &str) -> NewParticipation {
    NewParticipation {
        email: "kaisa@staff.example".into(),
        purpose: "Yhteistyö".into(),
        scope,
        through: through.into(),
    }
}

#[apply(on_both!)]
async fn w9_what_waits_comes_first_where_anything_does(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let nothing = olli.workspaces(&ListQuery::default()).await.unwrap();
    assert_eq!((nothing.shown, nothing.items.len()), (ListFilter::All, 1));
    assert_eq!(counts(&nothing), [(ListFilter::All, 1)]);

    let first = NewConversation { subject: "Aihe".into(), message: message("Hei") };
    let older = olli.start_conversation(id, first.clone()).await.unwrap();
    kit.clock.advance(chrono::TimeDelta::minutes(1));
    let newer = olli.start_conversation(id, first).await.unwrap();
    let waits = aino.workspaces(&ListQuery::default()).await.unwrap().items[0].waits;
    assert_eq!((waits.unread, waits.newest.map(|(id, _)| id)), (2, Some(newer)));
    assert_eq!(waits.newest.unwrap().1.to_string(), "2025-11-30 12:01:00", "in the organisation's time");
    aino.conversation(id, newer, None).await.unwrap();
    let waits = aino.workspaces(&ListQuery::default()).await.unwrap().items[0].waits;
    assert_eq!((waits.unread, waits.newest.map(|(id, _)| id)), (1, Some(older)));

    let (unconfirmed, token) = kit.invite(&olli, "").await;
    kit.invite(&olli, "").await;
    let (eero, _) = kit.customer("220750-999Y").await;
    eero.accept_invitation(token).await.unwrap();
    let list = olli.workspaces(&ListQuery::default()).await.unwrap();
    assert_eq!((list.shown, list.total), (ListFilter::Waiting, 1));
    assert!(list.items[0].id == unconfirmed && list.items[0].waits.to_confirm);
    assert_eq!(counts(&list), [(ListFilter::Waiting, 1), (ListFilter::All, 3), (ListFilter::Invited, 1)]);
    let invited = olli.workspaces(&show(ListFilter::Invited)).await.unwrap();
    assert!(invited.total == 1 && !invited.items[0].waits.any());
    assert!(
        eero.workspaces(&ListQuery::default()).await.unwrap().items.is_empty(),
        "P3: not before it is confirmed"
    );
}

#[apply(on_both!)]
async fn w9_an_end_is_soon_from_the_thirtieth_day_before_on(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    // Active through 28 February 2026: 30 days before is 29 January.
    for (day, ending) in [("2026-01-28", 0), ("2026-01-29", 1), ("2026-02-28", 1)] {
        kit.clock.go_to(day);
        let list = olli.workspaces(&show(ListFilter::Ending)).await.unwrap();
        assert_eq!(list.total, ending, "{day}");
        assert_eq!(list.items.iter().filter(|item| item.id == id).count(), ending as usize);
    }
    kit.clock.go_to("2026-03-01");
    let list = olli.workspaces(&show(ListFilter::Inactive)).await.unwrap();
    assert_eq!((list.total, counts(&list)), (1, vec![(ListFilter::All, 1), (ListFilter::Inactive, 1)]));
    assert_eq!(aino.workspaces(&show(ListFilter::Inactive)).await.unwrap().total, 1);
}

#[apply(on_both!)]
async fn w9_a_question_waits_for_the_one_who_decides_it(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    olli.ask_consent(id, for_kaisa(Scope::WholeHistory, "2026-01-15")).await.unwrap();
    assert_eq!(aino.workspaces(&ListQuery::default()).await.unwrap().items[0].waits.consents, 1);
    assert!(!olli.workspaces(&ListQuery::default()).await.unwrap().items[0].waits.any());
    let asked = aino.people(id).await.unwrap().participations[0].id;
    aino.answer_consent(id, asked, Some(Scope::WholeHistory)).await.unwrap();
    assert!(!aino.workspaces(&ListQuery::default()).await.unwrap().items[0].waits.any());

    olli.close(id, NewClosing::default()).await.unwrap();
    aino.ask_reactivation(id).await.unwrap();
    assert!(olli.workspaces(&ListQuery::default()).await.unwrap().items[0].waits.asks_reactivation);
    assert!(
        !aino.workspaces(&ListQuery::default()).await.unwrap().items[0].waits.any(),
        "whoever asks has done their part"
    );
    let kaisa = kit.counselor("Kaisa").await;
    assert!(
        !kaisa.workspaces(&ListQuery::default()).await.unwrap().items[0].waits.any(),
        "not the second professional's"
    );
}

#[apply(on_both!)]
async fn w9_a_short_state_does_not_always_end_soon(kit: Fixture) {
    let new = NewOrganisation {
        slug: "lyhyt".into(),
        name: "LYHYT".into(),
        zone: chrono_tz::Europe::Helsinki,
        policy: Policy { active: 1, inactive: 1, archived: 1 },
    };
    let organisation = add(&kit.services, new).await.unwrap();
    let olli = kit.counselor_of(organisation, "Olli").await;
    let (id, token) = kit.invite(&olli, "").await;
    let (aino, person) = kit.customer("010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    olli.confirm_customer(id, person, true).await.unwrap();
    aino.workspace(id).await.unwrap();
    // Active through 30 December, of 30 days: the last third begins on the 20th.
    for (day, soon) in [("2025-11-30", false), ("2025-12-19", false), ("2025-12-20", true)] {
        kit.clock.go_to(day);
        assert_eq!(aino.workspaces(&all()).await.unwrap().items[0].ends_soon, soon, "{day}");
    }
}

#[apply(on_both!)]
async fn w9_all_that_waits_for_a_customer_is_on_the_first_page(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (aino, _) = kit.customer("010170-999R").await;
    let mut ids = vec![];
    for _ in 0..26 {
        let (id, token) = kit.invite(&olli, "010170-999R").await;
        aino.accept_invitation(token).await.unwrap();
        ids.push(id);
        kit.clock.advance(chrono::TimeDelta::minutes(1));
    }
    let first = NewConversation { subject: "Aihe".into(), message: message("Hei") };
    olli.start_conversation(ids[0], first).await.unwrap();
    for id in &ids[1..] {
        kit.clock.advance(chrono::TimeDelta::minutes(1));
        olli.start_conversation(*id, NewConversation { subject: "Muu".into(), message: message("Hei") })
            .await
            .unwrap();
        let read = aino.workspace(*id).await.unwrap().conversations[0].id;
        aino.conversation(*id, read, None).await.unwrap();
    }
    let list = aino.workspaces(&all()).await.unwrap();
    assert_eq!((list.items[0].id, list.items[0].waits.unread, list.total), (ids[0], 1, 26));
}

#[apply(on_both!)]
async fn p6_nobody_is_asked_in_the_archive_any_more(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    olli.ask_consent(id, for_kaisa(Scope::WholeHistory, "2026-05-15")).await.unwrap();
    olli.close(id, NewClosing::default()).await.unwrap();
    kit.clock.go_to("2026-03-01");
    transitions::apply(&kit.services).await.unwrap();
    let item = &aino.workspaces(&all()).await.unwrap().items[0];
    assert_eq!((item.timeline.state, item.waits.consents), (contract::life::State::Archived, 0));
    assert_eq!(aino.workspace(id).await.unwrap().head.consents_asked, 0);
}

#[apply(on_both!)]
async fn l4_figures_count_each_state_to_its_last_day(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.invite(&olli, "").await;
    let paula = kit.main_user("Paula").await;
    let figures = async || {
        let figures = paula.overview().await.unwrap().figures;
        (figures.active, figures.inactive, figures.archived, figures.not_joined)
    };
    // Through 28 February active, through 28 May inactive, then a year in the archive.
    for (day, counted) in [
        ("2026-02-28", (2, 0, 0, 1)),
        ("2026-03-01", (0, 2, 0, 1)),
        ("2026-05-28", (0, 2, 0, 1)),
        ("2026-05-29", (0, 0, 2, 0)),
        ("2027-05-28", (0, 0, 2, 0)),
        ("2027-05-29", (0, 0, 0, 0)),
    ] {
        kit.clock.go_to(day);
        assert_eq!(figures().await, counted, "{day}");
    }
    kit.clock.go_to("2026-02-01");
    olli.close(id, NewClosing::default()).await.unwrap();
    aino.ask_reactivation(id).await.unwrap();
    assert_eq!(paula.overview().await.unwrap().figures.asks_reactivation, 1);
}

#[apply(on_both!)]
async fn p6_a_list_tells_no_time_of_what_was_before_the_consent(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    olli.ask_consent(id, for_kaisa(Scope::FromNow, "2026-01-15")).await.unwrap();
    let asked = aino.people(id).await.unwrap().participations[0].id;
    kit.clock.go_to("2025-12-03");
    aino.answer_consent(id, asked, Some(Scope::FromNow)).await.unwrap();
    let since = kaisa.workspaces(&all()).await.unwrap().items[0].touched_at;
    assert_eq!(since.date().to_string(), "2025-12-03");
    kit.clock.go_to("2025-12-05");
    let first = NewConversation { subject: "Aihe".into(), message: message("Hei") };
    olli.start_conversation(id, first).await.unwrap();
    let item = kaisa.workspaces(&all()).await.unwrap().items.remove(0);
    assert_eq!((item.touched_at.date().to_string().as_str(), item.waits.unread), ("2025-12-05", 1));
}

#[apply(on_both!)]
async fn l8_the_weeks_ahead_count_the_day_on_which_a_step_is_taken(kit: Fixture) {
    // Active through Saturday 28 February: inactive from Sunday 1 March on.
    let (..) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    for (today, week) in [("2026-02-22", 1), ("2026-02-23", 0), ("2026-03-01", 0)] {
        kit.clock.go_to(today);
        let weeks = paula.overview().await.unwrap().weeks;
        let counted: Vec<usize> =
            weeks.iter().enumerate().filter(|(_, week)| week.inactive > 0).map(|(place, _)| place).collect();
        assert_eq!(counted, [week], "{today}");
    }
}
