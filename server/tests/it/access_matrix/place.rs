//! A workspace as the table's addresses name it, and asking for it.

use crate::app::{App, Browser, location};
use chrono::{NaiveDate, TimeDelta};
use contract::WorkspaceId;
use domain::people::session::advance_clock;

/// A workspace and what is in it.
pub struct Place {
    pub workspace: String,
    pub conversation: String,
    pub action: String,
    pub file: String,
    /// A counselor of the organisation.
    pub colleague: String,
}

impl Place {
    pub async fn sample(app: &App, aino: &Browser) -> Self {
        let (workspace, _) = app.invitation_to("aino@example.org").await;
        let page = aino.page(&format!("/workspaces/{workspace}")).await;
        let start = page.find("/conversations/").expect("a conversation");
        let conversation = page[start + 15..].chars().take(36).collect();
        let action = Self::planned(app, &workspace).await;
        let colleague = Self::counselor(&app.signed_in("paula").await, "Kaisa Ohjaaja").await;
        let (workspace, file) = (workspace.to_string(), String::new());
        let mut place = Self { workspace, conversation, action, file, colleague };
        let (status, view) = place.bring(aino).await;
        assert_eq!(status, 200);
        let view: serde_json::Value = serde_json::from_str(&view).unwrap();
        view["id"].as_str().unwrap().clone_into(&mut place.file);
        let files = [("workspace", "{w}"), ("conversation", "{c}"), ("body", ""), ("files[0]", "{f}")];
        assert_eq!(place.call(aino, "send_message", &files).await.0, 200);
        place
    }

    /// A handing over to Kaisa that the main user has planned and not confirmed.
    pub async fn planned(app: &App, workspace: &WorkspaceId) -> String {
        let paula = app.signed_in("paula").await;
        let workspace = workspace.to_string();
        let form = [
            ("kind", "hand_over"),
            ("reason", "mistake"),
            ("to", &Self::counselor(&paula, "Kaisa Ohjaaja").await),
            ("all_of", ""),
            ("selection[0]", &workspace),
        ];
        let response = paula.post("/api/plan_bulk_action", "/organisation/workspaces", &form).await;
        location(&response).trim_start_matches("/organisation/bulk-actions/").to_owned()
    }

    /// The id of a counselor.
    pub async fn counselor(paula: &Browser, name: &str) -> String {
        let filter = [("filter[counselor]", ""), ("filter[state]", ""), ("filter[page]", "1")];
        let list = paula.call("administered_workspaces", &filter).await.text().await.unwrap();
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        let all = list["counselors"].as_array().unwrap();
        all.iter().find(|one| one["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
    }

    pub fn nowhere() -> Self {
        let nil = uuid::Uuid::nil().to_string();
        let (workspace, conversation) = (nil.clone(), nil.clone());
        Self { workspace, conversation, action: nil.clone(), file: nil.clone(), colleague: nil }
    }

    pub fn fill(&self, pattern: &str) -> String {
        pattern
            .replace("{w}", &self.workspace)
            .replace("{c}", &self.conversation)
            .replace("{d}", &self.action)
            .replace("{p}", &uuid::Uuid::nil().to_string())
            .replace("{f}", &self.file)
            .replace("{n}", &self.colleague)
            .replace("{r}", "new")
            .replace("{i}", "none")
            .replace("{provider}", "esimerkkila")
    }

    /// Sends a file, as scripts do.
    pub async fn bring(&self, browser: &Browser) -> (u16, String) {
        let request = browser
            .client
            .post(format!("{}{}", browser.url, self.fill("/workspaces/{w}/files?conversation={c}")))
            .header("origin", &browser.url)
            .header("content-type", "application/octet-stream")
            .header("x-file-name", "kirje.txt")
            .body("a text");
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// A page's status, and its text without what differs from one request to the next: the
    /// address, the nonces, and how much longer the sign-in lasts.
    pub async fn page(&self, browser: &Browser, pattern: &str) -> (u16, String) {
        let response = browser.get(&self.fill(pattern)).await;
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        let mut parts = text.split(" nonce=\"");
        let mut bare = parts.next().unwrap_or_default().to_owned();
        bare.extend(parts.filter_map(|part| Some(part.split_once('"')?.1)));
        if let Some((before, rest)) = bare.split_once("&quot;left&quot;:{") {
            bare = format!("{before}{}", rest.split_once('}').unwrap().1);
        }
        let nil = uuid::Uuid::nil().to_string();
        for id in [&self.workspace, &self.conversation, &self.file] {
            bare = bare.replace(id.as_str(), &nil);
        }
        (status, bare)
    }

    pub async fn call(&self, browser: &Browser, function: &str, form: &[(&str, &str)]) -> (u16, String) {
        let filled: Vec<(&str, String)> =
            form.iter().map(|(name, value)| (*name, self.fill(value))).collect();
        let form: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let response = browser.call(function, &form).await;
        (response.status().as_u16(), response.text().await.unwrap())
    }
}

/// Moves the clock to a day, and the sign-ins along.
pub async fn go_to(app: &App, day: &str) {
    let day: NaiveDate = day.parse().unwrap();
    let by = TimeDelta::days((day - app.clock.today()).num_days());
    advance_clock(&app.services, by).await.unwrap();
    app.clock.advance(by).unwrap();
}

/// How many denials were audited.
pub async fn denials(app: &App) -> i64 {
    app.audited("access_denied").await
}
