//! Which installation this database belongs to; what the store of files holds that no row knows, and
//! since when; and a run that would remove too much of it.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let installation = Table::create()
            .table("installation")
            .col(integer("id").primary_key())
            .col(uuid("installation_id"))
            .take();
        schema.create_table(installation).await?;
        let orphans = Table::create()
            .table("file_orphan")
            .col(string("path").primary_key())
            .col(timestamp_with_time_zone("marked_at"))
            .col(boolean("released"))
            .take();
        schema.create_table(orphans).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["file_orphan", "installation"] {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
