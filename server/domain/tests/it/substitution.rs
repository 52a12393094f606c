//! P12: for a named absence a colleague reads and answers; customers are notified before, and may refuse it.

use crate::{
    time::{audited, count},
    working::{message, talk},
};
use chrono::TimeDelta;
use contract::{
    ApiError, CounselorDesk, CustomerDesk, FieldCode, MainUserDesk, PersonId, WorkspaceDesk,
    absence::NewAbsence,
    access::AccessRole,
    closing::NewClosing,
    list::ListQuery,
    staff::{StaffRole, Successor},
};
use domain::{
    desk::{Counselor, Desk},
    ground::outbox::{self, Says},
    time::ladder,
};
use testkit::{Fixture, apply, on_both};

/// Sets an absence with Kaisa as its substitute.
async fn away(olli: &Desk<Counselor>, first: &str, last: &str) -> PersonId {
    let kaisa = olli.absence().await.unwrap().colleagues[0].0;
    let new = NewAbsence { first_day: first.into(), last_day: last.into(), substitute: kaisa.to_string() };
    olli.set_absence(new).await.unwrap();
    kaisa
}

/// Customers who were written to, with the days on which the substitute sees their workspace.
async fn notified(kit: &Fixture) -> Vec<(String, String, String)> {
    let emails = outbox::newest(&kit.services, 1000).await.unwrap();
    let of_substitutes = emails.into_iter().filter_map(|email| match email.mail.says {
        Says::StandIn { first_day, last_day, .. } => {
            Some((email.recipient, first_day.to_string(), last_day.to_string()))
        }
        _ => None,
    });
    of_substitutes.collect()
}

#[apply(on_both!)]
async fn p12_a_substitute_reads_and_answers_from_the_first_to_the_last_day(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (unjoined, later) = kit.invite(&olli, "220750-999Y").await;
    let kaisa = kit.counselor("Kaisa").await;
    let niilo = kit.counselor("Niilo").await;
    let in_it = talk(&aino, id, "while you are away?").await;
    kit.clock.go_to("2025-12-01");
    let substitute = away(&olli, "2025-12-03", "2025-12-05").await;
    assert_eq!(
        notified(&kit).await,
        [("canary@example.org".to_owned(), "2025-12-03".to_owned(), "2025-12-05".to_owned())],
        "before it begins, and nobody who has not come in"
    );
    let head = aino.workspace(id).await.unwrap().head;
    let told = head.away.unwrap();
    assert_eq!((told.substitute.as_str(), told.substitute_id, told.refused), ("Kaisa", substitute, false));
    assert_eq!(told.access_from, Some("2025-12-03".parse().unwrap()));
    for (day, sees) in
        [("2025-12-02", false), ("2025-12-03", true), ("2025-12-05", true), ("2025-12-06", false)]
    {
        kit.clock.go_to(day);
        assert_eq!(kaisa.workspace(id).await.is_ok(), sees, "{day}");
        assert_eq!(kaisa.conversation(id, in_it, None).await.is_ok(), sees, "{day}");
        assert_eq!(
            kaisa.workspaces(&ListQuery::default()).await.unwrap().items.len(),
            usize::from(sees),
            "{day}"
        );
        assert_eq!(kaisa.send_message(id, in_it, message("an answer")).await.is_ok(), sees, "{day}");
        assert_eq!(kaisa.workspace(unjoined).await.unwrap_err(), ApiError::NotFound, "nothing is in it");
        assert_eq!(niilo.workspace(id).await.unwrap_err(), ApiError::NotFound);
    }
    assert!(olli.workspace(id).await.is_ok(), "it stays theirs");
    // Who comes in while it lasts was not notified of it: it opens nothing.
    kit.clock.go_to("2025-12-04");
    let (eero, _) = kit.customer("220750-999Y").await;
    eero.accept_invitation(later).await.unwrap();
    assert_eq!(eero.workspace(unjoined).await.unwrap().head.away.unwrap().access_from, None);
    assert_eq!(kaisa.workspace(unjoined).await.unwrap_err(), ApiError::NotFound);
    // Saved once more, they are notified too, and have a night as well.
    away(&olli, "2025-12-03", "2025-12-05").await;
    assert_eq!(notified(&kit).await.len(), 2);
    assert_eq!(kaisa.workspace(unjoined).await.unwrap_err(), ApiError::NotFound);
    kit.clock.go_to("2025-12-05");
    assert!(kaisa.workspace(unjoined).await.is_ok() && kaisa.workspace(id).await.is_ok());
    kit.clock.go_to("2025-12-06");
    assert_eq!(aino.workspace(id).await.unwrap().head.away, None);
    let log = aino.access_log(id, None).await.unwrap();
    let roles: Vec<_> = log.lines.iter().filter(|line| line.who == "Kaisa").map(|line| line.role).collect();
    assert!(!roles.is_empty() && roles.iter().all(|role| *role == AccessRole::Substitute), "{roles:?}");
    assert!(log.lines.iter().any(|line| line.who == "Olli" && line.role == AccessRole::Counselor));
}

