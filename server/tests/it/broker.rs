//! A provider of the Finnish Trust Network for tests. It refuses every request that is not exactly
//! as it should be, and does on command what a broken or hostile one would.

use axum::{
    Form, Json, Router,
    body::Body,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::Clock;
use http::StatusCode;
use serde_json::{Map, Value, json};
use server::demo::{SigningKey, encrypt, verify};
use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::net::TcpListener;

pub const CLIENT: &str = "luotsi-test";
pub const LEVEL: &str = "http://ftn.ficora.fi/2017/loa2";

/// What it does otherwise than it should. Empty: nothing.
pub type Mischief = &'static str;

#[derive(Clone)]
pub struct Broker(Arc<Inner>);

pub struct Inner {
    pub issuer: String,
    client: OnceLock<Value>,
    clock: OnceLock<Arc<dyn Clock>>,
    key: Mutex<Arc<SigningKey>>,
    mischief: Mutex<Mischief>,
    granted: Mutex<HashMap<String, Map<String, Value>>>,
    /// The last request that it took.
    pub asked: Mutex<Map<String, Value>>,
    pub keys_asked: AtomicUsize,
}

impl std::ops::Deref for Broker {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Broker {
    pub async fn start() -> Self {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
        let broker = Self(Arc::new(Inner {
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            client: OnceLock::new(),
            clock: OnceLock::new(),
            key: Mutex::new(Arc::new(SigningKey::generate().unwrap())),
            mischief: Mutex::new(""),
            granted: Mutex::default(),
            asked: Mutex::default(),
            keys_asked: AtomicUsize::new(0),
        }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/jwks", get(jwks))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .with_state(broker.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        broker
    }

    /// Tells it of the one who will ask.
    pub fn meet(&self, client: Value, clock: Arc<dyn Clock>) {
        self.client.set(client).unwrap();
        assert!(self.clock.set(clock).is_ok());
    }

    pub fn misbehave(&self, mischief: Mischief) {
        *self.mischief.lock().unwrap() = mischief;
    }

    /// From now on it signs with another key.
    pub fn rotate(&self) {
        *self.key.lock().unwrap() = Arc::new(SigningKey::generate().unwrap());
    }

    /// A token that it signs.
    pub fn sign(&self, typ: &str, claims: &Value) -> String {
        self.key().sign(typ, claims).unwrap()
    }

    fn mischief(&self) -> Mischief {
        *self.mischief.lock().unwrap()
    }

    fn key(&self) -> Arc<SigningKey> {
        Arc::clone(&self.key.lock().unwrap())
    }

    fn verify(&self, token: &str, audience: &str) -> anyhow::Result<Map<String, Value>> {
        let now = self.clock.get().unwrap().now();
        verify(token, self.client.get().unwrap(), CLIENT, audience, now)
    }

    /// Where something is: with that mischief on the same machine by another name, which is a host that
    /// nobody named.
    fn endpoint(&self, path: &str, elsewhere: Mischief) -> String {
        let address = format!("{}/{path}", self.issuer);
        if self.mischief() == elsewhere { address.replace("127.0.0.1", "localhost") } else { address }
    }

    /// The claims of an ID token, as they should be or not.
    fn claims(&self, nonce: &Value) -> Value {
        let now = self.clock.get().unwrap().now().timestamp();
        let mut claims = json!({
            "iss": self.issuer, "sub": "not-persistent", "aud": [CLIENT], "azp": CLIENT,
            "iat": now, "exp": now + 300, "auth_time": now, "nonce": nonce, "acr": LEVEL,
            "amr": ["https://tunnistus.example.org/mobile"], "name": "Aino Esimerkki",
            "urn:oid:1.2.246.21": "010170-999R",
        });
        let (name, value) = match self.mischief() {
            "wrong nonce" => ("nonce", json!("x".repeat(43))),
            "no nonce" => ("nonce", Value::Null),
            "wrong issuer" => ("iss", json!("https://evil.example")),
            "wrong audience" => ("aud", json!(["somebody-else"])),
            "another audience as well" => ("aud", json!([CLIENT, "somebody-else"])),
            "wrong party" => ("azp", json!("somebody-else")),
            "issued in an hour" => ("iat", json!(now + 3600)),
            "valid in an hour" => ("nbf", json!(now + 3600)),
            "expired" => ("exp", json!(now - 1)),
            "no level" => ("acr", Value::Null),
            "level of test identities" => ("acr", json!("http://ftn.ficora.fi/2017/loatest2")),
            "level with another scheme" => ("acr", json!("https://ftn.ficora.fi/2017/loa2")),
            "no time" => ("auth_time", Value::Null),
            "identified an hour ago" => ("auth_time", json!(now - 3600)),
            "identified in an hour" => ("auth_time", json!(now + 3600)),
            "no identity code" => ("urn:oid:1.2.246.21", Value::Null),
            "wrong identity code" => ("urn:oid:1.2.246.21", json!("010170-999A")),
            "identity code in small letters" => ("urn:oid:1.2.246.21", json!("010170-999r")),
            "no name" => ("name", Value::Null),
            "a name with a line break" => ("name", json!("Aino\r\nX: y")),
            _ => return claims,
        };
        claims[name] = value;
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        claims
    }

    fn signed(&self, nonce: &Value) -> String {
        let claims = self.claims(nonce);
        let token = match self.mischief() {
            "rogue key" => SigningKey::generate().unwrap().sign("JWT", &claims).unwrap(),
            "a logout token" => self.key().sign("logout+jwt", &claims).unwrap(),
            _ => self.key().sign("JWT", &claims).unwrap(),
        };
        let (header, rest) = token.split_once('.').unwrap();
        let mut header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
        match self.mischief() {
            "rogue key of the same name" => {
                let rogue = SigningKey::generate().unwrap().sign("JWT", &claims).unwrap();
                return format!("{}.{}", part(&header), rogue.split_once('.').unwrap().1);
            }
            "algorithm none" => {
                header["alg"] = "none".into();
                return format!("{}.{}.", part(&header), rest.split_once('.').unwrap().0);
            }
            "algorithm by a shared secret" => header["alg"] = "HS256".into(),
            "a key of its own" => header["jwk"] = SigningKey::generate().unwrap().jwk(),
            "a key from elsewhere" => header["jku"] = "http://169.254.169.254/jwks".into(),
            "changed after signing" => {
                let mut claims = claims;
                claims["urn:oid:1.2.246.21"] = "220750-999Y".into();
                return format!("{}.{}.{}", part(&header), part(&claims), rest.split_once('.').unwrap().1);
            }
            _ => return token,
        }
        format!("{}.{rest}", part(&header))
    }

    fn id_token(&self, nonce: &Value) -> String {
        let signed = self.signed(nonce);
        let client = self.client.get().unwrap();
        let sealed = encrypt(&signed, client).unwrap();
        let parts: Vec<&str> = sealed.split('.').collect();
        let mut header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[0]).unwrap()).unwrap();
        match self.mischief() {
            "plain token" => return signed,
            "encrypted to somebody else" => {
                let (mut other, stranger) = (client.clone(), SigningKey::generate().unwrap().jwk());
                for key in other["keys"].as_array_mut().unwrap() {
                    key["n"] = stranger["n"].clone();
                }
                return encrypt(&signed, &other).unwrap();
            }
            "changed after encrypting" => {
                let mut content = URL_SAFE_NO_PAD.decode(parts[3]).unwrap();
                content[0] ^= 1;
                let content = URL_SAFE_NO_PAD.encode(content);
                return [parts[0], parts[1], parts[2], &content, parts[4]].join(".");
            }
            "old padding" => header["alg"] = "RSA1_5".into(),
            "compressed" => header["zip"] = "DEF".into(),
            "no name of the key" => drop(header.as_object_mut().unwrap().remove("kid")),
            _ => return sealed,
        }
        [&part(&header), parts[1], parts[2], parts[3], parts[4]].join(".")
    }
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

async fn configuration(State(broker): State<Broker>) -> Response {
    if let Some(trouble) = trouble(broker.mischief().strip_prefix("discovery: ")).await {
        return trouble;
    }
    let of = |path: &str| format!("{}/{path}", broker.issuer);
    let issuer =
        if broker.mischief() == "discovery of another" { "https://evil.example" } else { &broker.issuer };
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": of("authorize"),
        "token_endpoint": broker.endpoint("token", "codes elsewhere"),
        "authorization_response_iss_parameter_supported": broker.mischief() == "an answer without its issuer",
        "jwks_uri": broker.endpoint("jwks", "keys elsewhere"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "id_token_encryption_alg_values_supported": ["RSA-OAEP", "something-new"],
        "code_challenge_methods_supported": ["S256"],
    }))
    .into_response()
}

async fn jwks(State(broker): State<Broker>) -> Json<Value> {
    broker.keys_asked.fetch_add(1, Ordering::SeqCst);
    // A key of a kind that we do not know must not be in the way.
    let unknown = json!({ "kty": "AKP", "kid": "new", "alg": "ML-DSA-44", "pub": "x" });
    Json(json!({ "keys": [unknown, broker.key().jwk()] }))
}

async fn authorize(State(broker): State<Broker>, Query(query): Query<HashMap<String, String>>) -> Response {
    let refused = |why: String| (StatusCode::BAD_REQUEST, why).into_response();
    let mut names: Vec<&str> = query.keys().map(String::as_str).collect();
    names.sort_unstable();
    if names != ["client_id", "request"] || query["client_id"] != CLIENT {
        return refused(format!("must be client_id and request: {names:?}"));
    }
    let asked = match broker.verify(&query["request"], &broker.issuer) {
        Ok(asked) => asked,
        Err(error) => return refused(error.to_string()),
    };
    let text = |name: &str| asked.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_good = text("response_type") == "code"
        && text("scope").split(' ').any(|scope| scope == "openid")
        && text("acr_values") == LEVEL
        && text("nonce").len() >= 43
        && text("state").len() >= 22
        && ["fi", "sv", "en"].contains(&text("ui_locales").as_str())
        && (1..=40).contains(&text("ftn_spname").chars().count())
        && text("code_challenge_method") == "S256"
        && text("prompt") == "login";
    if !is_good {
        return refused(format!("{asked:?}"));
    }
    let (back, state) = (text("redirect_uri"), text("state"));
    broker.asked.lock().unwrap().clone_from(&asked);
    broker.granted.lock().unwrap().insert("the-code".into(), asked);
    Redirect::to(&format!("{back}?code=the-code&state={state}")).into_response()
}

async fn token(State(broker): State<Broker>, Form(form): Form<HashMap<String, String>>) -> Response {
    if let Some(trouble) = trouble(broker.mischief().strip_prefix("token: ")).await {
        return trouble;
    }
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let endpoint = broker.endpoint("token", "codes elsewhere");
    let refused = |why: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": why }))).into_response();
    let proof = broker.verify(field("client_assertion"), &endpoint);
    if field("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        || field("client_id") != CLIENT
        || field("grant_type") != "authorization_code"
        || !proof.is_ok_and(|proof| proof["sub"] == CLIENT)
    {
        return refused("invalid_client");
    }
    let Some(asked) = broker.granted.lock().unwrap().remove(field("code")) else {
        return refused("invalid_grant");
    };
    let challenge = {
        use sha2::{Digest, Sha256};
        URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")))
    };
    if asked["code_challenge"] != challenge || asked["redirect_uri"] != field("redirect_uri") {
        return refused("invalid_grant");
    }
    Json(json!({ "access_token": "x", "token_type": "Bearer", "id_token": broker.id_token(&asked["nonce"]) }))
        .into_response()
}

/// Answers that are none.
async fn trouble(kind: Option<&str>) -> Option<Response> {
    Some(match kind? {
        "hanging" => std::future::pending().await,
        "10 MiB" => Body::from(vec![b' '; 10 * 1024 * 1024]).into_response().into_response(),
        "redirect to a link-local address" => Redirect::to("http://169.254.169.254/latest").into_response(),
        "not JSON" => "<html>".into_response(),
        "in trouble" => StatusCode::BAD_GATEWAY.into_response(),
        other => panic!("{other}"),
    })
}
