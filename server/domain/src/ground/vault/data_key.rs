//! Data keys, and sealing with them.

use super::{
    owner::Owner,
    sealed::{SealError, Sealed},
};
use crate::ground::random;
use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use contract::damage::damaged;
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

pub(super) const FORMAT: u8 = 1;
const AES_256_GCM: u8 = 1;
pub(super) const AES_256_GCM_STREAM: u8 = 2;
/// The generation of a data key. A key that is replaced, not only wrapped anew, would be 2.
pub(super) const GENERATION: u32 = 1;
/// What the sub-keys of values are for.
const OBJECT: &[u8] = b"luotsi object";
const HEADER: usize = 6;
const NONCE: usize = 12;

/// A text to be shown, sealed with a key that may be missing (see [`DataKey::show`]).
pub fn show(key: Option<&DataKey>, context: SealContext, sealed: &Sealed) -> String {
    key.map_or_else(|| context.damaged(), |key| key.show(context, sealed))
}

/// Where a sealed value stands. It opens only there.
#[derive(Clone, Copy, Debug)]
pub struct SealContext {
    /// The row.
    pub object: Uuid,
    /// The version of the row's content, so that an old value cannot be put back.
    pub version: i32,
    /// Table and column, by the names that they had when the first value was sealed. It is part of what is
    /// sealed, and never changes.
    pub field: &'static str,
}

impl SealContext {
    /// What stands in the place of a text that does not open here.
    pub fn damaged(&self) -> String {
        let reference = self.reference();
        tracing::error!(field = self.field, row = %self.object, reference, "a sealed value does not open");
        damaged(&reference)
    }

    /// By which people and the log name it.
    pub fn reference(&self) -> String {
        let digest = Sha256::new().chain_update(self.field).chain_update([0]).chain_update(self.object);
        hex::encode(digest.finalize().get(..4).unwrap_or_default())
    }

    /// A field of the first version of `object`.
    pub fn of(object: Uuid, field: &'static str) -> Self {
        Self { object, version: 1, field }
    }
}

/// A data key, unwrapped.
#[derive(Clone)]
pub struct DataKey {
    owner: Owner,
    key: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DataKey({}, …)", self.owner.kind.word())
    }
}

impl DataKey {
    /// A fresh key from the operating system's randomness.
    pub(super) fn generate(owner: Owner) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        random::fill(key.as_mut());
        Self { owner, key }
    }

    pub(super) fn from_bytes(owner: Owner, key: Zeroizing<[u8; 32]>) -> Self {
        Self { owner, key }
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.key
    }

    /// Seals `plain` for `context`.
    ///
    /// # Errors
    /// When `plain` is larger than the cipher takes (64 GiB).
    pub fn seal(&self, context: SealContext, plain: &[u8]) -> Result<Sealed, SealError> {
        let mut bytes = Vec::with_capacity(HEADER + NONCE + plain.len() + 16);
        bytes.extend([FORMAT, AES_256_GCM]);
        bytes.extend(GENERATION.to_be_bytes());
        let mut nonce = [0; NONCE];
        random::fill(&mut nonce);
        bytes.extend(nonce);
        let aad = self.associated_data(AES_256_GCM, context);
        let sealed = self
            .cipher(OBJECT, context)
            .encrypt(&nonce.into(), Payload { msg: plain, aad: &aad })
            .map_err(|_| SealError)?;
        bytes.extend(sealed);
        Ok(Sealed(bytes))
    }

    /// Opens what was sealed for `context`.
    ///
    /// # Errors
    /// [`SealError`] when anything does not fit.
    pub fn open(&self, context: SealContext, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (header, rest) = sealed.0.split_at_checked(HEADER).ok_or(SealError)?;
        let (nonce, ciphertext) = rest.split_at_checked(NONCE).ok_or(SealError)?;
        let [FORMAT, AES_256_GCM, generation @ ..] = header else { return Err(SealError) };
        if generation != GENERATION.to_be_bytes() {
            return Err(SealError);
        }
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| SealError)?;
        let aad = self.associated_data(AES_256_GCM, context);
        self.cipher(OBJECT, context)
            .decrypt(&nonce.into(), Payload { msg: ciphertext, aad: &aad })
            .map(Zeroizing::new)
            .map_err(|_| SealError)
    }

    /// Seals a text for `context`.
    pub fn seal_text(&self, context: SealContext, text: &str) -> Result<Sealed, SealError> {
        self.seal(context, text.as_bytes())
    }

    /// Opens a text sealed for `context`.
    pub fn open_text(&self, context: SealContext, sealed: &Sealed) -> Result<String, SealError> {
        let bytes = self.open(context, sealed)?;
        std::str::from_utf8(&bytes).map(str::to_owned).map_err(|_| SealError)
    }

    /// A text sealed for `context`, to be shown; where it does not open, what stands in its place. All
    /// else goes on, and the log names table, column and row.
    pub fn show(&self, context: SealContext, sealed: &Sealed) -> String {
        self.open_text(context, sealed).unwrap_or_else(|_| context.damaged())
    }

    /// A sub-key per object and purpose: no key ever seals more than one object's values.
    pub(super) fn cipher(&self, purpose: &[u8], context: SealContext) -> Aes256Gcm {
        let mut key = Zeroizing::new([0; 32]);
        derive(self.key.as_ref(), &[purpose, context.object.as_bytes()], &mut key);
        Aes256Gcm::new((&*key).into())
    }

    pub(super) fn associated_data(&self, algorithm: u8, context: SealContext) -> Vec<u8> {
        let mut aad = Vec::with_capacity(96);
        aad.extend(b"luotsi");
        aad.extend([FORMAT, algorithm]);
        aad.extend(GENERATION.to_be_bytes());
        aad.extend(self.owner.organisation.as_bytes());
        aad.extend(self.owner.kind.word().as_bytes());
        aad.push(0);
        aad.extend(self.owner.id.as_bytes());
        aad.extend(context.object.as_bytes());
        aad.extend(context.version.to_be_bytes());
        aad.extend(context.field.as_bytes());
        aad
    }
}

/// HKDF-SHA-256 into 32 bytes, which is always a length it can give.
///
/// # Panics
/// When it gives nothing all the same: a key of zeros must never be used.
#[expect(clippy::expect_used, reason = "going on with a key of zeros would be worse")]
pub(super) fn derive(key: &[u8], info: &[&[u8]], out: &mut [u8; 32]) {
    Hkdf::<Sha256>::new(None, key).expand_multi_info(info, out).expect("32 bytes are within HKDF's limit");
}
