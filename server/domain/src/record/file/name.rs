//! Names of files: what people call them, and nothing that could do harm anywhere.

use contract::file::{FileKind, NAME_LENGTH};

/// A name to be kept: without folders, control characters and marks that turn the direction of
/// writing, not too long, and ending as files of its kind do.
pub(super) fn clean(given: &str, kind: FileKind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !is_harmful(*c)).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = kept.trim_matches('.').trim();
    let usual = kind.extensions().first().copied().unwrap_or_default();
    let (stem, extension) = match kept.rsplit_once('.') {
        Some((stem, end)) if kind.extensions().contains(&end.to_lowercase().as_str()) => (stem, end),
        // Whatever else it ends in, it would open as something that it is not.
        _ => (kept, usual),
    };
    let longest = NAME_LENGTH - extension.len() - 1;
    let stem: String = stem.trim_end().chars().take(longest).collect();
    let stem = if stem.is_empty() { "luotsi" } else { &stem };
    format!("{stem}.{extension}")
}

/// Control characters, and marks that let a name look like another: "exe.fdp" as "pdf.exe".
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
        || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

#[cfg(test)]
mod tests {
    use super::clean;
    use contract::file::{FileKind, NAME_LENGTH};

    #[test]
    fn names_are_data_and_do_no_harm() {
        for (given, kind, kept) in [
            ("todistus.pdf", FileKind::Pdf, "todistus.pdf"),
            ("Äidin Kuva 1.JPG", FileKind::Jpeg, "Äidin Kuva 1.JPG"),
            ("../../etc/passwd", FileKind::Text, "passwd.txt"),
            ("..\\..\\boot.ini", FileKind::Text, "boot.ini.txt"),
            ("/", FileKind::Png, "luotsi.png"),
            ("", FileKind::Png, "luotsi.png"),
            (".htaccess", FileKind::Text, "htaccess.txt"),
            ("a\r\nSet-Cookie: x=1.txt", FileKind::Text, "aSet-Cookie x=1.txt"),
            ("zero\0byte.txt", FileKind::Text, "zerobyte.txt"),
            ("invoice\u{202E}fdp.exe", FileKind::Pdf, "invoicefdp.exe.pdf"),
            ("page.html", FileKind::Text, "page.html.txt"),
            ("logo.svg", FileKind::Text, "logo.svg.txt"),
            ("CON:", FileKind::Text, "CON.txt"),
            ("a \"quoted\" name.png", FileKind::Png, "a quoted name.png"),
        ] {
            assert_eq!(clean(given, kind), kept, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        let kept = clean(&format!("{}.odt", "ö".repeat(300)), FileKind::Odt);
        assert_eq!(kept.chars().count(), NAME_LENGTH);
        assert!(kept.ends_with("ö.odt"));
    }
}
