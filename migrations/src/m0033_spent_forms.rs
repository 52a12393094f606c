//! Forms that were taken, so that each is taken once.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let forms = Table::create()
            .table("spent_form")
            .col(var_binary("key", 32).primary_key())
            .col(timestamp_with_time_zone("spent_at"))
            .col(text_null("leads_to"))
            .take();
        schema.create_table(forms).await?;
        let by_age = Index::create().name("spent_form_at").table("spent_form").col("spent_at").take();
        schema.create_index(by_age).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("spent_form").take()).await
    }
}
