//! Randomness that repeats: the same in every run of a test.

use domain::Randomness;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};

/// The hashes of 1, 2, 3…
#[derive(Debug, Default)]
pub struct SeededRandomness(AtomicU64);

impl Randomness for SeededRandomness {
    fn bytes(&self) -> [u8; 32] {
        let turn = self.0.fetch_add(1, Ordering::SeqCst);
        Sha256::digest(turn.to_be_bytes()).into()
    }
}
