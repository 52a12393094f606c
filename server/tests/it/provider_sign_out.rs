//! P2: staff who signed out at their organisation's provider are signed out here; and they are
//! shown the way there when they sign out here.

use crate::{
    app::{App, location},
    broker::{Broker, CLIENT},
};
use chrono::TimeDelta;
use domain::{
    ground::actor::authentication::LastAuthentication,
    people::{
        person::{StaffIdentity, StaffRole, grant},
        session::{Limits, NewSession, SessionId, current, sign_in_staff},
    },
};
use serde_json::{Value, json};
use server::{
    config::{LimitsConfig, ProviderConfig},
    demo::{DemoOptions, ORGANISATION, SigningKey},
};
use std::collections::BTreeMap;

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

struct Account {
    app: App,
    broker: Broker,
}

impl Account {
    async fn start() -> Self {
        let broker = Broker::start().await;
        let provider: ProviderConfig = serde_json::from_value(json!({
            "audience": "staff", "issuer": broker.issuer, "client_id": CLIENT, "client_secret": "x",
            "name_fi": "Tili", "name_sv": "Konto", "name_en": "Account",
            "amr": ["mfa"], "organisation": ORGANISATION,
        }))
        .unwrap();
        let customers: ProviderConfig = serde_json::from_value(json!({
            "audience": "customer", "issuer": broker.issuer, "client_id": CLIENT, "client_secret": "x",
            "name_fi": "Vahva", "name_sv": "Stark", "name_en": "Strong", "acr": ["x"],
            "identity_code_claim": "x",
        }))
        .unwrap();
        let providers = BTreeMap::from([
            ("tili".to_owned(), provider.clone()),
            ("toinen".to_owned(), provider),
            ("vahva".to_owned(), customers),
        ]);
        let app =
            App::start_with(DemoOptions { providers, limits: LimitsConfig::NONE, ..DemoOptions::default() })
                .await;
        Self { app, broker }
    }

    fn now(&self) -> i64 {
        self.app.services.clock.now().timestamp()
    }

    fn token(&self, jti: &str) -> Value {
        json!({
            "iss": self.broker.issuer, "aud": CLIENT, "iat": self.now(), "exp": self.now() + 120,
            "jti": jti, "events": { EVENT: {} }, "sid": "there",
        })
    }

    /// Somebody's sign-in by way of this provider.
    async fn signed_in(&self) -> SessionId {
        self.signed_in_by("tili").await
    }

    async fn signed_in_by(&self, provider: &str) -> SessionId {
        let services = &self.app.services;
        let organisation = domain::people::organisation::find_by_slug(services.database.read(), ORGANISATION);
        let organisation = organisation.await.unwrap().unwrap();
        let identity = StaffIdentity {
            issuer: self.broker.issuer.clone(),
            subject: "olli".into(),
            name: "Olli".into(),
            email: None,
        };
        grant(services, organisation, &identity, StaffRole::Counselor).await.unwrap();
        let new = NewSession {
            provider: provider.into(),
            acr: None,
            authenticated: LastAuthentication(None),
            sid: Some("there".into()),
            reauthenticating: None,
            expires_at: services.clock.now() + TimeDelta::hours(10),
        };
        sign_in_staff(services, organisation, &identity, None, new).await.unwrap().unwrap()
    }

    async fn lasts(&self, id: SessionId) -> bool {
        let hour = TimeDelta::hours(1);
        let limits =
            Limits { customer_idle: hour, customer_absolute: hour, staff_idle: hour, staff_absolute: hour };
        current(&self.app.services, &limits, id).await.unwrap().is_ok()
    }

    async fn tell(&self, provider: &str, token: &str) -> u16 {
        let address = format!("{}/sign-in/{provider}/signed-out", self.app.url);
        let request = self.app.visitor().client.post(address).form(&[("logout_token", token)]);
        request.send().await.unwrap().status().as_u16()
    }
}

#[tokio::test]
async fn a_logout_token_ends_the_sign_in_and_counts_once() {
    let account = Account::start().await;
    let id = account.signed_in().await;
    let token = account.broker.sign("logout+jwt", &account.token("1"));
    assert_eq!(account.tell("tili", &token).await, 200);
    assert!(!account.lasts(id).await);
    let id = account.signed_in().await;
    assert_eq!(account.tell("tili", &token).await, 400, "used before");
    assert!(account.lasts(id).await);
    let mut all_of = account.token("2");
    all_of.as_object_mut().unwrap().remove("sid");
    all_of["sub"] = "olli".into();
    assert_eq!(account.tell("tili", &account.broker.sign("logout+jwt", &all_of)).await, 200);
    assert!(!account.lasts(id).await);
}

