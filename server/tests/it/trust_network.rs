//! P1: signing in by the profile of the Finnish Trust Network, against a provider that refuses every
//! deviation; and everything that such a provider can do wrong ends without a session, with one
//! line in the audit log, on one calm page.

use crate::{
    app::{App, Browser, location},
    broker::{Broker, CLIENT, LEVEL, Mischief},
};
use chrono::{DateTime, TimeDelta};
use reqwest::Response;
use server::{
    client_keys::ClientKeys,
    config::{LimitsConfig, ProviderConfig},
    demo::DemoOptions,
};
use std::{collections::BTreeMap, path::Path, sync::Arc, sync::atomic::Ordering};
use tempfile::TempDir;

/// An application whose customers identify themselves at the broker.
struct Network {
    app: App,
    broker: Broker,
    folder: TempDir,
}

fn provider(issuer: &str, keys: &Path) -> ProviderConfig {
    serde_json::from_value(serde_json::json!({
        "audience": "customer", "issuer": issuer, "client_id": CLIENT, "keys": keys,
        "name_fi": "Verkosto", "name_sv": "Nätverk", "name_en": "Network",
        "scopes": ["profile"], "acr": [LEVEL], "identity_code_claim": "urn:oid:1.2.246.21",
        "signed_requests": true, "encrypted_tokens": true,
        "service_name": { "fi": "Luotsi suomeksi", "sv": "Lots", "en": "Pilot" },
    }))
    .unwrap()
}

impl Network {
    async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    async fn start_with(configure: impl FnOnce(&mut ProviderConfig)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let broker = Broker::start().await;
        let path = folder.path().join("keys.json");
        let long_ago = DateTime::from_timestamp(0, 0).unwrap();
        let keys = ClientKeys::create(&path, long_ago).unwrap();
        let mut config = provider(&broker.issuer, &path);
        configure(&mut config);
        let providers = BTreeMap::from([("verkosto".to_owned(), config)]);
        let app =
            App::start_with(DemoOptions { providers, limits: LimitsConfig::NONE, ..DemoOptions::default() })
                .await;
        broker.meet(keys.public(long_ago), Arc::clone(&app.clock) as Arc<dyn domain::Clock>);
        Self { app, broker, folder }
    }

    /// Goes to the broker and back; the application's answer.
    async fn sign_in(&self, browser: &Browser) -> Response {
        let there = browser.get("/sign-in/verkosto").await;
        let address = location(&there).to_owned();
        if address.starts_with("/sign-in/refused") {
            return there;
        }
        let back = browser.client.get(&address).send().await.unwrap();
        assert!(back.status().is_redirection(), "{}", back.text().await.unwrap());
        browser.client.get(location(&back)).send().await.unwrap()
    }

    async fn refused(&self) -> i64 {
        self.app.audited("sign_in_refused").await
    }

    async fn is_refused(&self, mischief: Mischief, why: &str) {
        self.broker.misbehave(mischief);
        let (browser, refused) = (self.app.visitor(), self.refused().await);
        let answer = self.sign_in(&browser).await;
        let page = location(&answer).to_owned();
        assert_eq!(page, format!("/sign-in/refused?why={why}"), "{mischief}");
        assert_eq!(self.refused().await, refused + 1, "{mischief}: counted for the audit log");
        let home = browser.get("/workspaces").await;
        assert!(location(&home).starts_with("/sign-in?because=needed"), "{mischief}: no session");
        let text = browser.page(&page).await;
        assert!(text.contains("Kirjautuminen ei onnistunut"), "{mischief}");
    }
}

