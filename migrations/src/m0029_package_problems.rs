//! What could not be put into a customer's last package: their page says so.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let problems = Table::create()
            .table("package_problem")
            .col(uuid("workspace_id").primary_key())
            .col(integer("files"))
            .col(boolean("document"))
            .foreign_key(ForeignKey::create().from("package_problem", "workspace_id").to("workspace", "id"))
            .take();
        schema.create_table(problems).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("package_problem").take()).await
    }
}
