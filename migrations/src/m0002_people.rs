//! People and their roles.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(person()).await?;
        schema
            .create_index(
                Index::create()
                    .name("person_subject")
                    .table("person")
                    .col("issuer")
                    .col("subject_index")
                    .unique()
                    .take(),
            )
            .await?;
        schema.create_table(role_grant()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("role_grant").take()).await?;
        schema.drop_table(Table::drop().table("person").take()).await
    }
}

/// Customers are found by `identity_index`, staff by issuer and `subject_index`.
fn person() -> TableCreateStatement {
    Table::create()
        .table("person")
        .col(uuid("id").primary_key())
        .col(blob("name"))
        .col(blob_null("identity_code"))
        .col(blob_null("identity_index").unique_key())
        .col(string_null("issuer"))
        .col(blob_null("subject_index"))
        .col(string_null("language"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .take()
}

fn role_grant() -> TableCreateStatement {
    Table::create()
        .table("role_grant")
        .col(uuid("person_id"))
        .col(uuid("organisation_id"))
        .col(string("role"))
        .col(timestamp_with_time_zone("granted_at"))
        .primary_key(Index::create().col("person_id").col("organisation_id").col("role"))
        .foreign_key(ForeignKey::create().from("role_grant", "person_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("role_grant", "organisation_id").to("organisation", "id"))
        .take()
}
