//! What makes dates act (L8–L10, R1): postponed steps and holds of workspaces, their language and
//! the reason of a closing; the cap of holds in a policy; the address of staff for their digest.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Step;

const WORKSPACE: [&str; 6] =
    ["language", "closed_reason", "postponed_since", "postponed_to", "held_through", "destroy_after"];

/// One for each step that time takes: what has it ahead, in the order of its date. The conditions are
/// those of the jobs, word for word.
const DUE: [(&str, &str, &str); 3] = [
    ("workspace_due_inactive", "active_through", "closed_on IS NULL AND archived_on IS NULL"),
    ("workspace_due_archived", "inactive_through", "closed_on IS NOT NULL AND archived_on IS NULL"),
    ("workspace_due_deleted", "archived_through", "archived_on IS NOT NULL"),
];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            string("language").default("fi").take(),
            string_null("closed_reason").take(),
            date_null("postponed_since").take(),
            date_null("postponed_to").take(),
            date_null("held_through").take(),
            timestamp_with_time_zone_null("destroy_after").take(),
        ] {
            add(schema, "workspace", column).await?;
        }
        add(schema, "policy", integer("hold_months").default(0).take()).await?;
        add(schema, "person", blob_null("email").take()).await?;
        for (name, date, condition) in DUE {
            let index =
                format!("CREATE INDEX {name} ON workspace (organisation_id, {date}, id) WHERE {condition}");
            schema.get_connection().execute_unprepared(&index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for (name, ..) in DUE {
            schema.drop_index(Index::drop().name(name).table("workspace").to_owned()).await?;
        }
        drop(schema, "person", "email").await?;
        drop(schema, "policy", "hold_months").await?;
        for column in WORKSPACE {
            drop(schema, "workspace", column).await?;
        }
        Ok(())
    }
}

async fn add(schema: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    schema.alter_table(Table::alter().table(table).add_column(column).take()).await
}

async fn drop(schema: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    schema.alter_table(Table::alter().table(table).drop_column(column).take()).await
}
