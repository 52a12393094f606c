//! A counselor's workspaces as they are on a real Friday: who, about what, and how far. Nobody of them
//! exists.

use contract::topic::Topic;

/// What has happened in a workspace so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Story {
    /// The customer wrote, and nobody has read it.
    Waiting,
    /// Under way, everything answered.
    Quiet,
    /// Under way for long, with many messages and files.
    Long,
    /// Invited; nobody has come.
    Invited,
    /// The same, with a letter: no address is known.
    OnPaper,
    /// Under way, but the customer's address refuses mail.
    Unreached,
    /// Somebody came, and the counselor has to confirm who it is.
    Unconfirmed,
    /// Active for some days more.
    Ending,
    /// Inactive: the customer did not come for three months.
    Forgotten,
    /// Closed by the counselor.
    Closed,
    /// Closed by the counselor, and the customer asks for it to be reactivated.
    Asks,
    /// In the customer's archive.
    Archived,
}

/// A workspace.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The customer's name.
    pub customer: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its topic.
    pub topic: Topic,
    /// What has happened.
    pub story: Story,
}

const fn sample(customer: &'static str, title: &'static str, topic: Topic, story: Story) -> Sample {
    Sample { customer, title, topic, story }
}

/// All of one counselor's.
pub const SAMPLES: &[Sample] = &[
    sample("Leena Testi", "Palkkatuki", Topic::Work, Story::Ending),
    sample("Sami Malli", "Talousasiat kuntoon", Topic::Finances, Story::Unconfirmed),
    sample("Noora Näyte", "Opiskelupaikan haku", Topic::Studies, Story::Long),
    sample("Kalle Koe", "Kuntoutuksen jälkeen", Topic::Health, Story::Invited),
    sample("Maija Malli", "Työpaikan vaihto", Topic::Work, Story::Asks),
    sample("Pekka Testi", "Asunto lähempää koulua", Topic::Housing, Story::Waiting),
    sample("Anni Näyte", "Harjoittelupaikka keväälle", Topic::Work, Story::Waiting),
    sample("Timo Koe", "Arjen rytmi", Topic::EverydayLife, Story::Quiet),
    sample("Sanna Malli", "Työttömyysturva ja opinnot", Topic::Finances, Story::Quiet),
    sample("Jukka Testi", "Ammatinvalinta", Topic::Work, Story::Quiet),
    sample("Riitta Näyte", "Paluu työelämään", Topic::Work, Story::Quiet),
    sample("Antti Koe", "Yrittäjyys", Topic::Work, Story::Ending),
    sample("Päivi Malli", "Koulutuksen keskeytys", Topic::Studies, Story::Quiet),
    sample("Ville Testi", "Oma asunto", Topic::Housing, Story::Forgotten),
    sample("Katri Näyte", "Jaksaminen opinnoissa", Topic::MentalWellbeing, Story::Waiting),
    sample("Mikko Koe", "Velkajärjestely", Topic::Finances, Story::Quiet),
    sample("Elina Malli", "Lukion jälkeen", Topic::Studies, Story::Quiet),
    sample("Oskari Testi", "Kesätyö", Topic::Work, Story::Forgotten),
    sample("Hanna Näyte", "Vuorotyö ja lasten hoito", Topic::EverydayLife, Story::Quiet),
    sample("Lauri Koe", "Kielikoe", Topic::Skills, Story::Quiet),
    sample("Iida Malli", "Tuettu asuminen", Topic::Housing, Story::Closed),
    sample("Jari Testi", "Alanvaihto logistiikasta", Topic::Work, Story::Quiet),
    sample("Tuula Näyte", "Osatyökykyisen palvelut", Topic::Health, Story::Quiet),
    sample("Aleksi Koe", "Valmennus ja työkokeilu", Topic::Work, Story::Forgotten),
    sample("Outi Malli", "Ystäviä uudella paikkakunnalla", Topic::SocialRelations, Story::Quiet),
    sample("Heikki Testi", "Eläkettä odotellessa", Topic::General, Story::Quiet),
    sample("Milla Näyte", "Hakemus ammattiopistoon", Topic::Studies, Story::Waiting),
    sample("Petri Koe", "Ajokortti ja työ", Topic::Skills, Story::Ending),
    sample("Susanna Malli", "Rahat riittämään", Topic::Finances, Story::Quiet),
    sample("Rasmus Testi", "Harrastuksesta ammatti", Topic::Hobbies, Story::Invited),
    sample("Emmi Näyte", "Opinnot ulkomailla", Topic::Studies, Story::Quiet),
    sample("Kari Koe", "Irtisanomisen jälkeen", Topic::Work, Story::Forgotten),
    sample("Laura Malli", "Itsetunto työnhaussa", Topic::SelfEsteem, Story::Quiet),
    sample("Juho Testi", "Oppisopimus", Topic::Studies, Story::Closed),
    sample("Minna Näyte", "Muutto ja etuudet", Topic::Housing, Story::Ending),
    sample("Toni Koe", "Päihteetön arki", Topic::Addictions, Story::Quiet),
    sample("Veera Malli", "Sosiaaliset tilanteet", Topic::SocialRelations, Story::Quiet),
    sample("Olavi Testi", "Digitaidot", Topic::Skills, Story::Forgotten),
    sample("Saara Näyte", "Ensimmäinen työpaikka", Topic::Work, Story::Invited),
    sample("Niko Koe", "Asevelvollisuuden jälkeen", Topic::General, Story::Archived),
    sample("Aada Malli", "Lähihoitajaksi", Topic::Studies, Story::Quiet),
    sample("Eino Testi", "Kotona pärjääminen", Topic::EverydayLife, Story::OnPaper),
    sample("Venla Näyte", "Opintolaina ja asuminen", Topic::Finances, Story::Waiting),
    sample("Onni Koe", "Työkyvyn arvio", Topic::Health, Story::Quiet),
    sample("Helmi Malli", "Vanhempainvapaan jälkeen", Topic::Work, Story::Unreached),
    sample("Leo Testi", "Liikunta-ala", Topic::Hobbies, Story::Forgotten),
    sample("Aino-Maria Näyte", "Kahden kodin arki", Topic::EverydayLife, Story::Quiet),
    sample("Väinö Koe", "Keikkatyö ja tuet", Topic::Finances, Story::Ending),
    sample("Sofia Malli", "Yliopistohaku", Topic::Studies, Story::Quiet),
    sample("Elias Testi", "Ensimmäinen vuokrasopimus", Topic::Housing, Story::Closed),
    sample("Olivia Näyte", "Uupumuksesta takaisin", Topic::MentalWellbeing, Story::Quiet),
    sample("Noel Koe", "Hitsaajan kortti", Topic::Skills, Story::Waiting),
    sample("Lilja Malli", "Paikka ryhmässä", Topic::SocialRelations, Story::Quiet),
    sample("Hugo Testi", "Vuosi ulkomailla", Topic::General, Story::Forgotten),
    sample("Åsa Näyte", "Suomen kielen kurssi", Topic::Skills, Story::Quiet),
    sample("Mauri Koe", "Irti peleistä", Topic::Addictions, Story::Ending),
    sample("Ilona Malli", "Osa-aikatyö", Topic::Work, Story::Quiet),
    sample("Samuel Testi", "Rohkeutta haastatteluun", Topic::SelfEsteem, Story::Forgotten),
    sample("Östen Näyte", "Eläkkeeltä osa-aikatyöhön", Topic::Work, Story::Quiet),
];

