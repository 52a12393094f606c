//! What changed since a page was made, without asking a clock; and that somebody has been shown a
//! message in another way than by reading its conversation (W1).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let revision =
            Table::alter().table("workspace").add_column(big_integer("revision").default(0)).take();
        schema.alter_table(revision).await?;
        let shown =
            Table::alter().table("message").add_column(timestamp_with_time_zone_null("shown_at")).take();
        schema.alter_table(shown).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.alter_table(Table::alter().table("message").drop_column("shown_at").take()).await?;
        schema.alter_table(Table::alter().table("workspace").drop_column("revision").take()).await
    }
}
