//! Drafts (W1).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(draft()).await?;
        let workspace = Index::create().name("draft_workspace").table("draft").col("workspace_id").take();
        schema.create_index(workspace).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("draft").take()).await
    }
}

/// One of a person at a place: a conversation, or the workspace where none has begun.
fn draft() -> TableCreateStatement {
    Table::create()
        .table("draft")
        .col(uuid("person_id"))
        .col(uuid("place_id"))
        .col(uuid("id"))
        .col(uuid("workspace_id"))
        .col(blob("subject"))
        .col(blob("body"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("saved_at"))
        .primary_key(Index::create().col("person_id").col("place_id"))
        .foreign_key(ForeignKey::create().from("draft", "workspace_id").to("workspace", "id"))
        .foreign_key(ForeignKey::create().from("draft", "person_id").to("person", "id"))
        .take()
}
