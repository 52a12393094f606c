//! Invitations by letter (P11): each has a code beside its link, tries are counted, and a workspace may have no
//! address of its customer.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in [blob_null("code"), blob_null("code_hash")] {
            schema.alter_table(Table::alter().table("invitation").add_column(column).take()).await?;
        }
        let index =
            Index::create().name("invitation_code").table("invitation").col("code_hash").unique().take();
        schema.create_index(index).await?;
        schema
            .create_table(
                Table::create()
                    .table("code_try")
                    .col(uuid("person_id").primary_key())
                    .col(timestamp_with_time_zone("since"))
                    .col(integer("count"))
                    .foreign_key(ForeignKey::create().from("code_try", "person_id").to("person", "id"))
                    .take(),
            )
            .await?;
        // SQLite changes no column in place.
        let change = |table: &mut TableAlterStatement| table.table("workspace").take();
        schema.alter_table(change(Table::alter().add_column(blob_null("email_or_none")))).await?;
        let copy = Query::update().table("workspace").value("email_or_none", Expr::col("email")).to_owned();
        schema.execute(copy).await?;
        schema.alter_table(change(Table::alter().drop_column("email"))).await?;
        schema.alter_table(change(Table::alter().rename_column("email_or_none", "email"))).await
    }

    /// Workspaces keep their column as it is: of some there is no address.
    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("code_try").take()).await?;
        schema.drop_index(Index::drop().name("invitation_code").table("invitation").to_owned()).await?;
        for column in ["code", "code_hash"] {
            schema.alter_table(Table::alter().table("invitation").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
