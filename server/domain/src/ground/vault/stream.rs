//! Sealing what is too large to be held whole: chunks of 64 KiB by STREAM (Hoang, Reyhanitabar,
//! Rogaway, Vizár: online authenticated encryption). A chunk opens only at its position, the last
//! only as the last, all only in their [`SealContext`].

use super::{
    data_key::{AES_256_GCM_STREAM, DataKey, FORMAT, GENERATION, SealContext},
    sealed::SealError,
};
use crate::ground::random;
use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use aes_gcm::{Aes256Gcm, aead::Payload};

/// Bytes of a chunk before it is sealed. Only the last may be shorter.
pub const CHUNK: usize = 64 * 1024;
/// Bytes that sealing adds to each chunk.
const TAG: usize = 16;
/// Bytes of a sealed chunk.
pub const SEALED_CHUNK: usize = CHUNK + TAG;
const NONCE: usize = 7;
/// Bytes before the first chunk.
pub const HEADER: usize = 6 + NONCE;

/// How many chunks hold `size` bytes. Even nothing is one, the last.
pub fn chunks(size: u64) -> u64 {
    size.div_ceil(CHUNK as u64).max(1)
}

/// How many bytes are stored for `size` bytes.
pub fn sealed_size(size: u64) -> u64 {
    HEADER as u64 + size + chunks(size) * TAG as u64
}

/// The chunks of one object.
pub struct Stream {
    cipher: StreamBE32<Aes256Gcm>,
    associated_data: Vec<u8>,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stream(…)")
    }
}

impl DataKey {
    /// Begins to seal what stands at `context`: the header, and what seals the chunks.
    pub fn seal_stream(&self, context: SealContext) -> ([u8; HEADER], Stream) {
        let mut header = [0; HEADER];
        let (fixed, nonce) = header.split_at_mut(6);
        fixed.copy_from_slice(&fixed_header());
        random::fill(nonce);
        let mut prefix = [0; NONCE];
        prefix.copy_from_slice(nonce);
        (header, self.stream(context, prefix))
    }

    /// Begins to open what was sealed for `context`.
    ///
    /// # Errors
    /// [`SealError`] when the header is of another format.
    pub fn open_stream(&self, context: SealContext, header: &[u8]) -> Result<Stream, SealError> {
        let (fixed, nonce) = header.split_at_checked(6).ok_or(SealError)?;
        if fixed != fixed_header() {
            return Err(SealError);
        }
        Ok(self.stream(context, nonce.try_into().map_err(|_| SealError)?))
    }

    fn stream(&self, context: SealContext, nonce: [u8; NONCE]) -> Stream {
        let cipher = StreamBE32::from_aead(self.cipher(b"luotsi stream", context), &nonce.into());
        Stream { cipher, associated_data: self.associated_data(AES_256_GCM_STREAM, context) }
    }
}

fn fixed_header() -> [u8; 6] {
    let [a, b, c, d] = GENERATION.to_be_bytes();
    [FORMAT, AES_256_GCM_STREAM, a, b, c, d]
}

impl Stream {
    /// Seals the chunk at `position`, from 0.
    pub fn seal(&self, position: u32, last: bool, chunk: &[u8]) -> Result<Vec<u8>, SealError> {
        let payload = Payload { msg: chunk, aad: &self.associated_data };
        self.cipher.encrypt(position, last, payload).map_err(|_| SealError)
    }

    /// Opens the chunk at `position`.
    ///
    /// # Errors
    /// [`SealError`] when it was changed, moved, or stands at the end and is not the last.
    pub fn open(&self, position: u32, last: bool, chunk: &[u8]) -> Result<Vec<u8>, SealError> {
        let payload = Payload { msg: chunk, aad: &self.associated_data };
        self.cipher.decrypt(position, last, payload).map_err(|_| SealError)
    }
}
