//! L9: nobody is surprised.

use crate::time::{Time, audited, count, day, months};
use chrono::Days;
use contract::{
    CounselorDesk, CustomerDesk, MainUserDesk, PersonDesk, WorkspaceDesk,
    closing::NewClosing,
    life::{State, Wait},
    person::Language,
};
use domain::{
    ground::outbox::{self, Says, Step},
    guidance::workspace::delivery,
    time::ladder,
};
use testkit::{Fixture, all, apply, on_both};

fn expected(rows: &[(&str, Step, &str)]) -> Vec<(String, Step, String)> {
    rows.iter().map(|(on, step, through)| ((*on).to_owned(), *step, (*through).to_owned())).collect()
}

#[apply(on_both!)]
async fn l9_a_whole_life_is_told_on_its_ladder_with_the_stored_dates(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2027-06-02").await;
    assert_eq!(
        time.notices(),
        expected(&[
            ("2026-01-29", Step::Inactive, "2026-02-28"),
            ("2026-02-21", Step::Inactive, "2026-02-28"),
            ("2026-02-27", Step::Inactive, "2026-02-28"),
            ("2026-04-28", Step::Archived, "2026-05-28"),
            ("2026-05-21", Step::Archived, "2026-05-28"),
            ("2026-05-27", Step::Archived, "2026-05-28"),
            ("2027-02-27", Step::Deleted, "2027-05-28"),
            ("2027-04-28", Step::Deleted, "2027-05-28"),
            ("2027-05-21", Step::Deleted, "2027-05-28"),
            ("2027-05-27", Step::Deleted, "2027-05-28"),
        ])
    );
    let to: Vec<_> = time
        .emails
        .iter()
        .filter(|(_, email)| matches!(email.mail.says, Says::Notice { .. }))
        .map(|(_, email)| email.recipient.as_str())
        .collect();
    assert!(to.iter().all(|to| *to == "canary@example.org"));
    // L7: gone on the day after the last one, destroyed by the run of that day, with a receipt.
    let receipts: Vec<_> =
        time.emails.iter().filter(|(_, email)| matches!(email.mail.says, Says::Receipt { .. })).collect();
    assert_eq!(receipts.len(), 1);
    assert_eq!(*time.kept.lock().unwrap(), [id]);
    assert!(aino.workspaces(&all()).await.is_ok_and(|list| list.items.is_empty()));
    assert_eq!(audited(&kit, "workspace_archived").await, [None]);
    assert_eq!(audited(&kit, "workspace_deleted").await, [None]);
}

#[apply(on_both!)]
async fn l9_the_same_run_twice_tells_nobody_twice(kit: Fixture) {
    kit.active_workspace().await;
    kit.clock.go_to("2026-01-29");
    assert_eq!(ladder::enqueue(&kit.services).await.unwrap(), 1);
    assert_eq!(ladder::enqueue(&kit.services).await.unwrap(), 0);
    kit.clock.go_to("2026-02-15");
    assert_eq!(ladder::enqueue(&kit.services).await.unwrap(), 0);
    // Whoever missed a rung is told by the next one, once.
    kit.clock.go_to("2026-02-28");
    assert_eq!(ladder::enqueue(&kit.services).await.unwrap(), 1);
    assert_eq!(ladder::enqueue(&kit.services).await.unwrap(), 0);
}

#[apply(on_both!)]
async fn l9_a_visit_and_a_reactivation_void_what_was_not_sent(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.deliver(day("2025-11-30")).await;
    time.mail_works = false;
    time.live(day("2026-01-29")).await;
    assert_eq!(count(&kit, "notice").await, 1);
    aino.workspace(id).await.unwrap();
    assert_eq!(count(&kit, "notice").await, 0);
    time.mail_works = true;
    time.live(day("2026-01-30")).await;
    assert_eq!(time.notices(), []);

    // The next closing has a full new ladder: one was given before, for another date.
    time.live_through("2026-01-30", "2026-06-30").await;
    assert_eq!(aino.workspace(id).await.unwrap().head.timeline.state, State::Inactive);
    aino.reactivate(id).await.unwrap();
    time.emails.clear();
    time.live_through("2026-06-30", "2026-10-05").await;
    assert_eq!(
        time.notices(),
        expected(&[
            ("2026-08-31", Step::Inactive, "2026-09-30"),
            ("2026-09-23", Step::Inactive, "2026-09-30"),
            ("2026-09-29", Step::Inactive, "2026-09-30"),
        ])
    );
}

