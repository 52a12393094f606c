//! Standing in (P12): from when on a substitute may open workspaces, which customers were notified of it, and
//! which refused.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        // An absence of before opens nothing: nobody was told that it would.
        let column = date_null("access_from");
        schema.alter_table(Table::alter().table("absence").add_column(column).take()).await?;
        let index = Index::create().name("absence_substitute").table("absence").col("substitute_id").take();
        schema.create_index(index).await?;
        schema
            .create_table(
                Table::create()
                    .table("substitute_notice")
                    .col(uuid("workspace_id"))
                    .col(uuid("substitute_id"))
                    .col(date("opens_on"))
                    .col(date("through"))
                    .col(boolean("refused"))
                    .primary_key(Index::create().col("workspace_id").col("substitute_id"))
                    .take(),
            )
            .await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("substitute_notice").take()).await?;
        schema.drop_index(Index::drop().name("absence_substitute").table("absence").to_owned()).await?;
        schema.alter_table(Table::alter().table("absence").drop_column("access_from").take()).await
    }
}
