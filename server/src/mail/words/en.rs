//! English.

use super::{Words, numbers};
use chrono::NaiveDate;
use contract::{bulk_action::Reason, person::Language};
use domain::ground::outbox::{Due, Mail, Step};

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::GuidanceEnded => "the guidance has ended",
        Reason::CounselorLeft => "the counselor no longer works there",
        Reason::WorkDivided => "the work was reassigned",
        Reason::ServiceEnded => "the service has ended",
        Reason::Mistake => "it was created by mistake",
    }
}

/// The invitation to a workspace (P3).
fn invitation(words: &mut Words, organisation: &str, counselor: &str, until: &str) {
    words.subject = "Invitation to a protected workspace".into();
    words.before = vec![format!(
        "{counselor} from {organisation} invites you to a protected workspace in Luotsi. Luotsi is a service where you and your counselor can write to each other securely."
    )];
    words.call = "Open the link, sign in with strong identification and accept the invitation:".into();
    words.after = vec![format!(
        "The link works once, until the end of {}. If you are not sure that this message is genuine, contact your counselor or {organisation} before you open the link. If you did not expect an invitation, you can ignore this message.",
        until
    )];
}

pub(super) fn words(mail: &Mail, day: &dyn Fn(NaiveDate) -> String) -> Words {
    let mut words = Words {
        language: Language::En,
        subject: String::new(),
        before: vec![],
        list: vec![],
        call: "Open the workspace (you will be asked to sign in):".into(),
        after: vec![],
    };
    match mail {
        Mail::Invitation { organisation, counselor, expires_on, .. } => {
            invitation(&mut words, organisation, counselor, &day(*expires_on));
        }
        Mail::Notice { organisation, step, through, closed_by_staff, .. } => {
            (words.subject, words.before) = notice(organisation, *step, *closed_by_staff, &day(*through));
        }
        Mail::Closed { organisation, reason: why, inactive_through, archived_through, .. } => {
            let reactivable = inactive_through.map(day);
            (words.subject, words.before) = closed(organisation, *why, reactivable, &day(*archived_through));
        }
        Mail::HandedOver { organisation, counselor, .. } => {
            words.subject = "You have a new counselor".into();
            words.before = vec![format!(
                "Your workspace with {organisation} has a new counselor: {counselor}. Your new counselor can read everything in it. Your previous counselor can no longer see it. What you have written is still there."
            )];
        }
        Mail::StaffInvited { organisation, main_user, expires_on, .. } => {
            words.subject = "You are invited to use Luotsi at work".into();
            words.before = vec![invited(organisation, main_user.as_deref())];
            words.call = "Sign in with your organisation's account:".into();
            words.after = vec![format!(
                "The invitation is valid until the end of {}. It is meant for this email address: sign in with the account that has it.",
                day(*expires_on)
            )];
        }
        Mail::ConsentAsked { organisation, through, .. } => {
            words.subject = "Your workspace: may another professional join?".into();
            words.before = vec![format!(
                "The counselor of your workspace with {organisation} asks whether another professional may join it until {} at the latest. Open the workspace to see who it is and why, and to answer. Nobody joins without your consent, and you can withdraw it at any time.",
                day(*through)
            )];
        }
        Mail::Joined { organisation, through, .. } => {
            words.subject = "You can join a workspace".into();
            words.before = vec![format!(
                "A customer of {organisation} has consented to you joining their workspace until {} at the latest. The customer sees every time you open it.",
                day(*through)
            )];
        }
        Mail::ParticipationEnded { organisation, number, on, .. } => {
            words.subject = "You no longer take part in a workspace".into();
            words.before = vec![format!(
                "Your participation in workspace {number} of {organisation} ended on {}. You can no longer see it.",
                day(*on)
            )];
        }
        Mail::Digest { organisation, stands_in_for, due, asks, awaiting, .. } => {
            words.subject = "Your workspaces: what comes next".into();
            words.before = vec![match stands_in_for {
                None => format!("Coming up in your workspaces at {organisation}:"),
                Some(name) => {
                    format!(
                        "You are the substitute for {name} at {organisation}. You cannot see their workspaces: if something must be done, ask a main user to hand the workspace over to you. Coming up in their workspaces:"
                    )
                }
            }];
            words.list = due.iter().map(|due| line(due, &day(due.through))).collect();
            if !asks.is_empty() {
                words.list.push(format!("Customers ask for reactivation in workspaces: {}", numbers(asks)));
            }
            if !awaiting.is_empty() {
                words
                    .list
                    .push(format!("Identities for you to confirm in workspaces: {}", numbers(awaiting)));
            }
            words.call = "Your workspaces:".into();
        }
        Mail::Receipt { organisation, number, created_on, deleted_on, messages, forgotten, .. } => {
            words.subject = "Your workspace has been deleted".into();
            words.before = vec![format!(
                "Workspace {number} with {organisation}, created on {}, was permanently deleted on {}. Everything in it is gone. Messages: {messages}.",
                day(*created_on),
                day(*deleted_on)
            )];
            if *forgotten {
                words.before.push(
                    "It was your last workspace, so your other personal data in Luotsi was deleted as well."
                        .into(),
                );
            }
            words.after =
                vec!["You do not need to do anything. You can keep this message as a confirmation.".into()];
        }
    }
    words
}

