//! Our own keys at a provider: RSA, some to sign what we send, some to open what we get (the
//! profile of the Finnish Trust Network wants them apart). A new pair is made known to the provider
//! first and used later, so a key has an instant from which it is used.

mod file;
mod jwe;

pub use file::KeysError;
pub use jwe::DoesNotOpen;

use aws_lc_rs::{
    encoding::AsDer,
    rand::SystemRandom,
    rsa::{KeyPair, KeySize, OaepPrivateDecryptingKey, PrivateDecryptingKey},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What a key is for. One key never does both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyUse {
    /// Signs request objects and client assertions.
    Sig,
    /// Opens encrypted ID tokens.
    Enc,
}

impl KeyUse {
    /// The value of `use` in a JSON Web Key (RFC 7517).
    pub fn code(self) -> &'static str {
        match self {
            Self::Sig => "sig",
            Self::Enc => "enc",
        }
    }
}

/// One key of ours.
pub struct ClientKey {
    /// Its name: the thumbprint of the public half (RFC 7638).
    pub id: String,
    /// What it is for.
    pub usage: KeyUse,
    /// From when on it is used.
    pub from: DateTime<Utc>,
    pair: KeyPair,
    pkcs8: Zeroizing<Vec<u8>>,
}

/// Our keys at one provider, the oldest first.
pub struct ClientKeys(Vec<ClientKey>);

impl std::fmt::Debug for ClientKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|key| &key.id)).finish()
    }
}

fn number(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl ClientKey {
    fn generate(usage: KeyUse, size: KeySize, from: DateTime<Utc>) -> Option<Self> {
        let der = KeyPair::generate(size).ok()?.as_der().ok()?;
        Self::from_pkcs8(usage, from, Zeroizing::new(der.as_ref().to_vec()))
    }

    fn from_pkcs8(usage: KeyUse, from: DateTime<Utc>, pkcs8: Zeroizing<Vec<u8>>) -> Option<Self> {
        let pair = KeyPair::from_pkcs8(&pkcs8).ok()?;
        let (n, e) = Self::numbers(&pair);
        let thumbprint = Sha256::digest(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#));
        Some(Self { id: URL_SAFE_NO_PAD.encode(thumbprint), usage, from, pair, pkcs8 })
    }

    /// The modulus and the exponent, as a JSON Web Key has them.
    fn numbers(pair: &KeyPair) -> (String, String) {
        let key = pair.public_key();
        (
            number(key.modulus().big_endian_without_leading_zero()),
            number(key.exponent().big_endian_without_leading_zero()),
        )
    }

    /// The public half as a JSON Web Key.
    fn jwk(&self) -> Value {
        let (n, e) = Self::numbers(&self.pair);
        match self.usage {
            KeyUse::Sig => {
                json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id, "n": n, "e": e })
            }
            // The provider chooses among the algorithms that we open.
            KeyUse::Enc => json!({ "kty": "RSA", "use": "enc", "kid": self.id, "n": n, "e": e }),
        }
    }

    /// What opens a content key that was encrypted to this key.
    pub(super) fn opening(&self) -> Option<OaepPrivateDecryptingKey> {
        OaepPrivateDecryptingKey::new(PrivateDecryptingKey::from_pkcs8(&self.pkcs8).ok()?).ok()
    }
}

impl ClientKeys {
    /// A fresh pair of keys, used at once. `None` when the machine cannot make keys.
    pub fn generate(size: KeySize, now: DateTime<Utc>) -> Option<Self> {
        let mut keys = Self(vec![]);
        keys.add_pair(size, now)?;
        Some(keys)
    }

    fn add_pair(&mut self, size: KeySize, from: DateTime<Utc>) -> Option<()> {
        for usage in [KeyUse::Sig, KeyUse::Enc] {
            self.0.push(ClientKey::generate(usage, size, from)?);
        }
        Some(())
    }

    /// All of them, the oldest first.
    pub fn all(&self) -> &[ClientKey] {
        &self.0
    }

    /// The key in use at this moment: the newest whose time has come.
    pub fn in_use(&self, usage: KeyUse, now: DateTime<Utc>) -> Option<&ClientKey> {
        let in_time = |key: &&ClientKey| key.usage == usage && key.from <= now;
        self.0.iter().filter(in_time).max_by_key(|key| key.from)
    }

    /// The key for opening with this name. Keys that were replaced still open what was on its way.
    pub(super) fn to_open(&self, id: &str) -> Option<&ClientKey> {
        self.0.iter().find(|key| key.usage == KeyUse::Enc && key.id == id)
    }

    /// The signed token inside one that was encrypted to us.
    ///
    /// # Errors
    /// When it does not open, for whatever reason.
    pub fn open(&self, token: &str) -> Result<String, DoesNotOpen> {
        jwe::open(self, token)
    }

    /// The public halves as a JSON Web Key set: what is in use, and what will be.
    pub fn public(&self, now: DateTime<Utc>) -> Value {
        let is_published = |key: &&ClientKey| {
            key.from > now || self.in_use(key.usage, now).is_some_and(|used| used.id == key.id)
        };
        json!({ "keys": self.0.iter().filter(is_published).map(ClientKey::jwk).collect::<Vec<_>>() })
    }

    /// A JSON Web Token with these claims, signed with RS256 by the key in use.
    pub fn sign(&self, claims: &Value, now: DateTime<Utc>) -> Option<String> {
        let key = self.in_use(KeyUse::Sig, now)?;
        let header = json!({ "alg": "RS256", "typ": "JWT", "kid": key.id });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(claims));
        let mut signature = vec![0; key.pair.public_modulus_len()];
        key.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature).ok()?;
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_key_is_made_known_before_it_is_used_and_opens_after_it_was_replaced() {
        let day = |n| DateTime::from_timestamp(0, 0).unwrap() + TimeDelta::days(n);
        let mut keys = ClientKeys::generate(KeySize::Rsa2048, day(0)).unwrap();
        keys.add_pair(KeySize::Rsa2048, day(10)).unwrap();
        let ids: Vec<&str> = keys.all().iter().map(|key| key.id.as_str()).collect();
        let told = |now| {
            let set = keys.public(now);
            let all = set["keys"].as_array().unwrap().clone();
            all.into_iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(told(day(9)), ids, "both pairs");
        assert_eq!(keys.in_use(KeyUse::Sig, day(9)).unwrap().id, ids[0]);
        assert_eq!(told(day(10)), ids[2..], "the new pair alone");
        assert_eq!(keys.in_use(KeyUse::Sig, day(10)).unwrap().id, ids[2]);
        assert!(keys.to_open(ids[1]).is_some(), "what was on its way is still opened");
        assert!(keys.to_open(ids[0]).is_none(), "a key that signs does not open");
    }
}
