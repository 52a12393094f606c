//! The doors: origins, kinds of content, headers, cookies, sizes, languages.

use crate::app::{App, location};
use reqwest::Method;
use server::{
    config::LimitsConfig,
    demo::DemoOptions,
    http::{Capacity, listen, metrics_router},
    jobs::Watch,
};
use std::{
    future::pending,
    net::{Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    sync::Arc,
};
use tokio::net::TcpListener;
use tower::ServiceExt;

#[tokio::test]
async fn nothing_is_changed_from_another_site() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let origins: [Option<&str>; 6] = [
        None,
        Some("null"),
        Some("https://evil.example"),
        Some("http://127.0.0.1"),
        Some("http://127.0.0.1:1"),
        Some("https://127.0.0.1"),
    ];
    for path in ["/sign-out", "/language", "/api/create_workspace", "/demo/clock"] {
        for origin in origins {
            for kind in
                ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "application/json"]
            {
                let mut request = olli.client.post(format!("{}{path}", app.url)).header("content-type", kind);
                if let Some(origin) = origin {
                    request = request.header("origin", origin);
                }
                let status = request.body("language=sv&back=/&step=day").send().await.unwrap().status();
                assert_eq!(status, 403, "{path} from {origin:?} as {kind}");
            }
        }
    }
    assert_eq!(olli.get("/workspaces").await.status(), 200, "still signed in");
}

#[tokio::test]
async fn only_forms_and_json_are_taken() {
    let app = App::start().await;
    for kind in ["text/plain", "multipart/form-data; boundary=x", "application/octet-stream", ""] {
        let request = app
            .visitor()
            .client
            .post(format!("{}/api/list_workspaces", app.url))
            .header("origin", &app.url)
            .header("content-type", kind)
            .body("page=1");
        assert_eq!(request.send().await.unwrap().status(), 415, "{kind:?}");
    }
}

#[tokio::test]
async fn every_answer_has_its_headers() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let paths = [
        "/",
        "/workspaces",
        "/nowhere",
        "/api/nothing",
        "/pkg/missing.js",
        "/csp-report",
        "/demo",
        "/sign-in/none",
    ];
    for path in paths {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let response =
                olli.client.request(method.clone(), format!("{}{path}", app.url)).send().await.unwrap();
            let is_refused = method == Method::DELETE;
            assert!(!is_refused || response.status() == 405, "{method} {path}");
            if is_refused {
                assert!(response.headers().contains_key("allow"), "RFC 9110 15.5.6: {path}");
            }
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
                ("cache-control", "no-store"),
            ] {
                assert_eq!(response.headers()[name], value, "{method} {path}");
            }
            let policy = response.headers()["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
            assert!(response.headers().contains_key("content-type"), "{method} {path}");
            assert!(!response.headers().contains_key("access-control-allow-origin"));
        }
    }
}

#[tokio::test]
async fn each_page_has_a_nonce_of_its_own_on_every_script() {
    let app = App::start().await;
    let mut nonces = Vec::new();
    let aino = app.signed_in("aino").await;
    for _ in 0..2 {
        let response = aino.get("/workspaces").await;
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        let nonce =
            policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
        let page = response.text().await.unwrap();
        assert_eq!(page.matches("<script").count(), 2);
        for script in page.split("<script").skip(1) {
            assert!(script.contains(&format!("nonce=\"{nonce}\"")), "{}", &script[..60]);
        }
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}

#[tokio::test]
async fn whoever_is_not_signed_in_loads_no_program_and_could_not_run_one() {
    let app = App::start().await;
    let visitor = app.visitor();
    for path in ["/", "/sign-in", "/sign-in/refused", "/signed-out", "/invitations/none", "/nowhere"] {
        let response = visitor.get(path).await;
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains("script-src 'none'"), "{path}: {policy}");
        let page = response.text().await.unwrap();
        for part in ["<script", "modulepreload", ".wasm", "leptos-island", "<!>", "<!--"] {
            assert!(!page.contains(part), "{path}: {part}");
        }
    }
}

