//! The chain: each line with its number, after the one before it, hashed with a key that is not in
//! the database (A5). Whoever writes the database cannot reckon it anew.

use super::{Column, Entity, Model};
use crate::ground::{
    error::{Error, Result},
    services::Services,
    vault::Keyring,
};
use sea_orm::{
    ActiveValue::Set,
    QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{LockBehavior, LockType},
};

/// Lines chained in one transaction.
const BATCH: u64 = 500;

/// What the key is for.
const PURPOSE: &str = "audit chain";

/// The table `audit_chain`.
pub(super) mod link {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_chain")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub line_id: i64,
        #[sea_orm(column_type = "Blob")]
        pub hash: Vec<u8>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `audit_pending`: a trigger of the database puts each new line into it.
pub(super) mod pending {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_pending")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub line_id: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `audit_head`: one row that says where the chain ends. Only the sequencer writes it.
pub(super) mod head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub seq: i64,
        #[sea_orm(column_type = "Blob")]
        pub hash: Vec<u8>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Chains the lines that wait, unless another process is at it. Gives their number.
pub async fn seal(services: &Services) -> Result<u64> {
    let mut count = 0;
    loop {
        let batch = seal_batch(services).await?;
        count += batch;
        if batch < BATCH {
            return Ok(count);
        }
    }
}

async fn seal_batch(services: &Services) -> Result<u64> {
    if pending::Entity::find().one(services.database.read()).await?.is_none() {
        return Ok(0);
    }
    let tx = services.database.begin().await?;
    // Whoever has the row is the sequencer of this moment.
    let head = head::Entity::find_by_id(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(&tx)
        .await?;
    let Some(mut head) = head else {
        let is_there = head::Entity::find_by_id(1).one(services.database.read()).await?.is_some();
        return if is_there { Ok(0) } else { Err(Error::Inconsistent("the audit log has no head")) };
    };
    // What is chained does not wait, whoever says so.
    let chained = link::Entity::find().select_only().column(link::Column::LineId);
    let again = pending::Entity::find().select_only().column(pending::Column::LineId).into_query();
    let chained = chained.filter(link::Column::LineId.in_subquery(again)).into_query();
    pending::Entity::delete_many().filter(pending::Column::LineId.in_subquery(chained)).exec(&tx).await?;
    let waiting = pending::Entity::find().select_only().column(pending::Column::LineId).into_query();
    let unsealed = Entity::find()
        .filter(Column::Id.in_subquery(waiting))
        .order_by_asc(Column::Id)
        .limit(BATCH)
        .all(&tx)
        .await?;
    let mut links = Vec::with_capacity(unsealed.len());
    for line in &unsealed {
        head.seq += 1;
        head.hash = line.chained(&services.keyring, head.seq, &head.hash);
        links.push(link::ActiveModel {
            seq: Set(head.seq),
            line_id: Set(line.id),
            hash: Set(head.hash.clone()),
        });
    }
    if links.is_empty() {
        return Ok(0);
    }
    link::Entity::insert_many(links).exec_without_returning(&tx).await?;
    pending::Entity::delete_many()
        .filter(pending::Column::LineId.is_in(unsealed.iter().map(|line| line.id)))
        .exec(&tx)
        .await?;
    let moved = head::Entity::update_many()
        .col_expr(head::Column::Seq, Expr::value(head.seq))
        .col_expr(head::Column::Hash, Expr::value(head.hash))
        .filter(head::Column::Id.eq(1))
        .exec(&tx)
        .await?;
    if moved.rows_affected != 1 {
        return Err(Error::Inconsistent("the audit log has no head"));
    }
    tx.commit().await?;
    Ok(unsealed.len() as u64)
}

impl Model {
    /// The hash of this line at its place in the chain, after the one before it. Every field is
    /// written with its length, so that no two different lines are the same bytes.
    pub(super) fn chained(&self, keyring: &Keyring, seq: i64, previous: &[u8]) -> Vec<u8> {
        let mut mac = keyring.mac(PURPOSE);
        let mut field = |bytes: &[u8]| {
            mac.update(&(bytes.len() as u64).to_be_bytes());
            mac.update(bytes);
        };
        field(previous);
        field(&seq.to_be_bytes());
        field(&self.id.to_be_bytes());
        field(&self.at.timestamp_micros().to_be_bytes());
        for id in [self.organisation_id, self.actor_id, self.object_id, self.subject_id] {
            field(id.as_ref().map_or(&[], |id| id.as_bytes()));
        }
        field(self.actor_kind.as_bytes());
        field(self.action.as_bytes());
        field(self.detail.as_deref().unwrap_or_default().as_bytes());
        field(&self.count.unwrap_or(0).to_be_bytes());
        mac.finalize()
    }
}
