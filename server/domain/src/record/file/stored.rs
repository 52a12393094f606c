//! A sealed file in the store, to be read from any place of it, where a library wants that.

use super::content_context;
use crate::ground::{
    error::Result,
    vault::{
        DataKey,
        stream::{CHUNK, HEADER, SEALED_CHUNK, Stream, chunks, sealed_size},
    },
};
use object_store::{ObjectStore, ObjectStoreExt, path::Path};
use sea_orm::entity::prelude::Uuid;
use std::{
    io::{self, Read, Seek, SeekFrom},
    sync::Arc,
};
use tokio::runtime::Handle;

/// The most bytes that are given of one file: it is not read whole this way, whatever its parts say of
/// each other.
const MOST: u64 = 8 << 20;

/// How often a chunk of a small file is fetched at most: parts that refer to each other are read in turns.
const FETCHES: u64 = 64;

/// Holds one chunk in memory. Reading blocks.
pub(super) struct Stored {
    runtime: Handle,
    objects: Arc<dyn ObjectStore>,
    path: Path,
    stream: Stream,
    size: u64,
    position: u64,
    chunk: Option<(u64, Vec<u8>)>,
    /// How many bytes may still be given, and how often a chunk may still be fetched.
    left: u64,
    fetches: u64,
    /// Why the store did not give it.
    failed: Option<io::Error>,
}

impl Stored {
    /// The file with an id, of a size, at a path of the store.
    ///
    /// # Errors
    /// When its beginning cannot be had.
    pub async fn open(
        objects: &Arc<dyn ObjectStore>,
        key: &DataKey,
        (id, path, size): (Uuid, &Path, u64),
    ) -> Result<Self> {
        let header = objects.get_range(path, 0..HEADER as u64).await?;
        Ok(Self {
            runtime: Handle::current(),
            objects: Arc::clone(objects),
            path: path.clone(),
            stream: key.open_stream(content_context(id), &header)?,
            size,
            position: 0,
            chunk: None,
            left: MOST,
            fetches: FETCHES + 4 * chunks(size),
            failed: None,
        })
    }

    /// Why the store did not give what was asked for, if that was so.
    pub fn failed(self) -> Option<io::Error> {
        self.failed
    }

    /// Fetches the chunk at an index, if it is not the one that is there.
    fn load(&mut self, index: u64) -> io::Result<()> {
        if self.chunk.as_ref().is_some_and(|(known, _)| *known == index) {
            return Ok(());
        }
        self.fetches = self.fetches.checked_sub(1).ok_or(io::ErrorKind::QuotaExceeded)?;
        let begin = HEADER as u64 + index * SEALED_CHUNK as u64;
        let range = begin..(begin + SEALED_CHUNK as u64).min(sealed_size(self.size));
        let opened =
            self.runtime.block_on(self.objects.get_range(&self.path, range)).map_err(io::Error::from);
        let opened = opened.and_then(|sealed| {
            let position = u32::try_from(index).map_err(io::Error::other)?;
            let last = index + 1 == chunks(self.size);
            self.stream.open(position, last, &sealed).map_err(io::Error::other)
        });
        match opened {
            Ok(chunk) => {
                self.chunk = Some((index, chunk));
                Ok(())
            }
            Err(error) => {
                let kind = error.kind();
                self.failed = Some(error);
                Err(kind.into())
            }
        }
    }
}

impl Read for Stored {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.size || buffer.is_empty() {
            return Ok(0);
        }
        self.load(self.position / CHUNK as u64)?;
        let at = usize::try_from(self.position % CHUNK as u64).map_err(io::Error::other)?;
        let chunk = self.chunk.as_ref().and_then(|(_, chunk)| chunk.get(at..)).unwrap_or_default();
        let count = chunk.len().min(buffer.len());
        self.left = self.left.checked_sub(count as u64).ok_or(io::ErrorKind::QuotaExceeded)?;
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), chunk.get(..count)) {
            to.copy_from_slice(from);
        }
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Stored {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let there = match to {
            SeekFrom::Start(there) => Some(there),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = there.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}