#[apply(on_both!)]
async fn p12_a_substitute_decides_nothing(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    away(&olli, "2025-12-02", "2026-11-30").await;
    kit.clock.go_to("2025-12-02");
    let view = kaisa.workspace(id).await.unwrap();
    assert_eq!(view.head.stands_in_through, Some("2026-11-30".parse().unwrap()));
    let may = view.head.may;
    assert!(may.write && !may.close && !may.notes && !may.ask_consent && !may.download && !may.reactivate);
    assert_eq!(kaisa.close(id, NewClosing::default()).await, Err(ApiError::NotFound));
    assert!(kaisa.notes(id).await.is_err());
    assert_eq!(view.head.customer_contact, None);
    olli.close(id, NewClosing::default()).await.unwrap();
    assert_eq!(kaisa.reactivate(id).await, Err(ApiError::NotFound));
    let items = kaisa.workspaces(&ListQuery::default()).await.unwrap().items;
    assert_eq!(items[0].guided_by.as_deref(), Some("Olli"));
}

#[apply(on_both!)]
async fn p12_the_customer_refuses_it_with_one_click_and_lets_them_in_again(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let substitute = away(&olli, "2025-12-02", "2025-12-31").await;
    aino.refuse_substitute(id, substitute, true).await.unwrap();
    aino.refuse_substitute(id, substitute, true).await.unwrap();
    assert!(aino.workspace(id).await.unwrap().head.away.unwrap().refused);
    kit.clock.go_to("2025-12-02");
    assert_eq!(kaisa.workspace(id).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(kaisa.workspaces(&ListQuery::default()).await.unwrap().items.len(), 0);
    let in_it = talk(&aino, id, "to Olli alone").await;
    assert_eq!(kaisa.count_news().await.unwrap(), 0);
    // Set anew, with other days: it stays refused, and nobody writes to her of it.
    let before = notified(&kit).await.len();
    away(&olli, "2025-12-02", "2026-01-05").await;
    kit.clock.go_to("2025-12-04");
    assert_eq!(kaisa.conversation(id, in_it, None).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(notified(&kit).await.len(), before);
    aino.refuse_substitute(id, substitute, false).await.unwrap();
    assert!(kaisa.conversation(id, in_it, None).await.is_ok());
    aino.send_message(id, in_it, message("to both")).await.unwrap();
    assert_eq!(kaisa.count_news().await.unwrap(), 1, "N1");
    assert_eq!(audited(&kit, "substitute_refused").await.len(), 2);
    let nobody = PersonId(uuid::Uuid::nil());
    assert_eq!(aino.refuse_substitute(id, nobody, true).await, Err(ApiError::Conflict));
    assert_eq!(count(&kit, "substitute_notice WHERE refused").await, 0);
}

#[apply(on_both!)]
async fn p12_of_today_it_begins_tomorrow_and_ends_at_once_when_it_is_ended(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    kit.clock.go_to("2025-12-31");
    let past = NewAbsence {
        first_day: "2025-12-01".into(),
        last_day: "2025-12-30".into(),
        substitute: olli.absence().await.unwrap().colleagues[0].0.to_string(),
    };
    assert_eq!(olli.set_absence(past).await, Err(ApiError::field("last_day", FieldCode::InThePast)));
    away(&olli, "2025-12-31", "2026-01-10").await;
    assert_eq!(kaisa.workspace(id).await.unwrap_err(), ApiError::NotFound, "customers are notified before");
    kit.clock.go_to("2026-01-01");
    assert!(kaisa.workspace(id).await.is_ok());
    olli.end_absence().await.unwrap();
    assert_eq!(kaisa.workspace(id).await.unwrap_err(), ApiError::NotFound);
}

#[apply(on_both!)]
async fn p12_p7_nobody_stands_in_for_a_counselor_who_is_gone(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    away(&olli, "2025-12-02", "2025-12-31").await;
    kit.clock.go_to("2025-12-03");
    assert!(kaisa.workspace(id).await.is_ok());
    kit.clock.advance(TimeDelta::hours(1));
    let paula = kit.main_user("Paula").await;
    let who = kit.person("Olli").await;
    paula.change_role(who, StaffRole::Counselor, false, Successor::Nobody).await.unwrap();
    assert_eq!(kaisa.workspace(id).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(aino.workspace(id).await.unwrap().head.away, None);
}

#[apply(on_both!)]
async fn p12_p13_a_main_user_sets_it_for_whoever_cannot_and_never_for_themselves(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    let (who, hers) = (kit.person("Olli").await, kit.person("Paula").await);
    let view = paula.colleague_absence(who).await.unwrap();
    let names: Vec<_> = view.absence.colleagues.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!((view.name.as_str(), names), ("Olli", vec!["Kaisa"]));
    let new = |substitute: PersonId| NewAbsence {
        first_day: "2025-12-01".into(),
        last_day: "2025-12-31".into(),
        substitute: substitute.to_string(),
    };
    let oneself = ApiError::field("substitute", FieldCode::Oneself);
    assert_eq!(paula.set_colleague_absence(who, new(hers)).await, Err(oneself));
    assert_eq!(paula.set_colleague_absence(hers, new(who)).await, Err(ApiError::NotFound));
    let substitute = view.absence.colleagues[0].0;
    paula.set_colleague_absence(who, new(substitute)).await.unwrap();
    paula.set_colleague_absence(who, new(substitute)).await.unwrap();
    assert_eq!(notified(&kit).await.len(), 1, "what says the same is no news");
    assert!(olli.absence().await.unwrap().current.is_some());
    kit.clock.go_to("2025-12-01");
    assert!(kaisa.workspace(id).await.is_ok());
    assert_eq!(
        paula.set_colleague_absence(who, new(substitute)).await,
        Err(ApiError::ReauthenticationNeeded)
    );
    paula.end_colleague_absence(who).await.unwrap();
    assert_eq!(kaisa.workspace(id).await.unwrap_err(), ApiError::NotFound);
    // What was before, with the same substitute, spares no night of notice.
    let next =
        NewAbsence { last_day: "2026-03-31".into(), first_day: "2026-03-01".into(), ..new(substitute) };
    olli.set_absence(next.clone()).await.unwrap();
    kit.clock.go_to("2026-04-10");
    let later = NewAbsence { first_day: "2026-04-10".into(), last_day: "2026-04-20".into(), ..next };
    olli.set_absence(later).await.unwrap();
    assert_eq!(kaisa.workspaces(&ListQuery::default()).await.unwrap().items.len(), 0);
}

#[apply(on_both!)]
async fn p12_customers_are_written_to_once_for_the_same_days(kit: Fixture) {
    let (olli, _, _) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    for _ in 0..3 {
        away(&olli, "2025-12-10", "2025-12-20").await;
        olli.end_absence().await.unwrap();
    }
    assert_eq!(notified(&kit).await.len(), 1);
    away(&olli, "2025-12-10", "2025-12-21").await;
    assert_eq!(notified(&kit).await.len(), 2, "other days");
}

#[apply(on_both!)]
async fn p12_n3_the_substitute_hears_of_what_is_open_to_them_and_of_nothing_from_before(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let in_it = talk(&aino, id, "before").await;
    let substitute = away(&olli, "2025-12-02", "2025-12-31").await;
    kit.clock.go_to("2025-12-02");
    let waits = kaisa.workspaces(&ListQuery::default()).await.unwrap().items[0].waits;
    assert_eq!(waits.unread, 1, "Olli has not read it, and is away");
    ladder::digest(&kit.services).await.unwrap();
    let digests = async || -> Vec<(String, bool, u32)> {
        let emails = outbox::newest(&kit.services, 1000).await.unwrap();
        let of_day = emails.into_iter().filter_map(|email| match email.mail.says {
            Says::Digest { stands_in_for, unread, .. } => {
                Some((email.recipient, stands_in_for.is_some(), unread))
            }
            _ => None,
        });
        of_day.collect()
    };
    let before = digests().await.len();
    kit.clock.go_to("2025-12-03");
    aino.send_message(id, in_it, message("while he is away")).await.unwrap();
    assert_eq!(kaisa.workspaces(&ListQuery::default()).await.unwrap().items[0].waits.unread, 2);
    kit.clock.go_to("2025-12-04");
    ladder::digest(&kit.services).await.unwrap();
    let mut new = digests().await;
    new.truncate(new.len() - before);
    new.sort();
    assert_eq!(
        new,
        [("kaisa@staff.example".to_owned(), true, 2), ("olli@staff.example".to_owned(), false, 2)],
        "and no digest of her own says it once more"
    );
    aino.refuse_substitute(id, substitute, true).await.unwrap();
    let all = digests().await.len();
    aino.send_message(id, in_it, message("to Olli alone")).await.unwrap();
    kit.clock.go_to("2025-12-05");
    ladder::digest(&kit.services).await.unwrap();
    let newest = digests().await;
    let to: Vec<_> = newest[..newest.len() - all].iter().map(|(to, ..)| to.as_str()).collect();
    assert_eq!(to, ["olli@staff.example"]);
}

#[apply(on_both!)]
async fn p12_what_a_customer_was_notified_of_before_opens_nothing_later(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let (kaisa, niilo) = (kit.counselor("Kaisa").await, kit.counselor("Niilo").await);
    away(&olli, "2025-12-02", "2025-12-05").await;
    kit.clock.go_to("2026-01-02");
    let kaisa_is = olli.absence().await.unwrap().colleagues[0].0.to_string();
    let new =
        NewAbsence { first_day: "2026-01-02".into(), last_day: "2026-01-20".into(), substitute: kaisa_is };
    niilo.set_absence(new).await.unwrap();
    kit.clock.go_to("2026-01-05");
    // It goes to a counselor who is away already: its customer knows nothing of that absence.
    let paula = kit.main_user("Paula").await;
    let (from, to) = (kit.person("Olli").await, kit.person("Niilo").await);
    paula.change_role(from, StaffRole::Counselor, false, Successor::Colleague(to)).await.unwrap();
    domain::time::bulk_action::run(&kit.services).await.unwrap();
    assert!(niilo.workspace(id).await.is_ok());
    assert_eq!(kaisa.workspace(id).await.unwrap_err(), ApiError::NotFound);
}

#[apply(on_both!)]
async fn p12_who_comes_in_during_an_absence_or_is_given_to_the_absent_one_is_told_as_well(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    let kaisa = kit.counselor("Kaisa").await;
    let niilo = kit.counselor("Niilo").await;
    let (id, token) = kit.invite(&olli, "010170-999R").await;
    away(&olli, "2025-12-01", "2025-12-12").await;
    let told = async || domain::guidance::substitution::announce_to_newcomers(&kit.services).await.unwrap();
    assert_eq!(told().await, 0, "nobody has come in");
    kit.clock.go_to("2025-12-03");
    let (aino, _) = kit.customer("010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    assert_eq!((told().await, told().await), (1, 0), "once");
    // They have a night to refuse it.
    assert!(kaisa.workspace(id).await.is_err());
    kit.clock.go_to("2025-12-04");
    assert!(kaisa.workspace(id).await.is_ok());
    // Another's workspace becomes the absent one's.
    let (second, token) = kit.invite(&niilo, "010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    let to = niilo.people(second).await.unwrap().successors.into_iter().find(|(_, name)| name == "Olli");
    niilo.hand_over(second, to.unwrap().0).await.unwrap();
    assert_eq!(told().await, 1);
    kit.clock.go_to("2025-12-05");
    assert!(kaisa.workspace(second).await.is_ok());
    assert_eq!(notified(&kit).await.len(), 2);
    // On its last day nothing would open any more.
    let (third, token) = kit.invite(&niilo, "010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    let to = niilo.people(third).await.unwrap().successors.into_iter().find(|(_, name)| name == "Olli");
    niilo.hand_over(third, to.unwrap().0).await.unwrap();
    kit.clock.go_to("2025-12-12");
    assert_eq!(told().await, 0);
}

#[apply(on_both!)]
async fn p12_a_workspace_that_goes_from_one_absent_counselor_to_another_opens_after_its_customer_is_told(
    kit: Fixture,
) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (kaisa, niilo) = (kit.counselor("Kaisa").await, kit.counselor("Niilo").await);
    let substitute = away(&olli, "2025-12-01", "2025-12-19").await;
    let new = NewAbsence {
        first_day: "2025-12-01".into(),
        last_day: "2025-12-12".into(),
        substitute: substitute.to_string(),
    };
    niilo.set_absence(new).await.unwrap();
    kit.clock.go_to("2025-12-03");
    assert!(kaisa.workspace(id).await.is_ok());
    let told = async || domain::guidance::substitution::announce_to_newcomers(&kit.services).await.unwrap();
    let give = async |from: &Desk<Counselor>, name: &str| {
        from.hand_over(id, kit.person(name).await).await.unwrap();
    };
    give(&olli, "Niilo").await;
    assert!(kaisa.workspace(id).await.is_err(), "nobody has said so to Aino");
    assert_eq!((told().await, told().await), (1, 0));
    kit.clock.go_to("2025-12-04");
    assert!(kaisa.workspace(id).await.is_ok());
    // Whom they refused stays outside, whoever guides.
    aino.refuse_substitute(id, substitute, true).await.unwrap();
    give(&niilo, "Olli").await;
    told().await;
    kit.clock.go_to("2025-12-05");
    assert!(kaisa.workspace(id).await.is_err());
}

#[apply(on_both!)]
async fn p12_a_workspace_that_fails_keeps_no_other_customer_from_being_told(kit: Fixture) {
    let (olli, niilo) = (kit.counselor("Olli").await, kit.counselor("Niilo").await);
    kit.counselor("Kaisa").await;
    away(&olli, "2025-12-01", "2025-12-12").await;
    away(&niilo, "2025-12-01", "2025-12-12").await;
    let (aino, _) = kit.customer("010170-999R").await;
    for counselor in [&olli, &olli, &niilo] {
        let (_, token) = kit.invite(counselor, "010170-999R").await;
        aino.accept_invitation(token).await.unwrap();
    }
    let rename = async |from: &str, to: &str| {
        let tx = kit.services.database.begin().await.unwrap();
        let sql = format!(
            "UPDATE data_key SET owner_kind = '{to}' WHERE owner_kind = '{from}' AND owner_id IN \
             (SELECT id FROM workspace WHERE number = 1)"
        );
        sea_orm::ConnectionTrait::execute_unprepared(&tx, &sql).await.unwrap();
        tx.commit().await.unwrap();
    };
    let told = async || domain::guidance::substitution::announce_to_newcomers(&kit.services).await.unwrap();
    rename("workspace", "away").await;
    assert_eq!((told().await, told().await), (2, 0));
    rename("away", "workspace").await;
    assert_eq!(told().await, 0, "not at once");
    kit.clock.advance(chrono::TimeDelta::hours(25));
    assert_eq!(told().await, 1);
    assert_eq!(crate::time::count(&kit, "quarantine").await, 0);
}

#[apply(on_both!)]
async fn p12_nobody_is_told_of_the_absence_of_somebody_who_guides_no_more(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    away(&olli, "2025-12-01", "2025-12-12").await;
    let (aino, _) = kit.customer("010170-999R").await;
    let (_, token) = kit.invite(&olli, "010170-999R").await;
    aino.accept_invitation(token).await.unwrap();
    let from = kit.person("Olli").await;
    paula.change_role(from, StaffRole::Counselor, false, Successor::Nobody).await.unwrap();
    let told = domain::guidance::substitution::announce_to_newcomers(&kit.services).await.unwrap();
    assert_eq!(told, 0);
}

#[apply(on_both!)]
async fn p12_what_the_counselor_has_read_is_not_new_to_the_substitute_nor_to_the_next_one(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (kaisa, niilo) = (kit.counselor("Kaisa").await, kit.counselor("Niilo").await);
    let in_it = talk(&aino, id, "read").await;
    olli.conversation(id, in_it, None).await.unwrap();
    olli.send_message(id, in_it, message("his own")).await.unwrap();
    aino.send_message(id, in_it, message("not read")).await.unwrap();
    away(&olli, "2025-12-01", "2025-12-31").await;
    kit.clock.go_to("2025-12-02");
    let unread = async |desk: &Desk<Counselor>| {
        let waits = desk.workspaces(&ListQuery::default()).await.unwrap().items[0].waits;
        (waits.unread, desk.workspace(id).await.unwrap().conversations[0].unread)
    };
    assert_eq!(unread(&kaisa).await, (1, 1));
    let page = kaisa.conversation(id, in_it, None).await.unwrap();
    let new: Vec<_> = page.messages.iter().map(|message| message.unread).collect();
    assert_eq!(new, [false, true, true]);
    assert_eq!(unread(&kaisa).await, (0, 0));
    olli.hand_over(id, kit.person("Niilo").await).await.unwrap();
    assert_eq!(unread(&niilo).await, (2, 2), "what Olli wrote, and what he had not read");
}

#[apply(on_both!)]
async fn p12_p6_who_stands_in_and_takes_part_by_a_consent_loses_nothing_by_a_refusal(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let in_it = talk(&aino, id, "read by Olli").await;
    olli.conversation(id, in_it, None).await.unwrap();
    let new = contract::participation::NewParticipation {
        email: "kaisa@staff.example".into(),
        purpose: "housing".into(),
        scope: contract::participation::Scope::WholeHistory,
        through: "2026-01-30".into(),
    };
    olli.ask_consent(id, new).await.unwrap();
    let asked = aino.people(id).await.unwrap().participations[0].id;
    aino.answer_consent(id, asked, Some(contract::participation::Scope::WholeHistory)).await.unwrap();
    let substitute = away(&olli, "2025-12-01", "2025-12-12").await;
    kit.clock.go_to("2025-12-02");
    let unread = kaisa.workspaces(&ListQuery::default()).await.unwrap().items[0].waits.unread;
    assert_eq!(unread, 1, "by the consent it waits for her");
    let draft = contract::draft::NewDraft {
        conversation: Some(in_it),
        subject: String::new(),
        body: "begun".into(),
        seen: None,
    };
    kaisa.save_draft(id, draft).await.unwrap();
    aino.refuse_substitute(id, substitute, true).await.unwrap();
    assert_eq!(count(&kit, "draft").await, 1);
    assert_eq!(olli.absence().await.unwrap().refused, [1]);
}

#[apply(on_both!)]
async fn p12_the_substitute_is_told_from_when_to_when_and_when_it_ends_before(kit: Fixture) {
    let (olli, _, _) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    let orvokki = kit.counselor("Orvokki").await;
    let told = async || {
        kit.clock.advance(TimeDelta::seconds(1));
        let emails = outbox::newest(&kit.services, 100).await.unwrap();
        let of_it = emails.into_iter().rev().filter_map(|email| match email.mail.says {
            Says::SubstituteNamed { counselor, first_day, last_day, again } => {
                Some((email.recipient, format!("{counselor} {first_day} {last_day} {again}")))
            }
            Says::SubstituteReleased { counselor, began: false } => {
                Some((email.recipient, format!("{counselor} released")))
            }
            _ => None,
        });
        of_it.collect::<Vec<_>>()
    };
    let of = async |who: &str| {
        let colleagues = olli.absence().await.unwrap().colleagues;
        colleagues.into_iter().find(|(_, name)| name == who).unwrap().0.to_string()
    };
    let set = async |first_day: &str, last_day: &str, who: &str| {
        let substitute = of(who).await;
        let new = NewAbsence { first_day: first_day.into(), last_day: last_day.into(), substitute };
        olli.set_absence(new).await.unwrap();
    };
    let mail = |to: &str, says: &str| (format!("{to}@staff.example"), says.to_owned());
    set("2025-12-08", "2025-12-12", "Kaisa").await;
    let mut expected = vec![mail("kaisa", "Olli 2025-12-08 2025-12-12 false")];
    assert_eq!(told().await, expected);
    set("2025-12-08", "2025-12-12", "Kaisa").await;
    assert_eq!(told().await, expected, "the same days are no news");
    set("2025-12-08", "2025-12-14", "Kaisa").await;
    expected.push(mail("kaisa", "Olli 2025-12-08 2025-12-14 true"));
    assert_eq!(told().await, expected);
    set("2025-12-08", "2025-12-14", "Orvokki").await;
    expected.push(mail("kaisa", "Olli released"));
    expected.push(mail("orvokki", "Olli 2025-12-08 2025-12-14 false"));
    let mut now = told().await;
    now[2..].sort();
    assert_eq!(now, expected, "the one before, and the one in their place");
    olli.end_absence().await.unwrap();
    expected.push(mail("orvokki", "Olli released"));
    assert_eq!(told().await.last(), expected.last());
    olli.end_absence().await.unwrap();
    assert_eq!(told().await.len(), expected.len(), "once");
    // What is over by itself is said by its last day.
    set("2025-12-08", "2025-12-12", "Kaisa").await;
    kit.clock.go_to("2025-12-13");
    let before = told().await.len();
    olli.end_absence().await.unwrap();
    assert_eq!(told().await.len(), before);
    drop((kaisa, orvokki));
}

#[apply(on_both!)]
async fn p12_an_absence_that_is_over_before_it_opens_anything_says_so_to_the_customer(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    kit.clock.go_to("2025-12-01");
    away(&olli, "2025-12-03", "2025-12-05").await;
    // It is for today only now: nobody stands in, and whoever was to is told.
    away(&olli, "2025-12-01", "2025-12-01").await;
    let shown = aino.workspace(id).await.unwrap().head.away;
    assert_eq!(shown.and_then(|away| away.access_from), None);
    let released = async || {
        let emails = outbox::newest(&kit.services, 100).await.unwrap();
        emails.iter().filter(|email| matches!(email.mail.says, Says::SubstituteReleased { .. })).count()
    };
    assert_eq!(released().await, 1);
    // Not again: they are named anew.
    away(&olli, "2025-12-03", "2025-12-05").await;
    assert_eq!(released().await, 1);
}

#[apply(on_both!)]
async fn p12_the_customer_sees_when_the_substitute_is_away_as_well(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let kaisa = kit.counselor("Kaisa").await;
    kit.clock.go_to("2025-12-01");
    away(&olli, "2025-12-03", "2025-12-08").await;
    let shown = async || aino.workspace(id).await.unwrap().head.away.unwrap().substitute_away;
    assert_eq!(shown().await, None);
    let back = kaisa.absence().await.unwrap().colleagues[0].0.to_string();
    let new = NewAbsence { first_day: "2025-12-05".into(), last_day: "2025-12-20".into(), substitute: back };
    kaisa.set_absence(new).await.unwrap();
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    assert_eq!(shown().await, Some((day("2025-12-05"), day("2025-12-08"))));
}
