//! Files over HTTP: what the headers say, what is let in, and what is kept out.

use crate::app::{App, Browser};
use reqwest::{Response, multipart};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

struct Place {
    workspace: String,
    conversation: String,
}

async fn place(app: &App, aino: &Browser) -> Place {
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let page = aino.page(&format!("/workspaces/{workspace}")).await;
    let start = page.find("/conversations/").expect("a conversation");
    let conversation = page[start + 15..].chars().take(36).collect();
    Place { workspace: workspace.to_string(), conversation }
}

async fn upload(browser: &Browser, place: &Place, name: &str, content: Vec<u8>) -> Response {
    let url =
        format!("{}/workspaces/{}/files?conversation={}", browser.url, place.workspace, place.conversation);
    browser
        .client
        .post(url)
        .header("origin", &browser.url)
        .header("content-type", "application/octet-stream")
        .header("x-file-name", name)
        .body(content)
        .send()
        .await
        .unwrap()
}

async fn id_of(response: Response) -> String {
    let status = response.status();
    let text = response.text().await.unwrap();
    assert_eq!(status, 200, "{text}");
    serde_json::from_str::<serde_json::Value>(&text).unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_file_is_given_so_that_nothing_in_it_runs() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = place(&app, &aino).await;
    let get = async |id: &str, query: &str| {
        aino.get(&format!("/workspaces/{}/files/{id}{query}", place.workspace)).await
    };
    let text =
        id_of(upload(&aino, &place, "%C3%84idin%20kirje.txt", b"not text, words".to_vec()).await).await;
    let response = get(&text, "?show").await;
    let header = |name: &str| response.headers()[name].to_str().unwrap();
    assert_eq!(header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(
        header("content-disposition"),
        "inline; filename=\"_idin kirje.txt\"; filename*=UTF-8''%C3%84idin%20kirje.txt"
    );
    let taken = get(&text, "").await;
    assert!(taken.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    assert_eq!(
        (header("cache-control"), header("cross-origin-resource-policy")),
        ("no-store", "same-origin")
    );
    let pdf = id_of(upload(&aino, &place, "a.pdf", b"%PDF-1.7\n".to_vec()).await).await;
    assert!(get(&pdf, "").await.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert!(
        get(&pdf, "?show").await.headers()["content-disposition"].to_str().unwrap().starts_with("inline")
    );

    let url = format!("{}/workspaces/{}/files/{text}", app.url, place.workspace);
    let part = aino.client.get(url).header("range", "bytes=4-7").send().await.unwrap();
    assert_eq!(
        (part.status().as_u16(), part.headers()["content-range"].to_str().unwrap()),
        (206, "bytes 4-7/15")
    );
    assert_eq!(part.text().await.unwrap(), "text");
}

#[tokio::test]
async fn conditions_and_parts_are_answered_as_rfc_9110_has_it() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = place(&app, &aino).await;
    let text = id_of(upload(&aino, &place, "kirje.txt", b"not text, words".to_vec()).await).await;
    for path in [
        format!("/workspaces/{}/files/{text}", place.workspace),
        format!("/workspaces/{}/package", place.workspace),
    ] {
        let whole = aino.get(&path).await;
        let tag = whole.headers()["etag"].to_str().unwrap().to_owned();
        assert_eq!(whole.headers().contains_key("last-modified"), path.contains("/files/"));
        let size = whole.content_length().unwrap();
        let ask = async |headers: &[(&str, &str)]| {
            let request = aino.client.get(format!("{}{path}", app.url));
            let request =
                headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
            request.send().await.unwrap()
        };
        let status = async |headers: &[(&str, &str)]| ask(headers).await.status().as_u16();
        assert_eq!(status(&[("if-none-match", &tag)]).await, 304, "{path}");
        assert_eq!(status(&[("if-match", "\"another\"")]).await, 412, "{path}");
        assert_eq!(status(&[("if-match", &tag), ("range", "bytes=0-3")]).await, 206, "{path}");
        assert_eq!(status(&[("if-range", &tag), ("range", "bytes=0-3")]).await, 206, "{path}");
        assert_eq!(status(&[("if-range", "\"another\""), ("range", "bytes=0-3")]).await, 200, "{path}");
        let beyond = ask(&[("range", &format!("bytes={size}-"))]).await;
        assert_eq!(beyond.status(), 416, "{path}");
        assert_eq!(beyond.headers()["content-range"].to_str().unwrap(), format!("bytes */{size}"));
    }
}

#[tokio::test]
async fn what_is_too_large_or_not_taken_is_said_with_its_status() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = place(&app, &aino).await;
    let largest = 25 << 20;
    let whole = upload(&aino, &place, "a.txt", vec![b'a'; largest]).await;
    assert_eq!(whole.status(), 200);
    let over = upload(&aino, &place, "a.txt", vec![b'a'; largest + 1]).await;
    assert_eq!((over.status().as_u16(), over.text().await.unwrap().contains("TooLarge")), (422, true));
    let program = upload(&aino, &place, "a.pdf", b"MZ\x90\0\x03\0\0\0".to_vec()).await;
    assert_eq!((program.status().as_u16(), program.text().await.unwrap().contains("NotTaken")), (422, true));
}

#[tokio::test]
async fn a_form_with_files_works_without_scripts_and_loses_nothing() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = place(&app, &aino).await;
    let here = format!("/workspaces/{}/conversations/{}", place.workspace, place.conversation);
    let send = async |body: &'static str, name: &'static str, content: &'static [u8]| {
        let form = multipart::Form::new()
            .text("workspace", place.workspace.clone())
            .text("conversation", place.conversation.clone())
            .text("reactivate", "false")
            .text("body", body)
            .part("file", multipart::Part::bytes(vec![]).file_name(""))
            .part("file", multipart::Part::bytes(content).file_name(name));
        let request = aino.client.post(format!("{}/api/send_message", app.url)).header("accept", "text/html");
        let request = request.header("origin", &app.url).header("referer", format!("{}{here}", app.url));
        let response = request.multipart(form).send().await.unwrap();
        assert_eq!(response.status(), 303);
        response.headers()["location"].to_str().unwrap().to_owned()
    };
    let back = send("Tässä", "kuva.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").await;
    assert_eq!(back, format!("{here}#outcome"));
    assert!(aino.page(&here).await.contains("kuva.png"));
    let back = send("Ei saa kadota", "ohjelma.exe", b"MZ\x90\0\x03\0\0\0").await;
    let page = aino.page(&back).await;
    assert!(page.contains("Ei saa kadota") && page.contains("Tämän tyyppistä tiedostoa ei voi lähettää"));
    // A form that is cut off is an error, and does nothing.
    let request = aino.client.post(format!("{}/api/send_message", app.url)).header("origin", &app.url);
    let cut = request.header("content-type", "multipart/form-data; boundary=x").body("--x\r\nContent-Disp");
    assert_eq!(cut.send().await.unwrap().status(), 400);
    let request = aino.client.post(format!("{}/api/send_message", app.url)).header("origin", &app.url);
    let none = request.header("content-type", "multipart/form-data").body("x");
    assert_eq!(none.send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn w7_a_package_tells_its_size_and_goes_on_where_it_broke_off() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = place(&app, &aino).await;
    let path = format!("/workspaces/{}/package", place.workspace);
    let get = async |headers: &[(&str, &str)]| {
        let request = aino.client.get(format!("{}{path}", aino.url));
        headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value))
            .send()
            .await
            .unwrap()
    };
    let header = |response: &Response, name: &str| response.headers()[name].to_str().unwrap().to_owned();
    let whole = get(&[]).await;
    assert_eq!((whole.status().as_u16(), header(&whole, "accept-ranges")), (200, "bytes".into()));
    assert_eq!(header(&whole, "content-type"), "application/zip");
    let (tag, size) = (header(&whole, "etag"), header(&whole, "content-length"));
    let bytes = whole.bytes().await.unwrap();
    assert_eq!(size, bytes.len().to_string());

    let rest = get(&[("range", "bytes=1000-"), ("if-range", &tag)]).await;
    assert_eq!((rest.status().as_u16(), header(&rest, "etag")), (206, tag.clone()));
    assert_eq!(header(&rest, "content-range"), format!("bytes 1000-{}/{size}", bytes.len() - 1));
    assert_eq!(rest.bytes().await.unwrap(), bytes.slice(1000..));
    // Where it is another one meanwhile, all of it comes anew.
    let send =
        [("workspace", place.workspace.as_str()), ("conversation", &place.conversation), ("body", "new")];
    assert_eq!(aino.call("send_message", &send).await.status(), 200);
    let anew = get(&[("range", "bytes=1000-"), ("if-range", &tag)]).await;
    assert_eq!(anew.status(), 200);
    assert_ne!(header(&anew, "etag"), tag);
}

