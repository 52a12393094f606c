//! The Finnish personal identity code.

use chrono::NaiveDate;

const CHECK_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// A well-formed code, upper case. Two codes that differ only in the separator belong to two
/// people, so nothing but letter case is ever normalised.
#[derive(Clone, PartialEq, Eq)]
pub struct IdentityCode(String);

impl std::fmt::Debug for IdentityCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdentityCode(…)")
    }
}

impl IdentityCode {
    /// Reads `DDMMYY`, separator, three digits and the check character. `None` when any of it
    /// is wrong, the date included.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        birth_date(&text)?;
        Some(Self(text))
    }

    /// The day of birth that it carries.
    pub fn birth_date(&self) -> Option<NaiveDate> {
        birth_date(&self.0)
    }

    /// The code itself: for sealing and for the index only.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// The date in a code whose every part is right.
fn birth_date(code: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 11] = code.as_bytes().try_into().ok()?;
    let [d1, d2, m1, m2, y1, y2, separator, n1, n2, n3, check] = *bytes;
    let century = match separator {
        b'+' => 1800,
        b'-' | b'Y' | b'X' | b'W' | b'V' | b'U' => 1900,
        b'A'..=b'F' => 2000,
        _ => return None,
    };
    let digits = digits(&[d1, d2, m1, m2, y1, y2, n1, n2, n3])?;
    let (date, number) = (digits / 1000, digits % 1000);
    let year = century + i32::try_from(date % 100).ok()?;
    let born = NaiveDate::from_ymd_opt(year, date / 100 % 100, date / 10_000)?;
    let expected = CHECK_CHARACTERS.get(digits as usize % CHECK_CHARACTERS.len())?;
    (number >= 2 && *expected == check).then_some(born)
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes
        .iter()
        .try_fold(0_u32, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_test_range_are_read() {
        for good in [
            "010170-999R",
            "220750-999Y",
            "141002A909X",
            "010100-969P",
            "010190-999W",
            "070770-905D",
            " 010170-999r ",
        ] {
            assert!(IdentityCode::parse(good).is_some(), "{good}");
        }
    }

    #[test]
    fn the_separator_tells_people_apart() {
        let (dash, letter) = (IdentityCode::parse("100190-999P"), IdentityCode::parse("100190Y999P"));
        assert!(dash.is_some() && letter.is_some());
        assert_ne!(dash, letter);
    }

    #[test]
    fn mistakes_are_refused() {
        for bad in
            ["", "010170-999S", "310270-999R", "010170*999R", "010170-99R", "010170-9999R", "01017ä-999R"]
        {
            assert!(IdentityCode::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn it_is_not_printed() {
        let code = IdentityCode::parse("010170-999R");
        assert!(!format!("{code:?}").contains("999"));
    }
}
