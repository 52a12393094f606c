//! How fast files come and go, beside what the cipher and the disk can do in the same run, and how
//! much memory that takes: `make bench`.

#![expect(clippy::expect_used, reason = "a measurement, of real time")]

use aes_gcm::{Aes256Gcm, KeyInit, aead::Aead};
use bytes::Bytes;
use domain::{
    desk::{Customer, TakesPart},
    file::{self, Incoming},
    vault::stream::CHUNK,
};
use futures::{StreamExt, stream};
use std::{fs::File, io::Write, time::Instant};
use testkit::{Backend, Kit};

/// A file as large as is taken.
const SIZE: usize = 25 << 20;
/// How many of them.
const COUNT: usize = 20;

/// The most memory this process has had, in MiB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().split(' ').next()).and_then(|kib| kib.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

fn tell(what: &str, begun: Instant) {
    let mib = (SIZE * COUNT) >> 20;
    let speed = u128::try_from(mib).unwrap_or(0) * 1000 / begun.elapsed().as_millis().max(1);
    println!("{what:>24}: {speed:>6} MiB/s   peak memory {} MiB", peak_memory());
}

fn cipher(chunk: &[u8]) {
    let cipher = Aes256Gcm::new(&[7; 32].into());
    let begun = Instant::now();
    for _ in 0..SIZE * COUNT / CHUNK {
        let sealed = cipher.encrypt(&[1; 12].into(), chunk).expect("sealed");
        std::hint::black_box(sealed);
    }
    tell("the cipher alone", begun);
}

fn disk(folder: &std::path::Path, chunk: &[u8]) {
    let begun = Instant::now();
    for i in 0..COUNT {
        let mut file = File::create(folder.join(format!("raw-{i}"))).expect("a file");
        for _ in 0..SIZE / CHUNK {
            file.write_all(chunk).expect("written");
        }
        file.sync_all().expect("on disk");
    }
    tell("the disk alone", begun);
}

#[tokio::main]
async fn main() {
    let kit = Kit::new(Backend::Sqlite).await.expect("a database");
    let (_, _, workspace) = kit.together().await;
    let (_, person) = kit.customer("010170-999R").await;
    let role = TakesPart::Customer(Customer(person));
    let chunk = vec![b'a'; CHUNK];
    println!("{COUNT} files of {} MiB", SIZE >> 20);
    cipher(&chunk);
    disk(kit.database.folder.path(), &chunk);
    let begun = Instant::now();
    let mut ids = vec![];
    for _ in 0..COUNT {
        let piece = Bytes::from(chunk.clone());
        let content = stream::iter((0..SIZE / CHUNK).map(|_| Ok(piece.clone())));
        let incoming = Incoming { workspace, conversation: None, name: "a.txt".into(), content };
        ids.push(file::receive(&kit.services, role, incoming).await.expect("taken").id);
    }
    tell("files in", begun);
    let begun = Instant::now();
    for id in ids {
        let whole = |size| 0..size;
        let mut content = file::open(&kit.services, role, workspace, id, whole).await.expect("open").content;
        while let Some(bytes) = content.next().await {
            std::hint::black_box(bytes.expect("bytes"));
        }
    }
    tell("files out", begun);
}
