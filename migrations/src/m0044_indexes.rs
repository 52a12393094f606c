//! What pages ask for by the way to it that they have: without an index each would read a whole table.

use sea_orm_migration::prelude::*;

/// Name, table, columns.
const INDEXES: [(&str, &str, &[&str]); 3] = [
    ("substitute_notice_substitute", "substitute_notice", &["substitute_id"]),
    ("invitation_workspace", "invitation", &["workspace_id"]),
    ("message_id", "message", &["id"]),
];

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(name).table(table).take();
            for column in columns {
                index.col(*column);
            }
            schema.create_index(index).await?;
        }
        // Of all lines of the log pages look for these few.
        let few =
            "CREATE INDEX audit_mail_given_up ON audit (organisation_id, id) WHERE action = 'mail_given_up'";
        schema.get_connection().execute_unprepared(few).await?;
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_index(Index::drop().name("audit_mail_given_up").table("audit").to_owned()).await?;
        for (name, table, _) in INDEXES {
            schema.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        Ok(())
    }
}
