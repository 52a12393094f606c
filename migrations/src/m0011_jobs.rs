//! Jobs with their leases, what they had to set aside, and what remains of the deleted (L7).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(job()).await?;
        schema.create_table(set_aside()).await?;
        schema.create_table(tombstone()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["tombstone", "set_aside", "job"] {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn job() -> TableCreateStatement {
    Table::create()
        .table("job")
        .col(string("name").primary_key())
        .col(uuid_null("holder"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("ran_at"))
        .col(timestamp_with_time_zone_null("succeeded_at"))
        .col(integer("failures"))
        .col(timestamp_with_time_zone_null("held_since"))
        .take()
}

/// An object that a job could not deal with; the others went on. It is tried again later.
fn set_aside() -> TableCreateStatement {
    Table::create()
        .table("set_aside")
        .col(string("job"))
        .col(uuid("object_id"))
        .col(uuid_null("organisation_id"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone("since"))
        .col(timestamp_with_time_zone("again_at"))
        .primary_key(Index::create().col("job").col("object_id"))
        .take()
}

/// Nothing of anybody: a class, dates, a version, counts.
fn tombstone() -> TableCreateStatement {
    Table::create()
        .table("tombstone")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(string("class"))
        .col(date("created_on"))
        .col(date("kept_through"))
        .col(integer("policy_version"))
        .col(big_integer("conversations"))
        .col(big_integer("messages"))
        .col(boolean("unnoticed"))
        .col(timestamp_with_time_zone("key_destroyed_at"))
        .col(timestamp_with_time_zone_null("rows_removed_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .foreign_key(ForeignKey::create().from("tombstone", "organisation_id").to("organisation", "id"))
        .take()
}
