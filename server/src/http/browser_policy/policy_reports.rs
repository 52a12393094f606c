//! What browsers report that the security policy stopped. Reports are anybody's word, and their
//! addresses may hold secrets: only the rule, and where the stopped thing came from, is kept.

use axum::{body::Bytes, http::StatusCode};
use serde_json::Value;
use url::Url;

/// `POST /csp-report`, in either of the two forms that browsers use.
pub async fn report(body: Bytes) -> StatusCode {
    let Ok(report) = serde_json::from_slice::<Value>(&body) else { return StatusCode::BAD_REQUEST };
    for (rule, blocked) in read(&report) {
        tracing::warn!(rule, blocked, "stopped by the security policy");
    }
    StatusCode::NO_CONTENT
}

/// The rule and the origin of what was stopped, of each report.
fn read(report: &Value) -> Vec<(String, String)> {
    let one = |report: &Value| {
        let body = report.get("csp-report").or_else(|| report.get("body")).unwrap_or(report);
        let text = |names: [&str; 2]| names.into_iter().find_map(|name| body.get(name)?.as_str());
        let rule = text(["effectiveDirective", "effective-directive"]).map(word);
        let blocked = text(["blockedURL", "blocked-uri"]).map(origin);
        (rule.unwrap_or_default(), blocked.unwrap_or_default())
    };
    match report {
        Value::Array(reports) => reports.iter().take(10).map(one).collect(),
        report => vec![one(report)],
    }
}

/// A word of small letters and hyphens, and nothing longer than such a word is.
fn word(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_lowercase() || *c == '-').take(40).collect()
}

/// The origin of an address; a keyword such as `inline` as it is.
fn origin(text: &str) -> String {
    match Url::parse(text) {
        Ok(url) if url.has_host() => url.origin().ascii_serialization().chars().take(200).collect(),
        Ok(url) => word(url.scheme()),
        Err(_) => word(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_the_rule_and_an_origin_are_kept_of_a_report() {
        let old = json!({ "csp-report": {
            "document-uri": "https://ohjaus.example.org/invitations/secret",
            "effective-directive": "script-src-elem",
            "blocked-uri": "https://evil.example/x?secret",
        }});
        let new = json!([{ "type": "csp-violation", "body": {
            "documentURL": "https://ohjaus.example.org/invitations/secret",
            "effectiveDirective": "script-src\r\nX", "blockedURL": "inline",
        }}]);
        assert_eq!(read(&old), [("script-src-elem".into(), "https://evil.example".into())]);
        assert_eq!(read(&new), [("script-src".into(), "inline".into())]);
        assert_eq!(read(&json!("secret")), [(String::new(), String::new())]);
        assert_eq!(read(&json!({ "blocked-uri": "data:text/html,secret" }))[0].1, "data");
    }
}
