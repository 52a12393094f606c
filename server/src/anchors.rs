//! Where the audit log ended at each hour, and at each stop, kept outside the database (A5): in a
//! file, and where the operator says so, in a bucket and with a program of theirs.

use crate::config::AuditConfig;
use anyhow::Context;
use domain::ground::audit::Anchor;
use futures::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt, path::Path as ObjectPath};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{io::AsyncWriteExt, process::Command, time::timeout};

/// What anchors are called in a bucket, before their number.
const PREFIX: &str = "anchors";

/// How long the operator's program may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// The places where anchors are kept.
#[derive(Clone, Debug)]
pub struct Anchors {
    file: PathBuf,
    command: Vec<String>,
    bucket: Option<Arc<dyn ObjectStore>>,
    /// The last one that all places took from this process.
    kept: Arc<Mutex<Option<Anchor>>>,
}

impl Anchors {
    /// The places of a configuration.
    ///
    /// # Errors
    /// When the file cannot be written, or the bucket is not one.
    pub fn from_config(config: &AuditConfig) -> anyhow::Result<Self> {
        let here = Self::in_file(&config.anchors)
            .with_context(|| format!("audit.anchors: {}", config.anchors.display()))?;
        let bucket = config.s3.as_ref().map(|s3| s3.store("audit.s3")).transpose()?;
        let bucket = bucket.map(|store| Arc::new(store) as Arc<dyn ObjectStore>);
        Ok(Self { command: config.command.clone(), bucket, ..here })
    }

    /// A file alone, which is made when it is missing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn in_file(file: &Path) -> io::Result<Self> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        OpenOptions::new().create(true).append(true).open(file)?;
        Ok(Self { file: file.to_owned(), command: vec![], bucket: None, kept: Arc::default() })
    }

    /// Keeps an anchor everywhere, durably. Each place is tried, whatever becomes of the others. Where
    /// the log did not grow since the last one, that holds still.
    ///
    /// # Errors
    /// When it could not be kept at one of the places.
    pub async fn keep(&self, anchor: &Anchor) -> anyhow::Result<()> {
        let is_same = |last: &Anchor| last.seq == anchor.seq && last.hash == anchor.hash;
        let is_in_file = self.of_file()?.last().is_some_and(is_same);
        // What another place did not take is brought to it again.
        let is_everywhere =
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(is_same);
        if is_in_file && is_everywhere {
            return Ok(());
        }
        let line = serde_json::to_string(anchor)?;
        let of_bucket = self.to_bucket(anchor, &line).await;
        let of_command = self.to_command(&line).await;
        if !is_in_file {
            let mut file = OpenOptions::new().create(true).read(true).append(true).open(&self.file)?;
            // What a crash broke off stays a line of its own.
            let begin = if ends_in_a_line(&mut file)? { "" } else { "\n" };
            writeln!(file, "{begin}{line}")?;
            file.sync_data()?;
        }
        of_bucket.and(of_command)?;
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(anchor.clone());
        Ok(())
    }

    async fn to_bucket(&self, anchor: &Anchor, line: &str) -> anyhow::Result<()> {
        let Some(bucket) = &self.bucket else { return Ok(()) };
        // A name of its own for each: nothing is ever written over.
        let path = ObjectPath::from(format!("{PREFIX}/{:020}-{}.json", anchor.seq, anchor.at.timestamp()));
        bucket.put(&path, line.to_owned().into()).await.context("audit.s3: not kept")?;
        Ok(())
    }

    async fn to_command(&self, line: &str) -> anyhow::Result<()> {
        let Some((program, arguments)) = self.command.split_first() else { return Ok(()) };
        let run = async {
            let mut child = Command::new(program)
                .args(arguments)
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .kill_on_drop(true)
                .spawn()?;
            if let Some(mut input) = child.stdin.take() {
                input.write_all(format!("{line}\n").as_bytes()).await?;
            }
            child.wait().await
        };
        let ended = timeout(PATIENCE, run).await.context("audit.command: takes too long")?;
        let status = ended.context("audit.command: does not run")?;
        anyhow::ensure!(status.success(), "audit.command: {status}");
        Ok(())
    }

    /// All anchors that a configuration names. Nothing is made: that a file is missing is worth knowing.
    ///
    /// # Errors
    /// When one of the places cannot be read.
    pub async fn of_config(config: &AuditConfig) -> anyhow::Result<Vec<Anchor>> {
        let file = config.anchors.clone();
        let bucket = config.s3.as_ref().map(|s3| s3.store("audit.s3")).transpose()?;
        let bucket = bucket.map(|store| Arc::new(store) as Arc<dyn ObjectStore>);
        Self { file, command: vec![], bucket, kept: Arc::default() }.all().await
    }

    /// All anchors, of the file and of the bucket.
    ///
    /// # Errors
    /// When one of the places cannot be read.
    pub async fn all(&self) -> anyhow::Result<Vec<Anchor>> {
        let mut all = self.of_file().with_context(|| format!("audit.anchors: {}", self.file.display()))?;
        if let Some(bucket) = &self.bucket {
            let prefix = ObjectPath::from(PREFIX);
            let listed: Vec<_> =
                bucket.list(Some(&prefix)).try_collect().await.context("audit.s3: not listed")?;
            for object in listed {
                let bytes = bucket.get(&object.location).await?.bytes().await?;
                all.push(serde_json::from_slice(&bytes).context("audit.s3: an anchor is none")?);
            }
        }
        Ok(all)
    }

    fn of_file(&self) -> io::Result<Vec<Anchor>> {
        read(&self.file)
    }
}

/// Whether a file is empty or ends with a whole line.
fn ends_in_a_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// The anchors in a file, one a line. A line that broke off is none.
///
/// # Errors
/// When it cannot be read.
pub fn read(file: &Path) -> io::Result<Vec<Anchor>> {
    let lines: Vec<String> = BufReader::new(File::open(file)?).lines().collect::<io::Result<_>>()?;
    Ok(lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(seq: i64) -> Anchor {
        serde_json::from_value(serde_json::json!({
            "seq": seq, "hash": "00".repeat(32), "at": "2026-01-30T10:00:00Z",
        }))
        .unwrap()
    }

    #[tokio::test]
    async fn a_line_that_a_crash_broke_off_takes_no_other_along() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("anchors");
        let anchors = Anchors::in_file(&file).unwrap();
        anchors.keep(&anchor(1)).await.unwrap();
        OpenOptions::new().append(true).open(&file).unwrap().write_all(b"{\"seq\":2").unwrap();
        anchors.keep(&anchor(3)).await.unwrap();
        let kept: Vec<i64> = read(&file).unwrap().iter().map(|anchor| anchor.seq).collect();
        assert_eq!(kept, [1, 3]);
    }
}
