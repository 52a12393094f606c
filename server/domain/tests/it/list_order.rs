//! W9: a list to work from: sorted, narrowed by topic, searched, and read page by page while it changes.

use crate::working::message;
use chrono::TimeDelta;
use contract::{
    ApiError, CounselorDesk, CustomerDesk, FieldCode, WorkspaceDesk, WorkspaceId,
    closing::NewClosing,
    conversation::NewConversation,
    list::{LIST_PAGE, ListFilter, ListQuery, ListSort, Turn, WorkspaceList},
    person::Language,
    topic::Topic,
    workspace::NewWorkspace,
};
use domain::desk::{Counselor, Desk};
use testkit::{Fixture, all, apply, on_both, show, token_of_invitation};

const AINO: &str = "010170-999R";
const EERO: &str = "220750-999Y";

async fn create(olli: &Desk<Counselor>, title: &str, topics: &[Topic], code: &str) -> WorkspaceId {
    let new = NewWorkspace {
        title: title.into(),
        topics: topics.to_vec(),
        email: "canary@example.org".into(),
        identity_code: code.into(),
        language: Some(Language::Fi),
    };
    olli.create_workspace(new).await.unwrap()
}

/// A workspace whose customer is in.
async fn joined(kit: &Fixture, olli: &Desk<Counselor>, title: &str, name: &str, code: &str) -> WorkspaceId {
    let id = create(olli, title, &[], code).await;
    let (desk, _) = kit.customer_named(code, name).await;
    desk.accept_invitation(token_of_invitation(&kit.services, id).await).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(1));
    id
}

fn ids(list: &WorkspaceList) -> Vec<WorkspaceId> {
    list.items.iter().map(|item| item.id).collect()
}

/// What a search finds.
async fn found(olli: &Desk<Counselor>, text: &str) -> Vec<WorkspaceId> {
    olli.search_workspaces(text.into()).await.unwrap().items.iter().map(|item| item.id).collect()
}

#[apply(on_both!)]
async fn w9_what_has_waited_longest_comes_first(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let first = joined(&kit, &olli, "Yksi", "Aino", AINO).await;
    let second = joined(&kit, &olli, "Kaksi", "Eero", EERO).await;
    let write = async |id, code, name: &str| {
        let (desk, _) = kit.customer_named(code, name).await;
        let new = NewConversation { subject: "Aihe".into(), message: message("Hei") };
        desk.start_conversation(id, new).await.unwrap();
        kit.clock.advance(TimeDelta::minutes(1));
    };
    write(second, EERO, "Eero").await;
    write(first, AINO, "Aino").await;
    // Another message makes nobody wait less long.
    write(second, EERO, "Eero").await;
    let list = olli.workspaces(&ListQuery::default()).await.unwrap();
    assert_eq!((list.shown, list.sort), (ListFilter::Waiting, ListSort::Waiting));
    assert_eq!(ids(&list), [second, first]);
    assert_eq!(list.items[0].waits_since.unwrap().to_string(), "2025-11-30 12:02:00");
    let changed = ListQuery { sort: Some(ListSort::Changed), ..show(ListFilter::Waiting) };
    assert_eq!(ids(&olli.workspaces(&changed).await.unwrap()), [second, first]);
    let read = olli.workspace(second).await.unwrap().conversations;
    for conversation in read {
        olli.conversation(second, conversation.id, None).await.unwrap();
    }
    assert_eq!(ids(&olli.workspaces(&ListQuery::default()).await.unwrap()), [first]);
}

#[apply(on_both!)]
async fn w9_lists_are_sorted_by_name_and_by_what_ends_first(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let ostman = joined(&kit, &olli, "Yksi", "Östman Aino", AINO).await;
    let aberg = joined(&kit, &olli, "Kaksi", "Åberg Eero", EERO).await;
    let nobody = create(&olli, "Kolme", &[], "").await;
    let by = async |sort| ids(&olli.workspaces(&ListQuery { sort: Some(sort), ..all() }).await.unwrap());
    assert_eq!(by(ListSort::Name).await, [aberg, ostman, nobody]);
    kit.clock.go_to("2025-12-10");
    let (aino, _) = kit.customer_named(AINO, "Östman Aino").await;
    aino.workspace(ostman).await.unwrap();
    olli.close(aberg, NewClosing::default()).await.unwrap();
    let ending = by(ListSort::Ending).await;
    assert_eq!((ending[0], ending[2]), (nobody, ostman), "a visit prolongs, and a close begins anew");
    assert_eq!(by(ListSort::Changed).await[0], aberg);
}

#[apply(on_both!)]
async fn w9_a_workspace_is_found_by_customer_title_and_number(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let study = joined(&kit, &olli, "Opintojen jatkaminen", "Aino Mäkelä", AINO).await;
    let housing = joined(&kit, &olli, "Asumisen suunnittelu", "Eero Esimerkki", EERO).await;
    for (text, expected) in [
        ("opinto", vec![study]),
        ("  MA\u{308}KELA\u{308} ", vec![study]),
        ("aino jatka", vec![study]),
        ("aino suunnittelu", vec![]),
        ("en ", vec![housing, study]),
        ("2", vec![housing]),
        ("#1", vec![study]),
        ("%", vec![]),
        ("canary@example.org", vec![]),
    ] {
        assert_eq!(found(&olli, text).await, expected, "{text}");
    }
    assert_eq!(olli.search_workspaces("  ".into()).await, Err(ApiError::field("text", FieldCode::Required)));
    let long = olli.search_workspaces("x".repeat(1000)).await;
    assert!(matches!(long, Err(ApiError::Invalid(_))), "{long:?}");
    // P5: what is not one's own is in no search; L6: nor what is archived.
    let kaisa = kit.counselor("Kaisa").await;
    assert!(found(&kaisa, "opinto").await.is_empty());
    kit.clock.go_to("2026-06-01");
    assert!(found(&olli, "opinto").await.is_empty());
}

