use super::*;
use chrono::NaiveDate;
use contract::{ConversationId, WorkspaceId, bulk_action::Reason, person::Language};
use domain::ground::outbox::{Due, News, Step};
use uuid::Uuid;

const URL: &str = "https://ohjaus.example.org";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 14 March 2027 in each language.
const LANGUAGES: [(Language, &str); 3] =
    [(Language::Fi, "14.3.2027"), (Language::Sv, "14 mars 2027"), (Language::En, "14 March 2027")];

/// Every mail with every of its texts.
fn everything_said() -> Vec<Says> {
    let through = day("2027-03-14");
    let step = |number, step| Due { through, number, workspace: WorkspaceId(Uuid::nil()), step };
    let digest = |stands_in_for: Option<&str>, asks: &[i64], awaiting: &[i64], unread| Says::Digest {
        stands_in_for: stands_in_for.map(str::to_owned),
        nobody_guides: stands_in_for == Some("Kaisa"),
        due: vec![step(12, Step::Inactive), step(13, Step::Archived)],
        asks: asks.to_vec(),
        awaiting: awaiting.to_vec(),
        unread,
        unread_in: unread.min(2),
    };
    let receipt = |forgotten| Says::Receipt {
        number: 12,
        created_on: day("2026-01-01"),
        deleted_on: through,
        messages: 3,
        forgotten,
        class: Some("workspace".into()),
        policy_version: Some(2),
    };
    let mut all = vec![
        Says::Invitation {
            token: "abc".into(),
            code: Some("ACDE-FGHJ-KMNP-3467".into()),
            counselor: "Olli <Ohjaaja>".into(),
            phone: None,
            expires_on: through,
            reminder: false,
        },
        Says::Invitation {
            token: "abc".into(),
            code: Some("ACDE-FGHJ-KMNP-3467".into()),
            counselor: "Olli <Ohjaaja>".into(),
            phone: Some("+358 40 123".into()),
            expires_on: through,
            reminder: true,
        },
        Says::HandedOver { counselor: "Kaisa".into() },
        Says::StandIn {
            counselor: "Olli".into(),
            substitute: "Kaisa".into(),
            first_day: day("2027-03-01"),
            last_day: through,
        },
        Says::SubstituteNamed {
            again: true,
            counselor: "Olli".into(),
            first_day: day("2027-03-01"),
            last_day: through,
        },
        Says::SubstituteNamed {
            again: false,
            counselor: "Orvokki".into(),
            first_day: day("2027-03-01"),
            last_day: through,
        },
        Says::SubstituteReleased { counselor: "Olli".into(), began: true },
        Says::SubstituteReleased { counselor: "Olli".into(), began: false },
        Says::WorkspacesTaken { numbers: vec![6, 7], counselor: "Kaisa".into() },
        Says::StaffInvited { main_user: Some("Paula".into()), expires_on: through },
        Says::StaffInvited { main_user: None, expires_on: through },
        Says::ConsentAsked { through },
        Says::Joined { through },
        Says::ParticipationEnded { number: 12, on: through },
        digest(None, &[], &[], 1),
        digest(Some("Olli"), &[7], &[8, 9], 2),
        digest(Some("Kaisa"), &[7], &[], 12),
        receipt(true),
        receipt(false),
        Says::NotConfirmed,
        Says::ConfirmEmail { token: "abc".into() },
        Says::EmailChanged,
        Says::News(News { messages: 1, conversation: Some(ConversationId(Uuid::nil())), ..News::default() }),
        Says::News(News { confirmed: 1, messages: 3, ..News::default() }),
        Says::News(News { decided: 1, awaiting: 1, asks: 1, given: 1, ..News::default() }),
        Says::News(News { given: 2, opened: 1, ..News::default() }),
        Says::News(News { opened: 2, ..News::default() }),
        Says::Lapsed { inactive_through: through, archived_through: day("2028-03-14") },
        Says::ArchivedByTime { archived_through: through },
        Says::Reactivated { by: "Olli <Ohjaaja>".into(), asked: true, active_through: through },
        Says::Reactivated { by: "Olli".into(), asked: false, active_through: through },
    ];
    for (step, closed_by_staff) in
        [(Step::Inactive, false), (Step::Archived, false), (Step::Archived, true), (Step::Deleted, false)]
    {
        all.push(Says::Notice { step, through, closed_by_staff });
    }
    for inactive_through in [Some(through), None] {
        for reason in [None].into_iter().chain(Reason::ALL.map(Some)) {
            let with_words = reason == Some(Reason::GoalReached);
            all.push(Says::Closed {
                reason,
                with_words,
                inactive_through,
                archived_through: day("2028-03-14"),
            });
        }
    }
    all
}

/// The letterhead of an organisation that only has a name.
fn headed(organisation: &str) -> Letterhead {
    Letterhead { organisation: organisation.to_owned(), ..Letterhead::default() }
}

fn every_mail(language: Language) -> impl Iterator<Item = Mail> {
    let is_of_no_workspace = |says: &Says| {
        matches!(
            says,
            Says::Digest { .. }
                | Says::SubstituteNamed { .. }
                | Says::SubstituteReleased { .. }
                | Says::WorkspacesTaken { .. }
                | Says::StaffInvited { .. }
                | Says::Receipt { .. }
                | Says::ParticipationEnded { .. }
        )
    };
    everything_said().into_iter().map(move |says| Mail {
        language,
        about: (!is_of_no_workspace(&says)).then_some(WorkspaceId(Uuid::nil())),
        says,
    })
}

