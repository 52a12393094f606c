//! How many files each person has brought in the last hour, whatever became of them (W1).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let counts = Table::create()
            .table("file_count")
            .col(uuid("person_id").primary_key())
            .col(timestamp_with_time_zone("since"))
            .col(integer("count"))
            .foreign_key(ForeignKey::create().from("file_count", "person_id").to("person", "id"))
            .take();
        schema.create_table(counts).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("file_count").take()).await
    }
}
