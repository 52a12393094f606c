//! Deeds of a main user on many workspaces (L8, P7): planned, looked at, confirmed, and done one
//! by one; and the absences of counselors (W6).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(deed()).await?;
        schema.create_table(deed_item()).await?;
        schema.create_table(hold()).await?;
        schema.create_table(absence()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["absence", "hold", "deed_item", "deed"] {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn deed() -> TableCreateStatement {
    Table::create()
        .table("deed")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("person_id"))
        .col(string("kind"))
        .col(string("reason"))
        .col(uuid_null("to_counselor_id"))
        .col(timestamp_with_time_zone("planned_at"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .foreign_key(ForeignKey::create().from("deed", "organisation_id").to("organisation", "id"))
        .foreign_key(ForeignKey::create().from("deed", "person_id").to("person", "id"))
        .take()
}

/// `number` outlives the workspace; `outcome` is empty until it is dealt with.
fn deed_item() -> TableCreateStatement {
    Table::create()
        .table("deed_item")
        .col(uuid("deed_id"))
        .col(uuid("workspace_id"))
        .col(big_integer("number"))
        .col(string_null("outcome"))
        .primary_key(Index::create().col("deed_id").col("workspace_id"))
        .foreign_key(ForeignKey::create().from("deed_item", "deed_id").to("deed", "id"))
        .take()
}

/// R1: a ground, an actor, an end. The ground is one of a closed list.
fn hold() -> TableCreateStatement {
    Table::create()
        .table("hold")
        .col(uuid("id").primary_key())
        .col(uuid("workspace_id"))
        .col(string("ground"))
        .col(uuid("person_id"))
        .col(timestamp_with_time_zone("placed_at"))
        .col(date("until"))
        .col(timestamp_with_time_zone_null("lifted_at"))
        .foreign_key(ForeignKey::create().from("hold", "workspace_id").to("workspace", "id"))
        .foreign_key(ForeignKey::create().from("hold", "person_id").to("person", "id"))
        .take()
}

fn absence() -> TableCreateStatement {
    Table::create()
        .table("absence")
        .col(uuid("organisation_id"))
        .col(uuid("person_id"))
        .col(date("first_day"))
        .col(date("last_day"))
        .col(uuid("substitute_id"))
        .primary_key(Index::create().col("organisation_id").col("person_id"))
        .foreign_key(ForeignKey::create().from("absence", "organisation_id").to("organisation", "id"))
        .foreign_key(ForeignKey::create().from("absence", "person_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("absence", "substitute_id").to("person", "id"))
        .take()
}