/// What the counselor begins with, in turn.
pub const GREETINGS: [&str; 3] = [
    "Hei!\n\nTervetuloa ohjaustilaan. Kirjoita tähän omin sanoin, missä tilanteessa olet nyt ja mitä toivoisit. \
     Luen viestisi viimeistään seuraavana työpäivänä.",
    "Hei!\n\nKiitos tapaamisesta. Kokosin tähän, mistä puhuimme: käyt ensin läpi vaihtoehdot, ja palaamme niihin \
     yhdessä. Kysy heti, jos jokin jää epäselväksi.",
    "Hei!\n\nAvasin meille tämän tilan, jotta voimme jatkaa kirjoittamalla. Mikä olisi sinulle tärkein asia, josta \
     aloittaa?",
];

/// What customers write, in turn.
pub const LETTERS: [&str; 5] = [
    "Hei, kiitos viestistä. Luin ohjeet ja täytin lomakkeen niin pitkälle kuin osasin. Kohta 4 jäi epäselväksi.",
    "Moi! Soitin sinne eilen, ja he pyysivät vielä todistuksen. Mistä sen saa?",
    "Hei! Sain vastauksen, ja se oli myönteinen. Kiitos avusta, tämä helpotti paljon.",
    "Hei, viikko on ollut vähän raskas enkä ehtinyt tehdä kaikkea. Jatkan ensi viikolla.",
    "Hei! Voisiko tapaamisen siirtää torstaille? Perjantaina minulla on työhaastattelu.",
];

/// What the counselor answers, in turn.
pub const ANSWERS: [&str; 5] = [
    "Hyvä alku! Kohtaan 4 riittää, että kirjoitat nykyisen tilanteesi. Liitteet voi lähettää myöhemminkin.",
    "Todistuksen saa oppilaitoksen toimistosta samana päivänä. Kerro, jos he eivät anna sitä, niin autan.",
    "Hienoa kuulla! Seuraava askel on sopia aloituspäivä. Kirjoita, kun tiedät sen.",
    "Ei haittaa. Tehdään tästä pienempiä osia: riittää, kun teet yhden asian ennen seuraavaa kertaa.",
    "Torstai sopii hyvin, kello 10. Onnea haastatteluun!",
];
