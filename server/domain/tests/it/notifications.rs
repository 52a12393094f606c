//! N1–N3: who has not seen something new is notified by a mail, once until they come again, and by the bell.

use crate::time::count;
use crate::working::{message, talk};
use crate::{break_glass, participation};
use chrono::TimeDelta;
use contract::{
    ConversationId, CounselorDesk, CustomerDesk, MainUserDesk, PersonDesk, SupervisorDesk, WorkspaceDesk,
    closing::NewClosing,
    contact::NewContactDetails,
    news::NewsKind,
    participation::Scope,
    person::EmailFrequency,
    staff::{StaffRole, Successor},
};
use domain::{
    ground::outbox::{self, News, QueuedEmail, Says},
    guidance::notification_email,
    time::ladder,
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

/// The digests that were written so far: to whom, whether nobody guides, and what is unread.
async fn digests(kit: &Fixture) -> Vec<(String, bool, (u32, u32))> {
    let of_day = |email: QueuedEmail| match email.mail.says {
        Says::Digest { nobody_guides, unread, unread_in, .. } => {
            Some((email.recipient, nobody_guides, (unread, unread_in)))
        }
        _ => None,
    };
    outbox::newest(&kit.services, 1000).await.unwrap().into_iter().filter_map(of_day).collect()
}

async fn choose(desk: &impl PersonDesk, frequency: EmailFrequency) {
    let new = NewContactDetails { frequency, ..Default::default() };
    desk.save_contact_details(new).await.unwrap();
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
async fn n1_a_mail_that_waits_for_its_server_goes_nowhere_once_all_of_it_was_seen(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id, "one").await;
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    let last = async || outbox::newest(&kit.services, 1).await.unwrap().pop();
    let newest = async || last().await.unwrap();
    let waiting = newest().await;
    olli.send_message(id, in_it, message("two")).await.unwrap();
    assert!(!notification_email::take_back(&kit.services, &waiting).await.unwrap(), "not seen yet");
    kit.clock.advance(TimeDelta::hours(2));
    aino.conversation(id, in_it, None).await.unwrap();
    assert!(notification_email::take_back(&kit.services, &waiting).await.unwrap());
    assert!(
        last().await.is_none_or(|email| email.id != waiting.id)
            && outbox::claim(&kit.services, waiting.id).await.unwrap().is_none()
    );
    // Of staff as well; and a mail of another sort is never taken back.
    aino.send_message(id, in_it, message("three")).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    let to_olli = newest().await;
    assert_eq!(to_olli.recipient, "olli@staff.example");
    assert!(!notification_email::take_back(&kit.services, &to_olli).await.unwrap());
    olli.conversation(id, in_it, None).await.unwrap();
    assert!(notification_email::take_back(&kit.services, &to_olli).await.unwrap());
    kit.clock.advance(TimeDelta::seconds(1));
    olli.close(id, contract::closing::NewClosing::default()).await.unwrap();
    assert!(!notification_email::take_back(&kit.services, &newest().await).await.unwrap());
}

#[apply(on_both!)]
async fn n1_who_was_not_notified_after_all_is_notified_of_what_came_meanwhile(kit: Fixture) {
    let (olli, aino, given) = kit.active_workspace().await;
    let (kept, token) = kit.invite(&olli, "010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    olli.workspace(kept).await.unwrap();
    deliver(&kit).await;
    let (_, kaisa) = (kit.counselor("Kaisa").await, kit.person("Kaisa").await);
    let to_olli = async || {
        let emails = outbox::newest(&kit.services, 100).await.unwrap().into_iter();
        emails.filter(|email| email.recipient == "olli@staff.example").collect::<Vec<_>>()
    };
    kit.clock.advance(TimeDelta::minutes(1));
    talk(&aino, given, "of the one that goes").await;
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    let waiting = to_olli().await.swap_remove(0);
    // The mail server is away. The workspace goes to somebody else, and something comes in another one.
    olli.hand_over(given, kaisa).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(1));
    talk(&aino, kept, "of the one that stays").await;
    kit.clock.advance(TimeDelta::minutes(5));
    let before = to_olli().await.len();
    deliver(&kit).await;
    assert_eq!(to_olli().await.len(), before, "he was notified, and has not come");
    assert!(notification_email::take_back(&kit.services, &waiting).await.unwrap());
    deliver(&kit).await;
    let newest = to_olli().await.swap_remove(0);
    assert!(newest.id != waiting.id && newest.mail.about == Some(kept), "of what is new to him");
}

#[apply(on_both!)]
async fn n1_n2_a_mail_that_waits_goes_to_nobody_who_may_not_or_will_not_read_of_it(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    talk(&aino, id, "for Olli").await;
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    let to_olli = outbox::newest(&kit.services, 1).await.unwrap().pop().unwrap();
    choose(&olli, EmailFrequency::Never).await;
    assert!(notification_email::take_back(&kit.services, &to_olli).await.unwrap(), "N2");
    choose(&olli, EmailFrequency::AtOnce).await;
    talk(&aino, id, "again").await;
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    let to_olli = outbox::newest(&kit.services, 1).await.unwrap().pop().unwrap();
    assert!(!notification_email::take_back(&kit.services, &to_olli).await.unwrap());
    kit.clock.go_to("2026-06-01");
    assert!(notification_email::take_back(&kit.services, &to_olli).await.unwrap(), "L6: it is archived");
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
    let in_it = talk(&olli, id, "one").await;
    assert_eq!(aino.contact_details().await.unwrap().frequency, EmailFrequency::AtOnce);
    choose(&aino, EmailFrequency::Never).await;
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 0);
    choose(&aino, EmailFrequency::Daily).await;
    // In winter, seven in Helsinki is five in UTC.
    kit.clock.go_to("2026-01-02");
    olli.send_message(id, in_it, message("two")).await.unwrap();
    kit.clock.set("2026-01-03T04:59:59Z".parse().unwrap());
    assert_eq!(deliver(&kit).await, 0, "before the morning");
    kit.clock.set("2026-01-03T05:00:00Z".parse().unwrap());
    assert_eq!(deliver(&kit).await, 1);
    assert_eq!(
        news(&kit).await.pop().unwrap().1,
        of_messages(1, in_it),
        "what came while they wished for none is not in it"
    );
}

