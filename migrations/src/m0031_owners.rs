//! Content, holds and notices belong to an owner, by its kind and id, and no longer to a workspace only.
//! No foreign key can say that; what remains of an owner is removed with it.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Step;

/// The tables that named a workspace, with the columns of their index on it.
const OWNED: [(&str, Option<(&str, &str)>); 5] = [
    ("conversation", Some(("conversation_workspace", "conversation_owner"))),
    ("file", Some(("file_workspace", "file_owner"))),
    ("draft", Some(("draft_workspace", "draft_owner"))),
    ("hold", None),
    ("notice", None),
];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        match schema.get_database_backend() {
            DbBackend::Sqlite => rebuild(schema, To::Owner).await,
            _ => postgres(schema, to_owner).await,
        }
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        match schema.get_database_backend() {
            DbBackend::Sqlite => rebuild(schema, To::Workspace).await,
            _ => postgres(schema, to_workspace).await,
        }
    }
}

async fn postgres(schema: &SchemaManager<'_>, statements: fn(&str) -> String) -> Result<(), DbErr> {
    let db = schema.get_connection();
    for (table, index) in OWNED {
        db.execute_unprepared(&statements(table)).await?;
        if let Some((workspace, owner)) = index {
            let exists = schema.has_index(table, workspace).await?;
            let (from, to) = if exists { (workspace, owner) } else { (owner, workspace) };
            db.execute_unprepared(&format!("ALTER INDEX {from} RENAME TO {to}")).await?;
        }
    }
    Ok(())
}

fn to_owner(table: &str) -> String {
    format!(
        "ALTER TABLE {table} DROP CONSTRAINT {table}_workspace_id_fkey; \
         ALTER TABLE {table} RENAME COLUMN workspace_id TO owner_id; \
         ALTER TABLE {table} ADD COLUMN owner_kind varchar NOT NULL DEFAULT 'workspace'; \
         ALTER TABLE {table} ALTER COLUMN owner_kind DROP DEFAULT;"
    )
}

fn to_workspace(table: &str) -> String {
    format!(
        "ALTER TABLE {table} DROP COLUMN owner_kind; \
         ALTER TABLE {table} RENAME COLUMN owner_id TO workspace_id; \
         ALTER TABLE {table} ADD CONSTRAINT {table}_workspace_id_fkey \
         FOREIGN KEY (workspace_id) REFERENCES workspace (id);"
    )
}

/// Which way the tables are made anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    Owner,
    Workspace,
}

/// SQLite takes no foreign key away from a table: it is made anew, and so are those that refer to it.
async fn rebuild(schema: &SchemaManager<'_>, to: To) -> Result<(), DbErr> {
    let db = schema.get_connection();
    let tables = tables(to);
    for Rebuilt { name, table, columns } in &tables {
        schema.create_table(table.clone()).await?;
        let owned = OWNED.iter().any(|(owned, _)| owned == name);
        let (new, old) = match to {
            _ if !owned => ("", ""),
            To::Owner => ("owner_id, owner_kind, ", "workspace_id, 'workspace', "),
            To::Workspace => ("workspace_id, ", "owner_id, "),
        };
        db.execute_unprepared(&format!(
            "INSERT INTO {name}_new ({new}{columns}) SELECT {old}{columns} FROM {name}"
        ))
        .await?;
    }
    // Those that refer to others go first.
    for Rebuilt { name, .. } in tables.iter().rev() {
        schema.drop_table(Table::drop().table(*name).take()).await?;
    }
    for Rebuilt { name, .. } in &tables {
        schema.rename_table(Table::rename().table(format!("{name}_new"), *name).take()).await?;
    }
    for index in indexes(to) {
        schema.create_index(index).await?;
    }
    Ok(())
}

/// A table to be made anew, and the columns that stay.
struct Rebuilt {
    name: &'static str,
    table: TableCreateStatement,
    columns: &'static str,
}

