//! One request does not bring the service down, nor fill its disk: what a hostile client costs, known
//! or not.

use crate::app::{App, Browser, location};
use app::operation::operations;
use bytes::Bytes;
use chrono::TimeDelta;
use contract::WorkspaceId;
use futures::{StreamExt, stream};
use reqwest::{Body, Response};
use server::{config::LimitsConfig, demo::DemoOptions};
use std::{collections::BTreeSet, fs, io, num::NonZeroU32};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const KIB: usize = 1024;

/// How much the peak of this process's memory may grow by one request, in KiB.
const GROWTH: u64 = 16 * 1024;

fn memory(what: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap();
    line.trim().split(' ').next().unwrap().parse().unwrap()
}

/// Runs `work`; gives by how much memory was higher meanwhile, in KiB.
async fn growth<T>(work: impl Future<Output = T>) -> (u64, T) {
    // Linux forgets the peak of before (proc(5)).
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = memory("VmRSS:");
    let done = work.await;
    (memory("VmHWM:").saturating_sub(before), done)
}

/// A multipart form of these pieces, sent without ever being whole in memory.
async fn send(
    browser: &Browser,
    pieces: impl IntoIterator<Item = Bytes, IntoIter: Send + 'static>,
) -> Option<Response> {
    let pieces = stream::iter(pieces.into_iter().map(Ok::<_, io::Error>));
    let request = browser
        .client
        .post(format!("{}/api/send_message", browser.url))
        .header("origin", &browser.url)
        .header("accept", "text/html")
        .header("referer", format!("{}/workspaces", browser.url))
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::wrap_stream(pieces));
    // Who is refused may find the connection closed before the answer is read.
    request.send().await.ok()
}

fn part(name: &str, content: Bytes) -> [Bytes; 3] {
    let head = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
    [head.into(), content, Bytes::from_static(b"\r\n")]
}

fn end() -> Bytes {
    Bytes::from_static(b"--x--\r\n")
}

#[tokio::test]
async fn a_form_of_nothing_but_text_costs_no_memory_whoever_sends_it() {
    let app = App::start().await;
    let (nobody, aino) = (app.visitor(), app.signed_in("aino").await);
    let large = Bytes::from(vec![0xff; 256 * KIB]);
    let many = || {
        (0..900).flat_map({
            let large = large.clone();
            move |n| part(&format!("field{n}"), large.clone())
        })
    };
    // A head without an end, and a form without a part.
    let chunk = Bytes::from(vec![b'a'; 64 * KIB]);
    let endless = || {
        std::iter::once(Bytes::from_static(b"--x\r\nx-long: "))
            .chain(std::iter::repeat_n(chunk.clone(), 2000))
    };
    let preamble = || std::iter::repeat_n(chunk.clone(), 2000);
    for (who, browser) in [("nobody", &nobody), ("a customer", &aino)] {
        let (grown, answer) = growth(send(browser, many())).await;
        assert!(grown < GROWTH, "{who}: {grown} KiB");
        assert!(answer.is_none_or(|answer| answer.status() != 200));
        let (grown, _) = growth(send(browser, endless())).await;
        assert!(grown < GROWTH, "{who}, a head without an end: {grown} KiB");
        let (grown, _) = growth(send(browser, preamble())).await;
        assert!(grown < GROWTH, "{who}, no part at all: {grown} KiB");
    }
    assert_eq!(app.rows("form_return").await, 0);
}

