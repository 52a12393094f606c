//! What is new for somebody (N1): the list behind the bell, its count, and the stream that keeps it live.
//! Only what they may see just now is in it (P5).

use crate::{
    ground::{
        actor::Participant,
        clock::{local_date, local_time},
        data_keys,
        error::Result,
        event::Event,
        services::Services,
        vault::{Owner, show},
    },
    guidance::workspace::{self, field, organisations_of, visible},
    people::{organisation::Organisation, person},
    record::notification::{Column, Entity, EventColumn},
    views::workspace_list::other,
};
use chrono::{DateTime, Utc};
use contract::{
    ConversationId,
    news::{NEWS_SHOWN, NewsItem, NewsKind, NewsView},
};
use futures::{Stream, stream};
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
use std::collections::{HashMap, HashSet};

/// What happened of one kind at one place: the workspace, the event, its conversation, how often, when last.
type Row = (Uuid, EventColumn, Option<Uuid>, i64, DateTimeUtc);

/// All that is new.
pub(crate) async fn list(services: &Services, participant: Participant) -> Result<NewsView> {
    let organisations = organisations_of(participant, services.database.read()).await?;
    let mut rows: Vec<Row> = Entity::find()
        .select_only()
        .columns([Column::OwnerId, Column::Event, Column::PlaceId])
        .column_as(Column::Id.count(), "events")
        .column_as(Column::CreatedAt.max(), "newest")
        .filter(seen_by(services, participant, &organisations))
        .group_by(Column::OwnerId)
        .group_by(Column::Event)
        .group_by(Column::PlaceId)
        .order_by_desc(Column::CreatedAt.max())
        .limit(u64::from(NEWS_SHOWN) + 1)
        .into_tuple()
        .all(services.database.read())
        .await?;
    let has_more = rows.len() > NEWS_SHOWN as usize;
    rows.truncate(NEWS_SHOWN as usize);
    Ok(NewsView {
        count: count(services, participant).await?,
        until: rows.first().map(|(.., newest)| *newest),
        items: items(services, participant, &organisations, &rows).await?,
        has_more,
    })
}

/// How many events are new.
///
/// # Errors
/// When the database cannot be asked.
pub async fn count(services: &Services, participant: Participant) -> Result<u32> {
    let db = services.database.read();
    // For most people at most times nothing is: that costs one query.
    if Entity::find().filter(of(participant)).one(db).await?.is_none() {
        return Ok(0);
    }
    let organisations = organisations_of(participant, db).await?;
    let count = Entity::find().filter(seen_by(services, participant, &organisations)).count(db).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Marks what was new up to a moment as seen.
pub(crate) async fn dismiss(
    services: &Services,
    participant: Participant,
    until: DateTime<Utc>,
) -> Result<()> {
    let organisations = organisations_of(participant, services.database.read()).await?;
    let tx = services.database.begin().await?;
    Entity::delete_many()
        .filter(seen_by(services, participant, &organisations))
        .filter(Column::CreatedAt.lte(until))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Something at each change in a workspace that the participant may see now.
///
/// # Errors
/// When the database cannot be asked.
pub async fn follow(
    services: &Services,
    participant: Participant,
) -> Result<impl Stream<Item = ()> + Send + use<>> {
    // First listen, then look: nothing falls between.
    let subscription = services.events.subscribe(&services.database).await?;
    let organisations = organisations_of(participant, services.database.read()).await?;
    let ids: Vec<Uuid> = workspace::Entity::find()
        .select_only()
        .column(workspace::Column::Id)
        .filter(visible(participant, &organisations, services.clock.now()))
        .into_tuple()
        .all(services.database.read())
        .await?;
    let theirs: HashSet<Uuid> = ids.into_iter().collect();
    Ok(stream::unfold((subscription, theirs), |(mut subscription, theirs)| async move {
        loop {
            if subscription.next_of(|owner| theirs.contains(&owner)).await? == Event::Changed {
                return Some(((), (subscription, theirs)));
            }
        }
    }))
}

fn of(participant: Participant) -> Condition {
    Condition::all().add(Column::PersonId.eq(participant.person().0))
}

/// What of it is in a workspace that the participant may see.
fn seen_by(services: &Services, participant: Participant, organisations: &[Organisation]) -> Condition {
    let theirs = workspace::Entity::find()
        .select_only()
        .column(workspace::Column::Id)
        .filter(visible(participant, organisations, services.clock.now()))
        .into_query();
    of(participant).add(Column::OwnerId.in_subquery(theirs))
}

/// Opens what is shown of them.
async fn items(
    services: &Services,
    participant: Participant,
    organisations: &[Organisation],
    news: &[Row],
) -> Result<Vec<NewsItem>> {
    let db = services.database.read();
    let ids: HashSet<Uuid> = news.iter().map(|(owner, ..)| *owner).collect();
    let rows = workspace::Entity::find().filter(workspace::Column::Id.is_in(ids)).all(db).await?;
    let owners: Vec<Owner> = rows.iter().map(|row| Owner::workspace(row.organisation(), row.id())).collect();
    let keys = data_keys::load_many(db, &services.keyring, &owners).await?;
    let others = rows.iter().filter_map(|row| other(participant, row));
    let names = person::names(db, &services.keyring, others).await?;
    let guiding = person::guiding(db, rows.iter().map(|row| row.counselor_id)).await?;
    let rows: HashMap<Uuid, workspace::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let item = |(owner, event, place, count, at): &Row| {
        let row = rows.get(owner)?;
        let organisation = organisations.iter().find(|one| one.id == row.organisation())?;
        // No customer reads the name of a counselor who is gone (P7).
        let is_there =
            !participant.is_customer() || guiding.contains(&(row.counselor_id, row.organisation_id));
        Some(NewsItem {
            kind: kind(*event, *place)?,
            count: u32::try_from(*count).unwrap_or(u32::MAX),
            at: local_time(*at, organisation.zone),
            today: local_date(services.clock.now(), organisation.zone),
            workspace: row.id(),
            title: show(keys.get(owner), row.context(field::TITLE), &row.title),
            other: other(participant, row).filter(|_| is_there).and_then(|id| names.get(&id).cloned()),
        })
    };
    // What was destroyed between two queries is in none.
    Ok(news.iter().filter_map(item).collect())
}

fn kind(event: EventColumn, place: Option<Uuid>) -> Option<NewsKind> {
    Some(match event {
        EventColumn::Message => NewsKind::Message(ConversationId(place?)),
        EventColumn::ConsentAsked => NewsKind::ConsentAsked,
        EventColumn::ConsentDecided => NewsKind::ConsentDecided,
        EventColumn::IdentityConfirmed => NewsKind::IdentityConfirmed,
        EventColumn::AwaitingConfirmation => NewsKind::AwaitingConfirmation,
        EventColumn::ReactivationAsked => NewsKind::ReactivationAsked,
        EventColumn::HandedOver => NewsKind::HandedOver,
        EventColumn::BreakGlass => NewsKind::BreakGlass,
    })
}
