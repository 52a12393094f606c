//! The document around every page.

use crate::site::routes::App;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// The addresses of what the browser loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// The script that starts the page.
    pub script: String,
    /// The page's program.
    pub wasm: String,
    /// The style sheet.
    pub style: String,
}

/// The type that every page needs.
const FONT: &str = "/fonts/source-sans-3.5.3.1.latin.woff2";

/// Asks before what was typed is lost.
const UNSAVED: &str = include_str!("unsaved.js");

/// The document. Its security policy allows this response's scripts and no others. Only pages of who is
/// signed in load a program: nobody else's have anything that moves.
pub fn shell(assets: Assets, options: LeptosOptions) -> impl IntoView {
    let context = crate::ssr::request_context().ok();
    let signed_in = context.filter(|context| !matches!(context.caller, contract::Caller::Anonymous));
    let nonce = use_nonce();
    if let Some(nonce) = &nonce {
        policy(nonce, signed_in.is_some(), &options);
    }
    // Nothing waits for the program: what one reads is painted first, and what is pressed meanwhile is done between two
    // islands, each of which begins in a turn of its own. A picture that is slow to come, or a tab that is not painted, holds
    // it back for two seconds at most.
    let program = signed_in.is_some().then(|| {
        let start = format!(
            "const turn = () => new Promise((next) => setTimeout(next));\n\
             const begin = async () => {{\n\
             await turn();\n\
             const program = await import({:?});\n\
             await program.default({{ module_or_path: {:?} }});\n\
             program.hydrate();\n\
             for (const part of document.querySelectorAll('leptos-island')) {{\n\
             await turn();\n\
             program[part.dataset.component](part);\n\
             }}\n\
             await turn();\n\
             document.body.dataset.ready = '';\n\
             }};\n\
             const loaded = new Promise((next) => addEventListener('load', next));\n\
             const frame = () => new Promise((next) => requestAnimationFrame(next));\n\
             const painted = frame().then(frame).then(turn);\n\
             const late = new Promise((next) => setTimeout(next, 2000));\n\
             const all = document.readyState === 'complete' ? painted : Promise.all([loaded, painted]);\n\
             await Promise.race([all, late]);\n\
             await begin();",
            assets.script, assets.wasm,
        );
        view! {
            <script type="module" nonce=nonce.clone()>{UNSAVED}</script>
            <script type="module" nonce=nonce>{start}</script>
        }
    });
    let acting = signed_in.map(|context| context.acting);
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.style/>
                <link rel="preload" r#as="font" type="font/woff2" href=FONT crossorigin="anonymous"/>
                <AutoReload options/>
                {program}
                <MetaTags/>
            </head>
            <body data-acting=acting>
                <App/>
            </body>
        </html>
    }
}

/// Sets the Content-Security-Policy of this response. While the code is watched, the page may
/// also listen to what watches it.
fn policy(nonce: &leptos::nonce::Nonce, with_program: bool, options: &LeptosOptions) {
    use http::{HeaderValue, header::CONTENT_SECURITY_POLICY};
    let (script, watcher) = match std::env::var("LEPTOS_WATCH") {
        Ok(_) => (format!("'nonce-{nonce}'"), format!(" ws://127.0.0.1:{}", options.reload_port)),
        Err(_) => (String::new(), String::new()),
    };
    let (script, connect) = if with_program {
        (format!("'self' 'nonce-{nonce}' 'wasm-unsafe-eval'"), format!("'self'{watcher}"))
    } else if script.is_empty() {
        ("'none'".to_owned(), "'none'".to_owned())
    } else {
        (script, watcher)
    };
    let policy = format!(
        "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self'; font-src 'self'; \
         connect-src {connect}; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
         frame-ancestors 'none'; report-uri /csp-report; report-to csp"
    );
    if let (Some(response), Ok(policy)) =
        (use_context::<leptos_axum::ResponseOptions>(), HeaderValue::from_str(&policy))
    {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}
