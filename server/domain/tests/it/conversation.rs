//! W1: conversations, messages and read marks.

use contract::{
    ApiError, FieldCode, MainUserDesk, WorkspaceDesk,
    bulk_action::NewBulkAction,
    conversation::{NewConversation, NewMessage},
    draft::BODY_LENGTH,
    person::Side,
    search::SearchQuery,
};
use domain::desk::Customer;
use testkit::{Fixture, all, apply, on_both};

fn message(body: &str) -> NewMessage {
    NewMessage { body: body.into(), files: vec![], reply_to: None, reactivate: false }
}

fn conversation(subject: &str, body: &str) -> NewConversation {
    NewConversation { subject: subject.into(), message: message(body) }
}

#[apply(on_both!)]
async fn w1_both_write_and_each_sees_what_is_new(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation("Aihe", "Hei Aino")).await.unwrap();
    assert_eq!(aino.workspaces(&all()).await.unwrap().items[0].waits.unread, 1);
    assert_eq!(olli.workspaces(&all()).await.unwrap().items[0].waits.unread, 0);
    let view = aino.conversation(id, in_it, None).await.unwrap();
    let [first] = view.messages.as_slice() else { panic!("one message") };
    assert_eq!(
        (first.author.as_str(), first.side, first.mine, first.unread),
        ("Olli", Side::Counselor, false, true)
    );
    assert_eq!(aino.workspaces(&all()).await.unwrap().items[0].waits.unread, 0);
    assert!(!aino.conversation(id, in_it, None).await.unwrap().messages[0].unread);

    aino.send_message(id, in_it, message("Hei Olli\r\n\r\nKiitos")).await.unwrap();
    let summary = olli.workspace(id).await.unwrap().conversations.pop().unwrap();
    assert_eq!((summary.subject.as_str(), summary.messages, summary.unread), ("Aihe", 2, 1));
    let view = olli.conversation(id, in_it, None).await.unwrap();
    assert_eq!(view.messages[1].body, "Hei Olli\n\nKiitos");
    assert_eq!((view.messages[0].mine, view.messages[1].mine), (true, false));
}

#[apply(on_both!)]
async fn w1_long_histories_come_in_pages_the_newest_first(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation("Aihe", "1")).await.unwrap();
    for n in 2..=120 {
        olli.send_message(id, in_it, message(&n.to_string())).await.unwrap();
    }
    let bodies = |view: &contract::conversation::ConversationView| -> (String, String) {
        (view.messages[0].body.clone(), view.messages.last().unwrap().body.clone())
    };
    let newest = aino.conversation(id, in_it, None).await.unwrap();
    assert_eq!(bodies(&newest), ("71".into(), "120".into()));
    assert_eq!((newest.older, newest.newer), (Some(71), false));
    let middle = aino.conversation(id, in_it, newest.older).await.unwrap();
    assert_eq!(bodies(&middle), ("21".into(), "70".into()));
    assert!(middle.newer);
    let oldest = aino.conversation(id, in_it, middle.older).await.unwrap();
    assert_eq!((bodies(&oldest), oldest.older), (("1".into(), "20".into()), None));
    assert_eq!(aino.workspaces(&all()).await.unwrap().items[0].waits.unread, 0);
}

#[apply(on_both!)]
async fn w1_an_older_page_does_not_take_the_read_mark_back(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation("Aihe", "1")).await.unwrap();
    olli.send_message(id, in_it, message("2")).await.unwrap();
    aino.conversation(id, in_it, None).await.unwrap();
    aino.conversation(id, in_it, Some(2)).await.unwrap();
    assert_eq!(aino.workspaces(&all()).await.unwrap().items[0].waits.unread, 0);
}

#[apply(on_both!)]
async fn w1_bad_input_is_named_and_leaves_nothing(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let too_long = "x".repeat(BODY_LENGTH as usize + 1);
    for (subject, body, field, code) in [
        ("", "Hei", "subject", FieldCode::Required),
        ("Aihe", " \n ", "body", FieldCode::Required),
        ("Aihe", too_long.as_str(), "body", FieldCode::TooLong(BODY_LENGTH)),
        ("Aihe", "\0\u{7}", "body", FieldCode::Required),
        ("\u{B}\n", "Hei", "subject", FieldCode::Required),
    ] {
        let error = olli.start_conversation(id, conversation(subject, body)).await.unwrap_err();
        let ApiError::Invalid(fields) = error else { panic!("{error}") };
        assert_eq!((fields[0].field.as_str(), fields[0].code), (field, code));
    }
    assert!(olli.workspace(id).await.unwrap().conversations.is_empty());
}

