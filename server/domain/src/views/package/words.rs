//! The words of a transcript in each language (U1).

use contract::{
    access::{AccessKind, AccessRole},
    person::Language,
};

pub(super) struct Words {
    pub organisation: &'static str,
    pub counselor: &'static str,
    pub customer: &'static str,
    pub second: &'static str,
    pub substitute: &'static str,
    pub created: &'static str,
    pub archived_through: &'static str,
    pub closed: &'static str,
    pub said_on_closing: &'static str,
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
    pub reply_to: &'static str,
    /// The name of the first file.
    pub read_me: &'static str,
    /// What it says.
    read_me_text: &'static str,
    /// The name of the conversations.
    pub conversations: &'static str,
    /// The folder of the files.
    pub folder: &'static str,
    /// The name of the page of who has looked.
    pub looks: &'static str,
    pub looks_title: &'static str,
    pub looks_lead: &'static str,
    pub looks_none: &'static str,
    pub looks_head: [&'static str; 4],
    pub opened_workspace: &'static str,
    pub opened_conversation: &'static str,
    pub opened_file: &'static str,
    pub searched: &'static str,
    pub downloaded: &'static str,
    pub broke_glass: &'static str,
    pub supervisor: &'static str,
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Fi => &FI,
            Language::Sv => &SV,
            Language::En => &EN,
        }
    }

    /// What is in the package; its line on files stands only where there are some.
    pub fn read_me(&self, has_files: bool) -> String {
        let is_of_files = |line: &&str| line.split_whitespace().next() == Some(self.folder);
        let lines = self.read_me_text.lines().filter(|line| has_files || !is_of_files(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// What somebody looked at.
    pub fn looked_at(&self, kind: AccessKind) -> &'static str {
        match kind {
            AccessKind::Workspace => self.opened_workspace,
            AccessKind::Conversation => self.opened_conversation,
            AccessKind::File => self.opened_file,
            AccessKind::Search => self.searched,
            AccessKind::Package => self.downloaded,
            AccessKind::BreakGlass => self.broke_glass,
        }
    }

    /// In which role.
    pub fn role(&self, role: AccessRole) -> &'static str {
        match role {
            AccessRole::Customer => self.customer,
            AccessRole::Counselor => self.counselor,
            AccessRole::SecondProfessional => self.second,
            AccessRole::Substitute => self.substitute,
            AccessRole::Supervisor => self.supervisor,
        }
    }
}

static FI: Words = Words {
    organisation: "Organisaatio",
    counselor: "Ohjaaja",
    customer: "Asiakas",
    second: "Toinen ammattilainen",
    substitute: "Sijainen",
    created: "Avattu",
    archived_through: "Viimeinen arkistopäivä",
    closed: "Suljettu",
    said_on_closing: "Ohjaajan viesti sulkemisesta",
    as_of: "Viimeisin muutos",
    empty: "Ei keskusteluja.",
    harmful: "poistettu haitallisena",
    taken_back: "Lähettäjä otti viestin takaisin.",
    checking: "tarkistettavana, ei vielä mukana",
    attached: "Liite",
    signs_missing: "□ on merkki, jota tämä asiakirja ei voi näyttää. Tiedostossa keskustelut.html se on oikein.",
    unchecked: "liian suuri tarkistettavaksi, ei mukana",
    unreadable: "ei luettavissa, tilalla huomautus",
    unreadable_note: "Tätä tiedostoa ei voi lukea palvelussa. Tuelle on ilmoitettu.",
    not_made: "PDF-tiedostoa ei voitu tehdä. Sama teksti on tiedostossa keskustelut.html.",
    reply_to: "Vastaus viestiin:",
    read_me: "lue-minut",
    read_me_text: "Tässä paketissa on ohjaustilasi sisältö.\n\n\
        keskustelut.html           keskustelut verkkosivuna: avaa ensin tämä\n\
        keskustelut.pdf            samat keskustelut tulostettavaksi\n\
        kuka-on-katsonut.html      kuka henkilökunnasta on katsonut ohjaustilaa ja milloin\n\
        liitteet                   kaikki lähetetyt tiedostot numerojärjestyksessä\n\
        workspace.json             samat tiedot muita ohjelmia varten\n\
        workspace.schema.json      kuvaus edellisen rakenteesta\n\
        manifest.json              luettelo tiedostoista tarkisteineen (SHA-256)\n\n\
        Paketissa on henkilötietojasi. Säilytä sitä niin, että muut eivät pääse siihen käsiksi.",
    conversations: "keskustelut",
    folder: "liitteet",
    looks: "kuka-on-katsonut",
    looks_title: "Kuka on katsonut ohjaustilaa",
    looks_lead: "Jokainen kerta, jolloin henkilökunta on avannut ohjaustilan tai jotain siinä.",
    looks_none: "Kukaan henkilökunnasta ei ole katsonut ohjaustilaa.",
    looks_head: ["Milloin", "Kuka", "Rooli ja organisaatio", "Mitä"],
    opened_workspace: "Avasi ohjaustilan",
    opened_conversation: "Avasi keskustelun",
    opened_file: "Avasi tiedoston",
    searched: "Haki ohjaustilasta",
    downloaded: "Latasi kaiken",
    broke_glass: "Avasi ohjaustilan valvojana",
    supervisor: "Valvoja",
};

