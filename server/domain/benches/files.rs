//! How fast files come and go, beside what the cipher and the disk can do in the same run, and how
//! much memory that takes; and how fast they go out in a package: `make bench`. `FILES=205` makes a
//! package of 5 GB.

#![expect(clippy::expect_used, reason = "a measurement, of real time")]

use aes_gcm::{Aes256Gcm, KeyInit, aead::Aead};
use bytes::Bytes;
use contract::{
    FileId, PersonId, WorkspaceDesk, WorkspaceId,
    conversation::{NewConversation, NewMessage},
    person::Language,
};
use domain::{
    desk::{Customer, Desk, Participant},
    ground::{
        storage::{Files, Limits},
        vault::stream::CHUNK,
    },
    guidance::workspace_files::{self, Incoming, Look},
    views::package,
};
use futures::{StreamExt, stream};
use std::{fs::File, io::Write, sync::Arc, time::Instant};
use testkit::{Backend, Fixture};
use tokio::io::AsyncReadExt;

/// A file as large as is taken.
const SIZE: usize = 25 << 20;

/// The most memory this process has had, in MiB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().split(' ').next()).and_then(|kib| kib.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

/// How many of them.
fn count() -> usize {
    std::env::var("FILES").ok().and_then(|count| count.parse().ok()).unwrap_or(20)
}

fn tell(what: &str, begun: Instant) {
    let mib = (SIZE * count()) >> 20;
    let speed = u128::try_from(mib).unwrap_or(0) * 1000 / begun.elapsed().as_millis().max(1);
    println!("{what:>24}: {speed:>6} MiB/s   peak memory {} MiB", peak_memory());
}

fn cipher(chunk: &[u8]) {
    let cipher = Aes256Gcm::new(&[7; 32].into());
    let begun = Instant::now();
    for _ in 0..SIZE * count() / CHUNK {
        let sealed = cipher.encrypt(&[1; 12].into(), chunk).expect("sealed");
        std::hint::black_box(sealed);
    }
    tell("the cipher alone", begun);
}

fn disk(folder: &std::path::Path, chunk: &[u8]) {
    let begun = Instant::now();
    let path = folder.join("raw");
    for _ in 0..count() {
        let mut file = File::create(&path).expect("a file");
        for _ in 0..SIZE / CHUNK {
            file.write_all(chunk).expect("written");
        }
        file.sync_all().expect("on disk");
    }
    tell("the disk alone", begun);
    std::fs::remove_file(path).expect("removed");
}

/// Brings the files, and sends them with messages. Gives their ids.
async fn bring(kit: &Fixture, person: PersonId, workspace: WorkspaceId, chunk: &[u8]) -> Vec<FileId> {
    let role = Participant::Customer(Customer(person));
    let begun = Instant::now();
    let mut ids = vec![];
    for _ in 0..count() {
        let piece = Bytes::copy_from_slice(chunk);
        let content = stream::iter((0..SIZE / CHUNK).map(|_| Ok(piece.clone())));
        let incoming = Incoming { conversation: None, name: "a.txt".into(), content };
        ids.push(workspace_files::receive(&kit.services, role, workspace, incoming).await.expect("taken").id);
    }
    tell("files in", begun);
    let desk = Desk::new(Arc::clone(&kit.services), Customer(person));
    for files in ids.chunks(10) {
        let message =
            NewMessage { body: "Files".into(), files: files.to_vec(), reply_to: None, reactivate: false };
        let new = NewConversation { subject: "Files".into(), message };
        desk.start_conversation(workspace, new).await.expect("sent");
    }
    ids
}

/// Downloads the package: from the beginning, and its last bytes again.
async fn take_home(kit: &Fixture, person: PersonId, workspace: WorkspaceId) {
    for from_end in [None, Some(1)] {
        let begun = Instant::now();
        let part = |_: &str, size: u64| from_end.map_or(0, |left| size - left)..size;
        let services = Arc::clone(&kit.services);
        let (who, authenticated) = (Customer(person), kit.authenticated());
        let package = package::download(services, who, authenticated, workspace, Language::En, None, part);
        let mut package = package.await.expect("a package");
        println!("{:>24}: {:>6} ms", "its first byte after", begun.elapsed().as_millis());
        let mut buffer = vec![0; CHUNK];
        while package.bytes.read(&mut buffer).await.expect("bytes") > 0 {}
        tell(if from_end.is_none() { "the package out" } else { "its last byte again" }, begun);
    }
}

#[tokio::main]
async fn main() {
    let mut kit = Fixture::new(Backend::Sqlite).await.expect("a database");
    let limits = Limits { workspace: u64::MAX, per_hour: u32::MAX, ..Limits::DEFAULT };
    kit.keep_files_in(Files { limits, ..kit.services.files.clone() }).await;
    let (_, _, workspace) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let chunk = vec![b'a'; CHUNK];
    println!("{} files of {} MiB", count(), SIZE >> 20);
    cipher(&chunk);
    disk(kit.database.folder.path(), &chunk);
    let ids = bring(&kit, person, workspace, &chunk).await;
    let begun = Instant::now();
    for id in ids {
        let role = Participant::Customer(Customer(person));
        let open =
            workspace_files::open(&kit.services, role, workspace, id, Look::Opened, |size| 0..size).await;
        let mut content = open.expect("open").content;
        while let Some(bytes) = content.next().await {
            std::hint::black_box(bytes.expect("bytes"));
        }
    }
    tell("files out", begun);
    take_home(&kit, person, workspace).await;
}
