//! The words of a transcript in each language (U1).

use contract::person::Language;

pub(super) struct Words {
    pub organisation: &'static str,
    pub counselor: &'static str,
    pub customer: &'static str,
    pub second: &'static str,
    pub created: &'static str,
    pub archived_through: &'static str,
    pub as_of: &'static str,
    pub empty: &'static str,
    pub harmful: &'static str,
    pub taken_back: &'static str,
    pub checking: &'static str,
    pub attached: &'static str,
    pub signs_missing: &'static str,
    pub unchecked: &'static str,
    pub unreadable: &'static str,
    pub unreadable_note: &'static str,
    pub not_made: &'static str,
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Fi => &FI,
            Language::Sv => &SV,
            Language::En => &EN,
        }
    }
}

static FI: Words = Words {
    organisation: "Organisaatio",
    counselor: "Ohjaaja",
    customer: "Asiakas",
    second: "Toinen ammattilainen",
    created: "Avattu",
    archived_through: "Viimeinen arkistopäivä",
    as_of: "Viimeisin muutos",
    empty: "Ei keskusteluja.",
    harmful: "poistettu haitallisena",
    taken_back: "Lähettäjä otti viestin takaisin.",
    checking: "tarkistettavana, ei vielä mukana",
    attached: "Liite",
    signs_missing: "□ on merkki, jota tämä asiakirja ei voi näyttää. Tiedostossa transcript.html se on oikein.",
    unchecked: "liian suuri tarkistettavaksi, ei mukana",
    unreadable: "ei luettavissa, tilalla huomautus",
    unreadable_note: "Tätä tiedostoa ei voi lukea palvelussa. Tuelle on ilmoitettu.",
    not_made: "PDF-tiedostoa ei voitu tehdä. Sama teksti on tiedostossa transcript.html.",
};

static SV: Words = Words {
    organisation: "Organisation",
    counselor: "Handledare",
    customer: "Kund",
    second: "Annan yrkesperson",
    created: "Öppnat",
    archived_through: "Sista dag i arkivet",
    as_of: "Senaste ändring",
    empty: "Inga samtal.",
    harmful: "borttagen som skadlig",
    taken_back: "Avsändaren tog tillbaka meddelandet.",
    checking: "granskas, finns inte med ännu",
    attached: "Bilaga",
    signs_missing: "□ är ett tecken som det här dokumentet inte kan visa. I filen transcript.html är det rätt.",
    unchecked: "för stor för att kontrolleras, inte med",
    unreadable: "går inte att läsa, i stället en anteckning",
    unreadable_note: "Den här filen går inte att läsa i tjänsten. Supporten har fått veta.",
    not_made: "PDF-filen kunde inte göras. Samma text finns i filen transcript.html.",
};

static EN: Words = Words {
    organisation: "Organisation",
    counselor: "Counselor",
    customer: "Customer",
    second: "Second professional",
    created: "Opened",
    archived_through: "Last day in the archive",
    as_of: "Last change",
    empty: "No conversations.",
    harmful: "removed as harmful",
    taken_back: "The sender took the message back.",
    checking: "being checked, not included yet",
    attached: "Attachment",
    signs_missing: "□ is a sign that this document cannot show. It is right in the file transcript.html.",
    unchecked: "too large to be checked, not included",
    unreadable: "cannot be read, a note is in its place",
    unreadable_note: "This file cannot be read in the service. Support has been told.",
    not_made: "The PDF could not be made. The same text is in the file transcript.html.",
};
