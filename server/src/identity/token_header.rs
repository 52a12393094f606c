//! What may stand in the header of a signed token. Keys come from the provider's own list, never
//! from the token (ASVS 9.1.3), and one kind of token is not taken for another (ASVS 9.2.2).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

/// Would make us look for a key elsewhere, or mean something that we do not know.
const REFUSED: [&str; 5] = ["jku", "x5u", "jwk", "crit", "b64"];

/// Checks the header of a compact token; `kinds` are the values `typ` may have, if it is there.
///
/// # Errors
/// What is wrong, for the log.
pub fn check(token: &str, kinds: &[&str]) -> Result<Map<String, Value>, String> {
    let header = token.split('.').next().unwrap_or_default();
    let header = URL_SAFE_NO_PAD.decode(header).map_err(|_| "no header")?;
    let header: Map<String, Value> = serde_json::from_slice(&header).map_err(|_| "no header")?;
    if let Some(name) = REFUSED.iter().find(|name| header.contains_key(**name)) {
        return Err(format!("{name} in the header"));
    }
    match header.get("typ") {
        None => Ok(header),
        Some(Value::String(kind)) if kinds.iter().any(|known| known.eq_ignore_ascii_case(kind)) => Ok(header),
        Some(_) => Err("another kind of token".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(header: &str) -> String {
        format!("{}.e30.x", URL_SAFE_NO_PAD.encode(header))
    }

    #[test]
    fn keys_from_elsewhere_and_other_kinds_are_refused() {
        assert!(check(&token(r#"{"alg":"RS256","kid":"1"}"#), &["JWT"]).is_ok());
        assert!(check(&token(r#"{"alg":"RS256","typ":"jwt"}"#), &["JWT"]).is_ok());
        for header in [
            r#"{"alg":"RS256","jku":"https://evil.example/jwks"}"#,
            r#"{"alg":"RS256","x5u":"https://evil.example/x"}"#,
            r#"{"alg":"RS256","jwk":{}}"#,
            r#"{"alg":"RS256","crit":["exp"]}"#,
            r#"{"alg":"RS256","typ":"logout+jwt"}"#,
            r#"{"alg":"RS256","typ":1}"#,
            "[]",
            "",
        ] {
            assert!(check(&token(header), &["JWT"]).is_err(), "{header}");
        }
    }
}