#[apply(on_both!)]
async fn l9_while_mail_fails_archiving_waits_fourteen_days_and_is_recorded_as_unnoticed(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-03-01").await;
    time.mail_works = false;
    time.live_through("2026-03-01", "2026-05-28").await;
    // Nobody was told: they get a week, and both pages say the date that is in force.
    let head = aino.workspace(id).await.unwrap().head;
    assert_eq!(head.timeline.inactive_through, day("2026-06-04"));
    assert_eq!(head.wait, Some(Wait::Mail));
    time.live_through("2026-05-28", "2026-06-11").await;
    assert_eq!(olli.workspace(id).await.unwrap().head.timeline.state, State::Inactive);
    assert_eq!(audited(&kit, "step_postponed").await, [Some("archived".to_owned())]);
    time.live(day("2026-06-12")).await;
    assert!(olli.workspace(id).await.is_err());
    assert_eq!(audited(&kit, "workspace_archived").await, [Some("unnoticed".to_owned())]);
    let head = aino.workspace(id).await.unwrap().head;
    assert_eq!((head.timeline.state, head.timeline.archived_through), (State::Archived, day("2027-06-11")));
}

#[apply(on_both!)]
async fn l6_main_users_see_which_workspaces_wait_for_notices_and_only_how_many_archives_do(kit: Fixture) {
    kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-03-01").await;
    time.mail_works = false;
    let waiting = async || {
        let overview = paula.overview().await.unwrap();
        let numbers: Vec<i64> = overview.unnoticed.iter().map(|waiting| waiting.number).collect();
        (numbers, overview.unnoticed_archives)
    };
    time.live_through("2026-05-20", "2026-05-29").await;
    assert_eq!(waiting().await, (vec![1], 0));
    time.live_through("2026-06-11", "2026-06-13").await;
    assert_eq!(audited(&kit, "workspace_archived").await, [Some("unnoticed".to_owned())]);
    assert_eq!(waiting().await, (vec![], 0));
    time.live_through("2027-06-08", "2027-06-11").await;
    assert_eq!(waiting().await, (vec![], 1), "an archive has no number any more");
}

#[apply(on_both!)]
async fn l9_a_step_that_gets_a_later_day_waits_no_longer_and_has_its_grace_anew(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-03-01").await;
    time.mail_works = false;
    time.live_through("2026-03-01", "2026-05-30").await;
    assert_eq!(aino.workspace(id).await.unwrap().head.wait, Some(Wait::Mail));
    let paula = kit.main_user("Paula").await;
    paula.set_policy(months(3, 6, 12)).await.unwrap();
    time.live_through("2026-05-30", "2026-05-31").await;
    let head = aino.workspace(id).await.unwrap().head;
    assert_eq!(head.wait, None);
    assert_eq!(head.timeline.inactive_through, day("2026-08-28"));
    time.live_through("2026-05-31", "2026-09-10").await;
    assert_eq!(aino.workspace(id).await.unwrap().head.timeline.state, State::Inactive, "within its grace");
    time.live_through("2026-09-10", "2026-09-12").await;
    assert_eq!(aino.workspace(id).await.unwrap().head.timeline.state, State::Archived);
}

#[apply(on_both!)]
async fn l9_once_mail_works_again_the_step_is_told_and_taken(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-05-26").await;
    time.emails.clear();
    // Down for two days: the last email waits, and the date with it.
    time.mail_works = false;
    time.live_through("2026-05-26", "2026-05-28").await;
    assert_eq!(aino.workspace(id).await.unwrap().head.timeline.inactive_through, day("2026-05-29"));
    time.mail_works = true;
    time.live_through("2026-05-28", "2026-06-02").await;
    assert_eq!(time.notices(), expected(&[("2026-05-29", Step::Archived, "2026-05-30")]));
    assert_eq!(aino.workspace(id).await.unwrap().head.timeline.state, State::Archived);
    assert_eq!(audited(&kit, "workspace_archived").await, [None]);
}

