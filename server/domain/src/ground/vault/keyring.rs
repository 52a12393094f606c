//! The keyring file: key-encryption keys by epoch, and the key of the blind index.

use super::{
    data_key::{DataKey, derive},
    owner::Owner,
    sealed::SealError,
};
use crate::ground::random;
use aes_kw::{KeyInit, KwAes256};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, os::unix::fs::PermissionsExt, path::Path};
use zeroize::{Zeroize, Zeroizing};

const FORMAT: u32 = 1;

/// Why a keyring cannot be used. Says which file, never what is in it.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The file cannot be read or written.
    #[error("keyring {path}: {source}")]
    File {
        /// Which file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// Others than its owner may read the file.
    #[error("keyring {0}: only its owner may read it (chmod 600)")]
    Permissions(String),
    /// The content is not a keyring.
    #[error("keyring {0}: not a keyring, or damaged")]
    Content(String),
}

/// Key-encryption keys and the index key, in memory.
pub struct Keyring {
    current: u32,
    keys: Vec<(u32, Zeroizing<[u8; 32]>)>,
    index_key: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyring(epoch {}, …)", self.current)
    }
}

#[derive(Serialize, Deserialize)]
struct File {
    format: u32,
    index_key: String,
    keys: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    epoch: u32,
    status: Status,
    key: Option<String>,
}

/// A key wraps while valid, still unwraps while retained, and is gone when destroyed.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Valid,
    Retained,
    Destroyed,
}

impl Keyring {
    /// Writes a new keyring with one key to `path`, readable by its owner only.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn create(path: &Path) -> Result<Self, KeyringError> {
        let entry = Entry { epoch: 1, status: Status::Valid, key: Some(fresh_key()) };
        let file = File { format: FORMAT, index_key: fresh_key(), keys: vec![entry] };
        let text = Zeroizing::new(serde_json::to_string_pretty(&file).unwrap_or_default());
        let failed = |source| KeyringError::File { path: path.display().to_string(), source };
        let mut options = fs::OpenOptions::new();
        let mut target = options.write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
        target.write_all(text.as_bytes()).and_then(|()| target.sync_all()).map_err(failed)?;
        Self::load(path)
    }

    /// Reads the keyring at `path`.
    ///
    /// # Errors
    /// When the file is missing, readable by others, or not a keyring.
    pub fn load(path: &Path) -> Result<Self, KeyringError> {
        let name = || path.display().to_string();
        let failed = |source| KeyringError::File { path: name(), source };
        if fs::metadata(path).map_err(failed)?.permissions().mode() & 0o077 != 0 {
            return Err(KeyringError::Permissions(name()));
        }
        let text = Zeroizing::new(fs::read_to_string(path).map_err(failed)?);
        Self::parse(&text).ok_or_else(|| KeyringError::Content(name()))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut file: File = serde_json::from_str(text).ok()?;
        let mut keys = Vec::new();
        let mut current = None;
        for entry in &mut file.keys {
            if entry.status == Status::Valid {
                current = current.max(Some(entry.epoch));
            }
            if let Some(mut key) = entry.key.take() {
                keys.push((entry.epoch, decode(&key)?));
                key.zeroize();
            }
        }
        let index_key = decode(&file.index_key)?;
        file.index_key.zeroize();
        let current = current?;
        let usable = file.format == FORMAT && keys.iter().any(|(epoch, _)| *epoch == current);
        usable.then_some(Self { current, keys, index_key })
    }

    /// A fresh data key for `owner`, and the same wrapped, with the epoch that wrapped it.
    pub fn new_data_key(&self, owner: Owner) -> Result<(DataKey, i32, Vec<u8>), SealError> {
        let key = DataKey::generate(owner);
        let mut wrapped = vec![0; 40];
        self.wrapping(owner, self.current)?.wrap_key(key.bytes(), &mut wrapped).map_err(|_| SealError)?;
        let epoch = i32::try_from(self.current).map_err(|_| SealError)?;
        Ok((key, epoch, wrapped))
    }

    /// Unwraps the data key of `owner`.
    ///
    /// # Errors
    /// [`SealError`] for a key of somebody else, a destroyed epoch or a changed byte.
    pub fn unwrap(&self, owner: Owner, epoch: i32, wrapped: &[u8]) -> Result<DataKey, SealError> {
        let epoch = u32::try_from(epoch).map_err(|_| SealError)?;
        let mut key = Zeroizing::new([0; 32]);
        if wrapped.len() != 40 {
            return Err(SealError);
        }
        self.wrapping(owner, epoch)?.unwrap_key(wrapped, key.as_mut()).map_err(|_| SealError)?;
        Ok(DataKey::from_bytes(owner, key))
    }

    /// A keyed digest that finds equal values of a `kind` without telling them.
    pub fn index(&self, kind: &str, value: &str) -> Vec<u8> {
        let mut key = Zeroizing::new([0; 32]);
        derive(self.index_key.as_ref(), &[b"luotsi index", kind.as_bytes()], &mut key);
        let mut mac = hmac(&key);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// A keyed digest over more than a value, with a key for `purpose` alone.
    pub fn mac(&self, purpose: &str) -> KeyedDigest {
        let mut key = Zeroizing::new([0; 32]);
        derive(self.index_key.as_ref(), &[b"luotsi mac", purpose.as_bytes()], &mut key);
        KeyedDigest(hmac(&key))
    }

    /// AES-KW has no associated data, so each owner's key is wrapped under a key of its own,
    /// derived from the epoch's: a wrapped key moved to another owner does not unwrap.
    fn wrapping(&self, owner: Owner, epoch: u32) -> Result<KwAes256, SealError> {
        let (_, kek) = self.keys.iter().find(|(e, _)| *e == epoch).ok_or(SealError)?;
        let info: [&[u8]; 5] = [
            b"luotsi wrap",
            owner.kind.word().as_bytes(),
            &[0],
            owner.organisation.as_bytes(),
            owner.id.as_bytes(),
        ];
        let mut key = Zeroizing::new([0; 32]);
        derive(kek.as_ref(), &info, &mut key);
        Ok(KwAes256::new((&*key).into()))
    }
}

/// HMAC-SHA-256, which takes keys of every length.
#[expect(clippy::expect_used, reason = "any length is a key")]
fn hmac(key: &[u8; 32]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(key).expect("any length is a key")
}

/// A keyed digest under way.
pub struct KeyedDigest(Hmac<Sha256>);

impl KeyedDigest {
    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest.
    pub fn finalize(self) -> Vec<u8> {
        self.0.finalize().into_bytes().to_vec()
    }
}

impl std::fmt::Debug for KeyedDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyedDigest(…)")
    }
}

fn fresh_key() -> String {
    let mut key = Zeroizing::new([0; 32]);
    random::fill(key.as_mut());
    STANDARD.encode(key.as_ref())
}

fn decode(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(STANDARD.decode(text).ok()?);
    <[u8; 32]>::try_from(bytes.as_slice()).ok().map(Zeroizing::new)
}