#[tokio::test]
async fn cookies_cannot_be_read_by_scripts_or_sent_by_other_sites_forms() {
    let app = App::start().await;
    let browser = app.visitor();
    let begun = browser.get("/sign-in/esittely").await;
    let back = app.choose(&browser, "aino", "/workspaces").await;
    let ended = browser.client.get(back).send().await.unwrap();
    let set = |response: &reqwest::Response| -> Vec<String> {
        let all = response.headers().get_all("set-cookie").iter();
        all.map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
    };
    let (attempt, session) = (set(&begun), set(&ended));
    assert!(attempt[0].starts_with("luotsi-signin=") && session[0].starts_with("luotsi="), "{attempt:?}");
    for cookie in attempt.into_iter().chain(session) {
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
    }
}

#[tokio::test]
async fn too_much_is_refused_and_nonsense_is_named() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let huge = "x".repeat(600 * 1024);
    assert_eq!(olli.call("create_workspace", &[("title", &huge)]).await.status(), 413);
    assert_eq!(olli.call("list_workspaces", &[("query[show]", "x")]).await.status(), 422);
    assert_eq!(olli.call("open_workspace", &[]).await.status(), 422);
    assert_eq!(olli.call("nothing", &[]).await.status(), 404);
}

#[tokio::test]
async fn functions_run_by_post_only() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        assert_eq!(olli.get(path).await.status(), 405, "{path}");
    }
}

#[tokio::test]
async fn u1_the_language_is_the_browsers_until_one_is_chosen() {
    let app = App::start().await;
    let browser = app.visitor();
    let asked = |accept: &'static str| {
        let request = browser.client.get(&app.url).header("accept-language", accept);
        async move { request.send().await.unwrap().text().await.unwrap() }
    };
    assert!(asked("sv-FI,en;q=0.8").await.contains("Skyddad handledning på nätet"));
    assert!(asked("de,en-GB;q=0.8").await.contains("Secure guidance online"));
    assert!(asked("de").await.contains("Ohjausta suojatusti verkossa"));
    let response = browser.post("/language", "/", &[("language", "en"), ("back", "/?a=1")]).await;
    assert_eq!(location(&response), "/?a=1");
    let page = asked("sv").await;
    assert!(page.contains("Secure guidance online") && page.contains("<html lang=\"en\""));
    let response = browser.post("/language", "/", &[("language", "sv"), ("back", "//evil.example")]).await;
    assert_eq!(location(&response), "/workspaces");
}

#[tokio::test]
async fn u1_a_choice_follows_the_person_to_another_browser() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    aino.post("/language", "/workspaces", &[("language", "sv"), ("back", "/workspaces")]).await;
    let elsewhere = app.signed_in("aino").await;
    assert!(elsewhere.page("/workspaces").await.contains("Handledningsrum"));
}

#[tokio::test]
async fn assets_are_sent_as_they_were_compressed_and_kept_by_browsers() {
    let app = App::start().await;
    let ask = |encoding: &'static str| {
        let request = app.visitor().client.get(format!("{}/pkg/luotsi.1.css", app.url));
        async move { request.header("accept-encoding", encoding).send().await.unwrap() }
    };
    let compressed = ask("gzip, br").await;
    assert_eq!(compressed.headers()["content-encoding"], "br");
    assert_eq!(compressed.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert!(!ask("identity").await.headers().contains_key("content-encoding"));
}

#[tokio::test]
async fn health_is_told_where_nobody_outside_listens() {
    let app = App::start().await;
    let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let listener = TcpListener::bind(here).await.unwrap();
    let inside = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(listen(
        listener,
        metrics_router(Arc::clone(&app.services), Arc::default(), Watch::default()),
        Capacity::inside(16),
        pending(),
    ));
    for path in ["/health/live", "/health/ready", "/metrics"] {
        assert_eq!(app.visitor().get(path).await.status(), 404, "{path}");
        let response = app.visitor().client.get(format!("{inside}{path}")).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
    }
    app.services.database.clone().close().await.unwrap();
    let ready = app.visitor().client.get(format!("{inside}/health/ready")).send().await.unwrap();
    assert_eq!(ready.status(), 503);
}

#[tokio::test]
async fn a_process_whose_jobs_are_not_asked_is_not_ready() {
    let app = App::start().await;
    let inside = metrics_router(Arc::clone(&app.services), Arc::default(), Watch::default());
    let status = async |path: &str| {
        let request = axum::http::Request::get(path).body(axum::body::Body::empty()).unwrap();
        inside.clone().oneshot(request).await.unwrap().status()
    };
    assert_eq!(status("/health/ready").await, 200);
    tokio::time::pause();
    tokio::time::advance(std::time::Duration::from_secs(61)).await;
    tokio::time::resume();
    assert_eq!(status("/health/ready").await, 503);
    assert_eq!(status("/health/live").await, 200, "to start it anew helps nobody at once");
}

