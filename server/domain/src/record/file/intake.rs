//! Sealing a file while it arrives: a chunk at a time, never more of it in memory than the store
//! takes in one go.

use super::kind::{Beginning, Container, Content, TextJudge, beginning, is_written_as_text};
use crate::ground::{
    error::{Error, Result},
    storage::Limits,
    vault::stream::{CHUNK, HEADER, Stream},
};
use bytes::Bytes;
use contract::{ApiError, FieldCode, file::FileKind};
use futures::{Stream as Arriving, StreamExt};
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart, path::Path};

/// Bytes the store takes in one go; S3 takes no fewer.
const PART: usize = 5 << 20;

/// A file that has arrived whole.
pub(super) struct Arrived {
    pub is: Is,
    pub size: u64,
}

/// What a file is that has arrived whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// This.
    Known(Content),
    /// Its parts say: it is to be looked at where it is stored.
    Holds(Container),
}

/// What is wrong with a file, as its sender is told.
pub(super) fn wrong(code: FieldCode) -> Error {
    ApiError::field("file", code).into()
}

/// A size in MiB, for whoever reads about it.
pub(super) fn mib(bytes: u64) -> u32 {
    u32::try_from(bytes >> 20).unwrap_or(u32::MAX)
}

/// Seals what arrives, and stores it at `path`: whole, or not at all.
///
/// # Errors
/// [`ApiError::Invalid`] for an empty or too large file and for kinds that are not taken;
/// [`ApiError::Offline`] when it stops arriving.
pub(super) async fn take_in(
    objects: &dyn ObjectStore,
    path: &Path,
    limits: Limits,
    sealing: ([u8; HEADER], Stream),
    content: impl Arriving<Item = std::io::Result<Bytes>> + Unpin,
) -> Result<Arrived> {
    let (header, stream) = sealing;
    let mut intake = Intake {
        stream,
        limits,
        chunk: Vec::with_capacity(CHUNK),
        position: 0,
        size: 0,
        beginning: Beginning::Other,
        text: TextJudge::new(),
    };
    let mut upload = Upload { objects, path, header, write: None };
    match intake.run(&mut upload, content).await {
        Ok(is) => {
            upload.finish().await?;
            Ok(Arrived { is, size: intake.size })
        }
        Err(error) => {
            upload.abort().await;
            Err(error)
        }
    }
}

/// What has arrived and is not stored yet.
struct Intake {
    stream: Stream,
    limits: Limits,
    chunk: Vec<u8>,
    position: u32,
    size: u64,
    beginning: Beginning,
    text: TextJudge,
}

impl Intake {
    async fn run(
        &mut self,
        upload: &mut Upload<'_>,
        mut content: impl Arriving<Item = std::io::Result<Bytes>> + Unpin,
    ) -> Result<Is> {
        while let Some(bytes) = content.next().await {
            let mut bytes = bytes.map_err(|_| ApiError::Offline)?;
            self.size += bytes.len() as u64;
            if self.size > self.limits.largest {
                return Err(wrong(FieldCode::TooLarge(mib(self.limits.largest))));
            }
            while !bytes.is_empty() {
                // More follows, so a full chunk is not the last.
                if self.chunk.len() == CHUNK {
                    self.store(upload, false).await?;
                }
                let room = CHUNK - self.chunk.len();
                let part = bytes.split_to(room.min(bytes.len()));
                self.chunk.extend_from_slice(&part);
            }
        }
        if self.size == 0 {
            return Err(wrong(FieldCode::Empty));
        }
        self.store(upload, true).await?;
        self.is().ok_or_else(|| wrong(FieldCode::NotTaken))
    }

    /// What arrived. Text is text whatever its first letters.
    fn is(&self) -> Option<Is> {
        let charset = self.text.charset();
        match self.beginning {
            Beginning::Holds(container) => Some(Is::Holds(container)),
            Beginning::Known(kind) if charset.is_none() || is_written_as_text(kind) => {
                Some(Is::Known(Content { kind, charset: None }))
            }
            Beginning::Known(_) | Beginning::Other => {
                charset.map(|charset| Is::Known(Content { kind: FileKind::Text, charset: Some(charset) }))
            }
        }
    }

    /// Seals the chunk and hands it to the store, as long as it may be of a kind that is taken.
    async fn store(&mut self, upload: &mut Upload<'_>, last: bool) -> Result<()> {
        if self.position == 0 {
            self.beginning = beginning(&self.chunk);
        }
        if !self.text.look(&self.chunk, last) && self.beginning == Beginning::Other {
            return Err(wrong(FieldCode::NotTaken));
        }
        let sealed = self.stream.seal(self.position, last, &self.chunk)?;
        upload.put(sealed).await?;
        self.position = self.position.checked_add(1).ok_or(Error::Inconsistent("too many chunks"))?;
        self.chunk.clear();
        Ok(())
    }
}

/// The way into the store. It begins with the first chunk: what is refused leaves no trace.
struct Upload<'a> {
    objects: &'a dyn ObjectStore,
    path: &'a Path,
    header: [u8; HEADER],
    write: Option<WriteMultipart>,
}

impl Upload<'_> {
    async fn put(&mut self, sealed: Vec<u8>) -> Result<()> {
        let mut write = if let Some(write) = self.write.take() {
            write
        } else {
            let upload = self.objects.put_multipart(self.path).await?;
            let mut write = WriteMultipart::new_with_chunk_size(upload, PART);
            write.write(&self.header);
            write
        };
        let ready = write.wait_for_capacity(1).await;
        write.put(Bytes::from(sealed));
        self.write = Some(write);
        Ok(ready?)
    }

    async fn finish(&mut self) -> Result<()> {
        if let Some(write) = self.write.take() {
            write.finish().await?;
        }
        Ok(())
    }

    async fn abort(&mut self) {
        if let Some(write) = self.write.take()
            && let Err(error) = write.abort().await
        {
            tracing::warn!(%error, "half a file may be left in the store");
        }
    }
}
