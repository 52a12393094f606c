//! Canned responses of counselors' own, and a text in each language (W6).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let change = || Table::alter().table("canned_response").take();
        for column in
            [uuid_null("person_id"), blob_null("text_fi"), blob_null("text_sv"), blob_null("text_en")]
        {
            schema.alter_table(change().add_column(column).take()).await?;
        }
        // Nobody said in which language it is: it is kept as the Finnish one, which everybody reads where theirs is missing.
        let copy = Query::update().table("canned_response").value("text_fi", Expr::col("body")).to_owned();
        schema.execute(copy).await?;
        schema.alter_table(change().drop_column("body").take()).await?;
        let place =
            Index::create().name("canned_response_person").table("canned_response").col("person_id").take();
        schema.create_index(place).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let change = || Table::alter().table("canned_response").take();
        // What is somebody's own is nobody else's, and what is not Finnish has no column.
        let others =
            Cond::any().add(Expr::col("person_id").is_not_null()).add(Expr::col("text_fi").is_null());
        let delete = Query::delete().from_table("canned_response").cond_where(others).to_owned();
        schema.execute(delete).await?;
        schema
            .drop_index(Index::drop().name("canned_response_person").table("canned_response").to_owned())
            .await?;
        for column in ["person_id", "text_sv", "text_en"] {
            schema.alter_table(change().drop_column(column).take()).await?;
        }
        schema.alter_table(change().rename_column("text_fi", "body").take()).await
    }
}
