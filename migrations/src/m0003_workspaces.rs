//! Workspaces with the facts and the stored dates of their life (L3), and invitations (P3).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(workspace()).await?;
        schema
            .create_index(index("workspace_number", &["organisation_id", "number"]).unique().take())
            .await?;
        schema.create_index(index("workspace_counselor", &["counselor_id", "organisation_id"])).await?;
        schema.create_index(index("workspace_customer", &["customer_id"])).await?;
        schema.create_table(invitation()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("invitation").take()).await?;
        schema.drop_table(Table::drop().table("workspace").take()).await
    }
}

fn index(name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table("workspace").take();
    for column in columns {
        index.col(*column);
    }
    index
}

fn workspace() -> TableCreateStatement {
    Table::create()
        .table("workspace")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(big_integer("number"))
        .col(uuid("policy_id"))
        .col(uuid("counselor_id"))
        .col(uuid_null("customer_id"))
        .col(string("seat"))
        .col(blob("title"))
        .col(blob("topics"))
        .col(blob("email"))
        .col(blob_null("expected_index"))
        .col(date("created_on"))
        .col(date_null("visited_on"))
        .col(date_null("reactivated_on"))
        .col(date_null("closed_on"))
        .col(string_null("closed_by"))
        .col(date_null("archived_on"))
        .col(date_null("asked_on"))
        .col(date("active_through"))
        .col(date("inactive_through"))
        .col(date("archived_through"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("touched_at"))
        .foreign_key(ForeignKey::create().from("workspace", "organisation_id").to("organisation", "id"))
        .foreign_key(ForeignKey::create().from("workspace", "policy_id").to("policy", "id"))
        .foreign_key(ForeignKey::create().from("workspace", "counselor_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("workspace", "customer_id").to("person", "id"))
        .take()
}

fn invitation() -> TableCreateStatement {
    Table::create()
        .table("invitation")
        .col(uuid("id").primary_key())
        .col(uuid("workspace_id"))
        .col(blob("token_hash").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(ForeignKey::create().from("invitation", "workspace_id").to("workspace", "id"))
        .take()
}