fn tables(to: To) -> [Rebuilt; 7] {
    [
        Rebuilt {
            name: "conversation",
            table: owned("conversation", to)
                .col(uuid("id").primary_key())
                .col(blob("subject"))
                .col(big_integer("messages"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("last_at"))
                .take(),
            columns: "id, subject, messages, created_at, last_at",
        },
        Rebuilt {
            name: "message",
            table: message(),
            columns: "id, conversation_id, position, author_id, side, body, version, sent_at, answers, \
                      taken_back_at, shown_at",
        },
        Rebuilt { name: "read_mark", table: read_mark(), columns: "conversation_id, person_id, position" },
        Rebuilt {
            name: "file",
            table: file(to),
            columns: "id, author_id, conversation_id, message_id, name, kind, size, state, created_at",
        },
        Rebuilt {
            name: "draft",
            table: draft(to),
            columns: "person_id, place_id, id, subject, body, version, saved_at",
        },
        Rebuilt {
            name: "hold",
            table: hold(to),
            columns: "id, ground, person_id, placed_at, until, lifted_at",
        },
        Rebuilt {
            name: "notice",
            table: notice(to),
            columns: "step, through, rung, letter_id, put_at, sent_at",
        },
    ]
}

/// A table with the columns of whose its rows are.
fn owned(name: &str, to: To) -> TableCreateStatement {
    let new = format!("{name}_new");
    let mut table = Table::create().table(new.clone()).take();
    match to {
        To::Owner => table.col(uuid("owner_id")).col(string("owner_kind")).take(),
        To::Workspace => {
            let key = ForeignKey::create().from(new, "workspace_id").to("workspace", "id").take();
            table.col(uuid("workspace_id")).foreign_key(&mut key.clone()).take()
        }
    }
}

fn message() -> TableCreateStatement {
    Table::create()
        .table("message_new")
        .col(uuid("id"))
        .col(uuid("conversation_id"))
        .col(big_integer("position"))
        .col(uuid("author_id"))
        .col(string("side"))
        .col(blob("body"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("sent_at"))
        .col(big_integer_null("answers"))
        .col(timestamp_with_time_zone_null("taken_back_at"))
        .col(timestamp_with_time_zone_null("shown_at"))
        .primary_key(Index::create().col("conversation_id").col("position"))
        .foreign_key(ForeignKey::create().from("message_new", "conversation_id").to("conversation_new", "id"))
        .foreign_key(ForeignKey::create().from("message_new", "author_id").to("person", "id"))
        .take()
}

fn read_mark() -> TableCreateStatement {
    Table::create()
        .table("read_mark_new")
        .col(uuid("conversation_id"))
        .col(uuid("person_id"))
        .col(big_integer("position"))
        .primary_key(Index::create().col("conversation_id").col("person_id"))
        .foreign_key(
            ForeignKey::create().from("read_mark_new", "conversation_id").to("conversation_new", "id"),
        )
        .take()
}

fn file(to: To) -> TableCreateStatement {
    owned("file", to)
        .col(uuid("id").primary_key())
        .col(uuid("author_id"))
        .col(uuid_null("conversation_id"))
        .col(uuid_null("message_id"))
        .col(blob("name"))
        .col(blob("kind"))
        .col(big_integer("size"))
        .col(string("state"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from("file_new", "author_id").to("person", "id"))
        .take()
}

fn draft(to: To) -> TableCreateStatement {
    owned("draft", to)
        .col(uuid("person_id"))
        .col(uuid("place_id"))
        .col(uuid("id"))
        .col(blob("subject"))
        .col(blob("body"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("saved_at"))
        .primary_key(Index::create().col("person_id").col("place_id"))
        .foreign_key(ForeignKey::create().from("draft_new", "person_id").to("person", "id"))
        .take()
}

fn hold(to: To) -> TableCreateStatement {
    owned("hold", to)
        .col(uuid("id").primary_key())
        .col(string("ground"))
        .col(uuid("person_id"))
        .col(timestamp_with_time_zone("placed_at"))
        .col(date("until"))
        .col(timestamp_with_time_zone_null("lifted_at"))
        .foreign_key(ForeignKey::create().from("hold_new", "person_id").to("person", "id"))
        .take()
}

fn notice(to: To) -> TableCreateStatement {
    owned("notice", to)
        .col(string("step"))
        .col(date("through"))
        .col(integer("rung"))
        .col(uuid("letter_id"))
        .col(timestamp_with_time_zone("put_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .primary_key(Index::create().col(owner_column(to)).col("step").col("through").col("rung"))
        .take()
}

fn owner_column(to: To) -> &'static str {
    match to {
        To::Owner => "owner_id",
        To::Workspace => "workspace_id",
    }
}

fn indexes(to: To) -> Vec<IndexCreateStatement> {
    let named = |(workspace, owner)| if to == To::Owner { owner } else { workspace };
    let owner = owner_column(to);
    [
        (named(("conversation_workspace", "conversation_owner")), "conversation", vec![owner, "last_at"]),
        (named(("file_workspace", "file_owner")), "file", vec![owner, "author_id"]),
        ("file_message", "file", vec!["message_id"]),
        ("file_author", "file", vec!["author_id", "created_at"]),
        (named(("draft_workspace", "draft_owner")), "draft", vec![owner]),
        ("notice_letter", "notice", vec!["letter_id"]),
    ]
    .into_iter()
    .map(|(name, table, columns)| {
        let mut index = Index::create().name(name).table(table).take();
        for column in columns {
            index.col(column);
        }
        index
    })
    .collect()
}