#[apply(on_both!)]
async fn n3_a_counselor_who_wishes_one_mail_a_day_reads_of_it_in_their_digest_alone(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.clock.go_to("2026-01-02");
    ladder::digest(&kit.services).await.unwrap();
    choose(&olli, EmailFrequency::Daily).await;
    let in_it = talk(&aino, id, "one").await;
    aino.send_message(id, in_it, message("two")).await.unwrap();
    kit.clock.set("2026-01-03T04:59:59Z".parse().unwrap());
    assert_eq!(ladder::digest(&kit.services).await.unwrap(), 0, "before the morning");
    kit.clock.set("2026-01-03T05:00:00Z".parse().unwrap());
    assert_eq!(deliver(&kit).await, 0);
    assert_eq!(ladder::digest(&kit.services).await.unwrap(), 1);
    assert_eq!(digests(&kit).await, [("olli@staff.example".to_owned(), false, (2, 1))]);
    kit.clock.go_to("2026-01-04");
    assert_eq!(ladder::digest(&kit.services).await.unwrap(), 0, "nothing is new since");
    aino.send_message(id, in_it, message("three")).await.unwrap();
    choose(&olli, EmailFrequency::Never).await;
    kit.clock.go_to("2026-01-05");
    assert_eq!(ladder::digest(&kit.services).await.unwrap(), 0, "they declined it (N2)");
}

