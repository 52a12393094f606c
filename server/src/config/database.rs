//! `[database]`

use super::{
    check::{Problem, is_this_machine},
    secret::Secret,
};
use serde::Deserialize;
use std::path::PathBuf;
use url::Url;

/// Where the data is. The address may hold a password, so it is a secret.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseConfig {
    url: Option<Secret>,
    url_file: Option<PathBuf>,
}

impl DatabaseConfig {
    /// `sqlite://path` or `postgres://…`.
    pub fn url(&self) -> Result<Secret, Problem> {
        let url = Secret::resolve("database.url", self.url.as_ref(), self.url_file.as_deref())?;
        if url.reveal().starts_with("sqlite:") {
            return Ok(url);
        }
        if !["postgres:", "postgresql:"].iter().any(|scheme| url.reveal().starts_with(scheme)) {
            return Err(Problem::new("database.url", "must begin with sqlite: or postgres:"));
        }
        match unprotected(url.reveal()) {
            Some(what) => Err(Problem::new("database.url", what)),
            None => Ok(url),
        }
    }
}

/// Why the way to a PostgreSQL on another machine is not protected, if it is not.
fn unprotected(url: &str) -> Option<&'static str> {
    let Ok(url) = Url::parse(url) else { return Some("is not an address") };
    let parameter = |name: &str| url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value);
    let host = parameter("host").map_or_else(|| url.host_str().unwrap_or_default().to_owned(), Into::into);
    // A socket of this machine has the path of its folder.
    let is_here =
        host.is_empty() || host.starts_with('/') || host.starts_with("%2F") || is_this_machine(&host);
    let is_verified = parameter("sslmode").is_some_and(|mode| mode == "verify-full");
    (!is_here && !is_verified).then_some(
        "sslmode must be verify-full to another machine: all else takes anybody's word for the server",
    )
}

#[cfg(test)]
mod tests {
    use super::unprotected;

    #[test]
    fn another_machine_is_asked_who_it_is() {
        for good in [
            "postgres://luotsi@127.0.0.1:5432/luotsi",
            "postgres://luotsi@localhost/luotsi?sslmode=disable",
            "postgres:///luotsi?host=/run/postgresql",
            "postgres://luotsi@%2Frun%2Fpostgresql/luotsi",
            "postgres://luotsi@db.example.org/luotsi?sslmode=verify-full",
        ] {
            assert_eq!(unprotected(good), None, "{good}");
        }
        for bad in [
            "postgres://luotsi@db.example.org/luotsi",
            "postgres://luotsi@10.0.0.5/luotsi?sslmode=require",
            "postgres://luotsi@db.example.org/luotsi?sslmode=verify-ca",
            "postgres:///luotsi?host=db.example.org&sslmode=prefer",
        ] {
            assert!(unprotected(bad).is_some(), "{bad}");
        }
    }
}
