//! W1: files come sealed, go as they came, and leave nothing behind.

use crate::time::count;
use bytes::Bytes;
use chrono::TimeDelta;
use contract::{
    ApiError, ConversationId, FieldCode, FileId, WorkspaceDesk, WorkspaceId,
    conversation::{NewConversation, NewMessage},
    file::{FileKind, FileState, FileView},
};
use domain::{
    Services,
    desk::{Counselor, Customer, Participant},
    ground::{storage::Limits, vault::stream::CHUNK},
    guidance::workspace_files::{self, Incoming, Look, OpenFile, Verdict},
    record::file,
    time::retention,
};
use futures::{StreamExt, TryStreamExt, stream};
use std::{
    fs,
    io::{Cursor, Write},
    ops::Range,
    path::PathBuf,
    sync::Arc,
};
use testkit::{Fixture, apply, on_both};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// A text of this many bytes, in which every place is known.
fn text(size: usize) -> Vec<u8> {
    (0..size).map(|i| b'a' + u8::try_from(i / 7 % 26).unwrap()).collect()
}

/// Pieces of uneven sizes, as a network gives them.
fn pieces(content: &[u8]) -> Vec<std::io::Result<Bytes>> {
    content.chunks(10_007).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect()
}

fn incoming<S>(conversation: ConversationId, name: &str, content: S) -> Incoming<S> {
    Incoming { conversation: Some(conversation), name: name.into(), content }
}

/// Brings a file.
pub async fn bring(
    services: &Services,
    role: impl Into<Participant>,
    place: (WorkspaceId, ConversationId),
    name: &str,
    content: &[u8],
) -> Result<FileView, ApiError> {
    let content = stream::iter(pieces(content));
    Ok(workspace_files::receive(services, role, place.0, incoming(place.1, name, content)).await?)
}

async fn get(
    services: &Services,
    role: impl Into<Participant>,
    workspace: WorkspaceId,
    id: FileId,
    range: Option<Range<u64>>,
) -> Result<Vec<u8>, ApiError> {
    let whole = |size| range.unwrap_or(0..size);
    let OpenFile { content, .. } =
        workspace_files::open(services, role, workspace, id, Look::Opened, whole).await?;
    let pieces: Vec<Bytes> = content.try_collect().await.map_err(|_| ApiError::Internal)?;
    Ok(pieces.concat())
}

/// A workspace with a conversation: who takes part in it, and where.
struct Scene {
    olli: Participant,
    aino: Participant,
    desks: (domain::desk::Desk<Counselor>, domain::desk::Desk<Customer>),
    at: (WorkspaceId, ConversationId),
}

async fn scene(kit: &Fixture) -> Scene {
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let message = NewMessage { body: "Hei".into(), files: vec![], reply_to: None, reactivate: false };
    let in_it =
        olli.start_conversation(id, NewConversation { subject: "Aihe".into(), message }).await.unwrap();
    let counselor = Counselor { person: kit.person("Olli").await, organisation: kit.organisation };
    Scene {
        olli: Participant::Counselor(counselor),
        aino: Participant::Customer(Customer(person)),
        desks: (olli, aino),
        at: (id, in_it),
    }
}

fn with(files: &[FileId]) -> NewMessage {
    NewMessage { body: String::new(), files: files.to_vec(), reply_to: None, reactivate: false }
}

/// What is stored of a workspace's files.
fn stored(kit: &Fixture) -> Vec<PathBuf> {
    let folder = kit.database.folder.path().join("files/files");
    let workspaces = fs::read_dir(folder).into_iter().flatten();
    workspaces
        .flat_map(|entry| fs::read_dir(entry.unwrap().path()).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect()
}

/// What does not become smaller when it is packed.
fn noise(size: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        b'!' + u8::try_from((state >> 33) % 94).unwrap()
    };
    (0..size).map(|_| next()).collect()
}

fn wrong(answer: Result<impl Sized, ApiError>) -> Option<FieldCode> {
    match answer {
        Err(ApiError::Invalid(fields)) => Some(fields[0].code),
        _ => None,
    }
}

