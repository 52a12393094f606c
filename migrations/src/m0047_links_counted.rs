//! How many links were sent to new addresses is counted in the audit log: beside the address it was forgotten as soon
//! as one was confirmed.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.alter_table(Table::alter().table("email_change").drop_column("links").take()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let links = integer("links").default(1).take();
        schema.alter_table(Table::alter().table("email_change").add_column(links).take()).await
    }
}
