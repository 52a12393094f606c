//! What is different where people reach the service over TLS, as in production.

use crate::app::App;
use axum::body::Body;
use http::{Request, Response, header};
use server::http::build_router;
use tower::ServiceExt;

async fn ask(app: &App, path: &str) -> Response<Body> {
    let mut state = app.state.clone();
    state.public_url = "https://ohjaus.example.org".into();
    state.security_contact = Some("mailto:security@example.org".into());
    let router = build_router(state, axum::Router::new());
    router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
}

#[tokio::test]
async fn cookies_are_bound_to_the_host_and_to_tls_and_browsers_are_told_to_stay_there() {
    let app = App::start().await;
    let begun = ask(&app, "/sign-in/esittely").await;
    let cookies: Vec<&str> =
        begun.headers().get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect();
    assert!(!cookies.is_empty());
    for cookie in cookies {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{attribute} in {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    for path in ["/", "/nowhere", "/pkg/missing.js", "/robots.txt"] {
        let hsts = ask(&app, path).await.headers()[header::STRICT_TRANSPORT_SECURITY].clone();
        assert_eq!(hsts, "max-age=63072000; includeSubDomains", "{path}");
    }
}

#[tokio::test]
async fn whom_to_tell_of_a_weakness_is_where_rfc_9116_has_it() {
    let app = App::start().await;
    let answer = ask(&app, "/.well-known/security.txt").await;
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    let body = axum::body::to_bytes(answer.into_body(), 4096).await.unwrap();
    let text = String::from_utf8(body.to_vec()).unwrap();
    assert!(text.contains("Contact: mailto:security@example.org\n"), "{text}");
    assert!(text.contains("Canonical: https://ohjaus.example.org/.well-known/security.txt\n"), "{text}");
    let expires = text.lines().find_map(|line| line.strip_prefix("Expires: ")).unwrap();
    let expires: chrono::DateTime<chrono::Utc> = expires.parse().unwrap();
    let left = expires - domain::Clock::now(app.clock.as_ref());
    assert!((100..365).contains(&left.num_days()), "less than a year, and not soon: {left}");
    assert_eq!(ask(&app, "/robots.txt").await.headers()[header::CACHE_CONTROL], "public, max-age=86400");
    // Where nobody is named there is none.
    assert_eq!(app.visitor().get("/.well-known/security.txt").await.status(), 404);
}
