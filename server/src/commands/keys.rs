//! `luotsi keys`

use crate::client_keys::{ClientKeys, KeyUse};
use anyhow::Context;
use chrono::{DateTime, Utc};
use clap::{Subcommand, ValueEnum};
use domain::{Clock, SystemClock, ground::vault::Keyring};
use std::path::{Path, PathBuf};

/// Making keys, and renewing those at providers.
#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Make a file of keys. Without the keyring nothing stored can be read: keep a copy apart from
    /// the database.
    New {
        /// What they are for.
        #[arg(long = "for", value_enum, default_value_t = Purpose::Keyring)]
        purpose: Purpose,
        /// The file to write; it must not exist.
        path: PathBuf,
    },
    /// List the keys for a provider, and which are in use.
    List {
        /// The file.
        path: PathBuf,
    },
    /// Add a new pair of keys for a provider, to be used from an instant on. Tell the provider of it
    /// by `export-jwks` before that instant, and start the service again.
    Rotate {
        /// The file.
        path: PathBuf,
        /// From when on the new keys are used, as in 2027-01-15T00:00:00Z; else from now on.
        #[arg(long)]
        from: Option<DateTime<Utc>>,
    },
    /// Print the public halves for the provider, as a JSON Web Key set.
    ExportJwks {
        /// The file.
        path: PathBuf,
    },
}

/// What keys are for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Purpose {
    /// Protecting what is stored.
    Keyring,
    /// Signing in by a provider that knows us by our keys, as in the Finnish Trust Network.
    Provider,
}

impl Keys {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let now = SystemClock.now();
        match self {
            Self::New { purpose, path } => {
                match purpose {
                    Purpose::Keyring => drop(Keyring::create(&path)?),
                    Purpose::Provider => drop(ClientKeys::create(&path, now)?),
                }
                println!("{}: written, readable by its owner only", path.display());
            }
            Self::List { path } => list(&ClientKeys::load(&path)?, now),
            Self::Rotate { path, from } => list(&rotate(&path, from, now)?, now),
            Self::ExportJwks { path } => {
                println!("{}", serde_json::to_string_pretty(&ClientKeys::load(&path)?.public(now))?);
            }
        }
        Ok(())
    }
}

fn rotate(path: &Path, from: Option<DateTime<Utc>>, now: DateTime<Utc>) -> anyhow::Result<ClientKeys> {
    let from = from.unwrap_or(now);
    anyhow::ensure!(from >= now, "--from: {from} is in the past");
    ClientKeys::rotate(path, from, now).context("not rotated")
}

fn list(keys: &ClientKeys, now: DateTime<Utc>) {
    for key in keys.all() {
        let in_use = keys.in_use(key.usage, now).is_some_and(|used| used.id == key.id);
        let state = match (in_use, key.from > now, key.usage) {
            (true, ..) => "in use",
            (_, true, _) => "to come",
            (.., KeyUse::Enc) => "replaced, still opens",
            (.., KeyUse::Sig) => "replaced",
        };
        println!("{} {} from {} {state}", key.id, key.usage.code(), key.from.format("%Y-%m-%d %H:%M UTC"));
    }
}
