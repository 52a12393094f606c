//! The configuration names every key that is wrong, and refuses parts of a demonstration.

use crate::programs::STAFF;
use contract::staff::StaffRole;
use server::config::{Config, Credentials, Problem};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// A configuration in which nothing is wrong.
pub const GOOD: &str = r#"
[server]
listen = "127.0.0.1:8080"
public_url = "https://ohjaus.example.org"
site = "/srv/luotsi/site"
[database]
url = "sqlite:///var/lib/luotsi/luotsi.db"
[keys]
keyring = "/etc/luotsi/keyring.json"
[mail]
host = "smtp.example.org"
from = "Luotsi <no-reply@example.org>"
[providers.vahva]
audience = "customer"
issuer = "https://tunnistus.example.org"
client_id = "luotsi"
client_secret = "canary-secret"
name_fi = "Tunnistus"
name_sv = "Identifiering"
name_en = "Identification"
acr = ["http://ftn.ficora.fi/2017/loa2"]
identity_code_claim = "urn:oid:1.2.246.21"
"#;

fn write(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("luotsi.toml");
    fs::write(&file, text).unwrap();
    (folder, file)
}

fn problems(text: &str) -> Vec<Problem> {
    let (_folder, file) = write(text);
    Config::load(&file).unwrap_err()
}

/// What a good configuration says.
pub fn config(text: &str) -> Config {
    let (_folder, file) = write(text);
    Config::load(&file).unwrap()
}

#[test]
fn a_good_one_is_read() {
    let (_folder, file) = write(GOOD);
    let config = Config::load(&file).unwrap();
    assert_eq!(config.session.customer_idle_minutes, 15);
    assert_eq!(config.database.url().unwrap().reveal(), "sqlite:///var/lib/luotsi/luotsi.db");
}

#[test]
fn every_wrong_key_is_named() {
    for (from, to, key) in [
        ("https://ohjaus.example.org", "http://ohjaus.example.org", "server.public_url"),
        ("https://ohjaus.example.org", "https://127.0.0.1:3000", "server.public_url"),
        ("https://ohjaus.example.org", "https://localhost", "server.public_url"),
        ("https://ohjaus.example.org", "https://ohjaus.example.org/luotsi", "server.public_url"),
        ("https://tunnistus.example.org", "http://127.0.0.1:3001/customers", "providers.vahva.issuer"),
        ("2017/loa2", "2017/loatest2", "providers.vahva.acr"),
        ("acr = [\"http://ftn.ficora.fi/2017/loa2\"]", "", "providers.vahva.acr"),
        ("identity_code_claim = \"urn:oid:1.2.246.21\"", "", "providers.vahva.identity_code_claim"),
        ("audience = \"customer\"", "audience = \"staff\"", "providers.vahva.organisation"),
        ("client_id", "signed_requests = true\nclient_id", "providers.vahva.signed_requests"),
        ("client_id", "encrypted_tokens = true\nclient_id", "providers.vahva.encrypted_tokens"),
        ("client_id", "algorithms = [\"none\"]\nclient_id", "providers.vahva.algorithms"),
        ("client_id", "algorithms = []\nclient_id", "providers.vahva.algorithms"),
        ("client_id", "keys = \"/nowhere/keys.json\"\nclient_id", "providers.vahva.client_secret"),
        ("client_secret = \"canary-secret\"", "keys = \"/nowhere/keys.json\"", "providers.vahva.keys"),
        ("client_id", "jwks_file = \"/nowhere/jwks.json\"\nclient_id", "providers.vahva.jwks_file"),
        ("client_id", "roles = { claim = \"groups\" }\nclient_id", "providers.vahva.roles"),
        (
            "client_id",
            "service_name = { fi = \"Palvelun nimi, joka on liian pitkä pankille\", sv = \"x\", en = \"x\" }\nclient_id",
            "providers.vahva.service_name",
        ),
        ("client_secret = \"canary-secret\"", "", "providers.vahva.client_secret"),
        ("sqlite:///var", "mysql:///var", "database.url"),
        ("from = \"Luotsi", "tls = \"off\"\nfrom = \"Luotsi", "mail.tls"),
        ("127.0.0.1:8080", "nonsense", "server.listen"),
        ("[keys]", "[keys]\nkeyrong = 1", "keys"),
    ] {
        assert!(GOOD.contains(from), "{from}");
        let found = problems(&GOOD.replacen(from, to, 1));
        assert!(found.iter().any(|problem| problem.key.starts_with(key)), "{to}: {found:?}");
    }
}

#[test]
fn p2_a_role_by_claim_has_its_values_and_another_word_is_refused() {
    let with = |roles: &str| format!("{GOOD}{STAFF}roles = {{ claim = \"groups\", {roles} }}\n");
    let text = with("counselor = [\"guides\"], main_user = [\"admins\", \"heads\"], supervisor = []");
    let config = config(&text);
    let roles = config.providers["esimerkkila"].roles.as_ref().unwrap();
    let count = |role| roles.values[&role].len();
    assert_eq!(
        [StaffRole::Counselor, StaffRole::MainUser, StaffRole::Supervisor].map(count),
        [1, 2, 0],
        "{roles:?}"
    );
    let found = problems(&with("counselors = [\"guides\"]"));
    assert!(found.iter().any(|problem| problem.key.starts_with("providers.esimerkkila")), "{found:?}");
}

#[test]
fn several_problems_are_notified_at_once() {
    let text = GOOD.replace("https://ohjaus", "http://ohjaus").replace("loa2", "loatest2");
    assert_eq!(problems(&text).len(), 2);
}

#[test]
fn a_secret_can_stand_in_a_file_and_is_never_printed() {
    let (folder, file) = write(GOOD);
    assert!(!format!("{:?}", Config::load(&file).unwrap()).contains("canary-secret"));
    let secret = folder.path().join("secret");
    fs::write(&secret, "from-a-file\n").unwrap();
    let line = format!("client_secret_file = {:?}", secret.display().to_string());
    fs::write(&file, GOOD.replace("client_secret = \"canary-secret\"", &line)).unwrap();
    let config = Config::load(&file).unwrap();
    let credentials = config.providers["vahva"].credentials("vahva").unwrap();
    assert!(matches!(credentials, Credentials::Secret(secret) if secret.reveal() == "from-a-file"));
    let both = GOOD.replace("client_id", &format!("{line}\nclient_id"));
    assert_eq!(problems(&both)[0].key, "providers.vahva.client_secret");
}

#[test]
fn p2_staff_need_more_than_a_password() {
    let staff = GOOD
        .replace("audience = \"customer\"", "audience = \"staff\"\norganisation = \"esimerkkila\"")
        .replace("acr = [\"http://ftn.ficora.fi/2017/loa2\"]\n", "");
    assert_eq!(problems(&staff)[0].key, "providers.vahva.amr");
    let config = config(&staff.replace("client_id", "amr = [\"mfa\"]\nclient_id"));
    assert_eq!(config.providers["vahva"].fresh_minutes(), None);
    assert_eq!(config.providers["vahva"].prompt(), None);
}

#[test]
fn an_empty_list_of_proxies_is_warned_of() {
    assert!(config(GOOD).warnings().iter().any(|warning| warning.contains("server.trusted_proxies")));
    let named = GOOD.replacen("[server]", "[server]\ntrusted_proxies = [\"10.0.0.1/32\"]", 1);
    assert_eq!(config(&named).warnings(), Vec::<String>::new());
}
