//! Where a transaction could not be ended, as on a full disk, what is acknowledged afterwards is
//! kept all the same.

use crate::{
    time::count,
    working::{message, talk},
};
use contract::WorkspaceDesk;
use sea_orm::ConnectionTrait;
use testkit::{Fixture, apply, on_both};

#[apply(on_both!)]
async fn what_is_acknowledged_after_a_transaction_that_could_not_end_is_kept(kit: Fixture) {
    let mut kit = kit;
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id, "first").await;
    // SQLite ends a transaction by itself when it cannot write; whoever counts is not told.
    let tx = kit.services.database.begin().await.unwrap();
    tx.execute_unprepared("ROLLBACK").await.unwrap();
    drop(tx.commit().await);
    // The next one fails as well, and is rolled back.
    let tx = kit.services.database.begin().await.unwrap();
    tx.execute_unprepared("DELETE FROM message").await.unwrap();
    drop(tx);
    aino.send_message(id, in_it, message("second")).await.unwrap();
    // Not as this process sees it: as it is stored.
    kit.services = kit.second().await;
    assert_eq!(count(&kit, "message").await, 2);
}