#[apply(on_both!)]
async fn l9_mail_down_for_a_day_loses_nothing_and_doubles_nothing(kit: Fixture) {
    kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-01-28").await;
    time.emails.clear();
    time.mail_works = false;
    time.live(day("2026-01-29")).await;
    time.mail_works = true;
    time.live_through("2026-01-29", "2026-02-10").await;
    assert_eq!(time.notices(), expected(&[("2026-01-30", Step::Inactive, "2026-02-28")]));
}

#[apply(on_both!)]
async fn l9_where_nobody_has_come_in_there_is_nobody_to_tell(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    kit.invite(&olli, "").await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2027-06-02").await;
    assert_eq!(time.notices(), []);
    assert_eq!((count(&kit, "workspace").await, count(&kit, "tombstone").await), (0, 1));
    assert_eq!(audited(&kit, "step_postponed").await, []);
}

#[apply(on_both!)]
async fn u1_notices_are_in_the_language_that_the_customer_chose(kit: Fixture) {
    let (_, aino, _) = kit.active_workspace().await;
    let language = |email: &outbox::QueuedEmail| match email.mail.says {
        Says::Notice { .. } => Some(email.mail.language),
        _ => None,
    };
    let mut time = Time::new(&kit);
    time.live(day("2026-01-29")).await;
    aino.speak(Language::Sv).await.unwrap();
    time.live(day("2026-02-21")).await;
    let spoken: Vec<_> = time.emails.iter().filter_map(|(_, email)| language(email)).collect();
    assert_eq!(spoken, [Language::En, Language::Sv]);
}

#[apply(on_both!)]
async fn l9_a_counselors_day_is_one_mail_and_a_day_without_news_is_none(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.invite(&olli, "").await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-03-05").await;
    let digests: Vec<_> = time
        .emails
        .iter()
        .filter_map(|(on, email)| match &email.mail.says {
            Says::Digest { due, .. } => {
                assert_eq!(email.recipient, "olli@staff.example");
                let due = due.iter().map(|due| (due.number, due.step, due.through.to_string()));
                Some((on.to_string(), due.collect::<Vec<_>>()))
            }
            _ => None,
        })
        .collect();
    let both = |through: &str| {
        vec![(1, Step::Inactive, through.to_owned()), (2, Step::Inactive, through.to_owned())]
    };
    assert_eq!(
        digests,
        ["2026-01-29", "2026-02-21", "2026-02-27"].map(|on| (on.to_owned(), both("2026-02-28")))
    );
    // The customer asks: told the next day.
    olli.reactivate(id).await.unwrap();
    olli.close(id, NewClosing::default()).await.unwrap();
    aino.ask_reactivation(id).await.unwrap();
    time.emails.clear();
    time.live(day("2026-03-05") + Days::new(1)).await;
    let asks = time.emails.iter().find_map(|(_, email)| match &email.mail.says {
        Says::Digest { asks, .. } => Some(asks.clone()),
        _ => None,
    });
    assert_eq!(asks, Some(vec![1]));
}

