//! A database for one test: a file, or a copy of a template that is migrated once a cluster.

use domain::Database;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as SeaOrm, DatabaseConnection, DbBackend, Statement,
};
use std::env;
use tempfile::TempDir;

/// Which kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file.
    Sqlite,
    /// The cluster in `TEST_POSTGRES_URL`.
    Postgres,
}

/// A database that is gone after the test.
#[derive(Debug)]
pub struct TestDatabase {
    /// The open database.
    pub database: Database,
    /// Where it is, to open it a second time.
    pub url: String,
    /// The folder with the file, and with whatever else the test writes.
    pub folder: TempDir,
}

const TEMPLATE: &str = "luotsi_template";
/// Any number: who holds it makes the template.
const LOCK: i64 = 0x4c75_6f74_7369;

impl TestDatabase {
    /// Makes one. `None` on PostgreSQL without a cluster.
    pub async fn new(backend: Backend) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = match backend {
            Backend::Sqlite => format!("sqlite://{}", folder.path().join("test.db").display()),
            Backend::Postgres => {
                let Ok(cluster) = env::var("TEST_POSTGRES_URL") else {
                    eprintln!("skipped: no PostgreSQL; run it by .ci/with-postgres");
                    return None;
                };
                copy_of_template(&cluster, folder.path().file_name()?.to_str()?).await
            }
        };
        let database = Database::open_disposable(&url).await.expect("a database");
        if backend == Backend::Sqlite {
            database.migrate().await.expect("a schema");
        }
        Some(Self { database, url, folder })
    }
}

async fn copy_of_template(cluster: &str, unique: &str) -> String {
    let mut options = ConnectOptions::new(format!("{cluster}/postgres?sslmode=disable"));
    options.max_connections(1).sqlx_logging(false);
    let admin = SeaOrm::connect(options).await.expect("the cluster");
    let name = format!("t_{}", unique.trim_start_matches('.').to_lowercase());
    // The lock belongs to a connection, so all of it happens on one.
    execute(&admin, &format!("SELECT pg_advisory_lock({LOCK})")).await;
    if !exists(&admin, TEMPLATE).await {
        execute(&admin, "CREATE DATABASE luotsi_making").await;
        let making =
            Database::open(&format!("{cluster}/luotsi_making?sslmode=disable")).await.expect("a database");
        making.migrate().await.expect("a schema");
        making.close().await.expect("closed");
        execute(&admin, &format!("ALTER DATABASE luotsi_making RENAME TO {TEMPLATE}")).await;
    }
    execute(&admin, &format!("CREATE DATABASE \"{name}\" TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")).await;
    execute(&admin, &format!("SELECT pg_advisory_unlock({LOCK})")).await;
    format!("{cluster}/{name}?sslmode=disable")
}

async fn execute(admin: &DatabaseConnection, sql: &str) {
    admin.execute_unprepared(sql).await.expect(sql);
}

async fn exists(admin: &DatabaseConnection, name: &str) -> bool {
    let question = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT 1 AS there FROM pg_database WHERE datname = $1",
        [name.into()],
    );
    admin.query_one_raw(question).await.expect("an answer").is_some()
}
