//! What must hold before anything starts. Demonstration parts are refused here.

use super::{Audience, Config, Tls, s3::S3Config};
use std::fmt;
use url::{Host, Url};

/// Something wrong in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key, as in the file: `server.public_url`.
    pub key: String,
    /// What is wrong with it.
    pub what: String,
}

impl Problem {
    pub(super) fn new(key: impl Into<String>, what: impl Into<String>) -> Self {
        Self { key: key.into(), what: what.into() }
    }

    pub(super) fn from_figment(error: figment::Error) -> Vec<Self> {
        error.into_iter().map(|error| Self::new(error.path.join("."), error.kind.to_string())).collect()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key, self.what)
    }
}

impl Config {
    /// Checks what types alone cannot say.
    pub(super) fn check(&self) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        let mut note = |key: String, what: &str| problems.push(Problem::new(key, what));
        if let Err(what) = public(&self.server.public_url) {
            note("server.public_url".into(), what);
        } else if Url::parse(&self.server.public_url)
            .is_ok_and(|url| url.path() != "/" || url.query().is_some())
        {
            note("server.public_url".into(), "must be an origin only, without a path");
        }
        if self.mail.tls == Tls::Off && !is_this_machine(&self.mail.host) {
            note("mail.tls".into(), "off is allowed to this machine only");
        }
        for (key, provider) in &self.providers {
            let place = |field: &str| format!("providers.{key}.{field}");
            if let Err(what) = public(&provider.issuer) {
                note(place("issuer"), what);
            }
            if provider.acr.iter().any(|acr| acr.contains("loatest")) {
                note(place("acr"), "test identities (loatest) are for demonstrations only");
            }
            match provider.audience {
                Audience::Customer => {
                    if provider.acr.is_empty() {
                        note(place("acr"), "customers need at least one strong level");
                    }
                    if provider.identity_code_claim.is_none() {
                        note(place("identity_code_claim"), "missing: customers are known by it");
                    }
                }
                Audience::Staff if provider.organisation.is_none() => {
                    note(place("organisation"), "missing: staff belong to one");
                }
                Audience::Staff => {}
            }
        }
        if self.providers.is_empty() {
            note("providers".into(), "there is no way to sign in");
        }
        problems.extend(self.files.s3.iter().flat_map(S3Config::problems));
        let secrets = self.providers.iter().map(|(key, provider)| provider.client_secret(key).map(drop));
        let password = self.mail.username.iter().map(|_| self.mail.password().map(drop));
        problems
            .extend(secrets.chain(password).chain([self.database.url().map(drop)]).filter_map(Result::err));
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

/// An address that others reach, protected.
fn public(address: &str) -> Result<(), &'static str> {
    let url = Url::parse(address).map_err(|_| "is not an address")?;
    if url.scheme() != "https" {
        return Err("must begin with https://");
    }
    match url.host() {
        None => Err("has no host"),
        Some(host) if loopback(&host) => Err("is this machine: that is for demonstrations only"),
        Some(_) => Ok(()),
    }
}

fn loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}

pub(super) fn is_this_machine(host: &str) -> bool {
    Host::parse(host).is_ok_and(|parsed| match parsed {
        Host::Domain(name) => loopback(&Host::Domain(name.as_str())),
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    })
}
