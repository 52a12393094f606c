//! What a package of Office Open XML says of its main part (ECMA-376, part 2: Open Packaging Conventions).

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

/// The part that gives the types of all others, and the one that leads to the main one.
pub(super) const CONTENT_TYPES: &str = "[Content_Types].xml";
pub(super) const RELATIONSHIPS: &str = "_rels/.rels";

/// How the relationship to the main part ends, in both editions of the standard.
const TO_MAIN_PART: &str = "/relationships/officeDocument";

/// The main part of a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MainPart {
    /// Its name, without a slash before it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
}

/// The main part, by the content types and the relationships of a package.
pub(super) fn main_part(content_types: &str, relationships: &str) -> Option<MainPart> {
    let relationship = elements(relationships, b"Relationship")?
        .into_iter()
        .find(|element| element.get("Type").is_some_and(|kind| kind.ends_with(TO_MAIN_PART)))?;
    let name = relationship.get("Target")?.trim_start_matches('/').to_owned();
    let media_type = media_type(content_types, &name)?;
    Some(MainPart { name, media_type })
}

/// The media type of a part: its own, else that of its extension (6.2.3).
fn media_type(content_types: &str, name: &str) -> Option<String> {
    let is = |element: &Element, key, value: &str| {
        element.get(key).is_some_and(|given| given.trim_start_matches('/').eq_ignore_ascii_case(value))
    };
    let own = elements(content_types, b"Override")?.into_iter().find(|element| is(element, "PartName", name));
    let of_extension = || {
        let (_, extension) = name.rsplit_once('.')?;
        let defaults = elements(content_types, b"Default")?;
        defaults.into_iter().find(|element| is(element, "Extension", extension))
    };
    own.or_else(of_extension)?.get("ContentType").map(str::to_owned)
}

/// The attributes of an element, by their names.
struct Element(Vec<(String, String)>);

impl Element {
    fn of(start: &BytesStart<'_>) -> Option<Self> {
        let attribute = |attribute: Result<quick_xml::events::attributes::Attribute<'_>, _>| {
            let attribute = attribute.ok()?;
            let name = std::str::from_utf8(attribute.key.local_name().into_inner()).ok()?.to_owned();
            Some((name, attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()))
        };
        start.attributes().map(attribute).collect::<Option<_>>().map(Self)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The elements of a name, wherever they stand. `None` for what is no XML.
fn elements(xml: &str, name: &[u8]) -> Option<Vec<Element>> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    let mut elements = vec![];
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) if start.local_name().into_inner() == name => {
                elements.push(Element::of(&start)?);
            }
            // Entities of its own are nothing that an office program writes.
            Event::DocType(_) => return None,
            Event::Eof => return Some(elements),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MainPart, main_part};

    const RELATIONSHIPS: &str = r#"<?xml version="1.0"?><r:Relationships xmlns:r="x">
        <r:Relationship Id="1" Type="http://x/metadata/core-properties" Target="docProps/core.xml"/>
        <r:Relationship Id="2" Type="http://x/relationships/officeDocument" Target="/word/Main.xml"></r:Relationship>
        </r:Relationships>"#;

    fn found(content_types: &str) -> Option<String> {
        main_part(content_types, RELATIONSHIPS).map(|MainPart { media_type, .. }| media_type)
    }

    #[test]
    fn the_main_part_has_its_own_type_or_that_of_its_extension() {
        let own = r#"<Types><Default Extension="xml" ContentType="a"/>
            <Override PartName="/word/main.xml" ContentType="b"/></Types>"#;
        assert_eq!(found(own).as_deref(), Some("b"));
        assert_eq!(
            found(r#"<Types><Default Extension="XML" ContentType="a"/></Types>"#).as_deref(),
            Some("a")
        );
        assert_eq!(found(r#"<Types><Default Extension="rels" ContentType="a"/></Types>"#), None);
        assert_eq!(found("<Types"), None);
        let entity =
            r#"<!DOCTYPE x [<!ENTITY a "aaaa">]><Types><Default Extension="xml" ContentType="&a;"/></Types>"#;
        assert_eq!(found(entity), None);
    }
}
