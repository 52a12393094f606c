//! W7: the customer package.

use bytes::Bytes;
use chrono::TimeDelta;
use contract::{
    ApiError, CounselorDesk, FieldCode, PersonId, WorkspaceDesk, WorkspaceId,
    bulk_action::Reason,
    closing::{ClosingView, NewClosing},
    conversation::{NewConversation, NewMessage},
    life::ClosedBy,
    person::Language,
};
use domain::{
    Services,
    desk::Customer,
    ground::{
        actor::authentication::LastAuthentication,
        outbox::{self, Says},
    },
    guidance::workspace_files::{self, Incoming},
    views::package,
};
use futures::stream;
use sha2::{Digest, Sha256};
use std::{
    io::{Cursor, Read},
    ops::Range,
    sync::Arc,
};
use testkit::{Fixture, apply, on_both};
use tokio::io::AsyncReadExt;
use zip::ZipArchive;

type Zip = ZipArchive<Cursor<Vec<u8>>>;

async fn download(kit: &Fixture, person: PersonId, id: WorkspaceId) -> Result<Zip, ApiError> {
    let services = Arc::clone(&kit.services);
    let bytes = part(services, person, id, |_, size| 0..size).await?.0;
    Ok(ZipArchive::new(Cursor::new(bytes)).unwrap())
}

/// Some bytes of a package, its tag and its size.
async fn part(
    services: Arc<Services>,
    person: PersonId,
    id: WorkspaceId,
    part: impl FnOnce(&str, u64) -> Range<u64>,
) -> Result<(Vec<u8>, String, u64), ApiError> {
    let now = LastAuthentication(Some(services.clock.now()));
    let language = Language::Fi;
    let mut package = package::download(services, Customer(person), now, id, language, None, part).await?;
    let mut bytes = Vec::new();
    package.bytes.read_to_end(&mut bytes).await.unwrap();
    assert_eq!(bytes.len() as u64, package.range.end - package.range.start);
    Ok((bytes, package.tag, package.size))
}

fn content(zip: &mut Zip, name: &str) -> Vec<u8> {
    let mut content = vec![];
    zip.by_name(name).unwrap().read_to_end(&mut content).unwrap();
    content
}

fn text(zip: &mut Zip, name: &str) -> String {
    String::from_utf8(content(zip, name)).unwrap()
}

