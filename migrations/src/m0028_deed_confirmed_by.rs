//! Who confirmed a bulk action: another main user than planned it, perhaps (A1).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let column = Table::alter().table("deed").add_column(uuid_null("confirmed_by")).take();
        schema.alter_table(column).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.alter_table(Table::alter().table("deed").drop_column("confirmed_by").take()).await
    }
}
