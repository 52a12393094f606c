//! When somebody last proved who they are, the provider's name for their sign-in there, the tokens
//! by which a provider ended sign-ins, and who gave a role.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in [timestamp_with_time_zone_null("proved_at"), blob_null("sid_index")] {
            let added = Table::alter().table("auth_session").add_column(column).take();
            schema.alter_table(added).await?;
        }
        let by_sid = Index::create().name("auth_session_sid").table("auth_session").col("sid_index").take();
        schema.create_index(by_sid).await?;
        let source = string("source").default("grant").take();
        schema.alter_table(Table::alter().table("role_grant").add_column(source).take()).await?;
        schema.create_table(seen_token()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("seen_token").take()).await?;
        schema.alter_table(Table::alter().table("role_grant").drop_column("source").take()).await?;
        schema.drop_index(Index::drop().name("auth_session_sid").table("auth_session").to_owned()).await?;
        for column in ["sid_index", "proved_at"] {
            schema.alter_table(Table::alter().table("auth_session").drop_column(column).take()).await?;
        }
        Ok(())
    }
}

/// A token that says somebody signed out at the provider counts once.
fn seen_token() -> TableCreateStatement {
    Table::create()
        .table("seen_token")
        .col(blob("token_hash").primary_key())
        .col(timestamp_with_time_zone("expires_at"))
        .take()
}
