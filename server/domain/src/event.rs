//! What just happened, for those who are looking (W1). An event carries ids only: whoever looks
//! fetches what they may see. On SQLite all are in this process; on PostgreSQL they go to every
//! process by LISTEN and NOTIFY.

use crate::{
    database::Database,
    desk::Role,
    error::Result,
    services::Services,
    workspace::{self, open_for_reading},
};
use contract::{PersonId, WorkspaceId, person::Side};
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, ExprTrait, Statement,
    entity::prelude::*,
    sqlx::postgres::{PgListener, PgPool},
};
use serde::{Deserialize, Serialize};
use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};
use tokio::sync::{Notify, OnceCell, broadcast};

/// The channel of PostgreSQL's notifications.
const CHANNEL: &str = "luotsi";

/// Events that wait for a slow listener. One who is slower is told to look again.
const WAITING: usize = 1024;

/// Events told in one go: PostgreSQL takes 8000 bytes, and each has about 100.
const AT_ONCE: usize = 64;

/// How long a lost connection rests before it is tried again.
const REST: Duration = Duration::from_secs(2);

/// Something that happened in a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Something changed: look again.
    Changed,
    /// Somebody is looking at it.
    Here(PersonId, Side),
}

/// An event, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    /// None when something may have been missed, anywhere.
    workspace: Option<WorkspaceId>,
    event: Event,
}

/// Where events come together.
#[derive(Clone, Debug)]
pub struct Events {
    sender: broadcast::Sender<Told>,
    /// Whether this process listens to PostgreSQL already.
    listening: Arc<OnceCell<()>>,
    /// What PostgreSQL is to be told.
    outgoing: Arc<Outgoing>,
}

impl Default for Events {
    fn default() -> Self {
        Self { sender: broadcast::channel(WAITING).0, listening: Arc::default(), outgoing: Arc::default() }
    }
}

/// Events on their way to the other processes. They go out after the commit, several at a time:
/// inside of a transaction PostgreSQL lets one commit wait for the other because of them.
#[derive(Debug, Default)]
struct Outgoing {
    waiting: Mutex<Vec<Told>>,
    wake: Notify,
    carried: OnceLock<()>,
}

impl Outgoing {
    /// Takes an event, once, however often it waits already.
    fn put(&self, told: Told) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= WAITING {
            // Everybody looks again.
            waiting.clear();
            waiting.push(Told { workspace: None, event: Event::Changed });
        } else if !waiting.contains(&told) {
            waiting.push(told);
        }
        drop(waiting);
        self.wake.notify_one();
    }

    /// The next to go out.
    fn take(&self) -> Vec<Told> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let count = waiting.len().min(AT_ONCE);
        waiting.drain(..count).collect()
    }
}

/// Tells PostgreSQL what waits, for as long as the process lives. What is lost is found by the
/// revisions of the workspaces.
async fn carry(outgoing: Arc<Outgoing>, db: DatabaseConnection) {
    loop {
        let batch = outgoing.take();
        if batch.is_empty() {
            outgoing.wake.notified().await;
        } else if let Err(error) = notify(&db, &batch).await {
            if db.get_postgres_connection_pool().is_closed() {
                return;
            }
            tracing::warn!(%error, "events do not reach other processes");
        }
    }
}

impl Events {
    /// Tells those who look, in every process.
    fn tell(&self, database: &Database, told: Told) {
        if database.read().get_database_backend() == DbBackend::Postgres {
            self.outgoing.put(told);
            self.outgoing.carried.get_or_init(|| {
                drop(tokio::spawn(carry(Arc::clone(&self.outgoing), database.read().clone())));
            });
        } else {
            // Nobody may be listening: that is no fault.
            drop(self.sender.send(told));
        }
    }

    /// Begins to listen. On PostgreSQL the first who does connects this process.
    async fn subscribe(&self, database: &Database) -> Result<broadcast::Receiver<Told>> {
        let receiver = self.sender.subscribe();
        if database.read().get_database_backend() == DbBackend::Postgres {
            let pool = database.read().get_postgres_connection_pool().clone();
            let connect = async {
                let listener = listen(&pool).await?;
                tokio::spawn(pass_on(listener, pool, self.sender.clone()));
                Ok::<_, crate::Error>(())
            };
            self.listening.get_or_try_init(|| connect).await?;
        }
        Ok(receiver)
    }
}

