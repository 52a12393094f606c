//! Tables, columns and a job that had names of our own have the names that the code and the handbook use.
//! Indexes keep theirs.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Step;

const TABLES: [(&str, &str); 6] = [
    ("letter", "email"),
    ("set_aside", "quarantine"),
    ("deed", "bulk_action"),
    ("deed_item", "bulk_action_item"),
    ("opening", "break_glass_session"),
    ("canned_answer", "canned_response"),
];

/// By their tables' new names.
const COLUMNS: [(&str, &str, &str); 6] = [
    ("bulk_action_item", "deed_id", "bulk_action_id"),
    ("notice", "letter_id", "email_id"),
    ("digest", "told_on", "notified_on"),
    ("auth_session", "proved_at", "last_authentication_at"),
    ("message", "answers", "reply_to"),
    ("workspace", "seat", "invitation_status"),
];

const JOB: (&str, &str) = ("deeds", "bulk_actions");

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for (from, to) in TABLES {
            schema.rename_table(Table::rename().table(from, to).take()).await?;
        }
        for (table, from, to) in COLUMNS {
            schema.alter_table(Table::alter().table(table).rename_column(from, to).take()).await?;
        }
        rename_job(schema, JOB).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let (from, to) = JOB;
        rename_job(schema, (to, from)).await?;
        for (table, from, to) in COLUMNS {
            schema.alter_table(Table::alter().table(table).rename_column(to, from).take()).await?;
        }
        for (from, to) in TABLES {
            schema.rename_table(Table::rename().table(to, from).take()).await?;
        }
        Ok(())
    }
}

/// The table of jobs, and that of what they could not deal with, name it.
async fn rename_job(schema: &SchemaManager<'_>, (from, to): (&str, &str)) -> Result<(), DbErr> {
    for (table, column) in [("job", "name"), ("quarantine", "job")] {
        // A process of another version may have made it meanwhile.
        let other = Query::delete().from_table(table).and_where(Expr::col(column).eq(to)).take();
        schema.execute(other).await?;
        let rename =
            Query::update().table(table).value(column, to).and_where(Expr::col(column).eq(from)).take();
        schema.execute(rename).await?;
    }
    Ok(())
}
