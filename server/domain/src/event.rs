//! What just happened, for those who are looking (W1). An event carries ids only: whoever looks
//! fetches what they may see. On SQLite all are in this process; on PostgreSQL they go to every
//! process by LISTEN and NOTIFY.

use crate::{database::Database, desk::Role, error::Result, services::Services, workspace::open_for_reading};
use contract::{PersonId, WorkspaceId, person::Side};
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, Statement,
    sqlx::postgres::{PgListener, PgPool},
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};
use tokio::sync::{OnceCell, broadcast};

/// The channel of PostgreSQL's notifications.
const CHANNEL: &str = "luotsi";

/// Events that wait for a slow listener. One who is slower is told to look again.
const WAITING: usize = 1024;

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
}

impl Default for Events {
    fn default() -> Self {
        Self { sender: broadcast::channel(WAITING).0, listening: Arc::default() }
    }
}

impl Events {
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
                if let Ok(told) = serde_json::from_str::<Told>(notification.payload()) {
                    // Nobody may be listening: that is no fault.
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

/// Commits a change in a workspace, and tells those who look at it.
pub(crate) async fn commit(
    services: &Services,
    tx: DatabaseTransaction,
    workspace: WorkspaceId,
) -> Result<()> {
    let told = Told { workspace: Some(workspace), event: Event::Changed };
    if tx.get_database_backend() == DbBackend::Postgres {
        // It goes out with the commit, and only then.
        notify(&tx, told).await?;
        tx.commit().await?;
    } else {
        tx.commit().await?;
        drop(services.events.sender.send(told));
    }
    Ok(())
}

async fn notify(db: &impl ConnectionTrait, told: Told) -> Result<()> {
    let payload = serde_json::to_string(&told).unwrap_or_default();
    let sql = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_notify($1, $2)",
        [CHANNEL.into(), payload.into()],
    );
    db.query_one_raw(sql).await?;
    Ok(())
}

/// Follows a workspace that the participant may see. What changed after `since`, in milliseconds
/// since 1970, is told at once.
///
/// # Errors
/// [`contract::ApiError::NotFound`] when it is missing, or not for them.
pub async fn follow(
    services: &Services,
    role: impl Role,
    workspace: WorkspaceId,
    since: i64,
) -> Result<BoxStream<'static, Event>> {
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
    let before = (opened.row.touched_at.timestamp_millis() > since).then_some(Event::Changed);
    Ok(stream::iter(before).chain(events).boxed())
}

/// Tells the others that the participant is looking at a workspace.
///
/// # Errors
/// [`contract::ApiError::NotFound`] when they may not any more.
pub async fn here(services: &Services, role: impl Role, workspace: WorkspaceId) -> Result<()> {
    let opened = open_for_reading(services, role.participant(), workspace).await?;
    let (person, side) = (opened.participant.person(), opened.participant.side());
    let told = Told { workspace: Some(workspace), event: Event::Here(person, side) };
    if services.database.read().get_database_backend() == DbBackend::Postgres {
        notify(services.database.read(), told).await
    } else {
        drop(services.events.sender.send(told));
        Ok(())
    }
}
