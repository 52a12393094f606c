//! A second professional in a workspace, with the customer's consent (P6); and the index by which
//! staff are found by their address.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let column = Table::alter().table("person").add_column(blob_null("email_index").take()).take();
        schema.alter_table(column).await?;
        let by_email = Index::create().name("person_email").table("person").col("email_index").take();
        schema.create_index(by_email).await?;
        schema.create_table(participation()).await?;
        for (name, first) in
            [("participation_workspace", "workspace_id"), ("participation_person", "person_id")]
        {
            let index = Index::create().name(name).table("participation").col(first).col("state").take();
            schema.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("participation").take()).await?;
        schema.drop_index(Index::drop().name("person_email").table("person").to_owned()).await?;
        schema.alter_table(Table::alter().table("person").drop_column("email_index").take()).await
    }
}

/// `organisation_id` is the one on whose behalf the professional acts (P4), not the workspace's.
fn participation() -> TableCreateStatement {
    Table::create()
        .table("participation")
        .col(uuid("id").primary_key())
        .col(uuid("workspace_id"))
        .col(uuid("person_id"))
        .col(uuid("organisation_id"))
        .col(uuid("asked_by"))
        .col(blob("purpose"))
        .col(boolean("whole_history"))
        .col(date("through"))
        .col(string("state"))
        .col(timestamp_with_time_zone("asked_at"))
        .col(timestamp_with_time_zone_null("joined_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(ForeignKey::create().from("participation", "workspace_id").to("workspace", "id"))
        .foreign_key(ForeignKey::create().from("participation", "person_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("participation", "asked_by").to("person", "id"))
        .foreign_key(ForeignKey::create().from("participation", "organisation_id").to("organisation", "id"))
        .take()
}
