//! Notifying people by mail of what they have not seen yet (N1): each one mail, until they come again. It says how much
//! there is and of what sort, never what is written (U5).

use crate::{
    ground::{
        actor::{Counselor, Customer, Participant},
        clock::MORNING,
        error::{Error, Result},
        job::quarantine,
        outbox::{self, Mail, News, QueuedEmail, Says},
        services::Services,
        vault::{Owner, OwnerKind},
    },
    guidance::workspace::{self, notify as notify_customer},
    people::{organisation, person, session},
    record::notification::{Column, Entity, EventColumn, Model},
};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use contract::{ConversationId, OrganisationId, PersonId, person::EmailFrequency};
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Its name among the jobs.
const JOB: &str = "notifications";

/// How long somebody waits for whom it went wrong: a day without a word would be long.
const AGAIN: TimeDelta = TimeDelta::hours(1);

/// People notified in one go.
const BATCH: u64 = 100;

/// Notifies everybody for whom something waits, once. Gives the number of mails.
pub async fn deliver(services: &Services) -> Result<usize> {
    let mut count = 0;
    loop {
        let now = services.clock.now();
        // By the time that is due, and not each person once: else the database looks at all that anybody was told.
        let mut people: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::PersonId)
            .filter(Column::MailAt.lte(now))
            .filter(quarantine::not(JOB, Column::PersonId, now))
            .order_by_asc(Column::MailAt)
            .limit(BATCH)
            .into_tuple()
            .all(services.database.read())
            .await?;
        if people.is_empty() {
            return Ok(count);
        }
        people.sort_unstable();
        people.dedup();
        for person in people {
            match notify(services, PersonId(person)).await {
                Ok(mails) => count += mails,
                Err(error) => quarantine::put_for(services, AGAIN, (JOB, None, person), &error).await?,
            }
        }
    }
}