#[apply(on_both!)]
async fn w1_a_file_goes_as_it_came_whole_or_in_part_and_is_sealed_meanwhile(kit: Fixture) {
    let Scene { olli, aino, desks, at } = scene(&kit).await;
    let services = &kit.services;
    for size in [1, 5, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 77] {
        let content = text(size);
        let view = bring(services, aino, at, "kirje.txt", &content).await.unwrap();
        assert_eq!((view.size, view.kind, view.state), (size as u64, FileKind::Text, FileState::Ready));
        assert_eq!(get(services, aino, at.0, view.id, None).await.unwrap(), content, "{size}");
        assert_eq!(
            get(services, olli, at.0, view.id, None).await,
            Err(ApiError::NotFound),
            "it was not sent yet"
        );
        desks.1.send_message(at.0, at.1, with(&[view.id])).await.unwrap();
        let chunk = CHUNK as u64;
        for part in
            [0..1, 3..5, chunk - 1..chunk + 1, chunk..chunk, chunk + 1..3 * chunk, 2 * chunk..9 * chunk]
        {
            let known: Vec<u8> = content
                .iter()
                .copied()
                .enumerate()
                .filter(|(i, _)| part.contains(&(*i as u64)))
                .map(|(_, b)| b)
                .collect();
            assert_eq!(
                get(services, olli, at.0, view.id, Some(part.clone())).await.unwrap(),
                known,
                "{size} {part:?}"
            );
        }
    }
    let shown = desks.0.conversation(at.0, at.1, None).await.unwrap().messages;
    assert_eq!(shown[1].files[0].name, "kirje.txt");
    for path in stored(&kit) {
        let bytes = fs::read(path).unwrap();
        assert!(!bytes.windows(8).any(|window| window == b"aaaaaaab"));
    }
    let names = count(&kit, "file WHERE name = 'kirje.txt' OR kind = 'text/plain'").await;
    assert_eq!(names, 0, "name and kind are sealed as well");
}

#[apply(on_both!)]
async fn p5_files_are_for_those_in_the_workspace_alone(kit: Fixture) {
    let Scene { aino, desks, at, .. } = scene(&kit).await;
    let services = &kit.services;
    let view = bring(services, aino, at, "kuva.png", PNG).await.unwrap();
    desks.1.send_message(at.0, at.1, with(&[view.id])).await.unwrap();
    let (_, stranger) = kit.customer("220750-999Y").await;
    kit.counselor("Kaisa").await;
    let strangers = [
        Participant::Customer(Customer(stranger)),
        Participant::Counselor(Counselor {
            person: kit.person("Kaisa").await,
            organisation: kit.organisation,
        }),
    ];
    for stranger in strangers {
        assert_eq!(get(services, stranger, at.0, view.id, None).await, Err(ApiError::NotFound));
        assert_eq!(bring(services, stranger, at, "x.png", PNG).await, Err(ApiError::NotFound));
    }
    let (other, _) = kit.invite(&desks.0, "").await;
    let olli = Participant::Counselor(Counselor {
        person: kit.person("Olli").await,
        organisation: kit.organisation,
    });
    assert_eq!(
        get(services, olli, other, view.id, None).await,
        Err(ApiError::NotFound),
        "in another workspace"
    );
    // Somebody else's file cannot be sent, nor one twice.
    let theirs = bring(services, aino, at, "oma.png", PNG).await.unwrap();
    assert_eq!(wrong(desks.0.send_message(at.0, at.1, with(&[theirs.id])).await), Some(FieldCode::Gone));
    assert_eq!(wrong(desks.1.send_message(at.0, at.1, with(&[view.id])).await), Some(FieldCode::Gone));
    assert_eq!(desks.0.remove_file(at.0, theirs.id).await, Err(ApiError::NotFound));
    assert_eq!(desks.1.remove_file(at.0, view.id).await, Err(ApiError::NotFound), "what was sent stays");
    desks.1.remove_file(at.0, theirs.id).await.unwrap();
    assert_eq!(stored(&kit).len(), 1);
    kit.clock.go_to("2026-06-01");
    assert_eq!(get(services, olli, at.0, view.id, None).await, Err(ApiError::NotFound), "L6");
    assert_eq!(get(services, aino, at.0, view.id, None).await.unwrap(), PNG);
    assert_eq!(bring(services, aino, at, "x.png", PNG).await, Err(ApiError::Archived));
}

