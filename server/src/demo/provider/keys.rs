//! What a provider does with keys: sign what it says, and encrypt it to whoever asked.

use anyhow::Context;
use aws_lc_rs::{
    cipher::{AES_128, EncryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey},
    hmac::{self, HMAC_SHA256},
    iv::FixedLength,
    rand::SystemRandom,
    rsa::{
        KeyPair, KeySize, OAEP_SHA1_MGF1SHA1, OaepPublicEncryptingKey, PublicEncryptingKey,
        PublicKeyComponents,
    },
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Randomness, SystemRandomness};
use serde_json::{Value, json};

fn part(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// An RSA key that signs tokens.
pub struct SigningKey {
    id: String,
    pair: KeyPair,
}

impl SigningKey {
    /// A fresh key of 2048 bits, with a name of its own.
    ///
    /// # Errors
    /// When the machine cannot make one.
    pub fn generate() -> anyhow::Result<Self> {
        Ok(Self { id: SystemRandomness.token(), pair: KeyPair::generate(KeySize::Rsa2048)? })
    }

    /// The public half as a JSON Web Key.
    pub fn jwk(&self) -> Value {
        let key = self.pair.public_key();
        json!({
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id,
            "n": part(key.modulus().big_endian_without_leading_zero()),
            "e": part(key.exponent().big_endian_without_leading_zero()),
        })
    }

    /// A token with these claims, signed with RS256; `typ` says of what kind.
    ///
    /// # Errors
    /// When the machine cannot sign.
    pub fn sign(&self, typ: &str, claims: &Value) -> anyhow::Result<String> {
        let header = json!({ "alg": "RS256", "typ": typ, "kid": self.id });
        let signed = format!("{}.{}", part(header.to_string()), part(claims.to_string()));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)?;
        Ok(format!("{signed}.{}", part(signature)))
    }
}

/// `token`, encrypted to the first key for encryption in a JSON Web Key set: RSA-OAEP with
/// A128CBC-HS256, as in the Finnish Trust Network.
///
/// # Errors
/// When there is no such key.
pub fn encrypt(token: &str, keys: &Value) -> anyhow::Result<String> {
    let keys = keys["keys"].as_array().context("no keys")?;
    let key = keys.iter().find(|key| key["use"] == "enc").context("no key to encrypt to")?;
    let number = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap_or_default());
    let public = PublicKeyComponents { n: number("n")?, e: number("e")? };
    let public: PublicEncryptingKey = public.try_into()?;
    let public = OaepPublicEncryptingKey::new(public)?;
    let content_key = SystemRandomness.bytes();
    let mut wrapped = vec![0; public.ciphertext_size()];
    let wrapped = public.encrypt(&OAEP_SHA1_MGF1SHA1, &content_key, &mut wrapped, None)?;
    let header = json!({ "alg": "RSA-OAEP", "enc": "A128CBC-HS256", "kid": key["kid"], "cty": "JWT" });
    let header = part(header.to_string());
    let (mac_key, cipher_key) = content_key.split_at(16);
    let cipher = PaddedBlockEncryptingKey::cbc_pkcs7(UnboundCipherKey::new(&AES_128, cipher_key)?)?;
    let mut iv = [0; 16];
    iv.copy_from_slice(SystemRandomness.bytes().get(..16).context("no bytes")?);
    let mut content = token.as_bytes().to_vec();
    cipher.less_safe_encrypt(&mut content, EncryptionContext::Iv128(FixedLength::from(iv)))?;
    let mut mac = hmac::Context::with_key(&hmac::Key::new(HMAC_SHA256, mac_key));
    let bits = u64::try_from(header.len())? * 8;
    for part in [header.as_bytes(), &iv, &content, &bits.to_be_bytes()] {
        mac.update(part);
    }
    let tag = mac.sign();
    let tag = tag.as_ref().get(..16).context("no tag")?;
    Ok([header, part(&*wrapped), part(iv), part(content), part(tag)].join("."))
}
