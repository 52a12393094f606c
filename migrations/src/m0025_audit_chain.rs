//! The audit log's lines are numbered by the database and go in with their transaction; one
//! sequencer chains them afterwards, with a key (A5). Before, every transaction waited for the head
//! of the chain. What repeats without end is folded into one line an hour.

use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Step;

const KEPT: &str = "at, organisation_id, actor_kind, actor_id, action, object_id, subject_id, detail";

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let db = schema.get_connection();
        let backend = schema.get_database_backend();
        schema.drop_index(Index::drop().name("audit_object").table("audit").to_owned()).await?;
        schema.rename_table(Table::rename().table("audit", "audit_before").take()).await?;
        for table in [audit(), audit_chain(), audit_pending(), audit_fold()] {
            schema.create_table(table).await?;
        }
        let guards = if backend == DbBackend::Sqlite { SQLITE } else { POSTGRES };
        for statement in guards {
            db.execute_unprepared(statement).await?;
        }
        // The lines of before are chained anew, in their order.
        let copy =
            format!("INSERT INTO audit (id, {KEPT}) SELECT seq, {KEPT} FROM audit_before ORDER BY seq");
        db.execute_unprepared(&copy).await?;
        if backend != DbBackend::Sqlite {
            db.execute_unprepared(
                "SELECT setval(pg_get_serial_sequence('audit', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM audit), false)",
            )
            .await?;
        }
        schema.drop_table(Table::drop().table("audit_before").take()).await?;
        let head = Query::update()
            .table("audit_head")
            .values([("seq", 0_i64.into()), ("hash", vec![0_u8; 32].into())])
            .take();
        db.execute(&head).await?;
        let by_object = Index::create().name("audit_object").table("audit").col("object_id").col("id").take();
        schema.create_index(by_object).await?;
        let by_actor =
            Index::create().name("audit_actor").table("audit").col("actor_id").col("action").col("at").take();
        schema.create_index(by_actor).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["audit_fold", "audit_pending", "audit_chain", "audit"] {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        let db = schema.get_connection();
        let back = Table::create()
            .table("audit")
            .col(big_integer("seq").primary_key())
            .col(timestamp_with_time_zone("at"))
            .col(uuid_null("organisation_id"))
            .col(string("actor_kind"))
            .col(uuid_null("actor_id"))
            .col(string("action"))
            .col(uuid_null("object_id"))
            .col(uuid_null("subject_id"))
            .col(string_null("detail"))
            .col(blob("hash"))
            .take();
        schema.create_table(back).await?;
        let by_object =
            Index::create().name("audit_object").table("audit").col("object_id").col("seq").take();
        schema.create_index(by_object).await?;
        if schema.get_database_backend() != DbBackend::Sqlite {
            db.execute_unprepared("DROP FUNCTION audit_is_pending").await?;
        }
        let head = Query::update()
            .table("audit_head")
            .values([("seq", 0_i64.into()), ("hash", vec![0_u8; 32].into())])
            .take();
        db.execute(&head).await?;
        Ok(())
    }
}

fn audit() -> TableCreateStatement {
    Table::create()
        .table("audit")
        .col(big_integer("id").auto_increment().primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("organisation_id"))
        .col(string("actor_kind"))
        .col(uuid_null("actor_id"))
        .col(string("action"))
        .col(uuid_null("object_id"))
        .col(uuid_null("subject_id"))
        .col(string_null("detail"))
        .col(big_integer_null("count"))
        .take()
}

/// The place of each line in the chain, and its keyed hash.
fn audit_chain() -> TableCreateStatement {
    Table::create()
        .table("audit_chain")
        .col(big_integer("seq").primary_key())
        .col(big_integer("line_id").unique_key())
        .col(blob("hash"))
        .take()
}

/// Lines that wait for the sequencer.
fn audit_pending() -> TableCreateStatement {
    Table::create().table("audit_pending").col(big_integer("line_id").primary_key()).take()
}

/// What is counted and becomes one line when its hour is over.
fn audit_fold() -> TableCreateStatement {
    Table::create()
        .table("audit_fold")
        .col(string("action"))
        .col(string("actor_kind"))
        .col(uuid("actor_id"))
        .col(uuid("organisation_id"))
        .col(string("detail"))
        .col(timestamp_with_time_zone("hour"))
        .col(big_integer("count"))
        .primary_key(
            Index::create()
                .col("action")
                .col("actor_kind")
                .col("actor_id")
                .col("organisation_id")
                .col("detail")
                .col("hour"),
        )
        .take()
}

const SQLITE: &[&str] = &[
    "CREATE TRIGGER audit_line_no_update BEFORE UPDATE ON audit
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_line_no_delete BEFORE DELETE ON audit
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_chain_no_update BEFORE UPDATE ON audit_chain
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_chain_no_delete BEFORE DELETE ON audit_chain
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_line_is_pending AFTER INSERT ON audit
     BEGIN INSERT INTO audit_pending (line_id) VALUES (NEW.id); END",
];

const POSTGRES: &[&str] = &[
    "CREATE TRIGGER audit_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
     FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
    "CREATE TRIGGER audit_chain_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_chain
     FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
    "CREATE FUNCTION audit_is_pending() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN INSERT INTO audit_pending (line_id) VALUES (NEW.id); RETURN NULL; END $$",
    "CREATE TRIGGER audit_line_is_pending AFTER INSERT ON audit
     FOR EACH ROW EXECUTE FUNCTION audit_is_pending()",
];