#[apply(on_both!)]
async fn what_is_refused_or_breaks_off_leaves_nothing(kit: Fixture) {
    let Scene { aino, at, .. } = scene(&kit).await;
    let mut services = Arc::into_inner(kit.second().await).unwrap();
    services.files.limits = Limits { largest: 200_000, workspace: 500_000, per_hour: 8 };
    let refused = |answer: Result<FileView, ApiError>| wrong(answer);
    assert_eq!(
        refused(bring(&services, aino, at, "a.txt", &text(200_001)).await),
        Some(FieldCode::TooLarge(0))
    );
    assert_eq!(refused(bring(&services, aino, at, "a.txt", b"").await), Some(FieldCode::Empty));
    for program in [
        &b"MZ\x90\0\x03\0\0\0"[..],
        b"\x7fELF\x02\x01\x01\0",
        b"PK\x03\x04\x14\0",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    ] {
        assert_eq!(refused(bring(&services, aino, at, "kuva.png", program).await), Some(FieldCode::NotTaken));
    }
    let mut broken = pieces(&text(150_000));
    broken.push(Err(std::io::Error::other("gone")));
    let broken = incoming(at.1, "a.txt", stream::iter(broken));
    let answer = workspace_files::receive(&services, aino, at.0, broken).await.map_err(ApiError::from);
    assert_eq!(answer, Err(ApiError::Offline));
    assert_eq!((count(&kit, "file").await, stored(&kit).len()), (0, 0));
    for _ in 0..2 {
        bring(&services, aino, at, "a.txt", &text(200_000)).await.unwrap();
    }
    assert_eq!(
        refused(bring(&services, aino, at, "a.txt", &text(200_000)).await),
        Some(FieldCode::NoRoom(0))
    );
    for _ in 0..4 {
        bring(&services, aino, at, "a.txt", b"text").await.unwrap();
    }
    assert_eq!(
        refused(bring(&services, aino, at, "a.txt", b"text").await),
        Some(FieldCode::TooManyAnHour(8))
    );
    assert_eq!((count(&kit, "file").await, stored(&kit).len()), (6, 6));
    kit.clock.advance(TimeDelta::minutes(61));
    bring(&services, aino, at, "a.txt", b"text").await.unwrap();
}

/// A document of three parts, the main one so large that it is not among the first bytes.
fn office_document() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    for (name, content) in [
        ("word/document.xml", "x".repeat(3 * CHUNK)),
        (
            "_rels/.rels",
            "<Relationships><Relationship Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>".to_owned(),
        ),
        (
            "[Content_Types].xml",
            format!("<Types><Override PartName='/word/document.xml' ContentType='{main}'/></Types>"),
        ),
    ] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn compound(stream: &str) -> Vec<u8> {
    let mut compound = cfb::CompoundFile::create(Cursor::new(vec![])).unwrap();
    compound.create_stream(stream).unwrap().write_all(&text(2 * CHUNK)).unwrap();
    compound.into_inner().into_inner()
}

#[apply(on_both!)]
async fn w1_files_keep_their_names_and_are_told_by_what_they_hold(kit: Fixture) {
    let Scene { aino, at, .. } = scene(&kit).await;
    let services = &kit.services;
    for (name, content, kept, media_type) in [
        ("CV.docx", office_document(), "CV.docx", FileKind::Docx.media_type()),
        ("vanha.xls", compound("Workbook"), "vanha.xls", FileKind::Xls.media_type()),
        ("esitys.ppt", compound("PowerPoint Document"), "esitys.ppt", FileKind::Ppt.media_type()),
        ("kirje.xls", compound("WordDocument"), "kirje.xls.doc", FileKind::Doc.media_type()),
        ("lista.csv", b"Nimi;Ik\xE4\r\n".to_vec(), "lista.csv", "text/plain; charset=windows-1252"),
        ("lista.csv", b"\xFF\xFEN\0i\0\xE4\0".to_vec(), "lista.csv", "text/plain; charset=utf-16le"),
        ("sanasto.txt", b"GIF = kuvatiedosto".to_vec(), "sanasto.txt", "text/plain; charset=utf-8"),
        ("paino.txt", b"BMI 24,5".to_vec(), "paino.txt", "text/plain; charset=utf-8"),
        ("sivu.html", b"<html><script>".to_vec(), "sivu.html.txt", "text/plain; charset=utf-8"),
    ] {
        let view = bring(services, aino, at, name, &content).await.unwrap();
        let open = workspace_files::open(services, aino, at.0, view.id, Look::Opened, |size| 0..size).await;
        let OpenFile { view, media_type: given, .. } = open.unwrap();
        assert_eq!((view.name.as_str(), given.as_str()), (kept, media_type));
        assert_eq!(get(services, aino, at.0, view.id, None).await.unwrap(), content, "{name}");
    }
    let known = stored(&kit).len();
    for (name, content) in [
        ("posti.msg", compound("__properties_version1.0")),
        ("asenna.msi", compound("\u{4840}\u{3F3F}\u{4577}")),
        ("paketti.docx", {
            let mut zip = office_document();
            zip.truncate(3 * CHUNK);
            zip
        }),
        ("loppu.txt", [text(2 * CHUNK), vec![0]].concat()),
    ] {
        let answer = bring(services, aino, at, name, &content).await;
        assert_eq!(wrong(answer), Some(FieldCode::NotTaken), "{name}");
    }
    assert_eq!(stored(&kit).len(), known, "what was not taken is gone again");
}