#[apply(on_both!)]
async fn w9_topics_narrow_the_list_and_its_counts(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let study = create(&olli, "Yksi", &[Topic::Studies, Topic::Finances], "").await;
    create(&olli, "Kaksi", &[Topic::Health], "").await;
    let studies = ListQuery { topic: Some(Topic::Studies), ..all() };
    let list = olli.workspaces(&studies).await.unwrap();
    assert_eq!((ids(&list), list.total, list.counts[1]), (vec![study], 1, 1));
    let none = olli.workspaces(&ListQuery { topic: Some(Topic::Housing), ..all() }).await.unwrap();
    assert_eq!((none.items.len(), none.total), (0, 0));
}

#[apply(on_both!)]
async fn w9_no_page_leaves_out_or_repeats_what_stands_there_while_the_list_changes(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let mut made = vec![];
    for count in 0..60 {
        made.push(create(&olli, &format!("Numero {count}"), &[], "").await);
        kit.clock.advance(TimeDelta::seconds(1));
    }
    // What changed last first.
    made.reverse();
    let size = LIST_PAGE as usize;
    let first = olli.workspaces(&all()).await.unwrap();
    assert_eq!((ids(&first), first.first, first.total), (made[..size].to_vec(), 1, 60));
    // Others come in before the next page is asked for.
    for _ in 0..3 {
        create(&olli, "Uusi", &[], "").await;
        kit.clock.advance(TimeDelta::seconds(1));
    }
    let second = olli.workspaces(&ListQuery { turn: first.next, ..all() }).await.unwrap();
    assert_eq!((ids(&second), second.first, second.total), (made[size..2 * size].to_vec(), 29, 63));
    let third = olli.workspaces(&ListQuery { turn: second.next, ..all() }).await.unwrap();
    assert_eq!((ids(&third), third.next), (made[2 * size..].to_vec(), None));
    let back = olli.workspaces(&ListQuery { turn: third.previous, ..all() }).await.unwrap();
    assert_eq!(ids(&back), ids(&second));
    // From a page near the beginning one comes to the beginning.
    let near = olli.workspaces(&ListQuery { turn: back.previous, ..all() }).await.unwrap();
    assert_eq!((near.first, near.previous.is_some()), (4, true));
    let beginning = olli.workspaces(&ListQuery { turn: near.previous, ..all() }).await.unwrap();
    assert_eq!((beginning.first, beginning.previous), (1, None));
}

#[apply(on_both!)]
async fn w9_a_page_turns_from_where_its_end_was_also_when_that_was_dealt_with(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let mut made = vec![];
    for count in 0..60 {
        made.push(create(&olli, &format!("Numero {count}"), &[], AINO).await);
        kit.clock.advance(TimeDelta::seconds(1));
    }
    made.reverse();
    let first = olli.workspaces(&all()).await.unwrap();
    // What stood at the end of the page is the newest now.
    let last = first.items.last().unwrap().id;
    olli.start_conversation(last, NewConversation { subject: "Aihe".into(), message: message("Hei") })
        .await
        .unwrap();
    let size = LIST_PAGE as usize;
    let second = olli.workspaces(&ListQuery { turn: first.next, ..all() }).await.unwrap();
    assert_eq!(ids(&second), made[size..2 * size]);
    // And in the list of names, which stand in no address.
    let by_name = ListQuery { sort: Some(ListSort::Name), ..all() };
    let names = olli.workspaces(&by_name).await.unwrap();
    let more = olli.workspaces(&ListQuery { turn: names.next, ..by_name.clone() }).await.unwrap();
    assert_eq!((more.items.len(), more.first), (size, 26));
    assert!(ids(&names).iter().all(|id| !ids(&more).contains(id)));
    let Some(Turn::After(place)) = names.next else { panic!("there is more") };
    assert_eq!(place.key, 0);
    assert_eq!(place.to_string().parse(), Ok(place));
    for wrong in ["", "1", "x.y", "1.x"] {
        assert!(wrong.parse::<contract::list::ListPlace>().is_err(), "{wrong}");
    }
}

#[apply(on_both!)]
async fn w9_since_when_something_waits(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    // Made on 30 November, good through 14 December; then a message of the 10th is older.
    let invited = create(&olli, "Kutsuttu", &[], EERO).await;
    let written = joined(&kit, &olli, "Kirjoitettu", "Aino", AINO).await;
    kit.clock.go_to("2025-12-10");
    let (aino, _) = kit.customer_named(AINO, "Aino").await;
    let new = NewConversation { subject: "Aihe".into(), message: message("Hei") };
    aino.start_conversation(written, new).await.unwrap();
    kit.clock.go_to("2025-12-31");
    domain::time::retention::purge(&kit.services).await.unwrap();
    let list = olli.workspaces(&ListQuery::default()).await.unwrap();
    assert_eq!(ids(&list), [written, invited]);
    assert_eq!(list.items[1].waits_since.unwrap().to_string(), "2025-12-15 00:00:00");
}

#[apply(on_both!)]
async fn p7_a_customer_sorts_and_narrows_by_nothing_that_they_do_not_see(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let query = ListQuery { sort: Some(ListSort::Name), topic: Some(Topic::Housing), ..all() };
    let list = aino.workspaces(&query).await.unwrap();
    assert_eq!((ids(&list), list.sort), (vec![id], ListSort::Changed));
}
