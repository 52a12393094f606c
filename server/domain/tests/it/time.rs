//! What the jobs do, a day at a time, with a mail server that works, or does not.

use chrono::{Days, NaiveDate, TimeDelta};
use contract::{WorkspaceId, policy::NewPolicy};
use domain::{
    ground::{
        job::Run,
        outbox::{self, QueuedEmail, Says, Step},
    },
    guidance::workspace::delivery,
    time::{
        bulk_action, ladder,
        policy_change::recompute,
        retention::{self, Deletion},
        transitions::{apply, end_unconfirmed, postpone},
    },
};
use sea_orm::{ConnectionTrait, Statement};
use std::sync::{Arc, Mutex};
use testkit::Fixture;
use uuid::Uuid;

/// A day on a calendar.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What a main user types for a policy without holds.
pub fn months(active: u32, inactive: u32, archived: u32) -> NewPolicy {
    NewPolicy {
        active: active.to_string(),
        inactive: inactive.to_string(),
        archived: archived.to_string(),
        hold: "0".into(),
        from: String::new(),
        reason: "The law has changed.".into(),
    }
}

/// Time, with a mail server.
pub struct Time<'a> {
    pub kit: &'a Fixture,
    pub mail_works: bool,
    /// Workspaces whose key was destroyed.
    pub kept: Arc<Mutex<Vec<WorkspaceId>>>,
    /// Every email that was handed over, with its day.
    pub emails: Vec<(NaiveDate, QueuedEmail)>,
}

impl<'a> Time<'a> {
    pub fn new(kit: &'a Fixture) -> Self {
        Self { kit, mail_works: true, kept: Arc::default(), emails: vec![] }
    }

    /// Hands over what is due.
    pub async fn deliver(&mut self, on: NaiveDate) {
        let services = &self.kit.services;
        // What fails is tried again after a minute.
        for _ in 0..if self.mail_works { 1 } else { 2 } {
            for email in outbox::due(services, 10_000).await.unwrap() {
                assert!(outbox::claim(services, email.id).await.unwrap().is_some());
                if self.mail_works {
                    delivery::delivered(services, &email).await.unwrap();
                    self.emails.push((on, email));
                }
            }
            if !self.mail_works {
                self.kit.clock.advance(TimeDelta::minutes(1));
            }
        }
    }

    pub async fn delete(&self) -> Deletion {
        let before = self.kit.services.clock.now() - TimeDelta::days(1);
        let run = Run { holder: Uuid::nil(), before: Some(before) };
        let kept = Arc::clone(&self.kept);
        let keep = move |id: Uuid| {
            kept.lock().unwrap().push(WorkspaceId(id));
            Ok(())
        };
        retention::delete_due(&self.kit.services, run, &keep).await.unwrap()
    }

    /// Everything that time does on one day, at noon.
    pub async fn live(&mut self, on: NaiveDate) {
        let services = &self.kit.services;
        self.kit.clock.go_to(&on.to_string());
        recompute(services).await.unwrap();
        bulk_action::run(services).await.unwrap();
        postpone(services).await.unwrap();
        apply(services).await.unwrap();
        end_unconfirmed(services).await.unwrap();
        ladder::enqueue(services).await.unwrap();
        ladder::digest(services).await.unwrap();
        self.deliver(on).await;
        self.delete().await;
        retention::purge(services).await.unwrap();
    }

    /// Every day after `from`, through `to`, but for those far from every date, with no email
    /// waiting: nothing is due on them.
    pub async fn live_through(&mut self, from: &str, to: &str) {
        let mut on = day(from);
        while on < day(to) {
            on = on + Days::new(1);
            if on == day(to) || self.matters(on).await {
                self.live(on).await;
            }
        }
    }

    async fn matters(&self, on: NaiveDate) -> bool {
        if count(self.kit, "email WHERE sent_at IS NULL").await > 0 {
            return true;
        }
        let sql = "SELECT active_through, inactive_through, archived_through FROM workspace";
        let db = self.kit.services.database.read();
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        let near = |date: NaiveDate| {
            let left = (date - on).num_days();
            [90, 30, 7, 0].iter().any(|rung| (left - rung).abs() <= 3)
        };
        rows.iter().any(|row| {
            ["active_through", "inactive_through", "archived_through"]
                .iter()
                .any(|column| near(row.try_get("", column).unwrap()))
        })
    }

    /// The notices handed over: on which day, of which step, with which date.
    pub fn notices(&self) -> Vec<(String, Step, String)> {
        let notified = self.emails.iter().filter_map(|(on, email)| match &email.mail.says {
            Says::Notice { step, through, .. } => Some((on.to_string(), *step, through.to_string())),
            _ => None,
        });
        notified.collect()
    }
}

/// The details of the lines of the audit log with this action.
pub async fn audited(kit: &Fixture, action: &str) -> Vec<Option<String>> {
    let db = kit.services.database.read();
    let sql = format!("SELECT detail FROM audit WHERE action = '{action}' ORDER BY id");
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect()
}

/// How many rows a table has.
pub async fn count(kit: &Fixture, table: &str) -> i64 {
    let db = kit.services.database.read();
    let sql = format!("SELECT COUNT(*) AS n FROM {table}");
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    row.unwrap().try_get("", "n").unwrap()
}