#[apply(on_both!)]
async fn files_that_were_removed_again_count_like_others(kit: Fixture) {
    let Scene { aino, at, .. } = scene(&kit).await;
    let (desk, _) = kit.customer("010170-999R").await;
    let mut services = Arc::into_inner(kit.second().await).unwrap();
    services.files.limits = Limits { per_hour: 3, ..services.files.limits };
    for _ in 0..3 {
        let view = bring(&services, aino, at, "a.txt", b"text").await.unwrap();
        desk.remove_file(at.0, view.id).await.unwrap();
    }
    let answer = bring(&services, aino, at, "a.txt", b"text").await;
    assert_eq!(wrong(answer), Some(FieldCode::TooManyAnHour(3)));
    assert_eq!((count(&kit, "file").await, stored(&kit).len()), (0, 0));
    kit.clock.advance(TimeDelta::hours(1));
    bring(&services, aino, at, "a.txt", b"text").await.unwrap();
}

#[apply(on_both!)]
async fn nothing_is_kept_for_a_conversation_that_is_not_there(kit: Fixture) {
    let Scene { aino, at, .. } = scene(&kit).await;
    let nowhere = (at.0, ConversationId(uuid::Uuid::from_u128(1)));
    assert_eq!(bring(&kit.services, aino, nowhere, "a.txt", b"text").await, Err(ApiError::NotFound));
    assert_eq!((count(&kit, "file").await, stored(&kit).len()), (0, 0));
}

#[apply(on_both!)]
async fn a_changed_moved_or_cut_file_gives_an_error_and_never_other_bytes(kit: Fixture) {
    let Scene { aino, at, .. } = scene(&kit).await;
    let services = &kit.services;
    let content = text(3 * CHUNK + 10);
    let view = bring(services, aino, at, "a.txt", &content).await.unwrap();
    let twin = bring(services, aino, at, "b.txt", &content).await.unwrap();
    let path = |id: FileId| stored(&kit).into_iter().find(|path| path.ends_with(id.to_string())).unwrap();
    let (path, twin) = (path(view.id), path(twin.id));
    let sealed = fs::read(&path).unwrap();
    let (head, chunk) = (13, CHUNK + 16);
    let cut = |from: usize, to: usize| [&sealed[..from], &sealed[to..]].concat();
    let mut tampered = vec![
        ("the last chunk dropped", sealed[..head + 3 * chunk].to_vec()),
        ("a chunk dropped", cut(head + chunk, head + 2 * chunk)),
        ("the end cut", sealed[..sealed.len() - 1].to_vec()),
        (
            "chunks exchanged",
            [
                &sealed[..head],
                &sealed[head + chunk..head + 2 * chunk],
                &sealed[head..head + chunk],
                &sealed[head + 2 * chunk..],
            ]
            .concat(),
        ),
        ("another file", fs::read(&twin).unwrap()),
    ];
    for at in [0, 1, 5, 7, 12, 13, head + chunk + 5, sealed.len() - 1] {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        tampered.push(("a bit flipped", flipped));
    }
    for (what, bytes) in tampered {
        fs::write(&path, bytes).unwrap();
        assert!(
            matches!(
                get(services, aino, at.0, view.id, None).await,
                Err(ApiError::Damaged(_) | ApiError::Internal)
            ),
            "{what}"
        );
    }
    fs::write(&path, sealed).unwrap();
    assert_eq!(get(services, aino, at.0, view.id, None).await.unwrap(), content);
}

