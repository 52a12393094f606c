//! What somebody is notified of (N1), until they have seen it, and how they wish to be notified (N2).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(notification()).await?;
        for (name, columns) in [
            ("notification_person", &["person_id", "owner_id"][..]),
            ("notification_owner", &["owner_id"]),
            ("notification_place", &["place_id", "position"]),
            ("notification_mail", &["mail_at"]),
        ] {
            let mut index = Index::create().name(name).table("notification").take();
            for column in columns {
                index.col(*column);
            }
            schema.create_index(index).await?;
        }
        for column in [timestamp_with_time_zone_null("notified_at"), string_null("email_frequency")] {
            schema.alter_table(Table::alter().table("person").add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in ["notified_at", "email_frequency"] {
            schema.alter_table(Table::alter().table("person").drop_column(column).take()).await?;
        }
        schema.drop_table(Table::drop().table("notification").take()).await
    }
}

fn notification() -> TableCreateStatement {
    Table::create()
        .table("notification")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(uuid("owner_id"))
        .col(string("owner_kind"))
        .col(uuid("organisation_id"))
        .col(string("event"))
        .col(uuid_null("place_id"))
        .col(big_integer_null("position"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("mail_at"))
        .foreign_key(ForeignKey::create().from("notification", "person_id").to("person", "id"))
        .take()
}