static SV: Words = Words {
    organisation: "Organisation",
    counselor: "Handledare",
    customer: "Kund",
    second: "Annan yrkesperson",
    substitute: "Vikarie",
    created: "Öppnat",
    archived_through: "Sista dag i arkivet",
    closed: "Stängt",
    said_on_closing: "Handledarens meddelande om stängningen",
    as_of: "Senaste ändring",
    empty: "Inga samtal.",
    harmful: "borttagen som skadlig",
    taken_back: "Avsändaren tog tillbaka meddelandet.",
    checking: "granskas, finns inte med ännu",
    attached: "Bilaga",
    signs_missing: "□ är ett tecken som det här dokumentet inte kan visa. I filen samtal.html är det rätt.",
    unchecked: "för stor för att kontrolleras, inte med",
    unreadable: "går inte att läsa, i stället en anteckning",
    unreadable_note: "Den här filen går inte att läsa i tjänsten. Supporten har fått veta.",
    not_made: "PDF-filen kunde inte göras. Samma text finns i filen samtal.html.",
    reply_to: "Svar på:",
    read_me: "las-mig",
    read_me_text: "I det här paketet finns innehållet i ditt handledningsrum.\n\n\
        samtal.html                samtalen som webbsida: öppna den först\n\
        samtal.pdf                 samma samtal för utskrift\n\
        vem-har-tittat.html        vem av personalen som har tittat i handledningsrummet, och när\n\
        bilagor                    alla filer som har skickats, i nummerordning\n\
        workspace.json             samma uppgifter för andra program\n\
        workspace.schema.json      en beskrivning av hur den är uppbyggd\n\
        manifest.json              en förteckning över filerna med kontrollsummor (SHA-256)\n\n\
        Paketet innehåller dina personuppgifter. Förvara det så att andra inte kommer åt det.",
    conversations: "samtal",
    folder: "bilagor",
    looks: "vem-har-tittat",
    looks_title: "Vem har tittat i handledningsrummet",
    looks_lead: "Varje gång personalen har öppnat handledningsrummet eller något i det.",
    looks_none: "Ingen i personalen har tittat i handledningsrummet.",
    looks_head: ["När", "Vem", "Roll och organisation", "Vad"],
    opened_workspace: "Öppnade handledningsrummet",
    opened_conversation: "Öppnade ett samtal",
    opened_file: "Öppnade en fil",
    searched: "Sökte i handledningsrummet",
    downloaded: "Laddade ner allt",
    broke_glass: "Öppnade handledningsrummet som övervakare",
    supervisor: "Övervakare",
};

static EN: Words = Words {
    organisation: "Organisation",
    counselor: "Counselor",
    customer: "Customer",
    second: "Second professional",
    substitute: "Substitute",
    created: "Opened",
    archived_through: "Last day in the archive",
    closed: "Closed",
    said_on_closing: "The counselor's words on closing",
    as_of: "Last change",
    empty: "No conversations.",
    harmful: "removed as harmful",
    taken_back: "The sender took the message back.",
    checking: "being checked, not included yet",
    attached: "Attachment",
    signs_missing: "□ is a sign that this document cannot show. It is right in the file conversations.html.",
    unchecked: "too large to be checked, not included",
    unreadable: "cannot be read, a note is in its place",
    unreadable_note: "This file cannot be read in the service. Support has been told.",
    not_made: "The PDF could not be made. The same text is in the file conversations.html.",
    reply_to: "Reply to:",
    read_me: "read-me",
    read_me_text: "This package holds the content of your workspace.\n\n\
        conversations.html         the conversations as a web page: open this first\n\
        conversations.pdf          the same conversations, to print\n\
        who-has-looked.html        who of the staff has looked at the workspace, and when\n\
        attachments                all files that were sent, in the order of their numbers\n\
        workspace.json             the same for other programs\n\
        workspace.schema.json      a description of how that is built\n\
        manifest.json              a list of the files with their checksums (SHA-256)\n\n\
        The package holds your personal data. Keep it where others cannot get at it.",
    conversations: "conversations",
    folder: "attachments",
    looks: "who-has-looked",
    looks_title: "Who has viewed the workspace",
    looks_lead: "Every time staff opened the workspace or something in it.",
    looks_none: "Nobody of the staff has viewed the workspace.",
    looks_head: ["When", "Who", "Role and organisation", "What"],
    opened_workspace: "Opened the workspace",
    opened_conversation: "Opened a conversation",
    opened_file: "Opened a file",
    searched: "Searched the workspace",
    downloaded: "Downloaded everything",
    broke_glass: "Opened the workspace as a supervisor",
    supervisor: "Supervisor",
};
