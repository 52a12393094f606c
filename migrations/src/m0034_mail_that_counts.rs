//! Until when the acceptance of a notice counts (L9), and since when a mail server refuses an address. What
//! was sent before counts as it did.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let deadline = timestamp_with_time_zone_null("deadline");
        schema.alter_table(Table::alter().table("notice").add_column(deadline).take()).await?;
        // What is still to be sent counts as sent too late: its step gets a notice anew.
        let unsent = Query::update()
            .table("notice")
            .value("deadline", Expr::col("put_at"))
            .and_where(Expr::col("sent_at").is_null())
            .take();
        schema.get_connection().execute(&unsent).await?;
        let refused = timestamp_with_time_zone_null("address_refused_at");
        schema.alter_table(Table::alter().table("workspace").add_column(refused).take()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let refused = Table::alter().table("workspace").drop_column("address_refused_at").take();
        schema.alter_table(refused).await?;
        schema.alter_table(Table::alter().table("notice").drop_column("deadline").take()).await
    }
}
