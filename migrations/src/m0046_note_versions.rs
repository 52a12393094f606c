//! Internal notes are changed, and what they said before is kept beside them (W5).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        // What is there was sealed as the first version.
        let version = integer("version").default(1).take();
        schema.alter_table(Table::alter().table("note").add_column(version).take()).await?;
        let earlier = Table::create()
            .table("note_version")
            .col(uuid("note_id"))
            .col(integer("version"))
            .col(uuid("workspace_id"))
            .col(blob("body"))
            .col(timestamp_with_time_zone("written_at"))
            .primary_key(Index::create().col("note_id").col("version"))
            .foreign_key(ForeignKey::create().from("note_version", "note_id").to("note", "id"))
            .foreign_key(ForeignKey::create().from("note_version", "workspace_id").to("workspace", "id"))
            .take();
        schema.create_table(earlier).await?;
        let place =
            Index::create().name("note_version_workspace").table("note_version").col("workspace_id").take();
        schema.create_index(place).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("note_version").take()).await?;
        schema.alter_table(Table::alter().table("note").drop_column("version").take()).await
    }
}