#[apply(on_both!)]
async fn w1_every_character_comes_back_as_it_was(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let text = "Ä𝄞 <b>&amp;</b> \u{202e}rtl\u{200b} e\u{301} 👩‍👩‍👧 '; DROP TABLE message; --";
    let in_it = olli.start_conversation(id, conversation("Aihe", text)).await.unwrap();
    assert_eq!(aino.conversation(id, in_it, None).await.unwrap().messages[0].body, text);
}

#[apply(on_both!)]
async fn w1_messages_sent_at_once_all_arrive_each_in_its_place(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation("Aihe", "first")).await.unwrap();
    let sending: Vec<_> = (0..20)
        .map(|n| {
            let (olli, aino) = (olli.clone(), aino.clone());
            tokio::spawn(async move {
                let desk: &dyn WorkspaceDesk = if n % 2 == 0 { &olli } else { &aino };
                desk.send_message(id, in_it, message(&n.to_string())).await
            })
        })
        .collect();
    for sent in sending {
        sent.await.unwrap().unwrap();
    }
    let view = olli.conversation(id, in_it, None).await.unwrap();
    let positions: Vec<i64> = view.messages.iter().map(|message| message.position).collect();
    assert_eq!(positions, (1..=21).collect::<Vec<i64>>());
}

#[apply(on_both!)]
async fn w1_what_was_shown_in_any_way_is_not_taken_back(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation("Aihe", "first")).await.unwrap();
    aino.conversation(id, in_it, None).await.unwrap();
    olli.send_message(id, in_it, message("kanarialintu")).await.unwrap();
    let needle = SearchQuery { text: "kanarialintu".into(), with_files: false };
    assert_eq!(olli.search(id, needle.clone()).await.unwrap().found.len(), 1);
    let may = async || olli.conversation(id, in_it, None).await.unwrap().messages[1].may_take_back;
    assert!(may().await, "its author has looked for it");
    assert_eq!(aino.search(id, needle.clone()).await.unwrap().found.len(), 1);
    assert!(!may().await);
    assert_eq!(olli.take_back(id, in_it, 2).await, Err(ApiError::TooLate));
    // In a package.
    olli.send_message(id, in_it, message("third")).await.unwrap();
    let (_, person) = kit.customer("010170-999R").await;
    let services = std::sync::Arc::clone(&kit.services);
    let language = contract::person::Language::En;
    domain::views::package::download(
        services,
        Customer(person),
        kit.authenticated(),
        id,
        language,
        None,
        |_, size| 0..size,
    )
    .await
    .unwrap();
    assert_eq!(olli.take_back(id, in_it, 3).await, Err(ApiError::TooLate));
    // What was taken back before is not found.
    olli.send_message(id, in_it, message("kanarialintu")).await.unwrap();
    olli.take_back(id, in_it, 4).await.unwrap();
    assert_eq!(aino.search(id, needle).await.unwrap().found.len(), 1);
}

#[apply(on_both!)]
async fn w1_of_reading_and_taking_back_in_the_same_moment_one_succeeds(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation("Aihe", "0")).await.unwrap();
    for position in 2..14 {
        olli.send_message(id, in_it, message("secret")).await.unwrap();
        let (reads, takes) = (aino.clone(), olli.clone());
        let read = tokio::spawn(async move { reads.conversation(id, in_it, None).await.unwrap() });
        let take = tokio::spawn(async move { takes.take_back(id, in_it, position).await });
        let (view, taken) = (read.await.unwrap(), take.await.unwrap());
        let was_read = view.messages.iter().any(|one| one.position == position && one.body == "secret");
        assert_ne!(was_read, taken.is_ok(), "message {position}");
    }
}

#[apply(on_both!)]
async fn w1_seen_is_by_side(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = olli.start_conversation(id, conversation("Aihe", "first")).await.unwrap();
    let kaisa = kit.counselor("Kaisa").await;
    // She takes over, and reads what he wrote.
    let paula = kit.main_user("Paula").await;
    let to = kit.person("Kaisa").await.to_string();
    let action = NewBulkAction {
        kind: "hand_over".into(),
        reason: "mistake".into(),
        to,
        selection: vec![id],
        all_of: String::new(),
        ..Default::default()
    };
    let action = paula.plan_bulk_action(action).await.unwrap();
    paula.confirm_bulk_action(action).await.unwrap();
    domain::time::bulk_action::run(&kit.services).await.unwrap();
    let view = kaisa.conversation(id, in_it, None).await.unwrap();
    assert_eq!(view.seen_up_to, 0, "that the customer has not");
    kaisa.send_message(id, in_it, message("second")).await.unwrap();
    assert_eq!(aino.conversation(id, in_it, None).await.unwrap().messages.len(), 2);
    assert_eq!(kaisa.conversation(id, in_it, None).await.unwrap().seen_up_to, 2);
}
