//! What just happened, for those who are looking (W1). An event carries ids only: whoever looks
//! fetches what they may see. On SQLite all are in this process; on PostgreSQL they go to every
//! process by LISTEN and NOTIFY.

use crate::ground::{database::Database, error::Result};
use contract::{PersonId, person::Side};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, Statement,
    sqlx::postgres::{PgListener, PgPool},
};
use serde::{Deserialize, Serialize};
use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};
use tokio::sync::{Notify, OnceCell, broadcast};
use uuid::Uuid;

/// The channel of PostgreSQL's notifications.
const CHANNEL: &str = "luotsi";

/// Events that wait for a slow listener. One who is slower is told to look again.
const WAITING: usize = 1024;

/// Events published in one go: PostgreSQL takes 8000 bytes, and each has about 100.
const AT_ONCE: usize = 64;

/// How long a lost connection rests before it is tried again.
const REST: Duration = Duration::from_secs(2);

/// Something that happened with the content of an owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Something changed: look again.
    Changed,
    /// Somebody is looking at it.
    Here(PersonId, Side),
}

/// An event, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Published {
    /// The owner's id; none when something may have been missed, anywhere.
    owner: Option<Uuid>,
    event: Event,
}

/// Where events come together.
#[derive(Clone, Debug)]
pub struct Events {
    sender: broadcast::Sender<Published>,
    /// Whether this process listens to PostgreSQL already.
    listening: Arc<OnceCell<()>>,
    /// What PostgreSQL is to be published.
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
    waiting: Mutex<Vec<Published>>,
    wake: Notify,
    started: OnceLock<()>,
}

impl Outgoing {
    /// Takes an event, once, however often it waits already.
    fn put(&self, published: Published) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= WAITING {
            // Everybody looks again.
            waiting.clear();
            waiting.push(Published { owner: None, event: Event::Changed });
        } else if !waiting.contains(&published) {
            waiting.push(published);
        }
        drop(waiting);
        self.wake.notify_one();
    }

    /// The next to go out.
    fn take(&self) -> Vec<Published> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let count = waiting.len().min(AT_ONCE);
        waiting.drain(..count).collect()
    }
}

/// Tells PostgreSQL what waits, for as long as the process lives. What is lost is found by the
/// revisions of the owners.
async fn publish_outgoing(outgoing: Arc<Outgoing>, db: DatabaseConnection) {
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
    /// Publishes an event of an owner, in every process.
    pub(crate) fn publish(&self, database: &Database, owner: Uuid, event: Event) {
        let published = Published { owner: Some(owner), event };
        if database.read().get_database_backend() == DbBackend::Postgres {
            self.outgoing.put(published);
            self.outgoing.started.get_or_init(|| {
                drop(tokio::spawn(publish_outgoing(Arc::clone(&self.outgoing), database.read().clone())));
            });
        } else {
            // Nobody may be listening: that is no fault.
            drop(self.sender.send(published));
        }
    }

    /// Begins to listen. On PostgreSQL the first who does connects this process.
    pub(crate) async fn subscribe(&self, database: &Database) -> Result<Subscription> {
        let receiver = self.sender.subscribe();
        if database.read().get_database_backend() == DbBackend::Postgres {
            let pool = database.read().get_postgres_connection_pool().clone();
            let connect = async {
                let listener = listen(&pool).await?;
                tokio::spawn(receive(listener, pool, self.sender.clone()));
                Ok::<_, crate::Error>(())
            };
            self.listening.get_or_try_init(|| connect).await?;
        }
        Ok(Subscription(receiver))
    }
}

/// What is published from now on.
#[derive(Debug)]
pub(crate) struct Subscription(broadcast::Receiver<Published>);

impl Subscription {
    /// The next event of an owner; "changed" also where some may have been missed.
    pub async fn next(&mut self, owner: Uuid) -> Option<Event> {
        self.next_of(|other| other == owner).await
    }

    /// The same of one of several owners.
    pub async fn next_of(&mut self, is_theirs: impl Fn(Uuid) -> bool) -> Option<Event> {
        loop {
            match self.0.recv().await {
                Ok(published) if published.owner.is_none_or(&is_theirs) => {
                    return Some(published.event);
                }
                Ok(_) => {}
                Err(broadcast::error::RecvError::Lagged(_)) => return Some(Event::Changed),
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
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
async fn receive(mut listener: PgListener, pool: PgPool, sender: broadcast::Sender<Published>) {
    loop {
        match listener.try_recv().await {
            Ok(Some(notification)) => {
                for published in
                    serde_json::from_str::<Vec<Published>>(notification.payload()).unwrap_or_default()
                {
                    drop(sender.send(published));
                }
            }
            Ok(None) => drop(sender.send(Published { owner: None, event: Event::Changed })),
            Err(_) if pool.is_closed() => return,
            Err(error) => {
                tracing::warn!(%error, "events of other processes do not arrive");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// On a connection, never in a transaction: there PostgreSQL lets one commit in the installation wait for
/// the other.
async fn notify(db: &DatabaseConnection, published: &[Published]) -> Result<()> {
    let payload = serde_json::to_string(published).unwrap_or_default();
    let sql = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_notify($1, $2)",
        [CHANNEL.into(), payload.into()],
    );
    db.query_one_raw(sql).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(owner: u128) -> Published {
        Published { owner: Some(Uuid::from_u128(owner)), event: Event::Changed }
    }

    #[test]
    fn events_wait_once_and_go_out_several_at_a_time() {
        let outgoing = Outgoing::default();
        for _ in 0..3 {
            (0..100).for_each(|owner| outgoing.put(changed(owner)));
        }
        let first = outgoing.take();
        assert_eq!((first.len(), first[0]), (AT_ONCE, changed(0)));
        assert_eq!(outgoing.take().len(), 100 - AT_ONCE);
        assert!(outgoing.take().is_empty());
    }

    #[test]
    fn what_goes_out_at_once_is_no_more_than_postgresql_takes() {
        let here = Event::Here(PersonId(Uuid::max()), Side::Counselor);
        let all = vec![Published { owner: Some(Uuid::max()), event: here }; AT_ONCE];
        assert!(serde_json::to_string(&all).unwrap().len() < 8000);
    }

    #[test]
    fn of_more_events_than_can_wait_everybody_looks_again() {
        let outgoing = Outgoing::default();
        (0..=WAITING as u128).for_each(|owner| outgoing.put(changed(owner)));
        assert_eq!(outgoing.take(), [Published { owner: None, event: Event::Changed }]);
    }
}