#[tokio::test]
async fn what_no_form_sends_is_refused() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    for path in ["/workspaces?page=1&page=2", "/workspaces%00", "/sign-in?a%00=1", "/sign-in?x=1&%78=2"] {
        assert_eq!(olli.get(path).await.status(), 400, "{path}");
    }
    let twice = [("page", "1"), ("page", "2")];
    assert_eq!(olli.call("list_workspaces", &twice).await.status(), 400);
    assert_eq!(olli.post("/language", "/", &[("language", "sv"), ("language", "en")]).await.status(), 400);
    for function in ["open_workspace", "send_message"] {
        let request = olli.client.post(format!("{}/api/{function}", app.url)).header("origin", &app.url);
        let form = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = form.body(vec![0xFF, 0xFE]).send().await.unwrap();
        assert_eq!(answer.status(), 422, "{function}: what is no text");
    }
    let form = [("title", "\0"), ("email", "x@example.org"), ("identity_code", ""), ("language", "fi")];
    assert_eq!(
        olli.call("create_workspace", &form).await.status(),
        422,
        "nothing is left: said beside the field"
    );
}

#[tokio::test]
async fn what_the_policy_stops_is_reported_to_us() {
    let app = App::start().await;
    let browser = app.visitor();
    let page = browser.get("/").await;
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("report-uri /csp-report") && policy.contains("report-to csp"));
    assert_eq!(page.headers()["reporting-endpoints"], "csp=\"/csp-report\"");
    let report = |body: String| {
        let request = browser.client.post(format!("{}/csp-report", app.url));
        request.header("content-type", "application/csp-report").body(body).send()
    };
    let body = r#"{"csp-report":{"effective-directive":"script-src","blocked-uri":"inline"}}"#;
    assert_eq!(report(body.into()).await.unwrap().status(), 204);
    assert_eq!(report("nonsense".into()).await.unwrap().status(), 400);
    assert_eq!(report("x".repeat(20_000)).await.unwrap().status(), 413);
}

#[tokio::test]
async fn who_asks_too_often_waits() {
    let (one, two) = (NonZeroU32::MIN, NonZeroU32::MIN.saturating_add(1));
    let limits = LimitsConfig { sent_per_minute: two, packages_per_hour: one, ..LimitsConfig::NONE };
    let app = App::start_with(DemoOptions { limits, ..DemoOptions::default() }).await;
    let (aino, olli) = (app.signed_in("aino").await, app.signed_in("olli").await);
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let workspace = workspace.to_string();
    let start = [("workspace", workspace.as_str()), ("subject", "kanarialintu"), ("body", "x")];
    let start = [&start[..], &[("reactivate", "false")]].concat();
    for _ in 0..2 {
        assert_eq!(aino.call("start_conversation", &start).await.status(), 200);
    }
    let third = aino.call("start_conversation", &start).await;
    assert_eq!(third.status(), 429);
    assert!(third.headers()["retry-after"].to_str().unwrap().parse::<u32>().unwrap() <= 31);
    assert!(third.text().await.unwrap().contains("TooOften"));
    let from = format!("/workspaces/{workspace}/new");
    let plain = aino.post("/api/start_conversation", &from, &start).await;
    assert_eq!(plain.status(), 429);
    assert!(
        plain.text().await.unwrap().contains("teksti on lomakkeessa tallella"),
        "nothing of it is kept here"
    );
    assert_eq!(olli.call("start_conversation", &start).await.status(), 200, "others go on");

    let package = format!("/workspaces/{workspace}/package");
    assert_eq!(aino.get(&package).await.status(), 200);
    let again = aino.get(&package).await;
    assert_eq!(again.status(), 429);
    assert!(again.text().await.unwrap().contains("liian monta lyhyessä ajassa"));
}