#[tokio::test]
async fn p1_a_customer_signs_in_by_a_signed_request_and_an_encrypted_token() {
    let network = Network::start().await;
    let browser = network.app.visitor();
    assert_eq!(location(&network.sign_in(&browser).await), "/workspaces");
    assert!(browser.page("/workspaces").await.contains("Aino Esimerkki"));
    let asked = network.broker.asked.lock().unwrap().clone();
    assert_eq!(asked["ftn_spname"], "Luotsi suomeksi");
    assert_eq!(asked["scope"], "openid profile");
    assert_eq!(asked["redirect_uri"], format!("{}/sign-in/verkosto/callback", network.app.url));
}

#[tokio::test]
async fn the_name_of_the_service_is_in_the_persons_language() {
    let network = Network::start().await;
    let browser = network.app.visitor();
    browser.post("/language", "/", &[("language", "sv"), ("back", "/")]).await;
    network.sign_in(&browser).await;
    let asked = network.broker.asked.lock().unwrap().clone();
    assert_eq!((&asked["ftn_spname"], &asked["ui_locales"]), (&"Lots".into(), &"sv".into()));
}

#[tokio::test]
async fn p1_every_token_that_is_not_as_it_should_be_is_refused() {
    let network = Network::start().await;
    for mischief in [
        "plain token",
        "encrypted to somebody else",
        "changed after encrypting",
        "old padding",
        "compressed",
        "no name of the key",
        "rogue key",
        "rogue key of the same name",
        "changed after signing",
        "algorithm none",
        "algorithm by a shared secret",
        "a key of its own",
        "a key from elsewhere",
        "a logout token",
        "wrong nonce",
        "no nonce",
        "wrong issuer",
        "wrong audience",
        "another audience as well",
        "wrong party",
        "issued in an hour",
        "valid in an hour",
        "expired",
        "no time",
        "identified an hour ago",
        "identified in an hour",
        "no identity code",
        "wrong identity code",
        "identity code in small letters",
        "no name",
        "a name with a line break",
    ] {
        network.is_refused(mischief, "answer").await;
    }
    for mischief in ["no level", "level of test identities", "level with another scheme"] {
        network.is_refused(mischief, "weak").await;
    }
    network.broker.misbehave("");
    assert_eq!(location(&network.sign_in(&network.app.visitor()).await), "/workspaces");
}

#[tokio::test]
async fn what_is_no_answer_is_refused_and_disturbs_nobody_else() {
    let network = Network::start().await;
    let signed_in = network.app.signed_in("aino").await;
    for (mischief, why) in [
        ("token: hanging", "unreachable"),
        ("token: 10 MiB", "unreachable"),
        ("token: in trouble", "unreachable"),
        ("token: redirect to a link-local address", "answer"),
        ("token: not JSON", "answer"),
    ] {
        network.is_refused(mischief, why).await;
        assert_eq!(signed_in.get("/workspaces").await.status(), 200, "{mischief}");
    }
}

#[tokio::test]
async fn a_provider_that_cannot_be_found_is_said_in_each_language() {
    let network = Network::start().await;
    for mischief in [
        "discovery: hanging",
        "discovery: 10 MiB",
        "discovery: in trouble",
        "discovery: redirect to a link-local address",
        "discovery: not JSON",
        "discovery of another",
        "codes elsewhere",
        "keys elsewhere",
    ] {
        let asked = network.broker.keys_asked.load(Ordering::SeqCst);
        network.is_refused(mischief, "unreachable").await;
        if mischief == "keys elsewhere" {
            assert_eq!(network.broker.keys_asked.load(Ordering::SeqCst), asked, "nothing is asked there");
        }
        // Not asked again at once: nobody else waits for it.
        network.app.clock.advance(TimeDelta::seconds(6)).unwrap();
    }
    let browser = network.app.visitor();
    for (language, words) in [("fi", "juuri nyt"), ("sv", "just nu"), ("en", "right now")] {
        browser.post("/language", "/", &[("language", language), ("back", "/")]).await;
        let page = browser.page("/sign-in/refused?why=unreachable").await;
        assert!(page.contains(words), "{language}");
    }
    network.broker.misbehave("");
    assert_eq!(location(&network.sign_in(&browser).await), "/workspaces", "as soon as it answers");
}

