//! The application under test: what `luotsi demo` serves, on free ports, with a browser that has
//! no scripts.

use contract::WorkspaceId;
use domain::{
    Services,
    ground::outbox::{QueuedEmail, Says},
};
use reqwest::{Client, Response, redirect::Policy};
use sea_orm::{ConnectionTrait, Statement};
use server::{
    config::LimitsConfig,
    demo::{DemoClock, DemoOptions, start},
    http::{AppState, Capacity, listen},
};
use std::{
    fs,
    future::pending,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A running demonstration.
pub struct App {
    pub url: String,
    pub provider: String,
    pub services: Arc<Services>,
    pub clock: Arc<DemoClock>,
    pub state: AppState,
    _folder: TempDir,
}

impl App {
    pub async fn start() -> Self {
        Self::start_with(DemoOptions { limits: LimitsConfig::NONE, ..DemoOptions::default() }).await
    }

    pub async fn start_with(beside: DemoOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = site(folder.path());
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let (application, provider) =
            (TcpListener::bind(here).await.unwrap(), TcpListener::bind(here).await.unwrap());
        let addresses = (application.local_addr().unwrap(), provider.local_addr().unwrap());
        let demonstration =
            start(&folder.path().join("data"), &site, addresses.0, addresses.1, beside).await.unwrap();
        tokio::spawn(listen(application, demonstration.application, Capacity::inside(256), pending()));
        tokio::spawn(async { axum::serve(provider, demonstration.provider).await });
        Self {
            url: format!("http://{}", addresses.0),
            provider: format!("http://{}", addresses.1),
            services: demonstration.services,
            clock: demonstration.time.clock,
            state: demonstration.state,
            _folder: folder,
        }
    }

    /// Somebody with a browser of their own, not signed in.
    pub fn visitor(&self) -> Browser {
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).build().unwrap();
        Browser { client, url: self.url.clone() }
    }

    /// Somebody who has signed in as a sample person, by the provider's own pages.
    pub async fn signed_in(&self, subject: &str) -> Browser {
        let browser = self.visitor();
        let response = self.sign_in(&browser, subject, "/workspaces").await;
        assert_eq!(response.headers()["location"], "/workspaces", "{subject} is signed in");
        browser
    }

    /// Signs in, and gives the application's answer to the provider's.
    pub async fn sign_in(&self, browser: &Browser, subject: &str, return_to: &str) -> Response {
        let back = self.choose(browser, subject, return_to).await;
        browser.client.get(back).send().await.unwrap()
    }

    /// Goes to the provider, chooses a person, and gives the address it sends the browser back to.
    pub async fn choose(&self, browser: &Browser, subject: &str, return_to: &str) -> String {
        let way = match subject {
            "olli" | "kaisa" | "niilo" | "paula" | "sirpa" => ("esimerkkila", "staff"),
            _ => ("esittely", "customers"),
        };
        self.choose_by(browser, way, subject, return_to).await
    }

    /// Signs in by one of the ways: its key, and the realm of people that it asks.
    pub async fn sign_in_with(
        &self,
        browser: &Browser,
        way: (&str, &str),
        subject: &str,
        return_to: &str,
    ) -> Response {
        let back = self.choose_by(browser, way, subject, return_to).await;
        browser.client.get(back).send().await.unwrap()
    }

    async fn choose_by(
        &self,
        browser: &Browser,
        (way, realm): (&str, &str),
        subject: &str,
        return_to: &str,
    ) -> String {
        let query = serde_urlencoded::to_string([("return_to", return_to)]).unwrap();
        let mut response = browser.get(&format!("/sign-in/{way}?{query}")).await;
        assert_eq!(response.status(), 303);
        // Whoever is signed in is led to the page where one chooses, and chooses there.
        if location(&response).starts_with("/sign-in?because=switch") {
            let page = browser.page(location(&response)).await;
            let (_, link) = page.split_once(&format!("href=\"/sign-in/{way}?")).unwrap();
            let (link, _) = link.split_once('"').unwrap();
            response = browser.get(&format!("/sign-in/{way}?{}", link.replace("&amp;", "&"))).await;
        }
        let authorize = response.headers()["location"].to_str().unwrap().to_owned();
        assert!(authorize.starts_with(&format!("{}/{realm}/", self.provider)), "{authorize}");
        self.choose_at(browser, &authorize, subject).await
    }

    /// Chooses a person on the provider's page at this address.
    pub async fn choose_at(&self, browser: &Browser, authorize: &str, subject: &str) -> String {
        let page = browser.client.get(authorize).send().await.unwrap();
        assert_eq!(page.status(), 200);
        let request = url::Url::parse(authorize).unwrap();
        let mut form: Vec<(String, String)> = request.query_pairs().into_owned().collect();
        form.push(("person".into(), subject.into()));
        let choose = authorize.split_once("/authorize").unwrap().0;
        let response = browser.client.post(format!("{choose}/choose")).form(&form).send().await.unwrap();
        assert_eq!(response.status(), 303);
        response.headers()["location"].to_str().unwrap().to_owned()
    }

    /// How often something was audited, with a line of its own or counted.
    pub async fn audited(&self, action: &str) -> i64 {
        let db = self.services.database.read();
        let sql = format!(
            "SELECT (SELECT COUNT(*) FROM audit WHERE action = '{action}' AND count IS NULL) + \
             CAST((SELECT COALESCE(SUM(count), 0) FROM audit_fold WHERE action = '{action}') AS BIGINT) AS n"
        );
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        row.unwrap().try_get("", "n").unwrap()
    }

    /// How many rows a table has.
    pub async fn rows(&self, table: &str) -> i64 {
        let db = self.services.database.read();
        let sql = format!("SELECT COUNT(*) AS n FROM {table}");
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        row.unwrap().try_get("", "n").unwrap()
    }

    /// The link in the newest invitation to this address.
    pub async fn invitation_to(&self, address: &str) -> (WorkspaceId, String) {
        let emails = domain::ground::outbox::newest(&self.services, 100).await.unwrap();
        let mut invitations = emails.into_iter().filter(|email| email.recipient == address);
        let token = |email: QueuedEmail| match email.mail.says {
            Says::Invitation { token, .. } => email.mail.about.zip(Some(token)),
            _ => None,
        };
        invitations.find_map(token).expect("an invitation")
    }
}

