//! Finnish.

use super::{Words, numbers};
use chrono::NaiveDate;
use contract::{bulk_action::Reason, person::Language};
use domain::ground::outbox::{Due, Mail, Step};

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::GuidanceEnded => "ohjaus on päättynyt",
        Reason::CounselorLeft => "ohjaaja ei enää työskentele organisaatiossa",
        Reason::WorkDivided => "työt on jaettu uudelleen",
        Reason::ServiceEnded => "palvelu on päättynyt",
        Reason::Mistake => "ohjaustila avattiin vahingossa",
    }
}

pub(super) fn words(mail: &Mail, day: &dyn Fn(NaiveDate) -> String) -> Words {
    let mut words = Words {
        language: Language::Fi,
        subject: String::new(),
        before: vec![],
        list: vec![],
        call: "Avaa ohjaustila (sinua pyydetään kirjautumaan):".into(),
        after: vec![],
    };
    match mail {
        Mail::Invitation { organisation, counselor, expires_on, .. } => {
            words.subject = "Kutsu suojattuun ohjaustilaan".into();
            words.before =
                vec![format!("{counselor}, {organisation}, kutsuu sinut suojattuun ohjaustilaan Luotsissa.")];
            words.call = "Avaa linkki, kirjaudu vahvalla tunnistautumisella ja hyväksy kutsu:".into();
            words.after = vec![format!(
                "Linkki toimii kerran ja viimeistään {}. Jos et odottanut kutsua, voit jättää viestin huomiotta.",
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
            words.subject = "Toinen ohjaaja jatkaa kanssasi".into();
            words.before = vec![format!(
                "Ohjaustilallasi ({organisation}) on uusi ohjaaja: {counselor}. Aiempi ohjaaja ei enää näe sitä. Kaikki kirjoittamasi on tallessa."
            )];
        }
        Mail::StaffInvited { organisation, main_user, expires_on, .. } => {
            words.subject = "Sinut on kutsuttu työskentelemään Luotsissa".into();
            words.before = vec![invited(organisation, main_user.as_deref())];
            words.call = "Kirjaudu organisaatiosi tilillä:".into();
            words.after = vec![format!(
                "Kutsu on voimassa {} asti. Se on tarkoitettu tälle osoitteelle: kirjaudu tilillä, jolla on tämä osoite.",
                day(*expires_on)
            )];
        }
        Mail::ConsentAsked { organisation, through, .. } => {
            words.subject = "Ohjaustilasi: saako toinen ammattilainen liittyä?".into();
            words.before = vec![format!(
                "Ohjaajasi ({organisation}) kysyy, saako toinen ammattilainen liittyä ohjaustilaasi, enintään {} asti. Kukaan ei liity ilman suostumustasi, ja voit perua sen milloin tahansa.",
                day(*through)
            )];
        }
        Mail::Joined { organisation, through, .. } => {
            words.subject = "Voit liittyä ohjaustilaan".into();
            words.before = vec![format!(
                "Asiakas ({organisation}) on päästänyt sinut ohjaustilaansa, enintään {} asti. Asiakas näkee jokaisen kerran, kun avaat tilan.",
                day(*through)
            )];
        }
        Mail::ParticipationEnded { organisation, number, on, .. } => {
            words.subject = "Et ole enää mukana ohjaustilassa".into();
            words.before = vec![format!(
                "Osallisuutesi ohjaustilaan {number} ({organisation}) päättyi {}. Et näe sitä enää.",
                day(*on)
            )];
        }
        Mail::Digest { organisation, stands_in_for, due, asks, awaiting, .. } => {
            words.subject = "Ohjaustilasi: mitä on tulossa".into();
            words.before = vec![match stands_in_for {
                None => format!("Ohjaustiloissasi ({organisation}) on tulossa:"),
                Some(name) => {
                    format!(
                        "Olet sijainen: {name} ({organisation}) on poissa. Hänen ohjaustiloissaan on tulossa:"
                    )
                }
            }];
            words.list = due.iter().map(|due| line(due, &day(due.through))).collect();
            if !asks.is_empty() {
                words.list.push(format!("Asiakas pyytää avaamista uudelleen: {}", numbers(asks)));
            }
            if !awaiting.is_empty() {
                words.list.push(format!("Henkilöllisyys odottaa vahvistustasi: {}", numbers(awaiting)));
            }
            words.call = "Luettelosi:".into();
        }
        Mail::Receipt { organisation, number, created_on, deleted_on, messages, forgotten, .. } => {
            words.subject = "Ohjaustilasi on poistettu".into();
            words.before = vec![format!(
                "Ohjaustila {number} ({organisation}), joka avattiin {}, poistettiin {}. Ensin tuhottiin sen salausavain, sitten kaikki sen sisältö: {messages} viestiä.",
                day(*created_on),
                day(*deleted_on)
            )];
            if *forgotten {
                words.before.push(
                    "Se oli viimeinen ohjaustilasi, joten myös kaikki muut tietosi poistettiin.".into(),
                );
            }
            words.after =
                vec!["Sinun ei tarvitse tehdä mitään. Säilytä tämä viesti, jos haluat kuittauksen.".into()];
        }
    }
    words
}

/// What time will do: the subject, and the paragraphs.
fn notice(organisation: &str, step: Step, closed_by_staff: bool, date: &str) -> (String, Vec<String>) {
    match step {
        Step::Inactive => (
            format!("Ohjaustilasi on aktiivinen {date} asti"),
            vec![
                format!(
                    "Ohjaustilasi ({organisation}) on aktiivinen {date} asti. Sen jälkeen se suljetaan: voit yhä lukea kaiken ja avata sen uudelleen."
                ),
                "Jos avaat ohjaustilan ennen sitä, aika alkaa alusta.".into(),
            ],
        ),
        Step::Archived if closed_by_staff => (
            format!("Ohjaustilasi siirtyy arkistoosi {date} jälkeen"),
            vec![
                format!(
                    "Ohjaustilasi ({organisation}) on suljettu organisaation puolelta. Sen voi avata uudelleen {date} asti. Sen jälkeen se siirtyy arkistoosi, jossa vain sinä näet sen."
                ),
                "Jos tarvitset sitä vielä, pyydä ohjaustilassa sen avaamista uudelleen.".into(),
            ],
        ),
        Step::Archived => (
            format!("Ohjaustilasi siirtyy arkistoosi {date} jälkeen"),
            vec![
                format!(
                    "Voit avata ohjaustilasi ({organisation}) uudelleen {date} asti. Sen jälkeen se siirtyy arkistoosi, jossa vain sinä näet sen."
                ),
                "Jos tarvitset sitä vielä, paina ohjaustilassa painiketta, joka avaa sen uudelleen.".into(),
            ],
        ),
        Step::Deleted => (
            format!("Arkistoitu ohjaustilasi poistetaan {date} jälkeen"),
            vec![
                format!(
                    "Arkistoitua ohjaustilaasi ({organisation}) säilytetään {date} asti. Sen jälkeen se poistetaan lopullisesti, eikä kukaan voi palauttaa sitä."
                ),
                "Jos haluat säilyttää sen sisällön, lataa se ennen sitä.".into(),
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
    let because = why.map(|why| format!(" Syy: {}.", reason(why))).unwrap_or_default();
    match reactivable {
        Some(through) => (
            "Ohjaustilasi on suljettu".into(),
            vec![
                format!(
                    "{organisation} on sulkenut ohjaustilasi.{because} Voit yhä lukea kaiken, ja sen voi avata uudelleen {} asti.",
                    through
                ),
                format!(
                    "Jos tarvitset sitä vielä, pyydä ohjaustilassa sen avaamista uudelleen. Muuten se siirtyy arkistoosi, jossa vain sinä näet sen, {} asti.",
                    archived
                ),
            ],
        ),
        None => (
            "Ohjaustilasi on nyt arkistossasi".into(),
            vec![
                format!(
                    "{organisation} on päättänyt ohjaustilasi.{because} Se on nyt arkistossasi: vain sinä näet sen."
                ),
                format!(
                    "Voit lukea ja ladata sen {} asti. Sen jälkeen se poistetaan lopullisesti.",
                    archived
                ),
            ],
        ),
    }
}

fn line(due: &Due, date: &str) -> String {
    match due.step {
        Step::Inactive => format!("Ohjaustila {}: aktiivinen {date} asti", due.number),
        _ => format!(
            "Ohjaustila {}: avattavissa uudelleen {date} asti, sen jälkeen vain asiakas näkee sen",
            due.number
        ),
    }
}

fn invited(organisation: &str, main_user: Option<&str>) -> String {
    let who = match main_user {
        Some(name) => format!("{name} ({organisation}) kutsuu sinut työskentelemään Luotsissa"),
        None => format!("Sinut kutsutaan Luotsin pääkäyttäjäksi ({organisation}). Luotsi on palvelu"),
    };
    format!("{who}, jossa ihmisiä ohjataan suojatuissa ohjaustiloissa.")
}
