//! The confidentiality undertakings of staff (P9).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(undertaking()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("undertaking").take()).await
    }
}

/// That somebody undertook to an organisation what a version of the text says.
fn undertaking() -> TableCreateStatement {
    Table::create()
        .table("undertaking")
        .col(uuid("person_id"))
        .col(uuid("organisation_id"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("given_at"))
        .primary_key(Index::create().col("person_id").col("organisation_id").col("version"))
        .foreign_key(ForeignKey::create().from("undertaking", "person_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("undertaking", "organisation_id").to("organisation", "id"))
        .take()
}
