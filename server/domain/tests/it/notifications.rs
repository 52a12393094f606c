//! N1, N2: who has not seen something new is told by a mail, once until they come again.

use crate::time::count;
use crate::working::{message, talk};
use chrono::TimeDelta;
use contract::{
    ConversationId, CounselorDesk, CustomerDesk, PersonDesk, WorkspaceDesk, person::EmailFrequency,
};
use domain::{
    ground::outbox::{self, News, QueuedEmail, Says},
    guidance::notification_email,
};
use testkit::{Fixture, apply, on_both};

/// The mails on news that were written so far, the oldest first.
async fn news(kit: &Fixture) -> Vec<(String, News)> {
    let mut emails: Vec<QueuedEmail> = outbox::newest(&kit.services, 1000).await.unwrap();
    emails.reverse();
    let of_news = |email: QueuedEmail| match email.mail.says {
        Says::News(news) => Some((email.recipient, news)),
        _ => None,
    };
    emails.into_iter().filter_map(of_news).collect()
}

async fn deliver(kit: &Fixture) -> usize {
    notification_email::deliver(&kit.services).await.unwrap()
}

fn of_messages(messages: u32, conversation: ConversationId) -> News {
    News { messages, conversation: Some(conversation), ..News::default() }
}

#[apply(on_both!)]
async fn n1_two_hundred_messages_are_one_mail_until_the_reader_comes_again(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id, "first").await;
    for _ in 1..200 {
        olli.send_message(id, in_it, message("more")).await.unwrap();
    }
    assert_eq!(deliver(&kit).await, 0, "five minutes to see it");
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    assert_eq!(deliver(&kit).await, 0, "once");
    let (_, told) = news(&kit).await.pop().unwrap();
    assert_eq!(told, of_messages(200, in_it));
    olli.send_message(id, in_it, message("while she is away")).await.unwrap();
    kit.clock.advance(TimeDelta::days(3));
    assert_eq!(deliver(&kit).await, 0, "she was told, and has not come");
    crate::session::sign_in(&kit).await;
    olli.send_message(id, in_it, message("after she came")).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1, "she has come meanwhile");
    aino.conversation(id, in_it, None).await.unwrap();
    assert_eq!(count(&kit, "notification").await, 0, "what was seen is nothing new");
}

#[apply(on_both!)]
async fn n1_who_comes_within_the_minute_in_which_they_are_told_has_come(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let sign_in = crate::session::sign_in(&kit).await;
    let in_it = talk(&olli, id, "one").await;
    let comes = async |seconds| {
        kit.clock.advance(TimeDelta::seconds(seconds));
        crate::session::state(&kit, sign_in).await.unwrap();
    };
    comes(290).await;
    kit.clock.advance(TimeDelta::seconds(10));
    assert_eq!(deliver(&kit).await, 1);
    comes(20).await;
    olli.send_message(id, in_it, message("two")).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    olli.send_message(id, in_it, message("three")).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 0, "now she has not come");
}

#[apply(on_both!)]
async fn n1_what_was_seen_or_taken_back_in_time_is_not_told(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id, "seen").await;
    aino.conversation(id, in_it, None).await.unwrap();
    olli.send_message(id, in_it, message("taken back")).await.unwrap();
    olli.take_back(id, in_it, 2).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 0);
    assert_eq!(count(&kit, "notification").await, 0);
    aino.send_message(id, in_it, message("an answer")).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    let told = news(&kit).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].1, of_messages(1, in_it), "the counselor, and nobody of their own message");
}

#[apply(on_both!)]
async fn n2_each_chooses_at_once_in_the_morning_or_never(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&aino, id, "one").await;
    assert_eq!(olli.email_frequency().await.unwrap(), EmailFrequency::AtOnce);
    olli.set_email_frequency(EmailFrequency::Never).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 0);
    olli.set_email_frequency(EmailFrequency::Daily).await.unwrap();
    // In winter, seven in Helsinki is five in UTC.
    kit.clock.go_to("2026-01-02");
    aino.send_message(id, in_it, message("two")).await.unwrap();
    kit.clock.set("2026-01-03T04:59:59Z".parse().unwrap());
    assert_eq!(deliver(&kit).await, 0, "before the morning");
    kit.clock.set("2026-01-03T05:00:00Z".parse().unwrap());
    assert_eq!(deliver(&kit).await, 1);
    assert_eq!(
        news(&kit).await.pop().unwrap().1,
        of_messages(1, in_it),
        "what came while they wished for none is not told"
    );
}

#[apply(on_both!)]
async fn n1_the_other_side_hears_of_a_wish_an_answer_and_a_confirmation(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let (id, token) = kit.invite(&olli, "").await;
    let (aino, person) = kit.customer("010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    assert_eq!(news(&kit).await.pop().unwrap().1, News { awaiting: 1, ..News::default() });
    olli.workspace(id).await.unwrap();
    olli.confirm_customer(id, person, true).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    let (address, told) = news(&kit).await.pop().unwrap();
    assert_eq!((address.as_str(), told), ("canary@example.org", News { confirmed: 1, ..News::default() }));
    aino.workspace(id).await.unwrap();
    olli.close(id).await.unwrap();
    aino.ask_reactivation(id).await.unwrap();
    kit.clock.advance(TimeDelta::days(1));
    assert_eq!(deliver(&kit).await, 0, "the counselor was told, and has not come");
    assert_eq!(count(&kit, "notification WHERE event = 'reactivation_asked'").await, 1);
}

#[apply(on_both!)]
async fn p5_nobody_is_told_of_what_is_not_theirs_to_see_any_more(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    talk(&aino, id, "before the archive").await;
    // The jobs are late: the dates alone say that it is an archive (L4, L6).
    kit.clock.go_to("2026-06-15");
    assert_eq!(deliver(&kit).await, 0);
    assert_eq!(count(&kit, "notification").await, 0);
}