#[tokio::test]
async fn p2_one_token_ends_the_sign_ins_of_all_sections_of_the_same_provider_and_client() {
    let account = Account::start().await;
    let (here, there) = (account.signed_in_by("tili").await, account.signed_in_by("toinen").await);
    assert_eq!(account.tell("tili", &account.broker.sign("logout+jwt", &account.token("1"))).await, 200);
    assert!(!account.lasts(here).await && !account.lasts(there).await);
}

#[tokio::test]
async fn logout_tokens_that_are_not_as_they_should_be_end_nothing() {
    let account = Account::start().await;
    let id = account.signed_in().await;
    let changed = |name: &str, value: Value| {
        let mut token = account.token("1");
        token[name] = value;
        token.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        account.broker.sign("logout+jwt", &token)
    };
    let whole = account.broker.sign("logout+jwt", &account.token("1"));
    let (signed, signature) = whole.rsplit_once('.').unwrap();
    let tokens = [
        ("another issuer", changed("iss", "https://evil.example".into())),
        ("another audience", changed("aud", "somebody-else".into())),
        ("more audiences", changed("aud", json!([CLIENT, "somebody-else"]))),
        ("old", changed("iat", (account.now() - 121).into())),
        ("to come", changed("iat", (account.now() + 300).into())),
        ("over", changed("exp", account.now().into())),
        ("no event", changed("events", json!({}))),
        ("no events", changed("events", Value::Null)),
        ("a nonce", changed("nonce", "x".into())),
        ("no name", changed("jti", Value::Null)),
        ("nobody", changed("sid", Value::Null)),
        ("an ID token", account.broker.sign("JWT", &account.token("1"))),
        ("a rogue key", SigningKey::generate().unwrap().sign("logout+jwt", &account.token("1")).unwrap()),
        ("no signature", format!("{signed}.")),
        ("another signature", format!("{signed}.{}", signature.chars().rev().collect::<String>())),
        ("nothing", String::new()),
    ];
    for (what, token) in tokens {
        assert_eq!(account.tell("tili", &token).await, 400, "{what}");
        assert!(account.lasts(id).await, "{what}");
    }
    assert_eq!(account.tell("vahva", &whole).await, 404, "customers' providers say nothing");
    assert_eq!(account.tell("none", &whole).await, 404);
    assert!(account.lasts(id).await);
    assert_eq!(account.tell("tili", &whole).await, 200, "the good one");
}

#[tokio::test]
async fn staff_who_sign_out_are_shown_the_way_out_of_their_account() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let out = olli.post("/sign-out", "/workspaces", &[]).await;
    assert_eq!(location(&out), "/signed-out?from=esimerkkila");
    let page = olli.page("/signed-out?from=esimerkkila").await;
    assert!(page.contains("href=\"/sign-out/esimerkkila\""));
    assert_eq!(location(&olli.get("/sign-out/esimerkkila").await), "/", "no link of another site does it");
    let followed = async |browser: &crate::app::Browser, path: &str| {
        let link = browser.client.get(format!("{}{path}", app.url)).header("sec-fetch-site", "same-origin");
        link.send().await.unwrap()
    };
    let there = followed(&olli, "/sign-out/esimerkkila").await;
    let back = format!("{}/signed-out", app.url);
    let asked = [("client_id", "luotsi-demo"), ("post_logout_redirect_uri", &back), ("ui_locales", "fi")];
    let expected = format!("{}/staff/end?{}", app.provider, serde_urlencoded::to_string(asked).unwrap());
    assert_eq!(location(&there), expected);
    let home = olli.client.get(expected).send().await.unwrap();
    assert_eq!(location(&home), format!("{}/signed-out", app.url));
    // Customers identify themselves each time anew; there is nothing to sign out of.
    let aino = app.signed_in("aino").await;
    assert_eq!(location(&aino.post("/sign-out", "/workspaces", &[]).await), "/signed-out");
    assert_eq!(location(&followed(&aino, "/sign-out/esittely").await), "/signed-out");
    assert_eq!(followed(&aino, "/sign-out/none").await.status(), 404);
}
