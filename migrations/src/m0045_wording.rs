//! What an organisation calls itself in each language, how it signs its mails, and what its staff undertake (U7).

use sea_orm_migration::{prelude::*, schema::*};

const COLUMNS: [&str; 8] = [
    "name_sv",
    "name_en",
    "sender_fi",
    "sender_sv",
    "sender_en",
    "signature_fi",
    "signature_sv",
    "signature_en",
];

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            schema
                .alter_table(Table::alter().table("organisation").add_column(text_null(column)).take())
                .await?;
        }
        let table = Table::create()
            .table("undertaking_text")
            .col(uuid("organisation_id"))
            .col(integer("version"))
            .col(text("text_fi"))
            .col(text("text_sv"))
            .col(text("text_en"))
            .col(timestamp_with_time_zone("set_at"))
            .primary_key(Index::create().col("organisation_id").col("version"))
            .foreign_key(
                ForeignKey::create().from("undertaking_text", "organisation_id").to("organisation", "id"),
            )
            .take();
        schema.create_table(table).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("undertaking_text").take()).await?;
        for column in COLUMNS {
            schema.alter_table(Table::alter().table("organisation").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
