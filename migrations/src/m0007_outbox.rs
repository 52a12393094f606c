//! Mail to be sent, written in the transaction of what it tells. Address and content are sealed.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema
            .create_table(
                Table::create()
                    .table("outbox")
                    .col(uuid("id").primary_key())
                    .col(uuid("organisation_id"))
                    .col(uuid("workspace_id"))
                    .col(blob("recipient"))
                    .col(blob("content"))
                    .col(integer("attempts"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("due_at"))
                    .col(timestamp_with_time_zone_null("sent_at"))
                    .foreign_key(ForeignKey::create().from("outbox", "workspace_id").to("workspace", "id"))
                    .take(),
            )
            .await?;
        schema
            .create_index(
                Index::create().name("outbox_due").table("outbox").col("sent_at").col("due_at").take(),
            )
            .await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("outbox").take()).await
    }
}