#[apply(on_both!)]
async fn nobody_gets_a_file_before_it_was_looked_at(kit: Fixture) {
    let Scene { olli, aino, desks, at } = scene(&kit).await;
    let mut services = Arc::into_inner(kit.second().await).unwrap();
    services.files.scanned = true;
    let good = bring(&services, aino, at, "a.txt", b"good").await.unwrap();
    kit.clock.advance(TimeDelta::seconds(1));
    let bad = bring(&services, aino, at, "a.txt", b"bad").await.unwrap();
    desks.1.send_message(at.0, at.1, with(&[good.id, bad.id])).await.unwrap();
    assert_eq!(get(&services, olli, at.0, good.id, None).await, Err(ApiError::Conflict));
    for id in workspace_files::unscanned(&services).await.unwrap() {
        let content = workspace_files::to_scan(&services, id).await.unwrap().unwrap();
        let content: Vec<Bytes> = content.map(Result::unwrap).collect().await;
        let verdict = if content.concat() == b"bad" { Verdict::Harmful } else { Verdict::Harmless };
        workspace_files::judge(&services, id, verdict).await.unwrap();
    }
    assert_eq!(get(&services, olli, at.0, good.id, None).await.unwrap(), b"good");
    assert_eq!(get(&services, olli, at.0, bad.id, None).await, Err(ApiError::NotFound));
    let shown = desks.0.conversation(at.0, at.1, None).await.unwrap().messages.pop().unwrap();
    let states: Vec<FileState> = shown.files.iter().map(|file| file.state).collect();
    assert_eq!(states, [FileState::Ready, FileState::Harmful]);
    assert_eq!(stored(&kit).len(), 1);
    assert_eq!(workspace_files::unscanned(&services).await.unwrap(), []);
}

#[apply(on_both!)]
async fn r2_what_belongs_to_nobody_is_swept_up_and_what_arrives_is_not(kit: Fixture) {
    let Scene { aino, desks, at, .. } = scene(&kit).await;
    let services = &kit.services;
    let sent = bring(services, aino, at, "a.txt", b"sent").await.unwrap();
    desks.1.send_message(at.0, at.1, with(&[sent.id])).await.unwrap();
    bring(services, aino, at, "b.txt", b"never sent").await.unwrap();
    let orphan = stored(&kit)[0].with_file_name(uuid::Uuid::from_u128(7).to_string());
    fs::write(&orphan, "from an upload that broke off").unwrap();
    let half = orphan.with_file_name("half#1");
    fs::write(&half, "from an upload under which the process was killed").unwrap();
    // The store's own clock says when something came.
    kit.clock.set(chrono::DateTime::from(std::fs::metadata(&orphan).unwrap().modified().unwrap()));
    let sweep = async || file::sweep(services).await.unwrap().removed;
    assert_eq!(sweep().await, 0, "it may be arriving");
    kit.clock.advance(TimeDelta::minutes(61));
    assert_eq!(sweep().await, 1, "half of a file is removed at once, and a whole one marked");
    kit.clock.advance(TimeDelta::hours(24));
    assert_eq!(sweep().await, 1);
    assert!(!orphan.exists() && !half.exists());
    kit.clock.advance(TimeDelta::days(31));
    retention::purge(services).await.unwrap();
    assert_eq!(sweep().await, 0);
    kit.clock.advance(TimeDelta::hours(24));
    assert_eq!(sweep().await, 1);
    assert_eq!(stored(&kit).len(), 1);
}

#[apply(on_both!)]
async fn w7_readers_who_take_their_time_hold_up_neither_files_nor_for_ever_other_packages(kit: Fixture) {
    let Scene { olli, aino, desks, at } = scene(&kit).await;
    let (_, person) = kit.customer("010170-999R").await;
    let view = bring(&kit.services, aino, at, "a.txt", &noise(300_000)).await.unwrap();
    desks.1.send_message(at.0, at.1, with(&[view.id])).await.unwrap();
    let begin = || {
        let (services, authenticated) = (Arc::clone(&kit.services), kit.authenticated());
        let language = contract::person::Language::Fi;
        domain::views::package::download(
            services,
            Customer(person),
            authenticated,
            at.0,
            language,
            None,
            |_, size| 0..size,
        )
    };
    let mut slow = vec![];
    for _ in 0..8 {
        slow.push(begin().await.unwrap());
    }
    let mut ninth = std::pin::pin!(begin());
    let file = get(&kit.services, olli, at.0, view.id, None);
    tokio::select! {
        biased;
        _ = &mut ninth => panic!("there are eight turns"),
        file = file => assert_eq!(file.unwrap().len(), 300_000),
    }
    drop(slow.pop());
    assert!(ninth.await.is_ok(), "one gave up its turn");
}