#[apply(on_both!)]
async fn a_workspace_that_does_not_open_is_set_aside_and_the_others_are_told(kit: Fixture) {
    use sea_orm::ConnectionTrait;
    let (olli, _, id) = kit.active_workspace().await;
    let (customer, _) = kit.customer("220750-999Y").await;
    let (other, token) = kit.invite(&olli, "220750-999Y").await;
    customer.accept_invitation(token).await.unwrap();
    let mut time = Time::new(&kit);
    time.deliver(day("2025-11-30")).await;
    let tx = kit.services.database.begin().await.unwrap();
    let blank = match tx.get_database_backend() {
        sea_orm::DbBackend::Sqlite => {
            format!("UPDATE workspace SET email = x'00' WHERE id = x'{}'", id.0.simple())
        }
        _ => format!("UPDATE workspace SET email = '\\x00' WHERE id = '{id}'"),
    };
    assert_eq!(tx.execute_unprepared(&blank).await.unwrap().rows_affected(), 1);
    tx.commit().await.unwrap();
    kit.clock.go_to("2026-01-29");
    assert_eq!(ladder::enqueue(&kit.services).await.unwrap(), 1);
    assert_eq!((count(&kit, "notice").await, count(&kit, "quarantine").await), (1, 1));
    // It is not tried again at once, but it is a day later.
    assert_eq!(ladder::enqueue(&kit.services).await.unwrap(), 0);
    kit.clock.go_to("2026-01-31");
    assert_eq!(ladder::enqueue(&kit.services).await.unwrap(), 0);
    let notified = outbox::due(&kit.services, 10).await.unwrap();
    assert!(notified.iter().all(|email| email.mail.about != Some(id)));
    assert!(notified.iter().any(|email| email.mail.about == Some(other)));
    let main_user = kit.main_user("Paula").await;
    let overview = contract::MainUserDesk::overview(&main_user).await.unwrap();
    assert_eq!(overview.quarantine, 1);
}

#[apply(on_both!)]
async fn l9_a_shorter_policy_waits_for_its_notice_and_no_mail_has_failed(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-04-20").await;
    let again = kit.main_user("Paula").await;
    again.set_policy(months(3, 1, 12)).await.unwrap();
    time.emails.clear();
    time.live(day("2026-04-20")).await;
    let head = aino.workspace(id).await.unwrap().head;
    assert_eq!((head.wait, head.timeline.inactive_through), (Some(Wait::Notice), day("2026-04-28")));
    let overview = paula.overview().await.unwrap();
    assert_eq!(overview.unnoticed.iter().map(|waiting| waiting.wait).collect::<Vec<_>>(), [Wait::Notice]);
    time.live_through("2026-04-20", "2026-04-29").await;
    let told = [
        ("2026-04-20", Step::Archived, "2026-04-28"),
        ("2026-04-21", Step::Archived, "2026-04-28"),
        ("2026-04-27", Step::Archived, "2026-04-28"),
    ];
    assert_eq!(time.notices(), expected(&told));
    assert_eq!(audited(&kit, "workspace_archived").await, [None]);
}

#[apply(on_both!)]
async fn l9_after_an_outage_no_step_is_taken_on_an_older_notice_alone(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-05-10").await;
    time.emails.clear();
    // Nothing ran from then on, until after the last inactive day, 28 May.
    time.live(day("2026-06-03")).await;
    let head = aino.workspace(id).await.unwrap().head;
    assert_eq!((head.timeline.state, head.wait), (State::Inactive, Some(Wait::Notice)));
    time.live_through("2026-06-03", "2026-06-11").await;
    let told = [("2026-06-03", Step::Archived, "2026-06-10"), ("2026-06-09", Step::Archived, "2026-06-10")];
    assert_eq!(time.notices(), expected(&told));
    assert_eq!(audited(&kit, "workspace_archived").await, [None]);
}

#[apply(on_both!)]
async fn l9_a_notice_that_is_accepted_too_late_does_not_count(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-04-20").await;
    // From before the first notice until four days before the step.
    time.mail_works = false;
    time.live_through("2026-04-20", "2026-05-24").await;
    time.mail_works = true;
    time.emails.clear();
    time.live_through("2026-05-24", "2026-05-28").await;
    assert_eq!(aino.workspace(id).await.unwrap().head.timeline.inactive_through, day("2026-06-04"));
    time.live_through("2026-05-28", "2026-06-05").await;
    assert_eq!(audited(&kit, "workspace_archived").await, [None]);
    let days: Vec<String> = time.notices().into_iter().map(|(_, _, through)| through).collect();
    assert!(days.iter().any(|through| through == "2026-06-04"), "the new day was told: {days:?}");
}

