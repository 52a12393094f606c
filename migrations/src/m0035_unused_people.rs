//! Since when nothing needs a person any more.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let since = timestamp_with_time_zone_null("unused_since");
        schema.alter_table(Table::alter().table("person").add_column(since).take()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.alter_table(Table::alter().table("person").drop_column("unused_since").take()).await
    }
}