#[tokio::test]
async fn an_address_that_asks_too_often_waits_whatever_it_writes_into_headers() {
    let three = NonZeroU32::MIN.saturating_add(2);
    let limits = LimitsConfig { sign_ins_per_minute: three, ..LimitsConfig::NONE };
    let app = App::start_with(DemoOptions { limits, ..DemoOptions::default() }).await;
    let browser = app.visitor();
    for expected in [303, 303, 303, 429, 429] {
        let start = browser.client.get(format!("{}/sign-in/esittely", app.url));
        let forged = start.header("x-forwarded-for", format!("192.0.2.{expected}"));
        assert_eq!(forged.send().await.unwrap().status(), expected);
    }
    assert_eq!(browser.get("/sign-in").await.status(), 200, "the page itself is there");
}

#[tokio::test]
async fn trouble_has_a_page_in_ones_language_that_says_what_to_do() {
    let app = App::start().await;
    let long = "x".repeat(600 * 1024);
    let olli = app.signed_in("olli").await;
    let response = olli.post("/api/create_workspace", "/workspaces/new", &[("title", &long)]).await;
    assert_eq!(response.status(), 413);
    assert!(response.text().await.unwrap().contains("Lähetys oli liian suuri."));

    app.services.database.clone().close().await.unwrap();
    let ask = olli.client.get(format!("{}/workspaces", app.url)).header("accept-language", "sv-FI,sv;q=0.9");
    let response = ask.header("accept", "text/html").send().await.unwrap();
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
    let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    let page = response.text().await.unwrap();
    assert!(page.contains("Felet ligger hos tjänsten") && page.contains("lang=\"sv\"") && page.contains(&id));
    let fetched = olli.call("session_left", &[]).await;
    assert!(fetched.status().is_server_error());
    assert!(!fetched.text().await.unwrap().contains("<html"), "scripts get no page");
}

#[tokio::test]
async fn methods_that_no_address_takes_are_told_which_are_taken() {
    let app = App::start().await;
    let visitor = app.visitor();
    for method in ["OPTIONS", "PUT", "PATCH", "TRACE", "PROPFIND"] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        for path in ["/", "/workspaces", "/pkg/missing.js", "/api/open_workspace"] {
            let answer =
                visitor.client.request(method.clone(), format!("{}{path}", app.url)).send().await.unwrap();
            assert_eq!(
                (answer.status().as_u16(), &answer.headers()["allow"]),
                (405, &"GET, HEAD, POST".parse().unwrap()),
                "{method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn what_anybody_gets_may_be_kept_and_nothing_else_and_only_public_pages_are_indexed() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let page = olli.page("/").await;
    let style = page.split("href=\"/pkg/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let style = format!("/pkg/{style}");
    let asset = olli.get(&style).await;
    assert_eq!(asset.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(asset.headers()["vary"], "accept-encoding", "RFC 9110 12.5.5");
    let since = asset.headers()["last-modified"].clone();
    let again = olli.client.get(format!("{}{style}", app.url)).header("if-modified-since", since);
    let again = again.send().await.unwrap();
    assert_eq!(again.status(), 304);
    assert_eq!(again.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert!(!again.headers().contains_key("content-type"), "RFC 9110 15.4.5");
    let tag = asset.headers()["etag"].clone();
    let ask = |tag: &str| {
        let asked = olli.client.get(format!("{}{style}", app.url)).header("if-none-match", tag);
        // What a date would say does not count beside a tag (RFC 9110, 13.2.2).
        asked.header("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT").send()
    };
    assert_eq!(ask(tag.to_str().unwrap()).await.unwrap().status(), 304);
    assert_eq!(ask("\"another\"").await.unwrap().status(), 200);
    let small = olli.client.get(format!("{}{style}", app.url)).header("accept-encoding", "br");
    let small = small.send().await.unwrap();
    assert_eq!(small.headers()["content-encoding"], "br");
    assert_ne!(small.headers()["etag"], tag, "each coding has a tag of its own (RFC 9110, 8.8.3.3)");
    for (path, indexed) in
        [("/", true), ("/sign-in", true), ("/workspaces", false), ("/nowhere", false), ("/demo", false)]
    {
        let answer = olli.get(path).await;
        assert_eq!(answer.headers().contains_key("x-robots-tag"), !indexed, "{path}");
        assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
    }
    let icon = olli.get("/favicon.ico").await;
    assert_eq!(
        (icon.status().as_u16(), &icon.headers()["location"]),
        (308, &"/favicon.svg".parse().unwrap())
    );
    let robots = olli.get("/robots.txt").await.text().await.unwrap();
    assert!(robots.starts_with("User-agent: *\n") && robots.contains("Disallow: /\n"), "{robots}");
}
