//! Opening an encrypted ID token (RFC 7516, compact form), before anything else looks at it. What
//! is allowed is listed here; there is no way round to a token that is not encrypted.

use super::{ClientKey, ClientKeys};
use aws_lc_rs::{
    aead::{AES_128_GCM, AES_256_GCM, Aad, Algorithm, LessSafeKey, Nonce, UnboundKey},
    cipher::{
        AES_128, AES_256, Algorithm as BlockCipher, DecryptionContext, PaddedBlockDecryptingKey,
        UnboundCipherKey,
    },
    constant_time::verify_slices_are_equal,
    hmac::{self, HMAC_SHA256, HMAC_SHA512},
    iv::FixedLength,
    rsa::{OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use zeroize::Zeroizing;

/// The largest token that is looked at, in bytes.
const LARGEST: usize = 64 * 1024;

/// Does not open. It says no more: whoever sent it learns nothing from how it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token does not open")]
pub struct DoesNotOpen;

impl From<base64::DecodeError> for DoesNotOpen {
    fn from(_: base64::DecodeError) -> Self {
        Self
    }
}

impl From<aws_lc_rs::error::Unspecified> for DoesNotOpen {
    fn from(_: aws_lc_rs::error::Unspecified) -> Self {
        Self
    }
}

/// What counts in the protected header. A critical extension is by its nature not known to us, and
/// compressed content could grow without bounds.
#[derive(Deserialize)]
struct Header {
    alg: KeyWay,
    enc: ContentWay,
    kid: String,
    cty: String,
    zip: Option<serde_json::Value>,
    crit: Option<serde_json::Value>,
}

/// How the content key is encrypted (RFC 7518, 4.3). `RSA1_5` is not among them.
#[derive(Clone, Copy, Deserialize)]
enum KeyWay {
    #[serde(rename = "RSA-OAEP")]
    Oaep,
    #[serde(rename = "RSA-OAEP-256")]
    Oaep256,
}

/// How the content is encrypted (RFC 7518, 5).
#[derive(Clone, Copy, Deserialize)]
enum ContentWay {
    #[serde(rename = "A128CBC-HS256")]
    Cbc128,
    #[serde(rename = "A256CBC-HS512")]
    Cbc256,
    #[serde(rename = "A128GCM")]
    Gcm128,
    #[serde(rename = "A256GCM")]
    Gcm256,
}

/// The signed token inside an encrypted one.
pub fn open(keys: &ClientKeys, token: &str) -> Result<String, DoesNotOpen> {
    if token.len() > LARGEST {
        return Err(DoesNotOpen);
    }
    let parts: Vec<&str> = token.split('.').collect();
    let [header, wrapped, iv, content, tag] = parts[..] else { return Err(DoesNotOpen) };
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part);
    let read: Header = serde_json::from_slice(&decode(header)?).map_err(|_| DoesNotOpen)?;
    if !read.cty.eq_ignore_ascii_case("JWT") || read.zip.is_some() || read.crit.is_some() {
        return Err(DoesNotOpen);
    }
    let key = content_key(keys, &read, &decode(wrapped)?)?;
    let sealed = Sealed { header: header.as_bytes(), iv: decode(iv)?, tag: decode(tag)? };
    let text = sealed.open(read.enc, &key, decode(content)?)?;
    String::from_utf8(text).map_err(|_| DoesNotOpen)
}

fn content_key(
    keys: &ClientKeys,
    header: &Header,
    wrapped: &[u8],
) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
    let way = match header.alg {
        KeyWay::Oaep => &OAEP_SHA1_MGF1SHA1,
        KeyWay::Oaep256 => &OAEP_SHA256_MGF1SHA256,
    };
    let key = keys.to_open(&header.kid).and_then(ClientKey::opening).ok_or(DoesNotOpen)?;
    let mut room = Zeroizing::new(vec![0; key.min_output_size()]);
    let content_key = key.decrypt(way, wrapped, &mut room, None)?;
    Ok(Zeroizing::new(content_key.to_vec()))
}

/// What stands around the content.
struct Sealed<'a> {
    header: &'a [u8],
    iv: Vec<u8>,
    tag: Vec<u8>,
}

impl Sealed<'_> {
    fn open(&self, way: ContentWay, key: &[u8], content: Vec<u8>) -> Result<Vec<u8>, DoesNotOpen> {
        match way {
            ContentWay::Cbc128 => self.cbc(&AES_128, HMAC_SHA256, 16, key, content),
            ContentWay::Cbc256 => self.cbc(&AES_256, HMAC_SHA512, 32, key, content),
            ContentWay::Gcm128 => self.gcm(&AES_128_GCM, key, content),
            ContentWay::Gcm256 => self.gcm(&AES_256_GCM, key, content),
        }
    }

    /// AES-CBC with HMAC (RFC 7518, 5.2): the tag is checked before anything is decrypted.
    fn cbc(
        &self,
        cipher: &'static BlockCipher,
        digest: hmac::Algorithm,
        half: usize,
        key: &[u8],
        mut content: Vec<u8>,
    ) -> Result<Vec<u8>, DoesNotOpen> {
        if key.len() != 2 * half {
            return Err(DoesNotOpen);
        }
        let (mac_key, cipher_key) = key.split_at(half);
        let bits = u64::try_from(self.header.len()).map_err(|_| DoesNotOpen)? * 8;
        let mac_key = hmac::Key::new(digest, mac_key);
        let mut mac = hmac::Context::with_key(&mac_key);
        for part in [self.header, &self.iv, &content, &bits.to_be_bytes()] {
            mac.update(part);
        }
        let mac = mac.sign();
        verify_slices_are_equal(mac.as_ref().get(..half).ok_or(DoesNotOpen)?, &self.tag)?;
        let iv: [u8; 16] = self.iv.as_slice().try_into().map_err(|_| DoesNotOpen)?;
        let cipher = PaddedBlockDecryptingKey::cbc_pkcs7(UnboundCipherKey::new(cipher, cipher_key)?)?;
        let text = cipher.decrypt(&mut content, DecryptionContext::Iv128(FixedLength::from(iv)))?;
        Ok(text.to_vec())
    }

    fn gcm(&self, way: &'static Algorithm, key: &[u8], mut content: Vec<u8>) -> Result<Vec<u8>, DoesNotOpen> {
        if self.tag.len() != way.tag_len() {
            return Err(DoesNotOpen);
        }
        let key = LessSafeKey::new(UnboundKey::new(way, key)?);
        let nonce = Nonce::try_assume_unique_for_key(&self.iv)?;
        content.extend_from_slice(&self.tag);
        Ok(key.open_in_place(nonce, Aad::from(self.header), &mut content)?.to_vec())
    }
}
