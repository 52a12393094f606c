//! Canned answers of an organisation (W6).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("canned_answer")
            .col(uuid("id").primary_key())
            .col(uuid("organisation_id"))
            .col(blob("title"))
            .col(blob("body"))
            .col(integer("version"))
            .col(timestamp_with_time_zone("changed_at"))
            .foreign_key(
                ForeignKey::create().from("canned_answer", "organisation_id").to("organisation", "id"),
            )
            .take();
        schema.create_table(table).await?;
        let place =
            Index::create().name("canned_answer_place").table("canned_answer").col("organisation_id").take();
        schema.create_index(place).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("canned_answer").take()).await
    }
}