#[tokio::test]
async fn a_form_has_so_many_texts_each_once_and_in_utf_8() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let x = || Bytes::from_static(b"x");
    let many = (0..33).flat_map(|n| part(&format!("field{n}"), x())).chain([end()]);
    assert_eq!(send(&aino, many.collect::<Vec<_>>()).await.unwrap().status(), 413);
    let twice = part("body", x()).into_iter().chain(part("body", x())).chain([end()]);
    assert_eq!(send(&aino, twice.collect::<Vec<_>>()).await.unwrap().status(), 400);
    let bad = part("body", Bytes::from_static(b"\xff\xfe")).into_iter().chain([end()]);
    assert_eq!(send(&aino, bad.collect::<Vec<_>>()).await.unwrap().status(), 400);
    let broken = part("body", x()).into_iter();
    assert_eq!(send(&aino, broken.collect::<Vec<_>>()).await.unwrap().status(), 400, "it breaks off");
    let nobody = part("body", x()).into_iter().chain([end()]);
    let answer = send(&app.visitor(), nobody.collect::<Vec<_>>()).await.unwrap();
    assert_eq!(location(&answer), "/sign-in?because=unsent&return_to=%2Fworkspaces");
}

#[tokio::test]
async fn of_forms_only_what_a_living_or_lapsed_sign_in_sends_is_kept() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let form = [("workspace", workspace.to_string()), ("subject", "x".into()), ("body", "x".into())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let from = format!("/workspaces/{workspace}/new");
    app.clock.advance(TimeDelta::minutes(20)).unwrap();
    for _ in 0..8 {
        let answer = aino.post("/api/start_conversation", &from, &form).await;
        assert!(location(&answer).contains("again%3D"), "{}", location(&answer));
    }
    assert_eq!(app.rows("form_return").await, 5, "time ended it: what was typed is not lost");

    let olli = app.signed_in("olli").await;
    let cookie = session_cookie(&app, &olli).await;
    olli.post("/sign-out", "/", &[]).await;
    let request = app.visitor().client.post(format!("{}/api/start_conversation", app.url));
    let request = request.header("origin", &app.url).header("accept", "text/html").header("cookie", cookie);
    let answer = request.header("referer", format!("{}{from}", app.url)).form(&form).send().await.unwrap();
    assert!(location(&answer).starts_with("/sign-in?because=unsent"));
    assert_eq!(app.rows("form_return").await, 5, "he ended it himself: nothing is kept");

    let aino = app.signed_in("aino").await;
    let send = async |letters: usize| {
        let form =
            [("workspace", workspace.to_string()), ("subject", "x".into()), ("body", "x".repeat(letters))];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        aino.post("/api/start_conversation", &from, &form).await
    };
    let back = location(&send(250 * KIB).await).to_owned();
    let page = aino.page(back.split('#').next().unwrap()).await;
    assert!(page.contains(&"x".repeat(250 * KIB)), "what is read comes back whole");
    let answer = send(300 * KIB).await;
    assert_eq!(answer.status(), 413);
    assert!(answer.text().await.unwrap().contains("teksti on lomakkeessa tallella"));
}

#[tokio::test]
async fn a_text_that_is_too_large_is_told_to_scripts_as_what_it_is() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let (id, body) = (workspace.to_string(), "x".repeat(600 * KIB));
    for (function, field) in [("start_conversation", "body"), ("save_draft", "draft[body]")] {
        let answer = aino.call(function, &[("workspace", &id), ("subject", "x"), (field, &body)]).await;
        assert_eq!(answer.status(), 413, "{function}");
        assert_eq!(answer.text().await.unwrap(), "\"TooLarge\"", "{function}");
    }
    let body = Bytes::from(body.into_bytes());
    let request = aino.client.post(format!("{}/api/send_message", app.url)).header("origin", &app.url);
    let request = request.header("content-type", "multipart/form-data; boundary=x");
    let form = part("body", body).into_iter().chain([end()]).map(Ok::<_, io::Error>);
    let answer = request.body(Body::wrap_stream(stream::iter(form))).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.text().await.unwrap().as_str()), (413, "\"TooLarge\""));
}

