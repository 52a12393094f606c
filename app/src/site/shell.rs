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

/// The document. Its security policy allows this response's scripts and no others.
pub fn shell(assets: Assets, options: LeptosOptions) -> impl IntoView {
    let nonce = use_nonce();
    #[cfg(feature = "ssr")]
    if let Some(nonce) = &nonce {
        policy(nonce, &options);
    }
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="preload" r#as="font" type="font/woff2" href=FONT crossorigin="anonymous"/>
                <link rel="stylesheet" href=assets.style/>
                <AutoReload options/>
                // The framework's own component writes the nonce into `crossorigin`.
                <link rel="modulepreload" href=assets.script.clone()/>
                <script type="module" nonce=nonce>
                    {format!(
                        "import start, {{ hydrate }} from {:?}; start({{ module_or_path: {:?} }}).then(hydrate);",
                        assets.script,
                        assets.wasm,
                    )}
                </script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Sets the Content-Security-Policy of this response. While the code is watched, the page may
/// also listen to what watches it.
#[cfg(feature = "ssr")]
fn policy(nonce: &leptos::nonce::Nonce, options: &LeptosOptions) {
    use http::{HeaderValue, header::CONTENT_SECURITY_POLICY};
    let watcher = match std::env::var("LEPTOS_WATCH") {
        Ok(_) => format!(" ws://127.0.0.1:{}", options.reload_port),
        Err(_) => String::new(),
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; font-src 'self'; connect-src 'self'{watcher}; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; object-src 'none'; frame-ancestors 'none'; report-uri /csp-report; report-to csp"
    );
    if let (Some(response), Ok(policy)) =
        (use_context::<leptos_axum::ResponseOptions>(), HeaderValue::from_str(&policy))
    {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}
