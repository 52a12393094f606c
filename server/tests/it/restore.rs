//! L7: an older backup of the database brings nobody's data back.

use server::demo::{DemoOptions, Demonstration, start};
use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
};

async fn started(data: &Path, site: &Path) -> Demonstration {
    let here = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    start(data, site, here(1), here(2), DemoOptions::default()).await.unwrap()
}

async fn count(demonstration: &Demonstration, table: &str) -> i64 {
    use sea_orm::{ConnectionTrait, DbBackend, Statement};
    let sql = format!("SELECT COUNT(*) AS n FROM {table}");
    let db = demonstration.services.database.read();
    let row = db.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    row.unwrap().try_get("", "n").unwrap()
}

#[tokio::test]
async fn l7_a_restored_backup_is_cleaned_again_before_the_first_request() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("pkg")).unwrap();
    for file in ["luotsi.1.js", "luotsi.1.wasm", "luotsi.1.css"] {
        fs::write(site.join("pkg").join(file), "").unwrap();
    }
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup.db"));
    let demonstration = started(&data, &site).await;
    assert_eq!(count(&demonstration, "workspace").await, 2);
    assert!(demonstration.services.database.checkpoint().await.unwrap());
    fs::copy(data.join("luotsi.db"), &backup).unwrap();

    let two_years = chrono::TimeDelta::days(600);
    demonstration.time.forward(&demonstration.services, two_years).await.unwrap();
    assert_eq!(count(&demonstration, "workspace").await, 0);
    demonstration.services.database.clone().close().await.unwrap();
    drop(demonstration);

    fs::copy(&backup, data.join("luotsi.db")).unwrap();
    for log in ["luotsi.db-wal", "luotsi.db-shm"] {
        let _ = fs::remove_file(data.join(log));
    }
    let demonstration = started(&data, &site).await;
    assert_eq!(count(&demonstration, "workspace").await, 0);
    assert_eq!(count(&demonstration, "data_key WHERE owner_kind = 'workspace'").await, 0);
    assert_eq!(count(&demonstration, "person WHERE identity_index IS NOT NULL").await, 0);
}