/// What time will do: the subject, and the paragraphs.
fn notice(organisation: &str, step: Step, closed_by_staff: bool, date: &str) -> (String, Vec<String>) {
    match step {
        Step::Inactive => (
            format!("Your workspace becomes inactive after {date}"),
            vec![
                format!(
                    "Your workspace with {organisation} is active until the end of {date}. After that it becomes inactive: you can still read everything, and you can reactivate it when you need it."
                ),
                format!(
                    "To keep it active, open the workspace on {date} at the latest. The period then starts again."
                ),
            ],
        ),
        Step::Archived if closed_by_staff => (
            format!("Your workspace goes to your archive after {date}"),
            vec![
                format!(
                    "Your workspace with {organisation} was closed by staff. It can be reactivated until {date}. After that it goes to your archive, where only you see it."
                ),
                "If you still need it, open the workspace and ask for it to be reactivated.".into(),
            ],
        ),
        Step::Archived => (
            format!("Your workspace goes to your archive after {date}"),
            vec![
                format!(
                    "Your workspace with {organisation} can be reactivated until {date}. After that it goes to your archive, where only you see it."
                ),
                "If you still need it, open the workspace and press Reactivate.".into(),
            ],
        ),
        Step::Deleted => (
            format!("Your archived workspace is deleted after {date}"),
            vec![
                format!(
                    "Your archived workspace with {organisation} is kept until the end of {date}. After that it is permanently deleted, and nobody can bring it back."
                ),
                format!("If you want to keep what is in it, download it on {date} at the latest."),
            ],
        ),
    }
}

/// What staff did: the subject, and the paragraphs.
fn closed(
    organisation: &str,
    why: Option<Reason>,
    reactivable: Option<String>,
    archived: &str,
) -> (String, Vec<String>) {
    let because = why.map(|why| format!(" Reason: {}.", reason(why))).unwrap_or_default();
    match reactivable {
        Some(through) => (
            "Your workspace was closed".into(),
            vec![
                format!(
                    "{organisation} closed your workspace.{because} You can still read everything, and it can be reactivated until {}.",
                    through
                ),
                format!(
                    "If you still need it, open the workspace and ask for it to be reactivated. Otherwise it then goes to your archive. It stays there until the end of {}, and only you can see it.",
                    archived
                ),
            ],
        ),
        None => (
            "Your workspace is in your archive now".into(),
            vec![
                format!(
                    "{organisation} has moved your workspace to your archive.{because} Only you can see it there."
                ),
                format!(
                    "You can read and download it until the end of {}. After that it is permanently deleted.",
                    archived
                ),
            ],
        ),
    }
}

fn line(due: &Due, date: &str) -> String {
    match due.step {
        Step::Inactive => format!("Workspace {}: active until {date}", due.number),
        _ => format!(
            "Workspace {}: can be reactivated until {date}, then only the customer sees it",
            due.number
        ),
    }
}

fn invited(organisation: &str, main_user: Option<&str>) -> String {
    let who = match main_user {
        Some(name) => format!("{name} from {organisation} invites you to use Luotsi"),
        None => format!("You are invited to be the main user of {organisation} in Luotsi"),
    };
    format!("{who}. In Luotsi, counselors guide customers in protected workspaces.")
}
