//! Messages that answer another, and messages that were taken back (W1).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in
            [big_integer_null("answers").take(), timestamp_with_time_zone_null("taken_back_at").take()]
        {
            schema.alter_table(Table::alter().table("message").add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in ["taken_back_at", "answers"] {
            schema.alter_table(Table::alter().table("message").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
