//! Internal notes of staff (W5).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(note()).await?;
        let place =
            Index::create().name("note_workspace").table("note").col("workspace_id").col("written_at").take();
        schema.create_index(place).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("note").take()).await
    }
}

fn note() -> TableCreateStatement {
    Table::create()
        .table("note")
        .col(uuid("id").primary_key())
        .col(uuid("workspace_id"))
        .col(uuid("author_id"))
        .col(blob("body"))
        .col(timestamp_with_time_zone("written_at"))
        .foreign_key(ForeignKey::create().from("note", "workspace_id").to("workspace", "id"))
        .foreign_key(ForeignKey::create().from("note", "author_id").to("person", "id"))
        .take()
}
