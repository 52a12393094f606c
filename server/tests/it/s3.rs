//! Files in a bucket: the same rules, with a server of somebody else's that speaks S3.

use crate::configuration::{GOOD, config};
use bytes::Bytes;
use contract::{ApiError, ConversationId, WorkspaceDesk, WorkspaceId, conversation::NewConversation};
use domain::{
    Clock, SystemClock,
    desk::{Customer, Participant},
    ground::storage::{Files, Limits},
    guidance::workspace_files::{self, Incoming, Look},
    record::file,
    time::retention,
};
use figment::{
    Figment,
    providers::{Format, Toml},
};
use futures::{TryStreamExt, stream};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use server::{
    anchors::Anchors,
    config::{AuditConfig, S3Config},
};
use std::{fs, path::Path, sync::Arc};
use tempfile::TempDir;
use testkit::{Backend, Fixture};
use tokio::{net::TcpListener, task::JoinHandle};

const SECRET: &str = "canary-secret-key";

/// A server with one bucket.
struct Bucket {
    folder: TempDir,
    port: u16,
    serving: JoinHandle<()>,
}

impl Bucket {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("luotsi")).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single("luotsi", SECRET));
        let service = service.build();
        let serving = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let service = service.clone();
                tokio::spawn(async move {
                    let connection = Builder::new(TokioExecutor::new());
                    drop(connection.serve_connection(TokioIo::new(stream), service).await);
                });
            }
        });
        Self { folder, port, serving }
    }

    fn config(&self, bucket: &str, secret: &str) -> S3Config {
        let text = format!(
            "{GOOD}\n[files.s3]\nendpoint = \"http://127.0.0.1:{}\"\nbucket = \"{bucket}\"\n\
             access_key_id = \"luotsi\"\nsecret_access_key = \"{secret}\"\n",
            self.port
        );
        config(&text).files.s3.unwrap()
    }

    fn files(&self, bucket: &str, secret: &str) -> Files {
        Files::in_store(Arc::new(self.config(bucket, secret).store("files.s3").unwrap()), Limits::DEFAULT)
    }

    /// Everything that is kept, with its content.
    fn kept(&self) -> Vec<(String, Vec<u8>)> {
        let mut kept = vec![];
        walk(&self.folder.path().join("luotsi"), &mut kept);
        kept
    }
}

fn walk(folder: &Path, kept: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, kept);
        } else {
            kept.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
}

