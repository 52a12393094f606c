//! Finding lines of the audit log by their object, for those whom they concern (A2).

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema
            .create_index(
                Index::create().name("audit_object").table("audit").col("object_id").col("seq").take(),
            )
            .await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_index(Index::drop().name("audit_object").table("audit").to_owned()).await
    }
}
