//! The two databases: SQLite for one machine, PostgreSQL for several.

use migrations::Migrator;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as SeaOrm, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    metric::Info,
    sqlx::{self, Connection},
};
use sea_orm_migration::{MigratorTrait, SchemaManager};
use std::{fs::File, path::PathBuf, time::Duration};

/// How many connections read from SQLite at once.
const SQLITE_READERS: u32 = 4;

/// How many connections there are to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;

/// A way to read and a way to write.
#[derive(Clone, Debug)]
pub struct Database {
    read: DatabaseConnection,
    write: DatabaseConnection,
    /// Whoever holds it changes the schema, where the database is a file.
    lock: Option<PathBuf>,
}

/// Any number: whoever holds it changes the schema, on PostgreSQL.
const SCHEMA_LOCK: i64 = 0x6c75_6f74_7369;

impl Database {
    /// Opens `sqlite://path` or `postgres://…`.
    ///
    /// # Errors
    /// When it is not there, or cannot be reached.
    pub async fn open(url: &str) -> std::result::Result<Self, DbErr> {
        Self::connect(url, false, Durability::Full).await
    }

    /// Opens a database; a file is made when it is missing.
    ///
    /// # Errors
    /// When it cannot be reached or made.
    pub async fn open_or_create(url: &str) -> std::result::Result<Self, DbErr> {
        Self::connect(url, true, Durability::Full).await
    }

    /// Opens a database whose content can be made again, as that of a demonstration or a test: where it is a file,
    /// nobody waits until the disk has what was written, which may be lost when the machine fails.
    ///
    /// # Errors
    /// When it cannot be reached or made.
    pub async fn open_disposable(url: &str) -> std::result::Result<Self, DbErr> {
        Self::connect(url, true, Durability::None).await
    }

    async fn connect(url: &str, create: bool, durability: Durability) -> std::result::Result<Self, DbErr> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
            let lock = PathBuf::from(format!("{path}-schema.lock"));
            // Of several who make a file at once, all but one would be refused while its log is set up.
            let held = if create { Some(lock_schema(lock.clone()).await?) } else { None };
            let write = SeaOrm::connect(sqlite(url, 1, Access::Write { create, durability })).await?;
            drop(held);
            let read = SeaOrm::connect(sqlite(url, SQLITE_READERS, Access::Read)).await?;
            Ok(Self { read, write, lock: Some(lock) })
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
            Ok(Self { read: both.clone(), write: both, lock: None })
        }
    }

    /// Brings the schema up to date. Of several processes one does it, and the others wait.
    pub async fn migrate(&self) -> std::result::Result<(), DbErr> {
        let Some(file) = self.lock.clone() else {
            let holding = self.begin().await?;
            holding.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")).await?;
            Migrator::up(&self.write, None).await?;
            return holding.commit().await;
        };
        let held = lock_schema(file).await?;
        let done = Migrator::up(&self.write, None).await;
        drop(held);
        done
    }

    /// Whether no step of the schema was ever taken: it is not a database of ours yet.
    pub async fn is_new(&self) -> std::result::Result<bool, DbErr> {
        Ok(!SchemaManager::new(&self.read).has_table("seaql_migrations").await?)
    }

    /// How many steps the schema lacks.
    pub async fn pending_migrations(&self) -> std::result::Result<usize, DbErr> {
        Ok(Migrator::get_pending_migrations(&self.write).await?.len())
    }

    /// Has each statement looked at that is sent from now on, with how long it took.
    pub fn observe(&mut self, look: impl Fn(&Info<'_>) + Clone + Send + Sync + 'static) {
        self.read.set_metric_callback(look.clone());
        self.write.set_metric_callback(look);
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

    /// Closes all connections. What SQLite's write-ahead log holds is in the file then, so that the file
    /// alone is whole.
    pub async fn close(self) -> std::result::Result<(), DbErr> {
        self.read.close_by_ref().await?;
        self.checkpoint().await?;
        self.write.close_by_ref().await
    }
}

/// Waits until nobody else changes the schema of a file. It is free again when what this gives is dropped.
async fn lock_schema(file: PathBuf) -> std::result::Result<File, DbErr> {
    let held = tokio::task::spawn_blocking(move || {
        let file = File::options().create(true).truncate(false).write(true).open(file)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    let held = held.await.map_err(std::io::Error::other).and_then(|held| held);
    held.map_err(|error| DbErr::Custom(format!("the schema cannot be locked: {error}")))
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

/// What a connection is for.
#[derive(Clone, Copy)]
enum Access {
    Read,
    Write { create: bool, durability: Durability },
}

/// What of a file outlasts the machine's failing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Durability {
    /// Everything that was committed.
    Full,
    /// What the system happened to write.
    None,
}

fn sqlite(url: &str, connections: u32, access: Access) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    let is_disposable = matches!(access, Access::Write { durability: Durability::None, .. });
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
                .create_if_missing(matches!(access, Access::Write { create: true, .. }))
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", if is_disposable { "OFF" } else { "FULL" })
                .pragma("secure_delete", "ON")
                .pragma("trusted_schema", "OFF")
                .pragma("foreign_keys", "ON")
                .pragma("query_only", if matches!(access, Access::Read) { "ON" } else { "OFF" })
                .busy_timeout(Duration::from_secs(5))
        });
    options
}
