//! What must hold before anything starts. Demonstration parts are refused here.

use super::{
    Config, Tls,
    problem::{Problem, is_loopback, is_this_machine},
    s3::S3Config,
};
use url::Url;

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
        }
        if self.providers.is_empty() {
            note("providers".into(), "there is no way to sign in");
        }
        let each = self.providers.iter();
        problems.extend(each.flat_map(|(key, provider)| provider.problems(&format!("providers.{key}"))));
        let of_s3 = |s3: &Option<S3Config>, section| {
            s3.iter().flat_map(|s3| s3.problems(section)).collect::<Vec<_>>()
        };
        problems.extend(of_s3(&self.files.s3, "files.s3"));
        problems.extend(of_s3(&self.audit.s3, "audit.s3"));
        let secrets = self.providers.iter().flat_map(|(key, provider)| {
            [provider.credentials(key).map(drop), provider.agreed_keys(key).map(drop)]
        });
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
        Some(host) if is_loopback(&host) => Err("is this machine: that is for demonstrations only"),
        Some(_) => Ok(()),
    }
}
