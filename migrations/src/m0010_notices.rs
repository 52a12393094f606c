//! Which notices were given (L9), and the counselors' daily digests.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(notice()).await?;
        schema
            .create_index(Index::create().name("notice_letter").table("notice").col("letter_id").take())
            .await?;
        schema.create_table(digest()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("digest").take()).await?;
        schema.drop_table(Table::drop().table("notice").take()).await
    }
}

/// One rung of a ladder: the step, its stored date, and how many days before. The primary key
/// lets each be given once (L11).
fn notice() -> TableCreateStatement {
    Table::create()
        .table("notice")
        .col(uuid("workspace_id"))
        .col(string("step"))
        .col(date("through"))
        .col(integer("rung"))
        .col(uuid("letter_id"))
        .col(timestamp_with_time_zone("put_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .primary_key(Index::create().col("workspace_id").col("step").col("through").col("rung"))
        .foreign_key(ForeignKey::create().from("notice", "workspace_id").to("workspace", "id"))
        .take()
}

fn digest() -> TableCreateStatement {
    Table::create()
        .table("digest")
        .col(uuid("organisation_id"))
        .col(uuid("person_id"))
        .col(date("told_on"))
        .primary_key(Index::create().col("organisation_id").col("person_id"))
        .foreign_key(ForeignKey::create().from("digest", "organisation_id").to("organisation", "id"))
        .foreign_key(ForeignKey::create().from("digest", "person_id").to("person", "id"))
        .take()
}