#[tokio::test]
async fn a_provider_may_be_on_hosts_that_the_configuration_names() {
    let network = Network::start_with(|config| {
        config.hosts.insert("localhost".to_owned());
    })
    .await;
    for mischief in ["codes elsewhere", "keys elsewhere"] {
        network.broker.misbehave(mischief);
        let browser = network.app.visitor();
        assert_eq!(location(&network.sign_in(&browser).await), "/workspaces", "{mischief}");
        // Its discovery is asked for anew.
        network.app.clock.advance(TimeDelta::minutes(11)).unwrap();
    }
}

#[tokio::test]
async fn an_answer_names_its_issuer_where_discovery_says_that_it_does() {
    let network = Network::start().await;
    network.is_refused("an answer without its issuer", "answer").await;
}

#[tokio::test]
async fn a_new_key_of_the_provider_is_fetched_at_most_once_a_minute() {
    let network = Network::start().await;
    let asked = || network.broker.keys_asked.load(Ordering::SeqCst);
    assert_eq!(location(&network.sign_in(&network.app.visitor()).await), "/workspaces");
    assert_eq!(asked(), 1);
    network.app.clock.advance(TimeDelta::seconds(61)).unwrap();
    network.broker.rotate();
    assert_eq!(location(&network.sign_in(&network.app.visitor()).await), "/workspaces", "the new key");
    assert_eq!(asked(), 2);
    for _ in 0..20 {
        network.is_refused("rogue key", "answer").await;
    }
    assert_eq!(asked(), 2, "a storm of unknown keys asks nothing");
}

#[tokio::test]
async fn our_own_keys_change_without_a_break() {
    let network = Network::start().await;
    let path = network.folder.path().join("keys.json");
    let (now, then) =
        (network.app.services.clock.now(), network.app.services.clock.now() + TimeDelta::days(1));
    let before = ClientKeys::load(&path).unwrap();
    let after = ClientKeys::rotate(&path, then, now).unwrap();
    let notified = after.public(now);
    assert_eq!(notified["keys"].as_array().unwrap().len(), 4, "both pairs are told");
    assert_eq!(before.public(now)["keys"].as_array().unwrap().len(), 2);
    let token = server::demo::encrypt("inside", &before.public(now)).unwrap();
    assert_eq!(after.open(&token).unwrap(), "inside", "what was encrypted to the old key");
    let signed = after.sign(&serde_json::json!({}), then).unwrap();
    assert_ne!(
        signed.split('.').next(),
        after.sign(&serde_json::json!({}), now).unwrap().split('.').next(),
        "another key from its day on"
    );
}

#[tokio::test]
async fn two_sign_ins_at_once_do_not_mix_and_each_ends_well() {
    let network = Network::start().await;
    let browser = network.app.visitor();
    let first = location(&browser.get("/sign-in/verkosto?return_to=/sign-ins").await).to_owned();
    let second = location(&browser.get("/sign-in/verkosto").await).to_owned();
    for (begun, end) in [(second, "/workspaces"), (first, "/sign-ins")] {
        let back = browser.client.get(&begun).send().await.unwrap();
        assert_eq!(location(&browser.client.get(location(&back)).send().await.unwrap()), end);
    }
    assert_eq!(browser.get("/workspaces").await.status(), 200);
}

#[tokio::test]
async fn the_same_code_at_two_providers_is_one_customer_and_never_staff() {
    let network = Network::start().await;
    let (here, there) = (network.app.visitor(), network.app.signed_in("aino").await);
    network.sign_in(&here).await;
    let list =
        |browser: Browser| async move { browser.call("list_workspaces", &[]).await.text().await.unwrap() };
    let (here, there) = (list(here).await, list(there).await);
    assert!(here.contains("Opintojen jatkaminen") && there.contains("Opintojen jatkaminen"));
}
