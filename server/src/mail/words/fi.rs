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
        Reason::Mistake => "ohjaustila luotiin vahingossa",
    }
}

/// The invitation to a workspace (P3).
fn invitation(words: &mut Words, organisation: &str, counselor: &str, until: &str) {
    words.subject = "Kutsu suojattuun ohjaustilaan".into();
    words.before = vec![format!(
        "{counselor} ({organisation}) kutsuu sinut suojattuun ohjaustilaan Luotsissa. Luotsi on palvelu, jossa sinä ja ohjaajasi voitte kirjoittaa toisillenne suojatusti."
    )];
    words.call = "Avaa linkki, kirjaudu vahvalla tunnistautumisella ja hyväksy kutsu:".into();
    words.after = vec![format!(
        "Linkki toimii yhden kerran, viimeistään {}. Jos et ole varma, onko viesti aito, kysy ohjaajaltasi tai organisaatiosta ({organisation}), ennen kuin avaat linkin. Jos et odottanut kutsua, sinun ei tarvitse tehdä mitään.",
        until
    )];
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
            words.subject = "Ohjaajasi on vaihtunut".into();
            words.before = vec![format!(
                "Ohjaustilallasi ({organisation}) on uusi ohjaaja: {counselor}. Uusi ohjaajasi näkee kaiken, mitä ohjaustilassa on. Aiempi ohjaaja ei enää näe sitä. Kaikki kirjoittamasi on tallessa."
            )];
        }
        Mail::StaffInvited { organisation, main_user, expires_on, .. } => {
            words.subject = "Kutsu Luotsin käyttäjäksi".into();
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
                "Ohjaajasi ({organisation}) kysyy, saako toinen ammattilainen liittyä ohjaustilaasi. Lupa olisi voimassa enintään {} asti. Avaa ohjaustila, niin näet, kuka hän on ja miksi, ja voit vastata. Kukaan ei liity ilman suostumustasi, ja voit perua suostumuksen milloin tahansa.",
                day(*through)
            )];
        }
        Mail::Joined { organisation, through, .. } => {
            words.subject = "Voit liittyä ohjaustilaan".into();
            words.before = vec![format!(
                "Asiakas ({organisation}) on antanut suostumuksen siihen, että osallistut hänen ohjaustilaansa. Suostumus on voimassa enintään {} asti. Asiakas näkee jokaisen kerran, kun avaat ohjaustilan.",
                day(*through)
            )];
        }
        Mail::ParticipationEnded { organisation, number, on, .. } => {
            words.subject = "Et ole enää mukana ohjaustilassa".into();
            words.before = vec![format!(
                "Osallistumisesi ohjaustilaan {number} ({organisation}) päättyi {}. Et näe sitä enää.",
                day(*on)
            )];
        }
        Mail::Digest { organisation, stands_in_for, due, asks, awaiting, .. } => {
            words.subject = "Ohjaustilasi: mitä on tulossa".into();
            words.before = vec![match stands_in_for {
                None => format!("Ohjaustiloissasi ({organisation}) on tulossa:"),
                Some(name) => {
                    format!(
                        "Sijaistat henkilöä {name} ({organisation}). Et näe hänen ohjaustilojaan: jos jokin asia on hoidettava, pyydä pääkäyttäjää siirtämään ohjaustila sinulle. Hänen ohjaustiloissaan on tulossa:"
                    )
                }
            }];
            words.list = due.iter().map(|due| line(due, &day(due.through))).collect();
            if !asks.is_empty() {
                words.list.push(format!("Asiakas pyytää avaamaan uudelleen, ohjaustilat: {}", numbers(asks)));
            }
            if !awaiting.is_empty() {
                words.list.push(format!(
                    "Henkilöllisyys odottaa vahvistustasi, ohjaustilat: {}",
                    numbers(awaiting)
                ));
            }
            words.call = "Omat ohjaustilasi:".into();
        }
        Mail::Receipt { organisation, number, created_on, deleted_on, messages, forgotten, .. } => {
            words.subject = "Ohjaustilasi on poistettu".into();
            words.before = vec![format!(
                "Ohjaustila {number} ({organisation}), joka avattiin {}, poistettiin {}. Kaikki sen sisältö on poistettu lopullisesti. Viestejä oli {messages}.",
                day(*created_on),
                day(*deleted_on)
            )];
            if *forgotten {
                words.before.push(
                    "Se oli viimeinen ohjaustilasi, joten myös muut henkilötietosi poistettiin Luotsista."
                        .into(),
                );
            }
            words.after = vec![
                "Sinun ei tarvitse tehdä mitään. Voit säilyttää tämän viestin vahvistuksena poistosta."
                    .into(),
            ];
        }
    }
    words
}

