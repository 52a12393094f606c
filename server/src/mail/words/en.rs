//! English.

use super::{Words, numbers};
use chrono::NaiveDate;
use contract::{bulk_action::Reason, person::Language};
use domain::ground::outbox::{Due, Mail, Step};

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::GuidanceEnded => "the guidance has come to its end",
        Reason::CounselorLeft => "the counselor does not work there any more",
        Reason::WorkDivided => "the work was divided anew",
        Reason::ServiceEnded => "the service has ended",
        Reason::Mistake => "it was opened by mistake",
    }
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
            words.subject = "Invitation to a protected workspace".into();
            words.before = vec![format!(
                "{counselor} of {organisation} invites you to a protected workspace in Luotsi."
            )];
            words.call =
                "Open the link, sign in with strong identification and accept the invitation:".into();
            words.after = vec![format!(
                "The link works once, until {} at the latest. If you did not expect an invitation, you can ignore this message.",
                day(*expires_on)
            )];
        }
        Mail::Notice { organisation, step, through, closed_by_staff, .. } => {
            (words.subject, words.before) = notice(organisation, *step, *closed_by_staff, &day(*through));
        }
        Mail::Closed { organisation, reason: why, inactive_through, archived_through, .. } => {
            let reactivable = inactive_through.map(day);
            (words.subject, words.before) = closed(organisation, *why, reactivable, &day(*archived_through));
        }
        Mail::HandedOver { organisation, counselor, .. } => {
            words.subject = "Another counselor goes on with you".into();
            words.before = vec![format!(
                "Your workspace with {organisation} has a new counselor: {counselor}. The one before does not see it any more. What you have written is still there."
            )];
        }
        Mail::StaffInvited { organisation, main_user, expires_on, .. } => {
            words.subject = "You are invited to work in Luotsi".into();
            words.before = vec![invited(organisation, main_user.as_deref())];
            words.call = "Sign in with your organisation's account:".into();
            words.after = vec![format!(
                "The invitation is good until {}. It is for this address: sign in with the account that has it.",
                day(*expires_on)
            )];
        }
        Mail::ConsentAsked { organisation, through, .. } => {
            words.subject = "Your workspace: may another professional join?".into();
            words.before = vec![format!(
                "The counselor of your workspace with {organisation} asks whether another professional may join it, until {} at the latest. Nobody joins without your consent, and you can withdraw it at any time.",
                day(*through)
            )];
        }
        Mail::Joined { organisation, through, .. } => {
            words.subject = "You can join a workspace".into();
            words.before = vec![format!(
                "A customer of {organisation} has let you into their workspace, until {} at the latest. Every time you open it is shown to the customer.",
                day(*through)
            )];
        }
        Mail::ParticipationEnded { organisation, number, on, .. } => {
            words.subject = "You no longer take part in a workspace".into();
            words.before = vec![format!(
                "Your part in workspace {number} of {organisation} has ended, {}. You do not see it any more.",
                day(*on)
            )];
        }
        Mail::Digest { organisation, stands_in_for, due, asks, awaiting, .. } => {
            words.subject = "Your workspaces: what comes next".into();
            words.before = vec![match stands_in_for {
                None => format!("What is ahead in your workspaces at {organisation}:"),
                Some(name) => {
                    format!("You stand in for {name} at {organisation}. What is ahead in their workspaces:")
                }
            }];
            words.list = due.iter().map(|due| line(due, &day(due.through))).collect();
            if !asks.is_empty() {
                words.list.push(format!("The customer asks for reactivation: {}", numbers(asks)));
            }
            if !awaiting.is_empty() {
                words.list.push(format!("An identity waits for your confirmation: {}", numbers(awaiting)));
            }
            words.call = "Your list:".into();
        }
        Mail::Receipt { organisation, number, created_on, deleted_on, messages, forgotten, .. } => {
            words.subject = "Your workspace has been deleted".into();
            words.before = vec![format!(
                "Workspace {number} with {organisation}, opened {}, was deleted {}. Its encryption key was destroyed first, and then all that was in it: {messages} messages.",
                day(*created_on),
                day(*deleted_on)
            )];
            if *forgotten {
                words
                    .before
                    .push("It was your last one, so everything else about you was deleted as well.".into());
            }
            words.after = vec!["You need not do anything. Keep this message if you want a receipt.".into()];
        }
    }
    words
}

/// What time will do: the subject, and the paragraphs.
fn notice(organisation: &str, step: Step, closed_by_staff: bool, date: &str) -> (String, Vec<String>) {
    match step {
        Step::Inactive => (
            format!("Your workspace is active until {date}"),
            vec![
                format!(
                    "Your workspace with {organisation} is active until {date}. After that it becomes inactive: you can still read everything, and you can reactivate it."
                ),
                "If you open the workspace before that, its time starts again.".into(),
            ],
        ),
        Step::Archived if closed_by_staff => (
            format!("Your workspace goes to your archive after {date}"),
            vec![
                format!(
                    "Your workspace with {organisation} was closed by staff. It can be reactivated until {date}. After that it goes to your archive, where only you see it."
                ),
                "If you still need it, ask for reactivation in the workspace.".into(),
            ],
        ),
        Step::Archived => (
            format!("Your workspace goes to your archive after {date}"),
            vec![
                format!(
                    "Your workspace with {organisation} can be reactivated until {date}. After that it goes to your archive, where only you see it."
                ),
                "If you still need it, press the button that reactivates it.".into(),
            ],
        ),
        Step::Deleted => (
            format!("Your archived workspace is deleted after {date}"),
            vec![
                format!(
                    "Your archived workspace with {organisation} is kept until {date}. After that it is deleted for good, and nobody can bring it back."
                ),
                "If you want to keep what is in it, download it before that.".into(),
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
    let because = why.map(|why| format!(" The reason: {}.", reason(why))).unwrap_or_default();
    match reactivable {
        Some(through) => (
            "Your workspace was closed".into(),
            vec![
                format!(
                    "{organisation} closed your workspace.{because} You can still read everything, and it can be reactivated until {}.",
                    through
                ),
                format!(
                    "If you still need it, ask for reactivation in the workspace. Otherwise it goes to your archive, where only you see it, until {}.",
                    archived
                ),
            ],
        ),
        None => (
            "Your workspace is in your archive now".into(),
            vec![
                format!(
                    "{organisation} ended your workspace.{because} It is in your archive now: only you see it."
                ),
                format!(
                    "You can read and download it until {}. After that it is deleted for good.",
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
        Some(name) => format!("{name} of {organisation} invites you"),
        None => format!("You are invited as the main user of {organisation}"),
    };
    format!("{who} to work in Luotsi, where people are guided in protected workspaces.")
}
