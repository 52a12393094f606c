//! The provider's signing key, made anew at each start.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rsa::{
    RsaPrivateKey,
    pkcs1v15::SigningKey,
    rand_core::OsRng,
    sha2::Sha256,
    signature::{SignatureEncoding, Signer},
    traits::PublicKeyParts,
};
use serde_json::{Value, json};

const KEY_ID: &str = "demonstration";

/// An RSA key that signs tokens.
pub(super) struct Keys {
    signing: SigningKey<Sha256>,
    jwk: Value,
}

impl Keys {
    /// A fresh key of 2048 bits.
    pub fn generate() -> anyhow::Result<Self> {
        let key = RsaPrivateKey::new(&mut OsRng, 2048)?;
        let number = |n: &rsa::BigUint| URL_SAFE_NO_PAD.encode(n.to_bytes_be());
        let jwk = json!({
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": KEY_ID,
            "n": number(key.n()), "e": number(key.e()),
        });
        Ok(Self { signing: SigningKey::new(key), jwk })
    }

    /// The public half.
    pub fn jwks(&self) -> Value {
        json!({ "keys": [self.jwk] })
    }

    /// A signed token with these claims.
    pub fn sign(&self, claims: &Value) -> String {
        let header = json!({ "alg": "RS256", "typ": "JWT", "kid": KEY_ID });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(claims));
        let signature = self.signing.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}
