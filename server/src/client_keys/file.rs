//! The file with our keys at a provider, readable by its owner only.

use super::{ClientKey, ClientKeys, KeyUse};
use aws_lc_rs::rsa::KeySize;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};
use zeroize::{Zeroize, Zeroizing};

const FORMAT: u32 = 1;

/// ASVS 11.2.3: at least 128 bits of strength.
const SIZE: KeySize = KeySize::Rsa3072;

/// How long a replaced key still opens what the provider sends by the old one.
const STILL_OPENS: TimeDelta = TimeDelta::days(30);

/// Why the keys cannot be used. Says which file, never what is in it.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file cannot be read or written.
    #[error("keys {path}: {source}")]
    File {
        /// Which file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// Others than its owner may read the file.
    #[error("keys {0}: only its owner may read it (chmod 600)")]
    Permissions(String),
    /// The content is not a file of keys for a provider.
    #[error("keys {0}: not keys for a provider, or damaged")]
    Content(String),
    /// The machine could not make a key.
    #[error("keys {0}: the key could not be made")]
    Making(String),
}

#[derive(Serialize, Deserialize)]
struct File {
    format: u32,
    provider_keys: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(rename = "use")]
    usage: KeyUse,
    from: DateTime<Utc>,
    pkcs8: String,
}

impl ClientKeys {
    /// Makes a pair of keys and writes them to `path`, where nothing must be yet.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn create(path: &Path, now: DateTime<Utc>) -> Result<Self, KeysError> {
        let keys = Self::generate(SIZE, now).ok_or_else(|| KeysError::Making(name(path)))?;
        write_new(path, &keys)?;
        Ok(keys)
    }

    /// Reads the keys at `path`.
    ///
    /// # Errors
    /// When the file is missing, readable by others, or not what it should be.
    pub fn load(path: &Path) -> Result<Self, KeysError> {
        let failed = |source| KeysError::File { path: name(path), source };
        if fs::metadata(path).map_err(failed)?.permissions().mode() & 0o077 != 0 {
            return Err(KeysError::Permissions(name(path)));
        }
        let text = Zeroizing::new(fs::read_to_string(path).map_err(failed)?);
        parse(&text).ok_or_else(|| KeysError::Content(name(path)))
    }

    /// Adds a new pair that is used from `from` on, and removes what was replaced long ago.
    ///
    /// # Errors
    /// When the file cannot be read or written. Then it is as it was.
    pub fn rotate(path: &Path, from: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, KeysError> {
        let mut keys = Self::load(path)?;
        keys.drop_replaced(now - STILL_OPENS);
        keys.add_pair(SIZE, from).ok_or_else(|| KeysError::Making(name(path)))?;
        let beside = path.with_extension("new");
        write_new(&beside, &keys)?;
        fs::rename(&beside, path).map_err(|source| KeysError::File { path: name(path), source })?;
        Ok(keys)
    }

    /// Removes the keys that were not in use any more at `at`.
    fn drop_replaced(&mut self, at: DateTime<Utc>) {
        let used = [KeyUse::Sig, KeyUse::Enc].map(|usage| self.in_use(usage, at).map(|key| key.from));
        let replaced = |key: &ClientKey| used.iter().flatten().any(|from| key.from < *from);
        self.0.retain(|key| !replaced(key));
    }
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn parse(text: &str) -> Option<ClientKeys> {
    let file: File = serde_json::from_str(text).ok()?;
    let open = |mut entry: Entry| {
        let pkcs8 = Zeroizing::new(STANDARD.decode(&entry.pkcs8).ok()?);
        entry.pkcs8.zeroize();
        ClientKey::from_pkcs8(entry.usage, entry.from, pkcs8)
    };
    let keys: Vec<ClientKey> = file.provider_keys.into_iter().map(open).collect::<Option<_>>()?;
    let has = |usage| keys.iter().any(|key| key.usage == usage);
    (file.format == FORMAT && has(KeyUse::Sig) && has(KeyUse::Enc)).then_some(ClientKeys(keys))
}

fn write_new(path: &Path, keys: &ClientKeys) -> Result<(), KeysError> {
    let failed = |source| KeysError::File { path: name(path), source };
    let entry =
        |key: &ClientKey| Entry { usage: key.usage, from: key.from, pkcs8: STANDARD.encode(&*key.pkcs8) };
    let mut file = File { format: FORMAT, provider_keys: keys.all().iter().map(entry).collect() };
    let text = Zeroizing::new(serde_json::to_string_pretty(&file).unwrap_or_default());
    file.provider_keys.iter_mut().for_each(|entry| entry.pkcs8.zeroize());
    let mut options = fs::OpenOptions::new();
    let mut target = options.write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
    target.write_all(text.as_bytes()).and_then(|()| target.sync_all()).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(0, 0).unwrap() + TimeDelta::days(n)
    }

    fn ids(keys: &ClientKeys) -> Vec<&str> {
        keys.all().iter().map(|key| key.id.as_str()).collect()
    }

    #[test]
    fn keys_are_read_as_written_and_only_their_owner_reads_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let made = ClientKeys::create(&path, day(0)).unwrap();
        assert_eq!(ids(&ClientKeys::load(&path).unwrap()), ids(&made));
        assert!(matches!(ClientKeys::create(&path, day(0)), Err(KeysError::File { .. })), "not over it");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(ClientKeys::load(&path), Err(KeysError::Permissions(_))));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "{\"format\":1,\"provider_keys\":[]}").unwrap();
        assert!(matches!(ClientKeys::load(&path), Err(KeysError::Content(_))));
    }

    #[test]
    fn a_rotation_adds_a_pair_and_drops_what_was_replaced_long_ago() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let first: Vec<String> =
            ids(&ClientKeys::create(&path, day(0)).unwrap()).into_iter().map(str::to_owned).collect();
        let two = ClientKeys::rotate(&path, day(10), day(1)).unwrap();
        assert_eq!(two.all().len(), 4);
        let three = ClientKeys::rotate(&path, day(45), day(41)).unwrap();
        assert_eq!(three.all().len(), 4, "the first pair was replaced on day 10");
        assert!(three.all().iter().all(|key| !first.contains(&key.id)));
        assert!(!path.with_extension("new").exists());
    }
}