#[apply(on_both!)]
async fn n3_where_nobody_guides_any_more_the_main_users_read_what_waits(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    talk(&aino, id, "who reads this?").await;
    kit.clock.go_to("2026-01-02");
    let paula = kit.main_user("Paula").await;
    let who = kit.person("Olli").await;
    paula.change_role(who, StaffRole::Counselor, false, Successor::Nobody).await.unwrap();
    assert_eq!(ladder::digest(&kit.services).await.unwrap(), 1);
    assert_eq!(digests(&kit).await, [("paula@staff.example".to_owned(), true, (1, 1))]);
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
    olli.close(id, NewClosing::default()).await.unwrap();
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

#[apply(on_both!)]
async fn n1_the_bell_counts_and_lists_what_is_new_until_it_was_seen(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id, "one").await;
    olli.send_message(id, in_it, message("two")).await.unwrap();
    kit.clock.advance(TimeDelta::seconds(1));
    let other = talk(&olli, id, "three").await;
    let news = aino.news().await.unwrap();
    let items: Vec<_> = news.items.iter().map(|item| (item.kind, item.count)).collect();
    assert_eq!(items, [(NewsKind::Message(other), 1), (NewsKind::Message(in_it), 2)], "the newest first");
    assert_eq!((news.count, news.has_more), (3, false));
    assert_eq!((&*news.items[0].title, news.items[0].other.as_deref()), ("Canary-title", Some("Olli")));
    assert_eq!((aino.count_news().await.unwrap(), olli.count_news().await.unwrap()), (3, 0));
    aino.conversation(id, in_it, None).await.unwrap();
    assert_eq!(aino.count_news().await.unwrap(), 1);
    // What came after the page was made is not marked with it.
    let until = aino.news().await.unwrap().until.unwrap();
    kit.clock.advance(TimeDelta::seconds(1));
    olli.send_message(id, in_it, message("four")).await.unwrap();
    aino.dismiss_news(until).await.unwrap();
    let left = aino.news().await.unwrap();
    assert_eq!((left.count, left.items[0].kind), (1, NewsKind::Message(in_it)));
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1, "only what is left");
}

#[apply(on_both!)]
async fn p5_the_bell_knows_nothing_of_what_its_reader_may_not_see(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&aino, id, "to Olli").await;
    let other = Fixture::organisation(&kit.services, "other").await;
    let elsewhere = kit.counselor_of(other, "Olli").await;
    assert_eq!((olli.count_news().await.unwrap(), elsewhere.count_news().await.unwrap()), (1, 0));
    elsewhere.dismiss_news(kit.services.clock.now()).await.unwrap();
    assert_eq!(olli.count_news().await.unwrap(), 1, "of the other organisation");
    olli.send_message(id, in_it, message("an answer")).await.unwrap();
    // Inactive through 7 July, then the customer's archive (L6).
    kit.clock.go_to("2026-07-08");
    assert_eq!((olli.news().await.unwrap().items.len(), olli.count_news().await.unwrap()), (0, 0));
    assert_eq!(aino.count_news().await.unwrap(), 1, "it is in her archive");
}

#[apply(on_both!)]
async fn p8_p6_the_customer_is_notified_of_a_supervisor_and_of_a_question(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let second = participation::new("kaisa@staff.example", Scope::FromNow, "2026-02-01");
    olli.ask_consent(id, second).await.unwrap();
    kit.clock.advance(TimeDelta::seconds(1));
    let number = olli.workspace(id).await.unwrap().head.number;
    break_glass::supervisor(&kit).await.break_glass(break_glass::because(number)).await.unwrap();
    let kinds: Vec<_> = aino.news().await.unwrap().items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [NewsKind::BreakGlass, NewsKind::ConsentAsked]);
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(deliver(&kit).await, 1);
    let (_, of_it) = news(&kit).await.pop().unwrap();
    assert_eq!(of_it, News { opened: 1, ..News::default() }, "of the question a mail of its own went out");
    aino.access_log(id, None).await.unwrap();
    assert_eq!(aino.count_news().await.unwrap(), 0);
}
