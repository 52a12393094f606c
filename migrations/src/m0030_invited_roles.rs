//! The roles that somebody is invited to, as a set: another role needs no column.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Step;

const ROLES: [&str; 3] = ["counselor", "main_user", "supervisor"];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let roles = Table::alter().table("staff_invitation").add_column(string("roles").default("")).take();
        schema.alter_table(roles).await?;
        for role in ROLES {
            let db = schema.get_connection();
            db.execute_unprepared(&format!(
                "UPDATE staff_invitation SET roles = LTRIM(roles || ' {role}') WHERE {role}"
            ))
            .await?;
            let column = Table::alter().table("staff_invitation").drop_column(role).take();
            schema.alter_table(column).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for role in ROLES {
            let column =
                Table::alter().table("staff_invitation").add_column(boolean(role).default(false)).take();
            schema.alter_table(column).await?;
            let db = schema.get_connection();
            db.execute_unprepared(&format!(
                "UPDATE staff_invitation SET {role} = TRUE WHERE ' ' || roles || ' ' LIKE '% {role} %'"
            ))
            .await?;
        }
        schema.alter_table(Table::alter().table("staff_invitation").drop_column("roles").take()).await
    }
}