/// A folder with as much as is looked for of what browsers load.
pub fn site(folder: &Path) -> PathBuf {
    let site = folder.join("site");
    fs::create_dir_all(site.join("pkg")).unwrap();
    for file in ["luotsi.1.js", "luotsi.1.wasm", "luotsi.1.css", "luotsi.1.css.br"] {
        fs::write(site.join("pkg").join(file), "").unwrap();
    }
    site
}

/// A browser without scripts that follows no redirect by itself.
pub struct Browser {
    pub client: Client,
    pub url: String,
}

impl Browser {
    pub async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.url)).header("accept", "text/html").send().await.unwrap()
    }

    /// What a plain form sends.
    pub async fn post(&self, path: &str, from: &str, form: &[(&str, &str)]) -> Response {
        self.client
            .post(format!("{}{path}", self.url))
            .header("accept", "text/html")
            .header("origin", &self.url)
            .header("referer", format!("{}{from}", self.url))
            .form(form)
            .send()
            .await
            .unwrap()
    }

    /// What the page sends where scripts run.
    pub async fn call(&self, function: &str, form: &[(&str, &str)]) -> Response {
        self.client
            .post(format!("{}/api/{function}", self.url))
            .header("accept", "application/json")
            .header("origin", &self.url)
            .form(form)
            .send()
            .await
            .unwrap()
    }

    /// The text of a page.
    pub async fn page(&self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.text().await.unwrap()
    }
}

/// Where a redirect leads, wherever on that page one goes on.
pub fn location(response: &Response) -> &str {
    assert!(response.status().is_redirection(), "{}", response.status());
    let address = response.headers()["location"].to_str().unwrap();
    address.split_once('#').map_or(address, |(page, _)| page)
}
