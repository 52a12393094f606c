//! Documents of any text are made.

use super::*;
use proptest::prelude::*;

fn made(paragraphs: &[(Part, String)]) -> io::Result<Vec<u8>> {
    let mut document = PdfDocument::new("Opintojen jatkaminen", Language::Fi)?;
    for (part, text) in paragraphs {
        document.add(*part, text)?;
    }
    document.finish(chrono::DateTime::UNIX_EPOCH)
}

fn any_part() -> impl Strategy<Value = Part> {
    use Part::{Author, Body, Code, Fact, Heading, Paragraph, Step, Title};
    prop::sample::select(vec![Title, Fact, Heading, Author, Body, Paragraph, Step, Code])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever people write, the document is one that can be read aloud: the library refuses
    /// to give it otherwise.
    #[test]
    fn w7_no_text_is_too_strange_for_it(
        paragraphs in prop::collection::vec((any_part(), ".{1,400}"), 1..12)
    ) {
        let made = made(&paragraphs);
        prop_assert!(made.is_ok(), "{:?}", made.err());
    }
}

#[test]
fn w7_scripts_signs_and_long_words_fit() {
    let texts = [
        "Äiti söi mämmiä. Ĳ ŋ ŧ š ž",
        "Привет, мир. Γειά σου",
        "مرحبا بالعالم and back",
        "שלום עולם 123",
        "你好 👩‍👩‍👧‍👦 🇫🇮 हैलो",
        "\u{202e}gpj.exe \u{2028} \u{feff} \u{200d} e\u{301}",
        &"x".repeat(5000),
        " ",
    ];
    for text in texts {
        made(&[(Part::Heading, text.into()), (Part::Author, text.into()), (Part::Body, text.into())])
            .unwrap();
    }
}

#[test]
fn a_long_one_has_many_pages_and_says_what_it_lacks() {
    let mut document = PdfDocument::new("Pitkä", Language::Fi).unwrap();
    document.add(Part::Heading, "Aihe").unwrap();
    for n in 0..400 {
        document.add(Part::Author, &format!("Aino {n}")).unwrap();
        document.add(Part::Body, "Viesti, joka on sen verran pitkä, että se ei mahdu yhdelle riville tällä paperilla mitenkään.").unwrap();
    }
    assert!(document.pages() > 20 && !document.incomplete());
    document.add(Part::Body, "你好").unwrap();
    assert!(document.incomplete());
    let bytes = document.finish(chrono::DateTime::UNIX_EPOCH).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    if let Some(kept) = std::env::var_os("KEEP_PDF") {
        std::fs::write(kept, bytes).unwrap();
    }
}
