//! The outbox for every kind of owner: letters about a workspace, to a person, or of the
//! installation itself (the receipt of a deletion outlives the workspace's key).

use sea_orm_migration::{prelude::*, schema::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(letter()).await?;
        schema
            .get_connection()
            .execute_unprepared(
                "INSERT INTO letter (id, owner_kind, owner_id, organisation_id, recipient, content, attempts,
                    created_at, due_at, sent_at)
                 SELECT id, 'workspace', workspace_id, organisation_id, recipient, content, attempts,
                    created_at, due_at, sent_at FROM outbox",
            )
            .await?;
        schema.drop_table(Table::drop().table("outbox").take()).await?;
        for (name, columns) in
            [("letter_due", ["sent_at", "due_at"]), ("letter_owner", ["owner_kind", "owner_id"])]
        {
            let mut index = Index::create().name(name).table("letter").take();
            for column in columns {
                index.col(column);
            }
            schema.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        crate::m0007_outbox::Step.up(schema).await?;
        schema
            .get_connection()
            .execute_unprepared(
                "INSERT INTO outbox (id, organisation_id, workspace_id, recipient, content, attempts,
                    created_at, due_at, sent_at)
                 SELECT id, organisation_id, owner_id, recipient, content, attempts, created_at, due_at, sent_at
                 FROM letter WHERE owner_kind = 'workspace'",
            )
            .await?;
        schema.drop_table(Table::drop().table("letter").take()).await
    }
}

/// `recipient` and `content` are sealed with the owner's key.
fn letter() -> TableCreateStatement {
    Table::create()
        .table("letter")
        .col(uuid("id").primary_key())
        .col(string("owner_kind"))
        .col(uuid("owner_id"))
        .col(uuid("organisation_id"))
        .col(blob("recipient"))
        .col(blob("content"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .foreign_key(ForeignKey::create().from("letter", "organisation_id").to("organisation", "id"))
        .take()
}