/// A session cookie that the browser does not remove when it signs out.
async fn session_cookie(app: &App, browser: &Browser) -> String {
    let response = app.sign_in(browser, "olli", "/workspaces").await;
    let set = response.headers()["set-cookie"].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn one_person_follows_so_much_at_once_and_nobody_else_waits() {
    let two = NonZeroU32::MIN.saturating_add(1);
    let limits = LimitsConfig { streams_at_once: two, ..LimitsConfig::NONE };
    let app = App::start_with(DemoOptions { limits, ..DemoOptions::default() }).await;
    let (aino, olli) = (app.signed_in("aino").await, app.signed_in("olli").await);
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let events = format!("/workspaces/{workspace}/events");
    let first = aino.get(&events).await;
    let second = aino.get(&events).await;
    assert_eq!((first.status(), second.status()), (200.try_into().unwrap(), 200.try_into().unwrap()));
    let third = aino.get(&events).await;
    assert_eq!(third.status(), 429);
    assert!(third.headers().contains_key("retry-after"));
    assert_eq!(olli.get(&events).await.status(), 200);
    drop(first);
    // The server learns of it when it next writes to it, or reads its end.
    let mut again = aino.get(&events).await;
    while again.status() == 429 {
        tokio::task::yield_now().await;
        again = aino.get(&events).await;
    }
    assert_eq!(again.status(), 200);
}

#[tokio::test]
async fn one_address_has_so_many_requests_under_way_and_streams_do_not_count() {
    let three = NonZeroU32::MIN.saturating_add(2);
    let limits = LimitsConfig { requests_at_once: three, ..LimitsConfig::NONE };
    let app = App::start_with(DemoOptions { limits, ..DemoOptions::default() }).await;
    let aino = app.signed_in("aino").await;
    let (workspace, _): (WorkspaceId, _) = app.invitation_to("aino@example.org").await;
    let streams: Vec<Response> = {
        let events = format!("/workspaces/{workspace}/events");
        vec![aino.get(&events).await, aino.get(&events).await, aino.get(&events).await]
    };
    assert!(streams.iter().all(|stream| stream.status() == 200));
    assert_eq!(aino.get("/workspaces").await.status(), 200);
    let slow = || {
        let forever =
            stream::once(async { Ok::<_, io::Error>(Bytes::from_static(b"page=")) }).chain(stream::pending());
        let request = aino.client.post(format!("{}/api/list_workspaces", app.url));
        let request =
            request.header("origin", &app.url).header("content-type", "application/x-www-form-urlencoded");
        tokio::spawn(request.body(Body::wrap_stream(forever)).send())
    };
    let mut posts = [slow(), slow(), slow()];
    let mut answer = aino.get("/workspaces").await;
    while answer.status() == 200 {
        // One that came while a page was made was refused.
        for post in posts.iter_mut().filter(|post| post.is_finished()) {
            *post = slow();
        }
        tokio::task::yield_now().await;
        answer = aino.get("/workspaces").await;
    }
    assert_eq!(answer.status(), 429);
    for post in posts {
        post.abort();
    }
    while answer.status() == 429 {
        tokio::task::yield_now().await;
        answer = aino.get("/workspaces").await;
    }
    assert_eq!(answer.status(), 200);
}

#[test]
fn each_server_function_says_what_it_costs() {
    let there: BTreeSet<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    let said: Vec<&str> = operations().map(|operation| operation.path).collect();
    assert_eq!(said.len(), there.len(), "each once");
    assert_eq!(said.into_iter().collect::<BTreeSet<_>>(), there);
}

#[tokio::test]
async fn mails_have_an_end_whatever_causes_them() {
    let two = NonZeroU32::MIN.saturating_add(1);
    let limits =
        LimitsConfig { notifications_per_hour: two, invitations_per_hour: two, ..LimitsConfig::NONE };
    let app = App::start_with(DemoOptions { limits, ..DemoOptions::default() }).await;
    let (olli, paula) = (app.signed_in("olli").await, app.signed_in("paula").await);
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let id = workspace.to_string();
    let statuses = [
        olli.call("close_workspace", &[("id", &id)]).await.status(),
        olli.call("reactivate_workspace", &[("id", &id)]).await.status(),
        olli.call("close_workspace", &[("id", &id)]).await.status(),
    ];
    assert_eq!(statuses.map(|status| status.as_u16()), [200, 200, 429]);
    let mut invited = vec![];
    for n in 0..3 {
        let form = [("email", format!("n{n}@example.org")), ("roles[0]", "counselor".into())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        invited.push(paula.call("invite_staff", &form).await.status().as_u16());
    }
    assert_eq!(invited, [200, 200, 429]);
}

#[tokio::test]
async fn searching_has_a_limit_of_its_own() {
    let two = NonZeroU32::MIN.saturating_add(1);
    let limits = LimitsConfig { searches_per_minute: two, ..LimitsConfig::NONE };
    let app = App::start_with(DemoOptions { limits, ..DemoOptions::default() }).await;
    let aino = app.signed_in("aino").await;
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let id = workspace.to_string();
    let mut statuses = vec![];
    for _ in 0..3 {
        let form = [("workspace", id.as_str()), ("text", "opinto")];
        statuses.push(aino.call("search_workspace", &form).await.status().as_u16());
    }
    assert_eq!(statuses, [200, 200, 429]);
    assert_eq!(aino.call("list_workspaces", &[]).await.status(), 200);
}

#[tokio::test]
async fn the_page_of_what_is_found_is_counted_however_it_is_asked_for() {
    let limits = LimitsConfig { searches_per_minute: NonZeroU32::MIN, ..LimitsConfig::NONE };
    let app = App::start_with(DemoOptions { limits, ..DemoOptions::default() }).await;
    let aino = app.signed_in("aino").await;
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let page = format!("/workspaces/{workspace}/search");
    let asked = aino.post(&page, &page, &[("text", "opinto")]).await;
    let found = location(&asked).to_owned();
    assert_eq!(aino.get(&found).await.status(), 200);
    for again in [found.clone(), found.replace("again", "%61gain"), found.replace("search?", "search/?")] {
        assert_eq!(aino.get(&again).await.status(), 429, "{again}");
        let head = aino.client.head(format!("{}{again}", aino.url)).send().await.unwrap();
        assert_eq!(head.status(), 429, "{again}");
    }
    assert_eq!(aino.get(&page).await.status(), 200, "the form alone looks for nothing");
}

#[tokio::test]
async fn a_form_with_files_is_refused_before_anything_of_it_is_kept() {
    let limits = LimitsConfig { sent_per_minute: NonZeroU32::MIN, ..LimitsConfig::NONE };
    let app = App::start_with(DemoOptions { limits, ..DemoOptions::default() }).await;
    let aino = app.signed_in("aino").await;
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let form = |acting: &str| {
        let text = |name: &str, value: &str| part(name, Bytes::from(value.to_owned())).to_vec();
        let file = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\na\r\n";
        let texts = [("acting", acting), ("workspace", &workspace.to_string()), ("body", "x")];
        let mut pieces: Vec<Bytes> = texts.iter().flat_map(|(name, value)| text(name, value)).collect();
        pieces.extend([Bytes::from(file), end()]);
        pieces
    };
    // For somebody else: nothing of theirs becomes hers.
    let answer = send(&aino, form("somebody.else")).await.unwrap();
    assert_eq!(answer.status(), 303);
    assert_eq!(app.rows("file").await, 0);
    let answer = send(&aino, form("")).await.unwrap();
    assert_eq!((answer.status().as_u16(), app.rows("file").await), (429, 0));
}

#[tokio::test]
async fn a_form_that_does_not_arrive_in_half_a_minute_is_given_up() {
    let app = App::start().await;
    let address = app.url.strip_prefix("http://").unwrap();
    let mut wire = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/list_workspaces HTTP/1.1\r\nhost: {address}\r\norigin: {}\r\naccept: text/html\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\npage=",
        app.url
    );
    wire.write_all(head.as_bytes()).await.unwrap();
    // It is being read before time goes on.
    app.visitor().get("/").await;
    tokio::time::pause();
    tokio::time::advance(std::time::Duration::from_secs(31)).await;
    tokio::time::resume();
    let mut answer = [0; 12];
    wire.read_exact(&mut answer).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 408");
}
