//! Files looked at by a real clamd, where one is installed. It knows one signature: that of EICAR's
//! test file, which harms nobody.

use bytes::Bytes;
use chrono::TimeDelta;
use contract::{
    ApiError, FileId, WorkspaceDesk, WorkspaceId,
    conversation::{NewConversation, NewMessage},
    file::FileState,
};
use domain::{
    desk::{Counselor, Customer, Desk, Participant},
    ground::{job::Run, storage::Files},
    guidance::workspace_files::{self, Incoming, Look},
};
use futures::{future::BoxFuture, stream};
use server::{
    anchors::Anchors,
    jobs::{Context, JOBS, Job, Jobs},
    tombstones::Tombstones,
};
use sha2::{Digest, Sha256};
use std::{
    fs,
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use testkit::{Backend, Fixture};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::Notify,
};

/// In two halves, so that no scanner takes this file for it.
const EICAR: [&str; 2] = [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD", "-ANTIVIRUS-TEST-FILE!$H+H*"];

/// How long clamd may take to begin.
const PATIENCE: Duration = Duration::from_mins(1);

/// A clamd of the test's own, which ends with it.
struct Clamd {
    child: Child,
    address: String,
}

impl Clamd {
    /// `None` where it is not installed.
    fn start(folder: &Path) -> Option<Self> {
        let program = ["/usr/sbin/clamd", "/usr/local/sbin/clamd"].map(PathBuf::from);
        let Some(program) = program.into_iter().find(|path| path.exists()) else {
            eprintln!("no clamd on this machine: not tested");
            return None;
        };
        let virus = EICAR.concat();
        let signature = format!("{}:{}:Eicar-Test\n", hex::encode(Sha256::digest(&virus)), virus.len());
        fs::write(folder.join("eicar.hsb"), signature).unwrap();
        let port = free_port();
        let config = format!(
            "DatabaseDirectory {0}\nTemporaryDirectory {0}\nTCPAddr 127.0.0.1\nTCPSocket {port}\n\
             Foreground yes\nUser {1}\n",
            folder.display(),
            owner()
        );
        fs::write(folder.join("clamd.conf"), config).unwrap();
        let mut command = Command::new(program);
        command.arg("-c").arg(folder.join("clamd.conf")).stdout(Stdio::null()).stderr(Stdio::null());
        let clamd = Self { child: command.spawn().unwrap(), address: format!("127.0.0.1:{port}") };
        let began = Instant::now();
        while TcpStream::connect(&clamd.address).is_err() {
            assert!(began.elapsed() < PATIENCE, "clamd does not begin");
            std::thread::yield_now();
        }
        Some(clamd)
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Who runs this test: clamd would become somebody else.
fn owner() -> String {
    String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap().trim().to_owned()
}

struct Scene {
    kit: Fixture,
    olli: Desk<Counselor>,
    role: Participant,
    id: WorkspaceId,
}

impl Scene {
    async fn new() -> Self {
        let mut kit = Fixture::new(Backend::Sqlite).await.unwrap();
        let files = Files { scanned: true, ..kit.services.files.clone() };
        kit.keep_files_in(files).await;
        let (olli, _, id) = kit.active_workspace().await;
        let (_, person) = kit.customer("010170-999R").await;
        Self { role: Participant::Customer(Customer(person)), kit, olli, id }
    }

    /// Sends a file with a message.
    async fn send(&self, content: &str) -> FileId {
        let content = stream::iter([Ok(Bytes::copy_from_slice(content.as_bytes()))]);
        let incoming = Incoming { conversation: None, name: "kirje.txt".into(), content };
        let file = workspace_files::receive(&self.kit.services, self.role, self.id, incoming).await.unwrap();
        assert_eq!(file.state, FileState::Checking);
        let message =
            NewMessage { body: "Hei".into(), files: vec![file.id], reply_to: None, reactivate: false };
        let Participant::Customer(customer) = self.role else { panic!("a customer") };
        let aino = Desk::new(Arc::clone(&self.kit.services), customer);
        aino.start_conversation(self.id, NewConversation { subject: "Aihe".into(), message }).await.unwrap();
        file.id
    }

    async fn open(&self, file: FileId) -> Result<(), ApiError> {
        Ok(workspace_files::open(&self.kit.services, self.role, self.id, file, Look::Opened, |size| 0..size)
            .await
            .map(drop)?)
    }

    /// Lets the job look, with whoever listens at `address`.
    async fn look(&self, address: &str) {
        self.jobs(address, vec![]).tick().await;
    }

    /// The job that looks, and others beside it, an hour later.
    fn jobs(&self, address: &str, mut others: Vec<Job>) -> Jobs {
        let tombstones = Tombstones::open(&self.kit.database.folder.path().join("tombstones")).unwrap();
        let anchors = Anchors::in_file(&self.kit.database.folder.path().join("anchors")).unwrap();
        others.extend(JOBS.into_iter().filter(|job| job.name == "scans"));
        let services = Arc::clone(&self.kit.services);
        let context = Context { services, tombstones, anchors, clamd: Some(address.to_owned()) };
        self.kit.clock.advance(TimeDelta::hours(1));
        Jobs::of(context, others)
    }
}

#[tokio::test]
async fn w1_nobody_gets_a_file_before_clamd_has_looked_and_never_a_harmful_one() {
    let scene = Scene::new().await;
    let folder = tempfile::tempdir().unwrap();
    let Some(clamd) = Clamd::start(folder.path()) else { return };
    let harmless = scene.send("A letter.").await;
    let harmful = scene.send(&EICAR.concat()).await;
    assert_eq!(scene.open(harmless).await, Err(ApiError::Conflict), "not looked at yet");

    // While clamd is away, all of it waits; then it goes on by itself.
    scene.look(&format!("127.0.0.1:{}", free_port())).await;
    assert_eq!(scene.open(harmless).await, Err(ApiError::Conflict), "fail closed");
    scene.look(&clamd.address).await;
    assert_eq!(scene.open(harmless).await, Ok(()));
    assert_eq!(scene.open(harmful).await, Err(ApiError::NotFound));
    let summaries = scene.olli.workspace(scene.id).await.unwrap().conversations;
    let mut states = vec![];
    for summary in summaries {
        let page = scene.olli.conversation(scene.id, summary.id, None).await.unwrap();
        states.extend(page.messages.iter().flat_map(|message| &message.files).map(|file| file.state));
    }
    states.sort_by_key(|state| *state == FileState::Harmful);
    assert_eq!(states, [FileState::Ready, FileState::Harmful], "the recipient is told");
}

/// Takes the place of clamd: says that it is there, and hangs up on so many files before it finds nothing.
async fn hanging_up(times: usize) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let mut left = times;
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = [0; 6];
            stream.read_exact(&mut asked).await.unwrap();
            if &asked == b"zPING\0" {
                stream.write_all(b"PONG\0").await.unwrap();
            } else if left > 0 {
                left -= 1;
            } else {
                // The end of what is sent is a part of no length.
                let mut sent = vec![];
                while !sent.ends_with(&[0; 4]) {
                    stream.read_buf(&mut sent).await.unwrap();
                }
                stream.write_all(b"stream: OK\0").await.unwrap();
            }
        }
    });
    address
}

