//! What becomes of an invitation before it is accepted: opened, declined, or withdrawn (P10).

use sea_orm_migration::{prelude::*, schema::*};

const COLUMNS: [&str; 3] = ["opened_at", "declined_at", "withdrawn_at"];

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let column = timestamp_with_time_zone_null(column);
            schema.alter_table(Table::alter().table("invitation").add_column(column).take()).await?;
        }
        // Those of before came by the link, as far as anybody knows.
        let by_code = boolean("used_by_code").default(false).take();
        schema.alter_table(Table::alter().table("invitation").add_column(by_code).take()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS.into_iter().chain(["used_by_code"]) {
            schema.alter_table(Table::alter().table("invitation").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
