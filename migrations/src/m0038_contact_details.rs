//! Contact details of people (P10), and changes of addresses that wait for their link.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in ["phone", "postal_address"] {
            let column = blob_null(column);
            schema.alter_table(Table::alter().table("person").add_column(column).take()).await?;
        }
        schema
            .create_table(
                Table::create()
                    .table("email_change")
                    .col(uuid("person_id").primary_key())
                    .col(blob("email"))
                    .col(blob_uniq("token_hash"))
                    .col(integer("links"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .foreign_key(ForeignKey::create().from("email_change", "person_id").to("person", "id"))
                    .take(),
            )
            .await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("email_change").take()).await?;
        for column in ["phone", "postal_address"] {
            schema.alter_table(Table::alter().table("person").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
