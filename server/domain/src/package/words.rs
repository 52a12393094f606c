//! The words of a transcript in each language (U1).

use contract::person::Language;

pub(super) struct Words {
    pub organisation: &'static str,
    pub counselor: &'static str,
    pub customer: &'static str,
    pub created: &'static str,
    pub archived_through: &'static str,
    pub taken: &'static str,
    pub empty: &'static str,
    pub harmful: &'static str,
    pub taken_back: &'static str,
    pub checking: &'static str,
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
    created: "Avattu",
    archived_through: "Viimeinen arkistopäivä",
    taken: "Paketti muodostettu",
    empty: "Ei keskusteluja.",
    harmful: "poistettu haitallisena",
    taken_back: "Lähettäjä otti viestin takaisin.",
    checking: "tarkistettavana, ei vielä mukana",
};

static SV: Words = Words {
    organisation: "Organisation",
    counselor: "Handledare",
    customer: "Kund",
    created: "Öppnat",
    archived_through: "Sista dag i arkivet",
    taken: "Paketet skapat",
    empty: "Inga samtal.",
    harmful: "borttagen som skadlig",
    taken_back: "Avsändaren tog tillbaka meddelandet.",
    checking: "granskas, finns inte med ännu",
};

static EN: Words = Words {
    organisation: "Organisation",
    counselor: "Counselor",
    customer: "Customer",
    created: "Opened",
    archived_through: "Last day in the archive",
    taken: "Package made",
    empty: "No conversations.",
    harmful: "removed as harmful",
    taken_back: "The sender took the message back.",
    checking: "being checked, not included yet",
};
