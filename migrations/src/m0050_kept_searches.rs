//! What is looked for is kept beside forms that came back, and takes no room from them (W1).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let searches = boolean("searches").default(false).take();
        schema.alter_table(Table::alter().table("form_return").add_column(searches).take()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.alter_table(Table::alter().table("form_return").drop_column("searches").take()).await
    }
}
