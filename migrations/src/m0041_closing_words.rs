//! What a counselor says to the customer when they close a workspace (L8).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let column = blob_null("closing_words");
        schema.alter_table(Table::alter().table("workspace").add_column(column).take()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.alter_table(Table::alter().table("workspace").drop_column("closing_words").take()).await
    }
}
