//! Where a package is written to: counted, hashed, or in part.

use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Counts what is written.
pub(super) struct Count(pub u64);

impl Write for Count {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.0 += data.len() as u64;
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Passes on a part of what is written, and breaks off after it.
pub(super) struct Window<W> {
    pub out: W,
    /// Bytes that are not wanted, before those that are.
    pub skip: u64,
    /// Bytes that are still wanted.
    pub left: u64,
}

impl<W: Write> Write for Window<W> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let skipped = data.len().min(usize::try_from(self.skip).unwrap_or(usize::MAX));
        if skipped > 0 {
            self.skip -= skipped as u64;
            return Ok(skipped);
        }
        let wanted = data.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        if wanted == 0 && !data.is_empty() {
            return Err(io::ErrorKind::WriteZero.into());
        }
        let written = self.out.write(data.get(..wanted).unwrap_or(data))?;
        self.left -= written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Passes on what is written, and hashes it.
pub(super) struct Hashing<'a, W> {
    out: &'a mut W,
    hash: Sha256,
    /// How many bytes were written.
    pub bytes: u64,
    /// Whether the reader is gone: as against what is read.
    pub broken: bool,
}

impl<'a, W> Hashing<'a, W> {
    pub fn new(out: &'a mut W) -> Self {
        Self { out, hash: Sha256::new(), bytes: 0, broken: false }
    }

    /// The SHA-256 of what was written, in hexadecimal digits.
    pub fn finish(self) -> String {
        hex::encode(self.hash.finalize())
    }
}

impl<W: Write> Write for Hashing<'_, W> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let written = self.out.write(data).inspect_err(|_| self.broken = true)?;
        self.hash.update(data.get(..written).unwrap_or(data));
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
