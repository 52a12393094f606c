//! From which day a policy holds, and why (L10). What there was holds since it was made.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let from = Table::alter().table("policy").add_column(date_null("valid_from")).take();
        schema.alter_table(from).await?;
        schema.alter_table(Table::alter().table("policy").add_column(blob_null("reason")).take()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.alter_table(Table::alter().table("policy").drop_column("reason").take()).await?;
        schema.alter_table(Table::alter().table("policy").drop_column("valid_from").take()).await
    }
}