/// Takes the place of clamd: says that it is there, and then nothing any more. Tells when it was asked.
async fn silent() -> (String, Arc<Notify>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, asked) = (listener.local_addr().unwrap().to_string(), Arc::new(Notify::new()));
    let tell = Arc::clone(&asked);
    tokio::spawn(async move {
        let mut held = vec![];
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut command = [0; 6];
            stream.read_exact(&mut command).await.unwrap();
            if &command == b"zPING\0" {
                stream.write_all(b"PONG\0").await.unwrap();
            } else {
                tell.notify_one();
                held.push(stream);
            }
        }
    });
    (address, asked)
}

static OTHER_RAN: Notify = Notify::const_new();

fn other(_: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async {
        OTHER_RAN.notify_one();
        Ok(())
    })
}

#[tokio::test]
async fn a_clamd_that_says_nothing_stops_no_other_job_and_is_not_waited_for_without_end() {
    let scene = Scene::new().await;
    let file = scene.send("A letter.").await;
    let (address, asked) = silent().await;
    let beside = Job { name: "other", every: TimeDelta::hours(1), outside: false, run: other };
    let jobs = scene.jobs(&address, vec![beside]);
    let tick = tokio::spawn(async move { jobs.tick().await });
    asked.notified().await;
    OTHER_RAN.notified().await;
    assert!(!tick.is_finished(), "clamd is still waited for");
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(91)).await;
    tokio::time::resume();
    tick.await.unwrap();
    assert_eq!(scene.open(file).await, Err(ApiError::Conflict), "it is set aside for a day");
    scene.kit.clock.advance(TimeDelta::days(1));
    scene.look(&hanging_up(0).await).await;
    assert_eq!(scene.open(file).await, Ok(()));
}

#[tokio::test]
async fn what_is_too_large_for_clamd_is_said_and_looked_at_again_when_it_takes_more() {
    let scene = Scene::new().await;
    let once = scene.send("A letter.").await;
    scene.look(&hanging_up(1).await).await;
    assert_eq!(scene.open(once).await, Ok(()), "it was only started anew");

    let large = scene.send("A large letter.").await;
    scene.look(&hanging_up(2).await).await;
    assert_eq!(scene.open(large).await, Err(ApiError::NotFound));
    let state = async || {
        let summary = scene.olli.workspace(scene.id).await.unwrap().conversations.remove(0).id;
        scene.olli.conversation(scene.id, summary, None).await.unwrap().messages[0].files[0].state
    };
    assert_eq!(state().await, FileState::Unchecked);
    scene.look(&hanging_up(0).await).await;
    assert_eq!(state().await, FileState::Unchecked, "not by itself");
    assert_eq!(workspace_files::look_again(&scene.kit.services).await.unwrap(), 1);
    scene.look(&hanging_up(0).await).await;
    assert_eq!(scene.open(large).await, Ok(()));
}
