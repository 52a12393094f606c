//! `[database]`

use super::{
    problem::{Problem, is_this_machine},
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
    let values = |names: [&str; 2]| -> Vec<String> {
        let named = url.query_pairs().filter(|(name, _)| names.contains(&name.as_ref()));
        named.map(|(_, value)| value.into_owned()).collect()
    };
    let mut hosts = values(["host", "hostaddr"]);
    hosts.extend(url.host_str().filter(|host| !host.is_empty()).map(str::to_owned));
    // A socket of this machine has the path of its folder. Where no host is named, the environment's is.
    let is_local = |host: &String| host.starts_with('/') || host.starts_with("%2F") || is_this_machine(host);
    let is_here = !hosts.is_empty() && hosts.iter().all(is_local);
    let modes = values(["sslmode", "ssl-mode"]);
    let is_verified = !modes.is_empty() && modes.iter().all(|mode| mode == "verify-full");
    (!is_here && !is_verified).then_some(
        "must name a host of this machine, or have sslmode=verify-full: all else takes anybody's word for the \
         server",
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
            "postgres://localhost/luotsi?host=db.example.org",
            "postgres://127.0.0.1/luotsi?hostaddr=10.0.0.5",
            "postgres://db.example.org/luotsi?sslmode=verify-full&ssl-mode=disable",
            // PGHOST may name any.
            "postgres:///luotsi",
        ] {
            assert!(unprotected(bad).is_some(), "{bad}");
        }
    }
}
