//! The words of the letter in each language (U1).

use contract::person::Language;

/// What a letter says.
pub(super) struct Letter {
    pub counselor: String,
    pub phone: Option<String>,
    pub organisation: String,
    /// Where the code is typed.
    pub address: String,
    pub code: String,
    pub printed_on: String,
    /// The last day of the code.
    pub through: String,
    /// Whether nobody knows where to send mail.
    pub has_no_address: bool,
}

pub(super) struct Words {
    pub title: &'static str,
    pub invites: String,
    pub what: &'static str,
    pub how: &'static str,
    pub open: &'static str,
    pub sign_in: &'static str,
    pub type_code: &'static str,
    pub good_to_know: &'static str,
    pub through: String,
    pub unsure: String,
    pub no_address: &'static str,
    pub unexpected: &'static str,
}

impl Words {
    pub fn of(language: Language, letter: &Letter) -> Self {
        match language {
            Language::Fi => Self::fi(letter),
            Language::Sv => Self::sv(letter),
            Language::En => Self::en(letter),
        }
    }

    fn fi(letter: &Letter) -> Self {
        let Letter { counselor, organisation, through, .. } = letter;
        let phone = letter.phone.as_ref().map(|phone| format!(", puhelin {phone}")).unwrap_or_default();
        Self {
            title: "Kutsu suojattuun ohjaustilaan",
            invites: format!("{counselor} ({organisation}) kutsuu sinut suojattuun ohjaustilaan Luotsissa."),
            what: "Luotsi on palvelu, jossa sinä ja ohjaajasi voitte kirjoittaa toisillenne suojatusti.",
            how: "Näin pääset ohjaustilaan",
            open: "1. Avaa tämä osoite selaimessa tietokoneella tai puhelimella:",
            sign_in: "2. Kirjaudu vahvalla tunnistautumisella, esimerkiksi pankkitunnuksilla tai mobiilivarmenteella.",
            type_code: "3. Kirjoita koodi. Väliviivat voi jättää pois.",
            good_to_know: "Hyvä tietää",
            through: format!(
                "Koodi toimii yhden kerran, viimeistään {through}. Älä anna sitä kenellekään muulle."
            ),
            unsure: format!(
                "Jos et ole varma, onko kirje aito, tai tarvitset apua, ota yhteyttä: {counselor}, {organisation}{phone}."
            ),
            no_address: "Sähköpostiosoitettasi ei ole annettu, joten uusista viesteistä ja määräajoista kerrotaan vain palvelussa. Voit lisätä osoitteen omiin yhteystietoihisi, kun olet päässyt ohjaustilaan.",
            unexpected: "Jos et odottanut kutsua, sinun ei tarvitse tehdä mitään.",
        }
    }

    fn sv(letter: &Letter) -> Self {
        let Letter { counselor, organisation, through, .. } = letter;
        let phone = letter.phone.as_ref().map(|phone| format!(", telefon {phone}")).unwrap_or_default();
        Self {
            title: "Inbjudan till ett skyddat handledningsrum",
            invites: format!(
                "{counselor} ({organisation}) bjuder in dig till ett skyddat handledningsrum i Luotsi."
            ),
            what: "Luotsi är en tjänst där du och din handledare kan skriva till varandra skyddat.",
            how: "Så kommer du till handledningsrummet",
            open: "1. Öppna den här adressen i webbläsaren på en dator eller telefon:",
            sign_in: "2. Logga in med stark identifiering, till exempel med bankkoder eller mobilcertifikat.",
            type_code: "3. Skriv koden. Bindestrecken kan lämnas bort.",
            good_to_know: "Bra att veta",
            through: format!(
                "Koden kan användas en gång, senast den {through}. Ge den inte till någon annan."
            ),
            unsure: format!(
                "Om du inte är säker på att brevet är äkta, eller behöver hjälp, kontakta {counselor}, \
                 {organisation}{phone}."
            ),
            no_address: "Din e-postadress är inte känd, så du får veta om nya meddelanden och tidsfrister bara i tjänsten. Du kan lägga till en adress i dina kontaktuppgifter när du har kommit med i handledningsrummet.",
            unexpected: "Om du inte väntade dig en inbjudan behöver du inte göra något.",
        }
    }

    fn en(letter: &Letter) -> Self {
        let Letter { counselor, organisation, through, .. } = letter;
        let phone = letter.phone.as_ref().map(|phone| format!(", telephone {phone}")).unwrap_or_default();
        Self {
            title: "Invitation to a protected workspace",
            invites: format!(
                "{counselor} from {organisation} invites you to a protected workspace in Luotsi."
            ),
            what: "Luotsi is a service where you and your counselor can write to each other securely.",
            how: "How to get in",
            open: "1. Open this address in a browser, on a computer or a phone:",
            sign_in: "2. Sign in with strong identification, for example with online banking codes or a mobile certificate.",
            type_code: "3. Type the code. You can leave out the dashes.",
            good_to_know: "Good to know",
            through: format!(
                "The code works once, until the end of {through}. Do not give it to anybody else."
            ),
            unsure: format!(
                "If you are not sure that this letter is genuine, or need help, contact {counselor}, \
                 {organisation}{phone}."
            ),
            no_address: "We do not have an email address for you, so new messages and deadlines are announced only in the service. You can add an address to your contact details once you are in the workspace.",
            unexpected: "If you did not expect an invitation, you can ignore this letter.",
        }
    }
}
