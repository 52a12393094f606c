//! Conversations, messages and read marks (W1).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(conversation()).await?;
        schema
            .create_index(
                Index::create()
                    .name("conversation_workspace")
                    .table("conversation")
                    .col("workspace_id")
                    .col("last_at")
                    .take(),
            )
            .await?;
        schema.create_table(message()).await?;
        schema.create_table(read_mark()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["read_mark", "message", "conversation"] {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// `messages` counts them, and is the position of the newest.
fn conversation() -> TableCreateStatement {
    Table::create()
        .table("conversation")
        .col(uuid("id").primary_key())
        .col(uuid("workspace_id"))
        .col(blob("subject"))
        .col(big_integer("messages"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_at"))
        .foreign_key(ForeignKey::create().from("conversation", "workspace_id").to("workspace", "id"))
        .take()
}

fn message() -> TableCreateStatement {
    Table::create()
        .table("message")
        .col(uuid("id"))
        .col(uuid("conversation_id"))
        .col(big_integer("position"))
        .col(uuid("author_id"))
        .col(string("side"))
        .col(blob("body"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("sent_at"))
        .primary_key(Index::create().col("conversation_id").col("position"))
        .foreign_key(ForeignKey::create().from("message", "conversation_id").to("conversation", "id"))
        .foreign_key(ForeignKey::create().from("message", "author_id").to("person", "id"))
        .take()
}

/// How far a person has read.
fn read_mark() -> TableCreateStatement {
    Table::create()
        .table("read_mark")
        .col(uuid("conversation_id"))
        .col(uuid("person_id"))
        .col(big_integer("position"))
        .primary_key(Index::create().col("conversation_id").col("person_id"))
        .foreign_key(ForeignKey::create().from("read_mark", "conversation_id").to("conversation", "id"))
        .take()
}
