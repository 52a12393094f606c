//! The stored form of a mail. It says its version, since a mail may wait for days while the program is
//! replaced; what an earlier version has written is still read.

use super::Mail;
use crate::ground::error::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A mail with the version of its form.
#[derive(Serialize, Deserialize)]
#[serde(tag = "version")]
enum Versioned {
    #[serde(rename = "2")]
    V2(Mail),
}

/// The bytes that are sealed.
pub(super) fn write(mail: &Mail) -> Result<Vec<u8>> {
    serde_json::to_vec(&Versioned::V2(mail.clone()))
        .map_err(|_| Error::Inconsistent("mail cannot be written"))
}

/// Reads what [`write`] made, now or in an earlier version.
///
/// # Errors
/// [`Error::Inconsistent`] when it is of no known form.
pub(super) fn read(content: &[u8]) -> Result<Mail> {
    let unreadable = |_| Error::Inconsistent("unreadable mail");
    let value: Value = serde_json::from_slice(content).map_err(unreadable)?;
    if value.get("version").is_some() {
        let Versioned::V2(mail) = serde_json::from_value(value).map_err(unreadable)?;
        return Ok(mail);
    }
    serde_json::from_value(from_version_1(value)).map_err(unreadable)
}

/// The first form had no version: the kind was the only key, and all that is said stood beneath it.
fn from_version_1(value: Value) -> Value {
    let Value::Object(whole) = value else { return Value::Null };
    let Some((kind, Value::Object(mut says))) = whole.into_iter().next() else { return Value::Null };
    let mut mail = Map::new();
    for (before, now) in [("language", "language"), ("organisation", "organisation"), ("workspace", "about")]
    {
        mail.insert(now.to_owned(), says.remove(before).unwrap_or_default());
    }
    says.insert("kind".to_owned(), snake_case(&kind).into());
    mail.insert("says".to_owned(), says.into());
    mail.into()
}

fn snake_case(name: &str) -> String {
    let mut written = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter.is_uppercase() && !written.is_empty() {
            written.push('_');
        }
        written.extend(letter.to_lowercase());
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{super::Says, *};
    use contract::{WorkspaceId, bulk_action::Reason, person::Language};
    use uuid::Uuid;

    /// One mail of each kind, as the first version wrote it.
    const VERSION_1: [&str; 10] = [
        r#"{"Invitation":{"language":"fi","token":"t","organisation":"O","counselor":"K","expires_on":"2027-03-14"}}"#,
        r#"{"Notice":{"language":"fi","workspace":"00000000-0000-0000-0000-000000000000","organisation":"O","step":"archived","through":"2027-03-14","closed_by_staff":true}}"#,
        r#"{"Closed":{"language":"fi","workspace":"00000000-0000-0000-0000-000000000000","organisation":"O","reason":"guidance_ended","inactive_through":null,"archived_through":"2027-03-14"}}"#,
        r#"{"HandedOver":{"language":"fi","workspace":"00000000-0000-0000-0000-000000000000","organisation":"O","counselor":"K"}}"#,
        r#"{"StaffInvited":{"language":"fi","organisation":"O","main_user":null,"expires_on":"2027-03-14"}}"#,
        r#"{"ConsentAsked":{"language":"fi","workspace":"00000000-0000-0000-0000-000000000000","organisation":"O","through":"2027-03-14"}}"#,
        r#"{"Joined":{"language":"fi","workspace":"00000000-0000-0000-0000-000000000000","organisation":"O","through":"2027-03-14"}}"#,
        r#"{"ParticipationEnded":{"language":"fi","organisation":"O","number":7,"on":"2027-03-14"}}"#,
        r#"{"Digest":{"language":"fi","organisation":"O","stands_in_for":null,"due":[{"through":"2027-03-14","number":7,"workspace":"00000000-0000-0000-0000-000000000000","step":"inactive"}],"asks":[1],"awaiting":[]}}"#,
        r#"{"Receipt":{"language":"fi","organisation":"O","number":7,"created_on":"2026-01-01","deleted_on":"2027-03-14","messages":3,"forgotten":true}}"#,
    ];

    #[test]
    fn a_mail_that_an_earlier_version_wrote_is_read() {
        for old in VERSION_1 {
            let mail = read(old.as_bytes()).unwrap_or_else(|_| panic!("{old}"));
            assert_eq!(mail.language, Language::Fi);
            assert_eq!(
                mail.about.is_some(),
                old.contains("workspace\":\"0") && !old.contains("Digest"),
                "{old}"
            );
            assert!(read(&write(&mail).unwrap()).unwrap() == mail, "{old}");
        }
        let closed = read(VERSION_1[2].as_bytes()).unwrap();
        assert_eq!(closed.about, Some(WorkspaceId(Uuid::nil())));
        let until = "2027-03-14".parse().unwrap();
        let reason = Some(Reason::GuidanceEnded);
        assert!(
            closed.says
                == Says::Closed {
                    reason,
                    with_words: false,
                    inactive_through: None,
                    archived_through: until
                }
        );
    }

    #[test]
    fn what_is_no_mail_is_an_error() {
        for other in
            ["", "7", "{}", r#"{"Notice":7}"#, r#"{"Other":{"language":"fi"}}"#, r#"{"version":"3"}"#]
        {
            assert!(matches!(read(other.as_bytes()), Err(Error::Inconsistent(_))), "{other}");
        }
    }
}