#[tokio::test]
async fn a_file_for_no_conversation_is_not_kept_and_a_body_in_bad_pieces_is_a_bad_request() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = place(&app, &aino).await;
    let nowhere = Place { conversation: uuid::Uuid::nil().to_string(), workspace: place.workspace.clone() };
    assert_eq!(upload(&aino, &nowhere, "a.txt", b"a".to_vec()).await.status(), 404);
    let address = app.url.strip_prefix("http://").unwrap();
    let mut wire = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/list_workspaces HTTP/1.1\r\nhost: {address}\r\norigin: {}\r\naccept: text/html\r\n\
         content-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\
         connection: close\r\n\r\nno number\r\n",
        app.url
    );
    wire.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![];
    // The connection may be closed with what was not read.
    drop(wire.read_to_end(&mut answer).await);
    assert!(answer.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&answer));
}

#[tokio::test]
async fn a_file_is_sent_as_whom_its_page_acts() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = place(&app, &aino).await;
    let url = format!("{}/workspaces/{}/files?conversation={}", app.url, place.workspace, place.conversation);
    let request = aino.client.post(url).header("origin", &app.url).header("x-file-name", "a.txt");
    let request = request.header("content-type", "application/octet-stream");
    let response = request.header("x-acting", "somebody.else").body("a").send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.text().await.unwrap().as_str()),
        (409, "\"ActsForAnother\"")
    );
}
