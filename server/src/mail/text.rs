//! What mails say, in each language (U1). Never the content of a workspace, nor its title (U5).

use contract::{date::date, person::Language};
use domain::outbox::Mail;
use maud::html;

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The subject line.
    pub subject: String,
    /// The link it leads to.
    pub link: String,
    /// For every reader.
    pub plain: String,
    /// The same for those who show HTML.
    pub html: String,
}

/// Writes a mail with links under `public_url`.
pub fn write(mail: &Mail, public_url: &str) -> Written {
    let Mail::Invitation { language, token, organisation, counselor, expires_on } = mail;
    let link = format!("{public_url}/invitations/{token}");
    let until = date(*language, *expires_on);
    let (subject, paragraphs) = match language {
        Language::Fi => (
            "Kutsu suojattuun ohjaustilaan",
            [
                format!("{counselor}, {organisation}, kutsuu sinut suojattuun ohjaustilaan Luotsissa."),
                "Avaa linkki, kirjaudu vahvalla tunnistautumisella ja hyväksy kutsu:".to_owned(),
                format!(
                    "Linkki toimii kerran ja viimeistään {until}. Jos et odottanut kutsua, voit jättää viestin huomiotta."
                ),
            ],
        ),
        Language::Sv => (
            "Inbjudan till ett skyddat handledningsrum",
            [
                format!(
                    "{counselor}, {organisation}, bjuder in dig till ett skyddat handledningsrum i Luotsi."
                ),
                "Öppna länken, logga in med stark identifiering och godkänn inbjudan:".to_owned(),
                format!(
                    "Länken fungerar en gång och senast {until}. Om du inte väntade dig en inbjudan behöver du inte göra något."
                ),
            ],
        ),
        Language::En => (
            "Invitation to a protected workspace",
            [
                format!("{counselor} of {organisation} invites you to a protected workspace in Luotsi."),
                "Open the link, sign in with strong identification and accept the invitation:".to_owned(),
                format!(
                    "The link works once, until {until} at the latest. If you did not expect an invitation, you can ignore this message."
                ),
            ],
        ),
    };
    let [who, how, ending] = paragraphs;
    let plain = format!("{who}\n\n{how}\n{link}\n\n{ending}\n");
    let html = html! {
        html lang=(language.code()) {
            body { p { (who) } p { (how) br; a href=(link) { (link) } } p { (ending) } }
        }
    };
    Written { subject: subject.to_owned(), link, plain, html: html.into_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u1_u5_an_invitation_tells_who_and_until_when_in_each_language() {
        for (language, day) in
            [(Language::Fi, "14.3.2027"), (Language::Sv, "14 mars 2027"), (Language::En, "14 March 2027")]
        {
            let mail = Mail::Invitation {
                language,
                token: "abc".into(),
                organisation: "Esimerkkilä".into(),
                counselor: "Olli <Ohjaaja>".into(),
                expires_on: "2027-03-14".parse().unwrap(),
            };
            let written = write(&mail, "https://ohjaus.example.org");
            assert_eq!(written.link, "https://ohjaus.example.org/invitations/abc");
            for part in ["Esimerkkilä", "Olli <Ohjaaja>", day, written.link.as_str()] {
                assert!(written.plain.contains(part), "{part} in {}", written.plain);
            }
            assert!(written.html.contains("Olli &lt;Ohjaaja&gt;"));
        }
    }
}
