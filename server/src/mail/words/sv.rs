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
        Reason::Mistake => "det skapades av misstag",
    }
}

/// The invitation to a workspace (P3).
fn invitation(words: &mut Words, organisation: &str, counselor: &str, until: &str) {
    words.subject = "Inbjudan till ett skyddat handledningsrum".into();
    words.before = vec![format!(
        "{counselor} ({organisation}) bjuder in dig till ett skyddat handledningsrum i Luotsi. Luotsi är en tjänst där du och din handledare kan skriva till varandra skyddat."
    )];
    words.call = "Öppna länken, logga in med stark identifiering och acceptera inbjudan:".into();
    words.after = vec![format!(
        "Länken kan användas en gång, senast den {}. Om du inte är säker på att meddelandet är äkta, kontakta din handledare eller {organisation} innan du öppnar länken. Om du inte väntade dig en inbjudan behöver du inte göra något.",
        until
    )];
}

pub(super) fn words(mail: &Mail, day: &dyn Fn(NaiveDate) -> String) -> Words {
    let mut words = Words {
        language: Language::Sv,
        subject: String::new(),
        before: vec![],
        list: vec![],
        call: "Öppna handledningsrummet (du måste logga in):".into(),
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
            words.subject = "Du har fått en ny handledare".into();
            words.before = vec![format!(
                "Ditt handledningsrum ({organisation}) har en ny handledare: {counselor}. Din nya handledare ser allt som finns i rummet. Den tidigare handledaren ser det inte längre. Allt du har skrivit finns kvar."
            )];
        }
        Mail::StaffInvited { organisation, main_user, expires_on, .. } => {
            words.subject = "Du är inbjuden att använda Luotsi".into();
            words.before = vec![invited(organisation, main_user.as_deref())];
            words.call = "Logga in med organisationens konto:".into();
            words.after = vec![format!(
                "Inbjudan gäller till och med den {}. Den är avsedd för den här adressen: logga in med det konto som har den.",
                day(*expires_on)
            )];
        }
        Mail::ConsentAsked { organisation, through, .. } => {
            words.subject = "Ditt handledningsrum: får en annan yrkesperson komma med?".into();
            words.before = vec![format!(
                "Din handledare ({organisation}) frågar om en annan yrkesperson får komma med i ditt handledningsrum, längst till och med den {}. Gå till rummet så ser du vem det är och varför, och kan svara. Ingen kommer med utan ditt samtycke, och du kan återkalla det när som helst.",
                day(*through)
            )];
        }
        Mail::Joined { organisation, through, .. } => {
            words.subject = "Du kan gå med i ett handledningsrum".into();
            words.before = vec![format!(
                "En kund hos {organisation} har gett samtycke till att du deltar i kundens handledningsrum, längst till och med den {}. Kunden ser varje gång du öppnar det.",
                day(*through)
            )];
        }
        Mail::ParticipationEnded { organisation, number, on, .. } => {
            words.subject = "Du är inte längre med i ett handledningsrum".into();
            words.before = vec![format!(
                "Ditt deltagande i handledningsrum {number} ({organisation}) upphörde den {}. Du ser det inte längre.",
                day(*on)
            )];
        }
        Mail::Digest { organisation, stands_in_for, due, asks, awaiting, .. } => {
            words.subject = "Dina handledningsrum: vad som väntar".into();
            words.before = vec![match stands_in_for {
                None => format!("Detta är på gång i dina handledningsrum ({organisation}):"),
                Some(name) => {
                    format!(
                        "Du vikarierar för {name} ({organisation}). Du ser inte de handledningsrummen: om något måste göras, be huvudanvändaren överföra rummet till dig. Detta är på gång i dem:"
                    )
                }
            }];
            words.list = due.iter().map(|due| line(due, &day(due.through))).collect();
            if !asks.is_empty() {
                words.list.push(format!(
                    "Kunden ber om att rummet öppnas igen, handledningsrum: {}",
                    numbers(asks)
                ));
            }
            if !awaiting.is_empty() {
                words.list.push(format!(
                    "Identiteten väntar på din bekräftelse, handledningsrum: {}",
                    numbers(awaiting)
                ));
            }
            words.call = "Dina handledningsrum:".into();
        }
        Mail::Receipt { organisation, number, created_on, deleted_on, messages, forgotten, .. } => {
            words.subject = "Ditt handledningsrum har raderats".into();
            words.before = vec![format!(
                "Handledningsrum {number} ({organisation}), som skapades den {}, raderades slutgiltigt den {}. Allt innehåll är borta. Meddelanden: {messages}.",
                day(*created_on),
                day(*deleted_on)
            )];
            if *forgotten {
                words.before.push(
                    "Det var ditt sista handledningsrum, så dina övriga personuppgifter i Luotsi raderades också."
                        .into(),
                );
            }
            words.after =
                vec!["Du behöver inte göra något. Du kan spara meddelandet som en bekräftelse.".into()];
        }
    }
    words
}

