//! Sign-ins: attempts under way, sessions, and what a form held when it could not be taken.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(sign_in_attempt()).await?;
        schema.create_table(http_session()).await?;
        schema.create_table(auth_session()).await?;
        schema.create_table(form_return()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["form_return", "auth_session", "http_session", "sign_in_attempt"] {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// Taken by one `DELETE … RETURNING`, so that no answer is used twice. `secrets` is sealed.
fn sign_in_attempt() -> TableCreateStatement {
    Table::create()
        .table("sign_in_attempt")
        .col(uuid("id").primary_key())
        .col(blob("state_hash").unique_key())
        .col(string("provider"))
        .col(blob("secrets"))
        .col(timestamp_with_time_zone("expires_at"))
        .take()
}

/// What the session layer keeps, by the hash of the cookie's id.
fn http_session() -> TableCreateStatement {
    Table::create()
        .table("http_session")
        .col(blob("id_hash").primary_key())
        .col(text("data"))
        .col(timestamp_with_time_zone("expires_at"))
        .take()
}

/// The truth about a sign-in, looked at in every request.
fn auth_session() -> TableCreateStatement {
    Table::create()
        .table("auth_session")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(string("side"))
        .col(uuid_null("organisation_id"))
        .col(string("provider"))
        .col(string_null("acr"))
        .col(timestamp_with_time_zone("authenticated_at"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(ForeignKey::create().from("auth_session", "person_id").to("person", "id"))
        .take()
}

/// Sealed fields of a form, to fill it again after a mistake where scripts are off.
fn form_return() -> TableCreateStatement {
    Table::create()
        .table("form_return")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(blob("fields"))
        .col(timestamp_with_time_zone("expires_at"))
        .take()
}
