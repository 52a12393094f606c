//! The two databases: SQLite for one machine, PostgreSQL for several.

use migrations::Migrator;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as SeaOrm, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::{self, Connection},
};
use sea_orm_migration::MigratorTrait;
use std::time::Duration;

/// How many connections read from SQLite at once.
const SQLITE_READERS: u32 = 4;

/// How many connections there are to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;

/// A way to read and a way to write.
#[derive(Clone, Debug)]
pub struct Database {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

impl Database {
    /// Opens `sqlite://path` (created when missing) or `postgres://…`.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn open(url: &str) -> std::result::Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            let write = SeaOrm::connect(sqlite(url, 1, false)).await?;
            let read = SeaOrm::connect(sqlite(url, SQLITE_READERS, true)).await?;
            Ok(Self { read, write })
        } else {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(POSTGRES_CONNECTIONS)
                .acquire_timeout(Duration::from_secs(5))
                .sqlx_logging(false)
                .map_sqlx_postgres_pool_opts(|pool| {
                    pool.after_release(|connection, _| Box::pin(is_between_transactions(connection)))
                });
            let both = SeaOrm::connect(options).await?;
            Ok(Self { read: both.clone(), write: both })
        }
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> std::result::Result<(), DbErr> {
        Migrator::up(&self.write, None).await
    }

    /// How many steps the schema lacks.
    pub async fn pending_migrations(&self) -> std::result::Result<usize, DbErr> {
        Ok(Migrator::get_pending_migrations(&self.write).await?.len())
    }

    /// The connection for reading.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// The one way to write. On SQLite the transaction is IMMEDIATE: it waits for its turn
    /// instead of failing when two read before they write.
    pub async fn begin(&self) -> std::result::Result<DatabaseTransaction, DbErr> {
        self.write
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            })
            .await
    }

    /// Moves what SQLite's write-ahead log holds into the file and empties the log. `false` when
    /// somebody who reads held that up.
    pub async fn checkpoint(&self) -> std::result::Result<bool, DbErr> {
        if self.write.get_database_backend() != DbBackend::Sqlite {
            return Ok(true);
        }
        let pragma = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        match self.write.query_one_raw(pragma).await? {
            Some(row) => Ok(row.try_get::<i32>("", "busy")? == 0),
            None => Ok(false),
        }
    }

    /// Closes all connections.
    pub async fn close(self) -> std::result::Result<(), DbErr> {
        self.read.close_by_ref().await?;
        self.write.close_by_ref().await
    }
}

/// Whether a connection can be used again. One on which a transaction could not be ended, as where
/// the disk is full, still counts as being in it: the next one would be a part of that, and its
/// commit would write nothing.
async fn is_between_transactions<C: Connection>(
    connection: &mut C,
) -> std::result::Result<bool, sqlx::Error> {
    // What was still to be rolled back is, after this.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

fn sqlite(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        // A file does not go away while it is open.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_pool_opts(|pool| {
            pool.after_release(|connection, _| Box::pin(is_between_transactions(connection)))
        })
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(true)
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("secure_delete", "ON")
                .pragma("trusted_schema", "OFF")
                .pragma("foreign_keys", "ON")
                .pragma("query_only", if read_only { "ON" } else { "OFF" })
                .busy_timeout(Duration::from_secs(5))
        });
    options
}
