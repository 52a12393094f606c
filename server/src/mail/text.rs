//! A mail, written out: for every reader, and the same as HTML. Never the content of a workspace,
//! nor its title (U5).

use super::words::{Words, words};
use domain::ground::outbox::Mail;
use maud::html;

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The subject line.
    pub subject: String,
    /// The link it leads to, if to any.
    pub link: Option<String>,
    /// For every reader.
    pub plain: String,
    /// The same for those who show HTML.
    pub html: String,
}

/// Where a mail leads.
fn link(mail: &Mail, public_url: &str) -> Option<String> {
    match mail {
        Mail::Invitation { token, .. } => Some(format!("{public_url}/invitations/{token}")),
        Mail::Notice { workspace, .. }
        | Mail::Closed { workspace, .. }
        | Mail::HandedOver { workspace, .. }
        | Mail::Joined { workspace, .. } => Some(format!("{public_url}/workspaces/{workspace}")),
        Mail::ConsentAsked { workspace, .. } => Some(format!("{public_url}/workspaces/{workspace}/people")),
        Mail::StaffInvited { .. } => Some(format!("{public_url}/sign-in")),
        Mail::Digest { .. } => Some(format!("{public_url}/workspaces")),
        Mail::Receipt { .. } | Mail::ParticipationEnded { .. } => None,
    }
}

/// Writes a mail with links under `public_url`.
pub fn write(mail: &Mail, public_url: &str) -> Written {
    let Words { language, subject, before, list, call, after } = words(mail);
    let link = link(mail, public_url);
    let bullets: Vec<String> = list.iter().map(|line| format!("- {line}")).collect();
    let invitation = link.as_ref().map(|link| format!("{call}\n{link}"));
    let mut blocks = before.clone();
    blocks.extend((!bullets.is_empty()).then(|| bullets.join("\n")));
    blocks.extend(invitation);
    blocks.extend(after.clone());
    let html = html! {
        html lang=(language.code()) {
            body {
                @for text in &before { p { (text) } }
                @if !list.is_empty() { ul { @for line in &list { li { (line) } } } }
                @if let Some(link) = &link { p { (call) br; a href=(link) { (link) } } }
                @for text in &after { p { (text) } }
            }
        }
    };
    Written { subject, link, plain: format!("{}\n", blocks.join("\n\n")), html: html.into_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use contract::{WorkspaceId, bulk_action::Reason, person::Language};
    use domain::ground::outbox::{Due, Step};
    use uuid::Uuid;

    const URL: &str = "https://ohjaus.example.org";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 14 March 2027 in each language.
    const LANGUAGES: [(Language, &str); 3] =
        [(Language::Fi, "14.3.2027"), (Language::Sv, "14 mars 2027"), (Language::En, "14 March 2027")];

    fn every_mail(language: Language) -> Vec<Mail> {
        let (organisation, workspace) = ("Esimerkkilä".to_owned(), WorkspaceId(Uuid::nil()));
        let through = day("2027-03-14");
        let mut all = vec![
            Mail::Invitation {
                language,
                token: "abc".into(),
                organisation: organisation.clone(),
                counselor: "Olli <Ohjaaja>".into(),
                expires_on: through,
            },
            Mail::HandedOver {
                language,
                workspace,
                organisation: organisation.clone(),
                counselor: "Kaisa".into(),
            },
            Mail::StaffInvited {
                language,
                organisation: organisation.clone(),
                main_user: Some("Paula".into()),
                expires_on: through,
            },
            Mail::ConsentAsked { language, workspace, organisation: organisation.clone(), through },
            Mail::Joined { language, workspace, organisation: organisation.clone(), through },
            Mail::ParticipationEnded {
                language,
                organisation: organisation.clone(),
                number: 12,
                on: through,
            },
            Mail::Digest {
                language,
                organisation: organisation.clone(),
                stands_in_for: Some("Olli".into()),
                due: vec![Due { through, number: 12, workspace, step: Step::Inactive }],
                asks: vec![7],
                awaiting: vec![8, 9],
            },
            Mail::Receipt {
                language,
                organisation: organisation.clone(),
                number: 12,
                created_on: day("2026-01-01"),
                deleted_on: through,
                messages: 3,
                forgotten: true,
            },
        ];
        for (step, closed_by_staff) in
            [(Step::Inactive, false), (Step::Archived, false), (Step::Archived, true), (Step::Deleted, false)]
        {
            let organisation = organisation.clone();
            all.push(Mail::Notice { language, workspace, organisation, step, through, closed_by_staff });
        }
        let reasons = Reason::ALL.map(Some).into_iter().chain([None]);
        for reason in reasons {
            for inactive_through in [Some(through), None] {
                let organisation = organisation.clone();
                let archived_through = through;
                all.push(Mail::Closed {
                    language,
                    workspace,
                    organisation,
                    reason,
                    inactive_through,
                    archived_through,
                });
            }
        }
        all
    }

    #[test]
    fn u1_l9_every_mail_tells_who_when_and_where_in_each_language() {
        for (language, date) in LANGUAGES {
            for mail in every_mail(language) {
                let written = write(&mail, URL);
                let is_handing_over = matches!(mail, Mail::HandedOver { .. });
                assert!(written.plain.contains("Esimerkkilä"), "{}", written.plain);
                assert!(is_handing_over || written.plain.contains(date), "{date} in {}", written.plain);
                assert!(!written.subject.is_empty() && written.subject.chars().count() < 90);
                if let Some(link) = &written.link {
                    assert!(
                        link.starts_with(URL) && written.plain.contains(link) && written.html.contains(link)
                    );
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
            .map(|mail| write(&mail, URL).plain)
            .collect();
        for (place, text) in texts.iter().enumerate() {
            assert!(!texts[..place].contains(text), "{text}");
        }
    }

    #[test]
    fn names_are_text_not_markup() {
        let written = write(&every_mail(Language::En)[0], URL);
        assert!(written.html.contains("Olli &lt;Ohjaaja&gt;") && written.plain.contains("Olli <Ohjaaja>"));
    }
}
