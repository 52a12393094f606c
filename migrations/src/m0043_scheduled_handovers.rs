//! Handovers for a day to come (P7), with what a counselor gets until then, and of nobody else.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let begun = timestamp_with_time_zone_null("begun_at");
        for column in [date_null("due_on"), uuid_null("from_counselor_id"), begun] {
            schema.alter_table(Table::alter().table("bulk_action").add_column(column).take()).await?;
        }
        let whose = uuid_null("counselor_id");
        schema.alter_table(Table::alter().table("bulk_action_item").add_column(whose).take()).await?;
        let now = "SELECT counselor_id FROM workspace WHERE workspace.id = bulk_action_item.workspace_id";
        let sql = format!("UPDATE bulk_action_item SET counselor_id = ({now}) WHERE outcome IS NULL");
        schema.get_connection().execute_unprepared(&sql).await?;
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema
            .alter_table(Table::alter().table("bulk_action_item").drop_column("counselor_id").take())
            .await?;
        for column in ["due_on", "from_counselor_id", "begun_at"] {
            schema.alter_table(Table::alter().table("bulk_action").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