/// What time will do: the subject, and the paragraphs.
fn notice(organisation: &str, step: Step, closed_by_staff: bool, date: &str) -> (String, Vec<String>) {
    match step {
        Step::Inactive => (
            format!("Ditt handledningsrum stängs efter den {date}"),
            vec![
                format!(
                    "Ditt handledningsrum ({organisation}) är aktivt till och med den {date}. Därefter stängs det: du kan fortfarande läsa allt och öppna det igen när du behöver."
                ),
                format!(
                    "Om du vill hålla handledningsrummet aktivt, öppna det senast den {date}. Då börjar tiden om."
                ),
            ],
        ),
        Step::Archived if closed_by_staff => (
            format!("Ditt handledningsrum flyttas till ditt arkiv efter den {date}"),
            vec![
                format!(
                    "Ditt handledningsrum ({organisation}) har stängts. Det kan öppnas igen till och med den {date}. Därefter flyttas det till ditt arkiv, där bara du ser det."
                ),
                "Om du fortfarande behöver det, gå till rummet och be om att det öppnas igen.".into(),
            ],
        ),
        Step::Archived => (
            format!("Ditt handledningsrum flyttas till ditt arkiv efter den {date}"),
            vec![
                format!(
                    "Du kan öppna ditt handledningsrum ({organisation}) igen till och med den {date}. Därefter flyttas det till ditt arkiv, där bara du ser det."
                ),
                "Om du fortfarande behöver det, öppna rummet och tryck på Öppna igen.".into(),
            ],
        ),
        Step::Deleted => (
            format!("Ditt arkiverade handledningsrum raderas efter den {date}"),
            vec![
                format!(
                    "Ditt arkiverade handledningsrum ({organisation}) bevaras till och med den {date}. Därefter raderas det slutgiltigt, och ingen kan återställa det."
                ),
                format!("Om du vill spara innehållet, ladda ner det senast den {date}."),
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
                    "{organisation} har stängt ditt handledningsrum.{because} Du kan fortfarande läsa allt, och det kan öppnas igen till och med den {}.",
                    through
                ),
                format!(
                    "Om du fortfarande behöver det, öppna rummet och be om att det öppnas igen. Annars flyttas det sedan till ditt arkiv. Där finns det till och med den {}, och bara du ser det.",
                    archived
                ),
            ],
        ),
        None => (
            "Ditt handledningsrum finns nu i ditt arkiv".into(),
            vec![
                format!(
                    "{organisation} har flyttat ditt handledningsrum till ditt arkiv.{because} Där ser bara du det."
                ),
                format!(
                    "Du kan läsa och ladda ner det till och med den {}. Därefter raderas det slutgiltigt.",
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
    format!("{who} till Luotsi, där kunder får handledning i skyddade handledningsrum.")
}
