//! Verifying the chain: a changed, removed, added or moved line is named.

use super::{Column, Entity, head};
use crate::{database::Database, error::Result};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

/// Lines looked at in one go.
const BATCH: u64 = 1000;

/// What verifying found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All lines follow from one another, up to the head.
    Whole {
        /// How many there are.
        lines: i64,
    },
    /// The first line that does not follow from the one before it, or is missing.
    BrokenAt {
        /// Its number.
        line: i64,
    },
}

/// Reads the whole log and follows its chain.
pub async fn verify(database: &Database) -> Result<Verdict> {
    let db = database.read();
    let (mut seq, mut hash) = (0_i64, vec![0_u8; 32]);
    let head = head::Entity::find_by_id(1).one(db).await?;
    loop {
        let lines =
            Entity::find().filter(Column::Seq.gt(seq)).order_by_asc(Column::Seq).limit(BATCH).all(db).await?;
        if lines.is_empty() {
            break;
        }
        for line in lines {
            if line.seq != seq + 1 || line.hash != line.chained(&hash) {
                return Ok(Verdict::BrokenAt { line: seq + 1 });
            }
            (seq, hash) = (line.seq, line.hash);
        }
    }
    // Lines written since the head was read are after it; the head itself must be among them.
    Ok(match head {
        Some(head) if head.seq < seq || (head.seq == seq && head.hash == hash) => {
            Verdict::Whole { lines: seq }
        }
        _ => Verdict::BrokenAt { line: seq + 1 },
    })
}
