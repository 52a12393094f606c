//! Addresses of staff that refuse mail for good are noted (N4).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let refused = timestamp_with_time_zone_null("email_refused_at");
        schema.alter_table(Table::alter().table("person").add_column(refused).take()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.alter_table(Table::alter().table("person").drop_column("email_refused_at").take()).await
    }
}