#[apply(on_both!)]
async fn w7_everything_is_in_it_and_the_manifest_agrees(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let message = |body: String| NewMessage { body, files: vec![], reply_to: None, reactivate: false };
    let first = NewConversation { subject: "Aihe <b>".into(), message: message("viesti 1 <script>".into()) };
    let in_it = olli.start_conversation(id, first).await.unwrap();
    for n in 2..=450 {
        aino.send_message(id, in_it, message(format!("viesti {n}"))).await.unwrap();
    }
    let mut zip = download(&kit, person, id).await.unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(
        names,
        [
            "lue-minut.txt",
            "keskustelut.html",
            "workspace.json",
            "workspace.schema.json",
            "keskustelut.pdf",
            "kuka-on-katsonut.html",
            "manifest.json"
        ]
    );
    let read_me = text(&mut zip, "lue-minut.txt");
    assert!(read_me.contains("keskustelut.html") && !read_me.contains("liitteet"), "there are none");
    let json: serde_json::Value = serde_json::from_str(&text(&mut zip, "workspace.json")).unwrap();
    assert_eq!(json["workspace"]["title"], "Canary-title");
    let messages = json["conversations"][0]["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 450);
    assert_eq!((&messages[0]["side"], &messages[449]["body"]), (&"counselor".into(), &"viesti 450".into()));
    let html = text(&mut zip, "keskustelut.html");
    assert!(
        html.contains("viesti 450")
            && html.contains("viesti 1 &lt;script&gt;")
            && html.contains("Aihe &lt;b&gt;")
    );
    assert!(!html.contains("<script"));
    let manifest: serde_json::Value = serde_json::from_str(&text(&mut zip, "manifest.json")).unwrap();
    for file in manifest["files"].as_array().unwrap() {
        let content = content(&mut zip, file["name"].as_str().unwrap());
        assert_eq!(file["bytes"], content.len());
        assert_eq!(file["sha256"], hex::encode(Sha256::digest(content)));
    }
}

#[apply(on_both!)]
async fn w7_it_is_there_in_every_state_until_deletion_and_for_its_customer_only(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let (_, aino) = kit.customer("010170-999R").await;
    let (_, eero) = kit.customer("220750-999Y").await;
    for day in ["2025-11-30", "2026-03-01", "2026-05-29", "2027-05-28"] {
        kit.clock.go_to(day);
        assert!(download(&kit, aino, id).await.is_ok(), "on {day}");
        assert_eq!(download(&kit, eero, id).await.err(), Some(ApiError::NotFound));
    }
    kit.clock.go_to("2027-05-29");
    assert_eq!(download(&kit, aino, id).await.err(), Some(ApiError::NotFound));
}

#[apply(on_both!)]
async fn w7_files_are_in_it_under_names_that_every_system_takes(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let role = Customer(person);
    let message = |files| NewMessage { body: String::new(), files, reply_to: None, reactivate: false };
    let hello = NewMessage { body: "Hei".into(), files: vec![], reply_to: None, reactivate: false };
    let in_it = olli
        .start_conversation(id, NewConversation { subject: "Aihe".into(), message: hello })
        .await
        .unwrap();
    let long = "pitkä teksti ".repeat(20_000);
    let contents = [("kirje.txt", long.as_str()), ("KIRJE.TXT", "toinen"), ("../../pahuus.html", "kolmas")];
    for (name, content) in contents {
        let content = stream::iter([Ok(Bytes::copy_from_slice(content.as_bytes()))]);
        let incoming = Incoming { conversation: Some(in_it), name: name.into(), content };
        kit.clock.advance(chrono::TimeDelta::seconds(1));
        let view = workspace_files::receive(&kit.services, role, id, incoming).await.unwrap();
        aino.send_message(id, in_it, message(vec![view.id])).await.unwrap();
    }
    let mut zip = download(&kit, person, id).await.unwrap();
    let paths = ["liitteet/0001 kirje.txt", "liitteet/0002 KIRJE.TXT", "liitteet/0003 pahuus.html.txt"];
    for (path, (_, content)) in paths.iter().zip(contents) {
        assert_eq!(text(&mut zip, path), content);
    }
    let json: serde_json::Value = serde_json::from_str(&text(&mut zip, "workspace.json")).unwrap();
    let listed = &json["conversations"][0]["messages"][1]["files"][0];
    assert_eq!(
        (&listed["path"], &listed["media_type"]),
        (&paths[0].into(), &"text/plain; charset=utf-8".into())
    );
    assert!(text(&mut zip, "keskustelut.html").contains("href=\"liitteet/0001%20kirje.txt\""));
    let manifest: serde_json::Value = serde_json::from_str(&text(&mut zip, "manifest.json")).unwrap();
    let files = manifest["files"].as_array().unwrap();
    assert_eq!(files.len(), 9);
    assert_eq!(files[6]["sha256"], hex::encode(Sha256::digest(long)));
}

#[apply(on_both!)]
async fn w7_a_download_that_broke_off_goes_on_where_it_was(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let in_it = crate::working::talk(&olli, id, "Hei مرحبا 你好").await;
    let content = stream::iter([Ok(Bytes::from("sisältö ".repeat(30_000)))]);
    let incoming = Incoming { conversation: Some(in_it), name: "kirje.txt".into(), content };
    let view = workspace_files::receive(&kit.services, Customer(person), id, incoming).await.unwrap();
    let files = NewMessage { files: vec![view.id], ..crate::working::message("") };
    aino.send_message(id, in_it, files).await.unwrap();
    let get = async |range: Option<Range<u64>>| {
        let wanted = |_: &str, size| range.unwrap_or(0..size);
        part(Arc::clone(&kit.services), person, id, wanted).await.unwrap()
    };
    let (whole, tag, size) = get(None).await;
    assert_eq!(whole.len() as u64, size);
    kit.clock.advance(chrono::TimeDelta::hours(3));
    for range in [0..1, 1..size, 100_000..100_001, size - 1..size, size / 2..size, 0..0] {
        let (bytes, again, _) = get(Some(range.clone())).await;
        let expected = &whole[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
        assert!(again == tag && bytes == expected, "{range:?}");
    }
    // Anything new makes another package, which is not to be mixed with the one before.
    aino.send_message(id, in_it, crate::working::message("uusi")).await.unwrap();
    assert_ne!(get(None).await.1, tag);
}

#[apply(on_both!)]
async fn w7_a_download_wants_a_recent_authentication_and_goes_on_without_one(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let begun = kit.authenticated();
    let ask = |authenticated, resumed: Option<String>| {
        let services = Arc::clone(&kit.services);
        async move {
            let whole = |_: &str, size| 0..size;
            let download = package::download(
                services,
                Customer(person),
                authenticated,
                id,
                Language::Fi,
                resumed.as_deref(),
                whole,
            );
            download.await.map(|package| package.tag).map_err(ApiError::from)
        }
    };
    let tag = ask(begun, None).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(ask(begun, None).await, Err(ApiError::ReauthenticationNeeded));
    assert_eq!(ask(LastAuthentication(None), None).await, Err(ApiError::ReauthenticationNeeded));
    assert_eq!(ask(begun, Some("made-up".into())).await, Err(ApiError::ReauthenticationNeeded));
    assert!(ask(begun, Some(tag)).await.is_ok(), "who began it goes on");
}

/// The extra fields of all headers in an archive, by their kinds (APPNOTE 4.5).
fn extra_fields(bytes: &[u8]) -> Vec<u16> {
    let number = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let mut kinds = vec![];
    for at in 0..bytes.len().saturating_sub(46) {
        // Of the name and of the extra field: how long they are, and where the name begins.
        let (name, extra, begin) = match bytes[at..at + 4] {
            [b'P', b'K', 3, 4] => (number(at + 26), number(at + 28), at + 30),
            [b'P', b'K', 1, 2] => (number(at + 28), number(at + 30), at + 46),
            _ => continue,
        };
        let (mut place, end) = (begin + name, begin + name + extra);
        while place + 4 <= end && end <= bytes.len() {
            kinds.push(u16::try_from(number(place)).unwrap());
            place += 4 + number(place + 2);
        }
    }
    kinds
}

#[apply(on_both!)]
async fn w7_replies_dates_and_looks_are_in_it_and_its_headers_are_those_of_small_files(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let in_it = crate::working::talk(&olli, id, "Hei").await;
    olli.conversation(id, in_it, None).await.unwrap();
    let reply = NewMessage { reply_to: Some(1), ..crate::working::message("Kiitos") };
    aino.send_message(id, in_it, reply).await.unwrap();
    let (bytes, ..) = part(Arc::clone(&kit.services), person, id, |_, size| 0..size).await.unwrap();
    assert!(!extra_fields(&bytes).contains(&1), "no Zip64 field where no size needs one (APPNOTE 4.5.3)");
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text(&mut zip, "workspace.json")).unwrap();
    let messages = &json["conversations"][0]["messages"];
    assert_eq!((&messages[0]["position"], &messages[0]["reply_to"]), (&1.into(), &serde_json::Value::Null));
    assert_eq!((&messages[1]["position"], &messages[1]["reply_to"]), (&2.into(), &1.into()));
    let html = text(&mut zip, "keskustelut.html");
    assert!(html.contains("Vastaus viestiin: <a href=\"#m1-1\">Olli, 30.11.2025"), "{html}");
    assert!(html.contains("id=\"m1-1\"") && html.contains("<p class=\"body\" dir=\"auto\">Kiitos"));
    assert!(text(&mut zip, "lue-minut.txt").contains("keskustelut.html"));
    let looks = text(&mut zip, "kuka-on-katsonut.html");
    assert!(looks.contains("Avasi keskustelun: Aihe") && looks.contains("Ohjaaja, ESIMERKKILA"), "{looks}");
    for index in 0..zip.len() {
        let file = zip.by_index(index).unwrap();
        let changed = file.last_modified().unwrap();
        assert_eq!((changed.year(), changed.month(), changed.day()), (2025, 11, 30), "{:?}", file.name());
    }
    // The download itself is in no package: it would make it another one each time.
    assert!(!looks.contains("Latasi"));
}

#[apply(on_both!)]
async fn w7_a_long_name_in_any_script_can_be_unpacked(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let in_it = crate::working::talk(&olli, id, "Hei").await;
    let content = stream::iter([Ok(Bytes::from("teksti"))]);
    let incoming = Incoming { conversation: Some(in_it), name: format!("{}.txt", "Ж".repeat(146)), content };
    let view = workspace_files::receive(&kit.services, Customer(person), id, incoming).await.unwrap();
    let files = NewMessage { files: vec![view.id], ..crate::working::message("") };
    aino.send_message(id, in_it, files).await.unwrap();
    let zip = download(&kit, person, id).await.unwrap();
    let longest = zip.file_names().filter_map(|name| name.unwrap().split('/').map(str::len).max()).max();
    assert!(longest.is_some_and(|longest| (200..=255).contains(&longest)), "{longest:?}");
}

#[apply(on_both!)]
async fn l8_a_closing_has_a_reason_and_words_that_both_read_and_no_mail_says(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let (_, person) = kit.customer("010170-999R").await;
    let long = NewClosing { reason: None, words: "x".repeat(2_001) };
    let too_long = Err(ApiError::field("words", FieldCode::TooLong(2_000)));
    assert_eq!(olli.close(id, long).await, too_long);
    let words = "Canary-words: hyvin meni!\nOnnea jatkoon.";
    let closing = NewClosing { reason: Some(Reason::GoalReached), words: format!(" {words} ") };
    kit.clock.advance(TimeDelta::minutes(1));
    olli.close(id, closing).await.unwrap();
    let expected = ClosingView {
        on: "2025-11-30".parse().unwrap(),
        by: ClosedBy::Counselor,
        reason: Some(Reason::GoalReached),
        words: Some(words.into()),
    };
    assert_eq!(aino.workspace(id).await.unwrap().head.closing, Some(expected.clone()));
    assert_eq!(olli.workspace(id).await.unwrap().head.closing, Some(expected));
    let mail = outbox::newest(&kit.services, 1).await.unwrap().pop().unwrap().mail;
    let said = Says::Closed {
        reason: Some(Reason::GoalReached),
        with_words: true,
        inactive_through: Some("2026-02-28".parse().unwrap()),
        archived_through: "2027-02-28".parse().unwrap(),
    };
    assert!(mail.says == said);
    let mut zip = download(&kit, person, id).await.unwrap();
    let json: serde_json::Value = serde_json::from_str(&text(&mut zip, "workspace.json")).unwrap();
    assert_eq!(json["workspace"]["closing"]["reason"], "goal_reached");
    assert_eq!(json["workspace"]["closing"]["words"], words);
    // Opened again, it is as if it had never been closed.
    olli.reactivate(id).await.unwrap();
    assert_eq!(aino.workspace(id).await.unwrap().head.closing, None);
    let kept = crate::time::count(&kit, "workspace WHERE closing_words IS NOT NULL").await;
    assert_eq!(kept, 0);
}