async fn listen(pool: &PgPool) -> Result<PgListener> {
    let connected = async {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(listener)
    };
    Ok(connected.await.map_err(|error: sea_orm::sqlx::Error| sea_orm::DbErr::Custom(error.to_string()))?)
}

/// Passes on what PostgreSQL tells, for as long as the process lives. After a lost connection
/// everybody looks again.
async fn pass_on(mut listener: PgListener, pool: PgPool, sender: broadcast::Sender<Told>) {
    loop {
        match listener.try_recv().await {
            Ok(Some(notification)) => {
                for told in serde_json::from_str::<Vec<Told>>(notification.payload()).unwrap_or_default() {
                    drop(sender.send(told));
                }
            }
            Ok(None) => drop(sender.send(Told { workspace: None, event: Event::Changed })),
            Err(_) if pool.is_closed() => return,
            Err(error) => {
                tracing::warn!(%error, "events of other processes do not arrive");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// Counts a change of a workspace, and holds its row until the transaction ends.
pub(crate) async fn touch(tx: &DatabaseTransaction, workspace: WorkspaceId) -> Result<()> {
    workspace::Entity::update_many()
        .col_expr(workspace::Column::Revision, Expr::col(workspace::Column::Revision).add(1))
        .filter(workspace::Column::Id.eq(workspace.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Commits a change in a workspace, and tells those who look at it.
pub(crate) async fn commit(
    services: &Services,
    tx: DatabaseTransaction,
    workspace: WorkspaceId,
) -> Result<()> {
    touch(&tx, workspace).await?;
    tx.commit().await?;
    services.events.tell(&services.database, Told { workspace: Some(workspace), event: Event::Changed });
    Ok(())
}

async fn notify(db: &impl ConnectionTrait, told: &[Told]) -> Result<()> {
    let payload = serde_json::to_string(told).unwrap_or_default();
    let sql = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_notify($1, $2)",
        [CHANNEL.into(), payload.into()],
    );
    db.query_one_raw(sql).await?;
    Ok(())
}

/// What somebody follows, and up to which revision they have been told.
pub struct Followed {
    /// What happens.
    pub events: BoxStream<'static, Event>,
    /// The revision that was last looked at.
    seen: i64,
}

impl Followed {
    /// The revision that was last looked at.
    pub fn seen(&self) -> i64 {
        self.seen
    }
}

impl std::fmt::Debug for Followed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Followed({}, …)", self.seen)
    }
}

/// Follows a workspace that the participant may see. When it has another revision than `since`, that
/// is told at once.
///
/// # Errors
/// [`contract::ApiError::NotFound`] when it is missing, or not for them.
pub async fn follow(
    services: &Services,
    role: impl Role,
    workspace: WorkspaceId,
    since: Option<i64>,
) -> Result<Followed> {
    // First listen, then look: nothing falls between.
    let receiver = services.events.subscribe(&services.database).await?;
    let opened = open_for_reading(services, role.participant(), workspace).await?;
    let me = opened.participant.person();
    let events = stream::unfold(receiver, move |mut receiver| async move {
        loop {
            let told = match receiver.recv().await {
                Ok(told) => told,
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    Told { workspace: None, event: Event::Changed }
                }
                Err(broadcast::error::RecvError::Closed) => return None,
            };
            let concerns = told.workspace.is_none_or(|other| other == workspace);
            let own = matches!(told.event, Event::Here(person, _) if person == me);
            if concerns && !own {
                return Some((told.event, receiver));
            }
        }
    });
    let seen = opened.row.revision;
    let before = since.filter(|since| *since != seen).map(|_| Event::Changed);
    Ok(Followed { events: stream::iter(before).chain(events).boxed(), seen })
}

/// Tells the others that the participant is looking at a workspace. Gives its revision: another than
/// before where something happened since.
///
/// # Errors
/// [`contract::ApiError::NotFound`] when they may not any more.
pub async fn here(services: &Services, role: impl Role, workspace: WorkspaceId) -> Result<i64> {
    let opened = open_for_reading(services, role.participant(), workspace).await?;
    let (person, side) = (opened.participant.person(), opened.participant.side());
    let told = Told { workspace: Some(workspace), event: Event::Here(person, side) };
    services.events.tell(&services.database, told);
    Ok(opened.row.revision)
}
