//! Handovers for a day to come (P7), with what a counselor gets until then.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in [date_null("due_on"), uuid_null("from_counselor_id")] {
            schema.alter_table(Table::alter().table("bulk_action").add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in ["due_on", "from_counselor_id"] {
            schema.alter_table(Table::alter().table("bulk_action").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
