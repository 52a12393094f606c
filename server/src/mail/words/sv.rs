//! Swedish.

use super::{Words, numbers};
use chrono::NaiveDate;
use contract::{bulk_action::Reason, person::Language};
use domain::ground::outbox::{Due, Mail, Step};

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::GuidanceEnded => "handledningen är avslutad",
        Reason::CounselorLeft => "handledaren arbetar inte längre där",
        Reason::WorkDivided => "arbetet har fördelats om",
        Reason::ServiceEnded => "tjänsten har upphört",
        Reason::Mistake => "det öppnades av misstag",
    }
}

pub(super) fn words(mail: &Mail, day: &dyn Fn(NaiveDate) -> String) -> Words {
    let mut words = Words {
        language: Language::Sv,
        subject: String::new(),
        before: vec![],
        list: vec![],
        call: "Öppna handledningsrummet (du ombeds logga in):".into(),
        after: vec![],
    };
    match mail {
        Mail::Invitation { organisation, counselor, expires_on, .. } => {
            words.subject = "Inbjudan till ett skyddat handledningsrum".into();
            words.before = vec![format!(
                "{counselor}, {organisation}, bjuder in dig till ett skyddat handledningsrum i Luotsi."
            )];
            words.call = "Öppna länken, logga in med stark identifiering och godkänn inbjudan:".into();
            words.after = vec![format!(
                "Länken fungerar en gång och senast {}. Om du inte väntade dig en inbjudan behöver du inte göra något.",
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
            words.subject = "En annan handledare fortsätter med dig".into();
            words.before = vec![format!(
                "Ditt handledningsrum ({organisation}) har en ny handledare: {counselor}. Den tidigare handledaren ser det inte längre. Allt du har skrivit finns kvar."
            )];
        }
        Mail::StaffInvited { organisation, main_user, expires_on, .. } => {
            words.subject = "Du är inbjuden att arbeta i Luotsi".into();
            words.before = vec![invited(organisation, main_user.as_deref())];
            words.call = "Logga in med organisationens konto:".into();
            words.after = vec![format!(
                "Inbjudan gäller till {}. Den är avsedd för den här adressen: logga in med det konto som har den.",
                day(*expires_on)
            )];
        }
        Mail::ConsentAsked { organisation, through, .. } => {
            words.subject = "Ditt handledningsrum: får en annan yrkesperson komma med?".into();
            words.before = vec![format!(
                "Din handledare ({organisation}) frågar om en annan yrkesperson får komma med i ditt handledningsrum, längst till {}. Ingen kommer med utan ditt samtycke, och du kan ta tillbaka det när som helst.",
                day(*through)
            )];
        }
        Mail::Joined { organisation, through, .. } => {
            words.subject = "Du kan gå med i ett handledningsrum".into();
            words.before = vec![format!(
                "En kund hos {organisation} har släppt in dig i sitt handledningsrum, längst till {}. Kunden ser varje gång du öppnar det.",
                day(*through)
            )];
        }
        Mail::ParticipationEnded { organisation, number, on, .. } => {
            words.subject = "Du är inte längre med i ett handledningsrum".into();
            words.before = vec![format!(
                "Din medverkan i handledningsrum {number} ({organisation}) upphörde {}. Du ser det inte längre.",
                day(*on)
            )];
        }
        Mail::Digest { organisation, stands_in_for, due, asks, awaiting, .. } => {
            words.subject = "Dina handledningsrum: vad som väntar".into();
            words.before = vec![match stands_in_for {
                None => format!("I dina handledningsrum ({organisation}) väntar:"),
                Some(name) => {
                    format!("Du vikarierar för {name} ({organisation}). I dennes handledningsrum väntar:")
                }
            }];
            words.list = due.iter().map(|due| line(due, &day(due.through))).collect();
            if !asks.is_empty() {
                words.list.push(format!("Kunden ber om att rummet öppnas igen: {}", numbers(asks)));
            }
            if !awaiting.is_empty() {
                words.list.push(format!("En identitet väntar på din bekräftelse: {}", numbers(awaiting)));
            }
            words.call = "Din lista:".into();
        }
        Mail::Receipt { organisation, number, created_on, deleted_on, messages, forgotten, .. } => {
            words.subject = "Ditt handledningsrum har raderats".into();
            words.before = vec![format!(
                "Handledningsrum {number} ({organisation}), som öppnades {}, raderades {}. Först förstördes dess krypteringsnyckel och sedan allt innehåll: {messages} meddelanden.",
                day(*created_on),
                day(*deleted_on)
            )];
            if *forgotten {
                words.before.push(
                    "Det var ditt sista handledningsrum, så alla andra uppgifter om dig raderades också."
                        .into(),
                );
            }
            words.after =
                vec!["Du behöver inte göra något. Spara detta meddelande om du vill ha ett kvitto.".into()];
        }
    }
    words
}

/// What time will do: the subject, and the paragraphs.
fn notice(organisation: &str, step: Step, closed_by_staff: bool, date: &str) -> (String, Vec<String>) {
    match step {
        Step::Inactive => (
            format!("Ditt handledningsrum är aktivt till och med {date}"),
            vec![
                format!(
                    "Ditt handledningsrum ({organisation}) är aktivt till och med {date}. Därefter stängs det: du kan fortfarande läsa allt och öppna det igen."
                ),
                "Om du besöker handledningsrummet före det börjar tiden om.".into(),
            ],
        ),
        Step::Archived if closed_by_staff => (
            format!("Ditt handledningsrum flyttas till ditt arkiv efter {date}"),
            vec![
                format!(
                    "Ditt handledningsrum ({organisation}) har stängts av organisationen. Det kan öppnas igen till och med {date}. Därefter flyttas det till ditt arkiv, där bara du ser det."
                ),
                "Om du ännu behöver det kan du i handledningsrummet be om att det öppnas igen.".into(),
            ],
        ),
        Step::Archived => (
            format!("Ditt handledningsrum flyttas till ditt arkiv efter {date}"),
            vec![
                format!(
                    "Du kan öppna ditt handledningsrum ({organisation}) igen till och med {date}. Därefter flyttas det till ditt arkiv, där bara du ser det."
                ),
                "Om du ännu behöver det, tryck i handledningsrummet på knappen som öppnar det igen.".into(),
            ],
        ),
        Step::Deleted => (
            format!("Ditt arkiverade handledningsrum raderas efter {date}"),
            vec![
                format!(
                    "Ditt arkiverade handledningsrum ({organisation}) bevaras till och med {date}. Därefter raderas det för gott, och ingen kan återställa det."
                ),
                "Om du vill spara innehållet, ladda ner det före det.".into(),
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
    let because = why.map(|why| format!(" Orsak: {}.", reason(why))).unwrap_or_default();
    match reactivable {
        Some(through) => (
            "Ditt handledningsrum har stängts".into(),
            vec![
                format!(
                    "{organisation} har stängt ditt handledningsrum.{because} Du kan fortfarande läsa allt, och det kan öppnas igen till och med {}.",
                    through
                ),
                format!(
                    "Om du ännu behöver det kan du i handledningsrummet be om att det öppnas igen. Annars flyttas det till ditt arkiv, där bara du ser det, till och med {}.",
                    archived
                ),
            ],
        ),
        None => (
            "Ditt handledningsrum finns nu i ditt arkiv".into(),
            vec![
                format!(
                    "{organisation} har avslutat ditt handledningsrum.{because} Det finns nu i ditt arkiv: bara du ser det."
                ),
                format!(
                    "Du kan läsa och ladda ner det till och med {}. Därefter raderas det för gott.",
                    archived
                ),
            ],
        ),
    }
}

fn line(due: &Due, date: &str) -> String {
    match due.step {
        Step::Inactive => format!("Handledningsrum {}: aktivt till och med {date}", due.number),
        _ => format!(
            "Handledningsrum {}: kan öppnas igen till och med {date}, därefter ser bara kunden det",
            due.number
        ),
    }
}

fn invited(organisation: &str, main_user: Option<&str>) -> String {
    let who = match main_user {
        Some(name) => format!("{name} på {organisation} bjuder in dig"),
        None => format!("Du bjuds in som huvudanvändare för {organisation}"),
    };
    format!("{who} att arbeta i Luotsi, där människor handleds i skyddade handledningsrum.")
}
