//! Verifying the log: a changed, removed, added or moved line is named; so is an anchor that the
//! chain does not hold (A5).

use super::{
    Anchor, Column, Entity, Model,
    chain::{head, link, pending},
};
use crate::ground::{error::Result, services::Services};
use chrono::TimeDelta;
use sea_orm::{
    QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{ExprTrait, Query},
};
use std::collections::HashMap;

/// Lines looked at in one go.
const BATCH: u64 = 1000;

/// How long a line may wait until it is sealed.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// What verifying found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All lines follow from one another, up to the head, and every anchor holds.
    Whole {
        /// How many there are.
        lines: i64,
        /// How many more were written a moment ago and are not sealed yet.
        unsealed: i64,
    },
    /// The first line that does not follow from the one before it, or is missing.
    BrokenAt {
        /// Its number.
        line: i64,
    },
    /// A line that the database holds outside the chain: it was put there, or its place was cut off.
    OutsideTheChain {
        /// Its number in the database.
        id: i64,
    },
    /// A line that waits to be sealed for longer than a sequencer takes: it is stuck.
    Waiting {
        /// Its number in the database.
        id: i64,
    },
    /// An anchor that the chain does not hold: its tail was cut, it was reckoned anew, or an older
    /// database was restored.
    NotAnchored(Anchor),
}

/// Reads the whole log, follows its chain, and looks for each anchor in it.
pub async fn verify(services: &Services, anchors: &[Anchor]) -> Result<Verdict> {
    let db = services.database.read();
    let end = head::Entity::find_by_id(1).one(db).await?;
    let mut anchors: HashMap<i64, Vec<&Anchor>> = anchors.iter().fold(HashMap::new(), |mut all, anchor| {
        all.entry(anchor.seq).or_insert_with(Vec::new).push(anchor);
        all
    });
    // Where there was nothing yet, every log begins.
    anchors.remove(&0);
    let (mut seq, mut hash) = (0_i64, vec![0_u8; 32]);
    let mut holds_end = end.as_ref().is_some_and(|end| end.seq == seq && end.hash == hash);
    loop {
        let links = link::Entity::find()
            .filter(link::Column::Seq.gt(seq))
            .order_by_asc(link::Column::Seq)
            .limit(BATCH)
            .all(db)
            .await?;
        if links.is_empty() {
            break;
        }
        let chained = lines(db, &links).await?;
        for link in links {
            let found = chained.get(&link.line_id).filter(|_| link.seq == seq + 1);
            let follows =
                found.is_some_and(|line| line.chained(&services.keyring, seq + 1, &hash) == link.hash);
            if !follows {
                return Ok(Verdict::BrokenAt { line: seq + 1 });
            }
            (seq, hash) = (link.seq, link.hash);
            holds_end |= end.as_ref().is_some_and(|end| end.seq == seq && end.hash == hash);
            let here = anchors.remove(&seq).unwrap_or_default();
            if let Some(other) = here.into_iter().find(|anchor| anchor.hash != hex::encode(&hash)) {
                return Ok(Verdict::NotAnchored(other.clone()));
            }
        }
    }
    // Lines chained since the head was read are after it; the head itself must be among them, and be
    // there with the last of them by now.
    let now = head::Entity::find_by_id(1).one(db).await?;
    if !holds_end || now.is_none_or(|now| now.seq < seq) {
        return Ok(Verdict::BrokenAt { line: seq + 1 });
    }
    if let Some(first) = anchors.into_values().flatten().min_by_key(|anchor| anchor.seq) {
        return Ok(Verdict::NotAnchored(first.clone()));
    }
    if let Some(id) = outside(db).await? {
        return Ok(Verdict::OutsideTheChain { id });
    }
    let late = services.clock.now() - PATIENCE;
    let waiting = pending::Entity::find().select_only().column(pending::Column::LineId).into_query();
    let stuck = Entity::find().filter(Column::Id.in_subquery(waiting)).filter(Column::At.lt(late));
    if let Some(line) = stuck.order_by_asc(Column::Id).one(db).await? {
        return Ok(Verdict::Waiting { id: line.id });
    }
    let unsealed = pending::Entity::find().count(db).await?;
    Ok(Verdict::Whole { lines: seq, unsealed: i64::try_from(unsealed).unwrap_or(i64::MAX) })
}

/// The lines at these places of the chain.
async fn lines(db: &impl ConnectionTrait, links: &[link::Model]) -> Result<HashMap<i64, Model>> {
    let chained = Entity::find().filter(Column::Id.is_in(links.iter().map(|link| link.line_id)));
    Ok(chained.all(db).await?.into_iter().map(|line| (line.id, line)).collect())
}

/// A line that neither stands in the chain nor waits for it, or waits and is not there.
async fn outside(db: &impl ConnectionTrait) -> Result<Option<i64>> {
    let line = (Entity, Column::Id);
    let chained = Query::select()
        .expr(Expr::val(1))
        .from(link::Entity)
        .and_where(Expr::col((link::Entity, link::Column::LineId)).equals(line))
        .take();
    let waiting = Query::select()
        .expr(Expr::val(1))
        .from(pending::Entity)
        .and_where(Expr::col((pending::Entity, pending::Column::LineId)).equals(line))
        .take();
    // Not by lists of numbers: those are looked through for each line once they are long.
    let stray = Entity::find()
        .filter(Expr::exists(chained).not())
        .filter(Expr::exists(waiting).not())
        .order_by_asc(Column::Id)
        .one(db)
        .await?;
    if let Some(line) = stray {
        return Ok(Some(line.id));
    }
    let there = Entity::find().select_only().column(Column::Id).into_query();
    let gone = pending::Entity::find().filter(pending::Column::LineId.not_in_subquery(there)).one(db).await?;
    Ok(gone.map(|gone| gone.line_id))
}
