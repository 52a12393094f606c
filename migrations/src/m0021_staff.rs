//! Staff who were invited, and when a role was last used.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let used_at = timestamp_with_time_zone_null("used_at").take();
        schema.alter_table(Table::alter().table("role_grant").add_column(used_at).take()).await?;
        schema.create_table(staff_invitation()).await?;
        let by_email = Index::create()
            .name("staff_invitation_email")
            .table("staff_invitation")
            .col("email_index")
            .take();
        schema.create_index(by_email).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("staff_invitation").take()).await?;
        schema.alter_table(Table::alter().table("role_grant").drop_column("used_at").take()).await
    }
}

/// Taken by whoever the organisation's own provider says has this address.
fn staff_invitation() -> TableCreateStatement {
    Table::create()
        .table("staff_invitation")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(blob("email"))
        .col(blob("email_index"))
        .col(boolean("counselor"))
        .col(boolean("main_user"))
        .col(uuid("invited_by"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(
            ForeignKey::create().from("staff_invitation", "organisation_id").to("organisation", "id"),
        )
        .foreign_key(ForeignKey::create().from("staff_invitation", "invited_by").to("person", "id"))
        .take()
}
