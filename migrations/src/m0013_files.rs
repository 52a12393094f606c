//! Files of a workspace (W1).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(file()).await?;
        for (name, columns) in [
            ("file_workspace", &["workspace_id", "author_id"][..]),
            ("file_message", &["message_id"]),
            ("file_author", &["author_id", "created_at"]),
        ] {
            let mut index = Index::create().name(name).table("file").take();
            for column in columns {
                index.col(*column);
            }
            schema.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("file").take()).await
    }
}

/// What is stored of a file outside the database has the name of its id.
fn file() -> TableCreateStatement {
    Table::create()
        .table("file")
        .col(uuid("id").primary_key())
        .col(uuid("workspace_id"))
        .col(uuid("author_id"))
        .col(uuid_null("conversation_id"))
        .col(uuid_null("message_id"))
        .col(blob("name"))
        .col(blob("kind"))
        .col(big_integer("size"))
        .col(string("state"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from("file", "workspace_id").to("workspace", "id"))
        .foreign_key(ForeignKey::create().from("file", "author_id").to("person", "id"))
        .take()
}
