//! The demonstration's OpenID provider: real discovery, codes, PKCE and signed tokens over real
//! HTTP, with keys of its own, and a page to choose a person instead of a proof of identity. Its
//! customers' realm speaks the profile of the Finnish Trust Network: it takes signed requests only,
//! and encrypts what it says.

mod authorize;
mod discovery;
mod keys;
mod request;
mod token;

pub use keys::{SigningKey, encrypt};
pub use request::verify;

use super::people::{CUSTOMERS, Person, STAFF};
use crate::config::Audience;
use axum::{
    Router,
    routing::{get, post},
};
use chrono::{DateTime, Utc};
use domain::Clock;
use serde_json::Value;
use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

/// Our name there.
pub(super) const CLIENT: &str = "luotsi-demo";

/// Our secret there, in the realm of staff.
pub(super) const SECRET: &str = "not-a-secret-on-this-machine";

/// The issuer of an audience's realm at the provider that listens there.
pub fn realm_address(provider: SocketAddr, audience: Audience) -> String {
    format!("http://{provider}/{}", realm_name(audience))
}

fn realm_name(audience: Audience) -> &'static str {
    match audience {
        Audience::Customer => "customers",
        Audience::Staff => "staff",
    }
}

/// A code that waits to be exchanged.
struct Grant {
    realm: Audience,
    person: Person,
    acr: Option<String>,
    nonce: Option<String>,
    redirect_uri: String,
    challenge: String,
    at: DateTime<Utc>,
}

/// What the provider's handlers share.
#[derive(Clone)]
struct Provider {
    address: SocketAddr,
    redirect_prefix: String,
    key: Arc<SigningKey>,
    /// The keys of the one who asks, as they were given.
    client: Arc<Value>,
    clock: Arc<dyn Clock>,
    grants: Arc<Mutex<HashMap<String, Grant>>>,
}

impl Provider {
    fn issuer(&self, realm: Audience) -> String {
        realm_address(self.address, realm)
    }
}

fn people(realm: Audience) -> &'static [Person] {
    match realm {
        Audience::Customer => CUSTOMERS,
        Audience::Staff => STAFF,
    }
}

/// The provider, to be served at `address`. It knows the application by its public keys `client`, and
/// sends browsers back only to addresses that begin with `redirect_prefix`.
///
/// # Errors
/// When the machine cannot make a key.
pub fn provider_router(
    address: SocketAddr,
    redirect_prefix: String,
    client: Value,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Router> {
    let key = Arc::new(SigningKey::generate()?);
    let client = Arc::new(client);
    let provider = Provider { address, redirect_prefix, key, client, clock, grants: Arc::default() };
    let realm = |audience: Audience| {
        Router::new()
            .route("/.well-known/openid-configuration", get(discovery::configuration))
            .route("/jwks", get(discovery::jwks))
            .route("/authorize", get(authorize::page))
            .route("/choose", post(authorize::choose))
            .route("/token", post(token::token))
            .route("/end", get(discovery::end))
            .layer(axum::Extension(audience))
    };
    Ok(Router::new()
        .nest("/customers", realm(Audience::Customer))
        .nest("/staff", realm(Audience::Staff))
        .route("/style.css", get(authorize::style))
        .with_state(provider))
}
