//! Who one can be in a demonstration. None of them exists: the identity codes are of the range
//! 900–999, which is given to nobody.

/// The sample organisation's short name.
pub const ORGANISATION: &str = "esimerkkila";

/// Another one, whose staff have their accounts at the same provider.
pub const NEIGHBOUR: &str = "naapurila";

/// Somebody to choose on the provider's page.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// The provider's name for them.
    pub subject: &'static str,
    /// Their name.
    pub name: &'static str,
    /// Their identity code, for customers.
    pub code: Option<&'static str>,
    /// What they are there to show.
    pub about: &'static str,
}

const fn customer(
    subject: &'static str,
    name: &'static str,
    code: &'static str,
    about: &'static str,
) -> Person {
    Person { subject, name, code: Some(code), about }
}

const fn staff(subject: &'static str, name: &'static str, about: &'static str) -> Person {
    Person { subject, name, code: None, about }
}

/// Customers.
pub const CUSTOMERS: &[Person] = &[
    customer("aino", "Aino Esimerkki", "010170-999R", "has workspaces already"),
    customer("eero", "Eero Esimerkki", "220750-999Y", "has been invited"),
    customer("maija", "Maija Mallikas", "141002A909X", "has no workspaces yet"),
];

/// Staff of the sample organisation.
pub const STAFF: &[Person] = &[
    staff("olli", "Olli Ohjaaja", "counselor"),
    staff("kaisa", "Kaisa Ohjaaja", "counselor, also in the neighbouring organisation"),
    staff("paula", "Paula Pääkäyttäjä", "main user: sees no content"),
    staff("sirpa", "Sirpa Valvoja", "supervisor: can open a workspace only with a reason"),
    staff("niilo", "Niilo Näyte", "no role: sign-in is refused"),
];

/// The check characters of identity codes, by the remainder of a division by 31.
const CHECK_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// The identity code of the sample customer at a place of a list: of the range that is given to nobody.
pub fn sample_code(place: usize) -> String {
    let (day, month, year) = (1 + place % 28, 1 + place % 12, 55 + place % 45);
    let (date, number) = (format!("{day:02}{month:02}{year}"), 930 + place % 70);
    let digits: usize = format!("{date}{number}").parse().unwrap_or_default();
    let check = CHECK_CHARACTERS.get(digits % CHECK_CHARACTERS.len()).copied().unwrap_or_default();
    format!("{date}-{number}{}", char::from(check))
}