/// Notifies one person. Of what is not written now no mail is written, or one on another morning: nothing is due afterwards.
async fn notify(services: &Services, person: PersonId) -> Result<usize> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    // Of two who try, the second finds nothing due.
    let Some(row) = person::held(&tx, person).await? else {
        return Err(Error::Inconsistent("somebody who is forgotten is to be notified"));
    };
    let due = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::MailAt.lte(now))
        .order_by_asc(Column::CreatedAt)
        .all(&tx)
        .await?;
    let workspaces = theirs(services, &tx, &row, &due).await?;
    let due: Vec<_> = due.into_iter().filter(|one| workspaces.contains_key(&one.owner_id)).collect();
    // What is not theirs to see any more. The ids of workspaces are few, those of notifications need not be.
    Entity::delete_many()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::MailAt.lte(now))
        .filter(Column::OwnerId.is_not_in(workspaces.keys().copied()))
        .exec(&tx)
        .await?;
    let mut count = 0;
    let mut later = None;
    let has_come = match row.notified_at {
        None => true,
        // Presence is noted once a minute: who came within it is notified once more rather than never again.
        Some(notified_at) => session::was_here_since(&tx, person, notified_at).await?,
    };
    if has_come && row.email_frequency() != EmailFrequency::Never {
        let mut by_organisation: BTreeMap<Uuid, Vec<&Model>> = BTreeMap::new();
        for one in due.iter().filter(|one| !is_in_digest(&row, one)) {
            by_organisation.entry(one.organisation_id).or_default().push(one);
        }
        for (organisation, news) in by_organisation {
            let organisation = organisation::load(&tx, OrganisationId(organisation)).await?;
            let first = news.first().map_or(now, |one| one.created_at);
            let morning = next_morning(first, organisation.zone);
            if row.email_frequency() == EmailFrequency::Daily && morning > now {
                later = later.into_iter().chain([morning]).min();
                continue;
            }
            count += usize::from(write(services, &tx, &row, &organisation, &news, &workspaces).await?);
        }
    }
    Entity::update_many()
        .col_expr(Column::MailAt, Expr::value(later.filter(|_| count == 0)))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::MailAt.lte(now))
        .exec(&tx)
        .await?;
    if count > 0 {
        person::set_notified(&tx, person, now).await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// Takes back a mail of news that is none any more: while it waited for its server, all that it tells of was seen, taken
/// back, or stopped being the reader's to see; or they wish for no such mails any more. Gives whether it did.
pub async fn take_back(services: &Services, email: &QueuedEmail) -> Result<bool> {
    if !matches!(email.mail.says, Says::News(_)) {
        return Ok(false);
    }
    let tx = services.database.begin().await?;
    let Some(owner) = outbox::owner_of(&tx, email.id).await? else { return Ok(false) };
    let Some(reader) = reader_of(&tx, owner).await? else { return Ok(false) };
    let Some(row) = person::held(&tx, reader).await? else { return Ok(false) };
    let told = Entity::find()
        .filter(Column::PersonId.eq(reader.0))
        .filter(Column::OrganisationId.eq(email.organisation.0))
        .filter(Column::Event.ne(EventColumn::ConsentAsked))
        .filter(Column::CreatedAt.lte(email.created_at));
    let told = match email.mail.about {
        Some(workspace) => told.filter(Column::OwnerId.eq(workspace.0)),
        None => told,
    };
    let still = theirs(services, &tx, &row, &told.all(&tx).await?).await?;
    if !still.is_empty() && row.email_frequency() != EmailFrequency::Never {
        return Ok(false);
    }
    outbox::cancel_one(&tx, email.id).await?;
    if row.notified_at.is_some_and(|at| at <= email.created_at) {
        tell_of_the_rest(&tx, reader, email.created_at, services.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Somebody was not notified after all, nor have they come: what is new since then waits for no other visit.
async fn tell_of_the_rest(
    tx: &DatabaseTransaction,
    reader: PersonId,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    person::returned(tx, reader).await?;
    Entity::update_many()
        .col_expr(Column::MailAt, Expr::value(Some(now)))
        .filter(Column::PersonId.eq(reader.0))
        .filter(Column::Event.ne(EventColumn::ConsentAsked))
        .filter(Column::CreatedAt.gt(since))
        .filter(Column::MailAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Who reads the mails of an owner: the customer of a workspace, or the person themselves.
async fn reader_of(tx: &DatabaseTransaction, owner: Owner) -> Result<Option<PersonId>> {
    Ok(match owner.kind {
        OwnerKind::Person => Some(PersonId(owner.id)),
        OwnerKind::Workspace => {
            let row = workspace::Entity::find_by_id(owner.id).one(tx).await?;
            row.and_then(|row| row.customer())
        }
        OwnerKind::Installation => None,
    })
}

/// Whether somebody reads of it in their digest (N3), who wishes to be notified once a day.
fn is_in_digest(row: &person::Model, news: &Model) -> bool {
    let is_staff = row.identity_index.is_none();
    let counted = [EventColumn::Message, EventColumn::AwaitingConfirmation, EventColumn::ReactivationAsked];
    is_staff && row.email_frequency() == EmailFrequency::Daily && counted.contains(&news.event)
}

/// The workspaces of what is due, as far as they are still the person's to see (P5, L4).
async fn theirs(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &person::Model,
    due: &[Model],
) -> Result<HashMap<Uuid, workspace::Model>> {
    let id = PersonId(row.id);
    let participants: Vec<Participant> = if row.identity_index.is_some() {
        vec![Participant::Customer(Customer(id))]
    } else {
        let guides = person::guiding(tx, [row.id]).await?;
        let acts = |(_, organisation)| Counselor { person: id, organisation: OrganisationId(organisation) };
        guides.into_iter().map(acts).map(Participant::Counselor).collect()
    };
    let owners: HashSet<Uuid> = due.iter().map(|one| one.owner_id).collect();
    let mut found = HashMap::new();
    for participant in participants {
        let organisations = workspace::organisations_of(participant, tx).await?;
        let rows = workspace::Entity::find()
            .filter(workspace::Column::Id.is_in(owners.iter().copied()))
            .filter(workspace::visible(participant, &organisations, services.clock.now()))
            .all(tx)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

/// Puts the mail into the outbox: for a customer at the address of their workspace, for staff at theirs at work.
/// Gives whether there is one to be sent to.
async fn write(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &person::Model,
    organisation: &organisation::Organisation,
    news: &[&Model],
    workspaces: &HashMap<Uuid, workspace::Model>,
) -> Result<bool> {
    let person = row.id;
    let mut newest_first = news.iter().rev().filter_map(|one| workspaces.get(&one.owner_id));
    // A customer may have a workspace without an address beside others.
    let is_written_to = |row: &&workspace::Model| row.customer_id != Some(person) || row.email.is_some();
    let Some(newest) = newest_first.find(is_written_to) else { return Ok(false) };
    let is_one = news.iter().all(|one| one.owner_id == newest.id);
    let mail =
        |language| Mail { language, about: is_one.then_some(newest.id()), says: Says::News(counted(news)) };
    if row.identity_index.is_some() {
        return notify_customer(services, tx, newest, mail).await;
    }
    person::write_to_staff(services, tx, organisation.id, PersonId(row.id), mail).await
}

/// How much there is of what.
fn counted(news: &[&Model]) -> News {
    let count = |event| {
        let of_it = news.iter().filter(|one| one.event == event).count();
        u32::try_from(of_it).unwrap_or(u32::MAX)
    };
    let mut places = news.iter().map(|one| one.place_id);
    let place = places.next().flatten().filter(|place| places.all(|other| other == Some(*place)));
    News {
        messages: count(EventColumn::Message),
        decided: count(EventColumn::ConsentDecided),
        confirmed: count(EventColumn::IdentityConfirmed),
        awaiting: count(EventColumn::AwaitingConfirmation),
        asks: count(EventColumn::ReactivationAsked),
        given: count(EventColumn::HandedOver),
        opened: count(EventColumn::BreakGlass),
        conversation: place.map(ConversationId),
    }
}

/// The first morning after an instant, where they are.
fn next_morning(after: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let day = after.with_timezone(&zone).date_naive();
    let days = [Some(day), day.succ_opt()].into_iter().flatten();
    let mornings = days.filter_map(|day| zone.from_local_datetime(&day.and_time(MORNING)).earliest());
    let next = mornings.map(|morning| morning.with_timezone(&Utc)).find(|morning| *morning > after);
    next.unwrap_or(after + TimeDelta::days(1))
}

#[cfg(test)]
mod tests {
    use super::next_morning;
    use chrono::{DateTime, Utc};
    use chrono_tz::Europe::Helsinki;

    #[test]
    fn n2_the_next_morning_is_at_seven_also_where_clocks_change() {
        for (after, morning) in [
            ("2026-03-28T04:59:59Z", "2026-03-28T05:00:00Z"),
            ("2026-03-28T05:00:00Z", "2026-03-29T04:00:00Z"),
            ("2026-10-24T04:00:00Z", "2026-10-25T05:00:00Z"),
            ("2028-02-28T20:00:00Z", "2028-02-29T05:00:00Z"),
            ("2026-12-31T23:30:00Z", "2027-01-01T05:00:00Z"),
        ] {
            let (after, morning): (DateTime<Utc>, DateTime<Utc>) =
                (after.parse().unwrap(), morning.parse().unwrap());
            assert_eq!(next_morning(after, Helsinki), morning, "{after}");
        }
    }
}