async fn bring(
    kit: &Fixture,
    role: Participant,
    (workspace, conversation): (WorkspaceId, ConversationId),
    content: &[u8],
) -> Result<contract::FileId, ApiError> {
    let pieces: Vec<_> = content.chunks(60_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let content = stream::iter(pieces);
    let incoming = Incoming { conversation: Some(conversation), name: "kirje.txt".into(), content };
    Ok(workspace_files::receive(&kit.services, role, workspace, incoming).await?.id)
}

async fn get(
    kit: &Fixture,
    role: Participant,
    workspace: WorkspaceId,
    id: contract::FileId,
    part: impl FnOnce(u64) -> std::ops::Range<u64>,
) -> Vec<u8> {
    let open = workspace_files::open(&kit.services, role, workspace, id, Look::Opened, part).await.unwrap();
    open.content.try_collect::<Vec<Bytes>>().await.unwrap().concat()
}

#[tokio::test]
async fn w1_files_go_to_a_bucket_sealed_and_come_back_as_they_were() {
    let bucket = Bucket::start().await;
    let mut kit = Fixture::new(Backend::Sqlite).await.unwrap();
    let files = bucket.files("luotsi", SECRET);
    files.try_out().await.unwrap();
    kit.keep_files_in(files).await;
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let role = Participant::Customer(Customer(person));
    let message = |body: &str, files| contract::conversation::NewMessage {
        body: body.into(),
        files,
        reply_to: None,
        reactivate: false,
    };
    let new = NewConversation { subject: "Aihe".into(), message: message("Hei", vec![]) };
    let place = (id, olli.start_conversation(id, new).await.unwrap());

    // Three parts, the last one small.
    let content = b"Canary of a long letter. ".repeat(480_000);
    let long = bring(&kit, role, place, &content).await.unwrap();
    assert!(get(&kit, role, id, long, |size| 0..size).await == content);
    assert!(get(&kit, role, id, long, |_| 6_000_000..6_100_000).await == content[6_000_000..6_100_000]);
    aino.send_message(id, place.1, message("", vec![long])).await.unwrap();
    let kept = bucket.kept();
    assert!(kept.iter().any(|(_, bytes)| bytes.len() > content.len()));
    assert!(kept.iter().all(|(_, bytes)| !bytes.windows(6).any(|window| window == b"Canary")));

    let refused = bring(&kit, role, place, b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0").await;
    assert!(matches!(refused, Err(ApiError::Invalid(_))));
    let unsent = bring(&kit, role, place, b"not sent").await.unwrap();
    aino.remove_file(id, unsent).await.unwrap();
    assert_eq!(bucket.kept().len(), kept.len(), "what was refused or removed has left nothing");

    // The end of the workspace is the end of what is in the bucket (L7, R2).
    let tx = kit.services.database.begin().await.unwrap();
    retention::erase(&tx, id).await.unwrap();
    tx.commit().await.unwrap();
    kit.clock.set(SystemClock.now() + chrono::TimeDelta::hours(2));
    assert_eq!(file::sweep(&kit.services).await.unwrap().removed, 0, "marked");
    kit.clock.advance(chrono::TimeDelta::hours(24));
    assert_eq!(file::sweep(&kit.services).await.unwrap().removed, 1);
    assert!(bucket.kept().iter().all(|(_, bytes)| bytes.len() < content.len()));
}

#[tokio::test]
async fn a_bucket_that_does_not_answer_is_told_before_anything_starts() {
    let bucket = Bucket::start().await;
    assert!(bucket.files("luotsi", "wrong").try_out().await.is_err());
    assert!(bucket.files("elsewhere", SECRET).try_out().await.is_err());
    let files = bucket.files("luotsi", SECRET);
    bucket.serving.abort();
    drop(bucket.serving.await);
    let error = files.try_out().await.unwrap_err();
    assert!(!error.to_string().contains(SECRET));
}

#[tokio::test]
async fn a5_anchors_go_to_a_bucket_and_to_a_program_and_none_is_written_over() {
    let bucket = Bucket::start().await;
    let folder = tempfile::tempdir().unwrap();
    let notified = folder.path().join("told");
    let text = format!(
        "anchors = '{}'\ncommand = ['sh', '-c', 'cat >> {}']\n[s3]\nendpoint = 'http://127.0.0.1:{}'\n\
         bucket = 'luotsi'\naccess_key_id = 'luotsi'\nsecret_access_key = '{SECRET}'\n",
        folder.path().join("anchors").display(),
        notified.display(),
        bucket.port
    );
    let config: AuditConfig = Figment::from(Toml::string(&text)).extract().unwrap();
    let anchors = Anchors::from_config(&config).unwrap();
    let anchor = |seq: i64| -> domain::ground::audit::Anchor {
        let at = format!("2026-01-30T10:00:0{seq}Z");
        serde_json::from_value(serde_json::json!({ "seq": seq, "hash": "00".repeat(32), "at": at })).unwrap()
    };
    for seq in [1, 2, 2] {
        anchors.keep(&anchor(seq)).await.unwrap();
    }
    let seqs =
        |all: Vec<domain::ground::audit::Anchor>| all.iter().map(|anchor| anchor.seq).collect::<Vec<_>>();
    assert_eq!(seqs(Anchors::of_config(&config).await.unwrap()), [1, 2, 1, 2], "the file's and the bucket's");
    assert_eq!(fs::read_to_string(&notified).unwrap().lines().count(), 2);
    // A place that does not take it is an error, and the others have their anchor all the same.
    let wrong = text.replace(SECRET, "wrong");
    let anchors = Anchors::from_config(&Figment::from(Toml::string(&wrong)).extract().unwrap()).unwrap();
    assert!(anchors.keep(&anchor(3)).await.is_err());
    assert_eq!(fs::read_to_string(&notified).unwrap().lines().count(), 3);
    assert_eq!(seqs(server::anchors::read(&config.anchors).unwrap()), [1, 2, 3]);
}
