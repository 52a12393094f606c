//! Organisations, their policies, and the wrapped data keys of whatever is sealed.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(organisation()).await?;
        schema.create_table(policy()).await?;
        schema
            .create_index(
                Index::create()
                    .name("policy_version")
                    .table("policy")
                    .col("organisation_id")
                    .col("version")
                    .unique()
                    .take(),
            )
            .await?;
        schema.create_table(data_key()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["data_key", "policy", "organisation"] {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn organisation() -> TableCreateStatement {
    Table::create()
        .table("organisation")
        .col(uuid("id").primary_key())
        .col(string("slug").unique_key())
        .col(string("name"))
        .col(string("zone"))
        .col(big_integer("last_number"))
        .col(timestamp_with_time_zone("created_at"))
        .take()
}

/// L10: months of each state, versioned.
fn policy() -> TableCreateStatement {
    Table::create()
        .table("policy")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(integer("version"))
        .col(integer("active_months"))
        .col(integer("inactive_months"))
        .col(integer("archived_months"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from("policy", "organisation_id").to("organisation", "id"))
        .take()
}

/// One row a sealed thing; deleting the row destroys the thing (L7).
fn data_key() -> TableCreateStatement {
    Table::create()
        .table("data_key")
        .col(string("owner_kind"))
        .col(uuid("owner_id"))
        .col(uuid("organisation_id"))
        .col(integer("epoch"))
        .col(blob("wrapped"))
        .primary_key(Index::create().col("owner_kind").col("owner_id"))
        .take()
}