/// What time will do: the subject, and the paragraphs.
fn notice(organisation: &str, step: Step, closed_by_staff: bool, date: &str) -> (String, Vec<String>) {
    match step {
        Step::Inactive => (
            format!("Ohjaustilasi suljetaan {date} jälkeen"),
            vec![
                format!(
                    "Ohjaustilasi ({organisation}) on aktiivinen {date} asti. Sen jälkeen se suljetaan: voit yhä lukea kaiken ja avata sen uudelleen."
                ),
                format!(
                    "Jos haluat pitää ohjaustilan aktiivisena, avaa se viimeistään {date}. Silloin aika alkaa alusta."
                ),
            ],
        ),
        Step::Archived if closed_by_staff => (
            format!("Ohjaustilasi siirtyy arkistoosi {date} jälkeen"),
            vec![
                format!(
                    "Ohjaustilasi ({organisation}) on suljettu. Sen voi avata uudelleen {date} asti. Sen jälkeen se siirtyy arkistoosi, jossa vain sinä näet sen."
                ),
                "Jos tarvitset sitä vielä, avaa ohjaustila ja pyydä, että se avataan uudelleen.".into(),
            ],
        ),
        Step::Archived => (
            format!("Ohjaustilasi siirtyy arkistoosi {date} jälkeen"),
            vec![
                format!(
                    "Voit avata ohjaustilasi ({organisation}) uudelleen {date} asti. Sen jälkeen se siirtyy arkistoosi, jossa vain sinä näet sen."
                ),
                "Jos tarvitset sitä vielä, avaa ohjaustila ja valitse Avaa uudelleen.".into(),
            ],
        ),
        Step::Deleted => (
            format!("Arkistoitu ohjaustilasi poistetaan {date} jälkeen"),
            vec![
                format!(
                    "Arkistoitua ohjaustilaasi ({organisation}) säilytetään {date} asti. Sen jälkeen se poistetaan lopullisesti, eikä kukaan voi palauttaa sitä."
                ),
                format!("Jos haluat säilyttää sen sisällön, lataa se viimeistään {date}."),
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
                    "Jos tarvitset sitä vielä, avaa ohjaustila ja pyydä, että se avataan uudelleen. Muuten se siirtyy sen jälkeen arkistoosi. Arkistossa se säilyy {} asti, ja vain sinä näet sen.",
                    archived
                ),
            ],
        ),
        None => (
            "Ohjaustilasi on nyt arkistossasi".into(),
            vec![
                format!(
                    "{organisation} on siirtänyt ohjaustilasi arkistoosi.{because} Siellä vain sinä näet sen."
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
            "Ohjaustila {}: voi avata uudelleen {date} asti, sen jälkeen sen näkee vain asiakas",
            due.number
        ),
    }
}

fn invited(organisation: &str, main_user: Option<&str>) -> String {
    let who = match main_user {
        Some(name) => format!("{name} ({organisation}) kutsuu sinut Luotsin käyttäjäksi. Luotsi on palvelu"),
        None => format!("Sinut kutsutaan Luotsin pääkäyttäjäksi ({organisation}). Luotsi on palvelu"),
    };
    format!("{who}, jossa ihmisiä ohjataan suojatuissa ohjaustiloissa.")
}