#[apply(on_both!)]
async fn l9_while_mail_fails_the_day_moves_along_so_that_seven_are_left_when_it_works_again(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-04-20").await;
    time.mail_works = false;
    time.live_through("2026-04-20", "2026-05-31").await;
    assert_eq!(aino.workspace(id).await.unwrap().head.timeline.inactive_through, day("2026-06-07"));
    time.mail_works = true;
    time.emails.clear();
    time.live_through("2026-05-31", "2026-06-09").await;
    let told = [("2026-06-01", Step::Archived, "2026-06-08"), ("2026-06-07", Step::Archived, "2026-06-08")];
    assert_eq!(time.notices(), expected(&told));
    assert_eq!(audited(&kit, "workspace_archived").await, [None], "noticed");
}

#[apply(on_both!)]
async fn l9_an_address_that_is_refused_for_good_is_told_of_until_it_takes_mail_again(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.deliver(day("2025-11-30")).await;
    olli.close(id, NewClosing::default()).await.unwrap();
    let closed = outbox::due(&kit.services, 10).await.unwrap().pop().unwrap();
    delivery::refused(&kit.services, &closed).await.unwrap();
    for head in [olli.workspace(id).await.unwrap().head, aino.workspace(id).await.unwrap().head] {
        assert!(head.address_refused);
    }
    time.deliver(day("2025-11-30")).await;
    assert!(!olli.workspace(id).await.unwrap().head.address_refused);
    // A mail to somebody else says nothing about the customer.
    time.emails.clear();
    time.live_through("2025-11-30", "2026-01-29").await;
    let digest = time.emails.iter().find(|(_, email)| matches!(email.mail.says, Says::Digest { .. }));
    delivery::refused(&kit.services, &digest.unwrap().1).await.unwrap();
    assert!(!olli.workspace(id).await.unwrap().head.address_refused);
}

#[apply(on_both!)]
async fn l9_on_the_day_itself_a_mail_says_what_happened_and_what_can_be_done(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let mut time = Time::new(&kit);
    time.live_through("2025-11-30", "2026-03-03").await;
    let said = |time: &Time| {
        let told = time.emails.iter().filter_map(|(on, email)| match &email.mail.says {
            Says::Lapsed { inactive_through, .. } => {
                Some((on.to_string(), "lapsed", inactive_through.to_string()))
            }
            Says::ArchivedByTime { archived_through } => {
                Some((on.to_string(), "archived", archived_through.to_string()))
            }
            Says::Reactivated { asked: true, active_through, .. } => {
                Some((on.to_string(), "asked", active_through.to_string()))
            }
            Says::Reactivated { active_through, .. } => {
                Some((on.to_string(), "reactivated", active_through.to_string()))
            }
            _ => None,
        });
        told.collect::<Vec<_>>()
    };
    let line = |on: &str, what, until: &str| (on.to_owned(), what, until.to_owned());
    assert_eq!(said(&time), [line("2026-03-01", "lapsed", "2026-05-28")]);
    time.emails.clear();
    // By the customer, who sees it on the page: no mail. By the counselor: a mail.
    aino.reactivate(id).await.unwrap();
    olli.close(id, NewClosing::default()).await.unwrap();
    olli.reactivate(id).await.unwrap();
    time.deliver(day("2026-03-03")).await;
    assert_eq!(said(&time), [line("2026-03-03", "reactivated", "2026-06-03")]);
    time.emails.clear();
    olli.close(id, NewClosing::default()).await.unwrap();
    aino.ask_reactivation(id).await.unwrap();
    olli.reactivate(id).await.unwrap();
    time.deliver(day("2026-03-03")).await;
    assert_eq!(said(&time), [line("2026-03-03", "asked", "2026-06-03")]);
    time.emails.clear();
    time.live_through("2026-03-03", "2026-09-10").await;
    let told = [line("2026-06-04", "lapsed", "2026-09-03"), line("2026-09-04", "archived", "2027-09-03")];
    assert_eq!(said(&time), told);
}
