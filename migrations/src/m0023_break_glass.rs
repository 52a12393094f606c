//! Supervisors, who open content only by break-glass (P8); and invitations of staff that no person
//! makes, but the operator.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(opening()).await?;
        let place = Index::create()
            .name("opening_workspace")
            .table("opening")
            .col("workspace_id")
            .col("until")
            .take();
        schema.create_index(place).await?;
        // SQLite changes no column: the table is made anew.
        schema.create_table(invitation("staff_invitation_new")).await?;
        let kept = "id, organisation_id, email, email_index, counselor, main_user, invited_by, expires_at";
        let db = schema.get_connection();
        let copy = format!(
            "INSERT INTO staff_invitation_new ({kept}, supervisor) SELECT {kept}, FALSE FROM staff_invitation"
        );
        db.execute_unprepared(&copy).await?;
        schema.drop_table(Table::drop().table("staff_invitation").take()).await?;
        schema.rename_table(Table::rename().table("staff_invitation_new", "staff_invitation").take()).await?;
        let by_email = Index::create()
            .name("staff_invitation_email")
            .table("staff_invitation")
            .col("email_index")
            .take();
        schema.create_index(by_email).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.drop_table(Table::drop().table("opening").take()).await?;
        let db = schema.get_connection();
        db.execute_unprepared("DELETE FROM staff_invitation WHERE supervisor OR invited_by IS NULL").await?;
        schema.alter_table(Table::alter().table("staff_invitation").drop_column("supervisor").take()).await
    }
}

/// Taken by whoever the organisation's own provider says has this address.
fn invitation(name: &'static str) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(blob("email"))
        .col(blob("email_index"))
        .col(boolean("counselor"))
        .col(boolean("main_user"))
        .col(boolean("supervisor"))
        .col(uuid_null("invited_by"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(ForeignKey::create().from(name, "organisation_id").to("organisation", "id"))
        .foreign_key(ForeignKey::create().from(name, "invited_by").to("person", "id"))
        .take()
}

/// That a supervisor opened a workspace by break-glass, why, and until when.
fn opening() -> TableCreateStatement {
    Table::create()
        .table("opening")
        .col(uuid("id").primary_key())
        .col(uuid("workspace_id"))
        .col(uuid("person_id"))
        .col(blob("reason"))
        .col(timestamp_with_time_zone("opened_at"))
        .col(timestamp_with_time_zone("until"))
        .foreign_key(ForeignKey::create().from("opening", "workspace_id").to("workspace", "id"))
        .foreign_key(ForeignKey::create().from("opening", "person_id").to("person", "id"))
        .take()
}