#[test]
fn u1_every_mail_reads_as_it_was_agreed_in_each_language() {
    for (language, _) in LANGUAGES {
        let written = every_mail(language).map(|mail| write(&mail, &headed("Esimerkkilä"), URL).unwrap());
        let shown = written.map(|mail| format!("Subject: {}\n\n{}", mail.subject, mail.plain));
        let shown = shown.collect::<Vec<_>>().join("\n--------\n");
        insta::assert_snapshot!(format!("mails_{}", language.code()), shown);
    }
}

#[test]
fn a_mail_says_the_same_in_html() {
    let digest = every_mail(Language::En).find(|mail| matches!(mail.says, Says::Digest { .. })).unwrap();
    insta::assert_snapshot!(write(&digest, &headed("Esimerkkilä"), URL).unwrap().html);
}

#[test]
fn u1_l9_every_mail_tells_who_when_and_where_in_each_language() {
    for (language, date) in LANGUAGES {
        for mail in every_mail(language) {
            let written = write(&mail, &headed("Esimerkkilä"), URL).unwrap();
            let has_no_date = matches!(
                mail.says,
                Says::HandedOver { .. }
                    | Says::SubstituteReleased { .. }
                    | Says::WorkspacesTaken { .. }
                    | Says::NotConfirmed
                    | Says::ConfirmEmail { .. }
                    | Says::EmailChanged
                    | Says::News(..)
            );
            let is_archived = matches!(mail.says, Says::Closed { inactive_through: None, .. });
            assert!(written.plain.contains("Esimerkkilä"), "{}", written.plain);
            assert!(
                has_no_date || is_archived || written.plain.contains(date),
                "{date} in {}",
                written.plain
            );
            assert!(!written.subject.is_empty() && written.subject.chars().count() < 90);
            if let Some(link) = &written.link {
                assert!(link.starts_with(URL), "{link}");
                assert!(written.plain.contains(link) && written.html.contains(link), "{}", written.plain);
            }
            let lang = format!("lang=\"{}\"", language.code());
            assert!(written.html.contains(&lang), "{}", written.html);
        }
    }
}

#[test]
fn no_two_kinds_of_mail_say_the_same_and_none_says_it_in_another_language() {
    let texts: Vec<String> = LANGUAGES
        .iter()
        .flat_map(|(language, _)| every_mail(*language))
        .map(|mail| write(&mail, &headed("Esimerkkilä"), URL).unwrap().plain)
        .collect();
    for (place, text) in texts.iter().enumerate() {
        assert!(!texts[..place].contains(text), "{text}");
    }
}

#[test]
fn a_name_that_looks_like_an_item_makes_no_list() {
    for (language, _) in LANGUAGES {
        for says in [
            Says::StaffInvited { main_user: Some("- X".into()), expires_on: day("2027-03-14") },
            Says::Invitation {
                token: "t".into(),
                code: None,
                counselor: "- X".into(),
                phone: Some("- 1".into()),
                expires_on: day("2027-03-14"),
                reminder: true,
            },
            Says::HandedOver { counselor: "- X".into() },
            Says::Closed {
                reason: None,
                with_words: false,
                inactive_through: None,
                archived_through: day("2027-03-14"),
            },
        ] {
            let about = Some(WorkspaceId(Uuid::nil()));
            let written = write(&Mail { language, about, says }, &headed("- O"), URL).unwrap();
            assert!(!written.html.contains("<li>"), "{}", written.html);
        }
    }
}

#[test]
fn names_are_text_not_markup_and_never_more_than_a_line() {
    let hostile = "Olli <b>\nSubject: other\n\n- item\u{2028}{{ link }}";
    for (language, _) in LANGUAGES {
        let mail = Mail {
            language,
            about: Some(WorkspaceId(Uuid::nil())),
            says: Says::HandedOver { counselor: hostile.into() },
        };
        let (written, plain) =
            (write(&mail, &headed(hostile), URL).unwrap(), "Olli <b> Subject: other  - item {{ link }}");
        assert!(written.plain.contains(plain), "{}", written.plain);
        assert!(written.html.contains("Olli &lt;b&gt; Subject: other"), "{}", written.html);
        assert!(!written.subject.contains("other") && !written.html.contains("<li>"), "{}", written.html);
    }
}

#[test]
fn u7_the_signature_of_the_organisation_stands_before_the_last_paragraph_as_lines() {
    let letterhead = Letterhead {
        signature: Some("Esimerkkilä <Agency>\nStreet 1\n- not a list".to_owned()),
        ..headed("Esimerkkilä")
    };
    for mail in every_mail(Language::En) {
        let written = write(&mail, &letterhead, URL).unwrap();
        let (before, after) =
            written.plain.split_once("Esimerkkilä <Agency>\nStreet 1\n- not a list\n\n").unwrap();
        assert!(!before.is_empty() && after.starts_with("This is an automatic message"), "{after}");
        assert!(written.html.contains("Esimerkkilä &lt;Agency&gt;<br>Street 1<br>"), "{}", written.html);
    }
}
