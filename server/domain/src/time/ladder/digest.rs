//! A counselor's day in one mail (L9): steps ahead of their workspaces, and who waits for them.
//! Numbers and dates only (U5).

use super::RUNGS_BEFORE_OTHERS;
use crate::{
    ground::{
        clock::days_after,
        data_keys,
        error::Result,
        job::quarantine,
        outbox::{self, Due, Mail, Says, Step},
        services::Services,
        vault::Owner,
    },
    guidance::workspace::{self, Column as Workspaces, InvitationStatusColumn, is_next, through},
    people::{
        organisation::{self, Organisation},
        person::{self, absence},
    },
};
use chrono::NaiveDate;
use contract::{OrganisationId, PersonId, person::Language};
use sea_orm::{ActiveValue::Set, Condition, QueryOrder, entity::prelude::*, sea_query::OnConflict};

/// Its name among the jobs.
const JOB: &str = "digest";

/// The table `digest`: up to which day a counselor was notified.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "digest")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub notified_on: Date,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Emails every counselor for whom there is news, at most once a day. Gives the number of
/// digests.
pub async fn digest(services: &Services) -> Result<usize> {
    let mut count = 0;
    for organisation in organisation::all(services.database.read()).await? {
        for counselor in person::all_counselors(services.database.read(), organisation.id).await? {
            if quarantine::has(services, JOB, counselor.0).await? {
                continue;
            }
            match notify(services, &organisation, counselor).await {
                Ok(notified) => count += usize::from(notified),
                Err(error) => {
                    quarantine::put(services, JOB, Some(organisation.id.0), counselor.0, &error).await?;
                }
            }
        }
    }
    Ok(count)
}

/// Tells one counselor, and whoever stands in for them (W6).
async fn notify(services: &Services, organisation: &Organisation, counselor: PersonId) -> Result<bool> {
    let db = services.database.read();
    let today = organisation.today(services.clock.now());
    let key = (organisation.id.0, counselor.0);
    let notified_on = Entity::find_by_id(key).one(db).await?.map(|row| row.notified_on);
    if notified_on >= Some(today) {
        return Ok(false);
    }
    let since = notified_on.unwrap_or_else(|| today.pred_opt().unwrap_or(today));
    let Some(news) = news(services, organisation, counselor, since, today).await? else { return Ok(false) };
    let substitute = absence::on(db, organisation.id, counselor.0, today).await?.map(|(person, _)| person);
    let name = person::name(db, &services.keyring, counselor).await?;
    let tx = services.database.begin().await?;
    if !mark(&tx, organisation.id, counselor, notified_on, today).await? {
        return Ok(false);
    }
    for (reader, stands_in_for) in [(Some(counselor), None), (substitute, Some(name))] {
        let Some(reader) = reader else { continue };
        let address = person::staff_address(&tx, &services.keyring, reader).await?;
        let Some((address, language)) = address else { continue };
        let mail = news.mail(language, organisation, stands_in_for);
        let owner = Owner::person(reader);
        let key = data_keys::load(&tx, &services.keyring, owner).await?;
        outbox::put(services, &tx, (owner, &key), organisation.id, &address, &mail).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Forgets up to which day somebody was notified.
pub(crate) async fn forget_digests(tx: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    Entity::delete_many().filter(Column::PersonId.eq(person.0)).exec(tx).await?;
    Ok(())
}

/// Notes that the counselor was notified up to `today`. `false` when another process was faster.
async fn mark(
    tx: &impl ConnectionTrait,
    organisation: OrganisationId,
    counselor: PersonId,
    notified_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<bool> {
    let changed = if let Some(before) = notified_on {
        let update = Entity::update_many()
            .col_expr(Column::NotifiedOn, Expr::value(today))
            .filter(Column::OrganisationId.eq(organisation.0))
            .filter(Column::PersonId.eq(counselor.0))
            .filter(Column::NotifiedOn.eq(before));
        update.exec(tx).await?.rows_affected
    } else {
        let row = ActiveModel {
            organisation_id: Set(organisation.0),
            person_id: Set(counselor.0),
            notified_on: Set(today),
        };
        let once = OnConflict::new().do_nothing().to_owned();
        Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?
    };
    Ok(changed == 1)
}

/// What is new.
struct News {
    due: Vec<Due>,
    asks: Vec<i64>,
    awaiting: Vec<i64>,
}

impl News {
    fn mail(&self, language: Language, organisation: &Organisation, stands_in_for: Option<String>) -> Mail {
        let says = Says::Digest {
            stands_in_for,
            due: self.due.clone(),
            asks: self.asks.clone(),
            awaiting: self.awaiting.clone(),
        };
        Mail { language, organisation: organisation.name.clone(), about: None, says }
    }
}

/// What is new since the day they were notified, if anything is.
async fn news(
    services: &Services,
    organisation: &Organisation,
    counselor: PersonId,
    since: NaiveDate,
    today: NaiveDate,
) -> Result<Option<News>> {
    let db = services.database.read();
    let theirs = || {
        workspace::Entity::find()
            .filter(Workspaces::CounselorId.eq(counselor.0))
            .filter(Workspaces::OrganisationId.eq(organisation.id.0))
            .filter(Workspaces::ArchivedOn.is_null())
            .filter(Workspaces::InactiveThrough.gte(today))
    };
    let ahead = RUNGS_BEFORE_OTHERS.iter().max().map_or(today, |days| days_after(today, *days));
    let anything = Condition::any()
        .add(Workspaces::ActiveThrough.between(today, ahead))
        .add(Workspaces::InactiveThrough.between(today, ahead))
        .add(Workspaces::AskedOn.is_not_null())
        .add(Workspaces::InvitationStatus.eq(InvitationStatusColumn::AwaitingConfirmation));
    if theirs().filter(anything).one(db).await?.is_none() {
        return Ok(None);
    }
    let mut due = Vec::new();
    for step in [Step::Inactive, Step::Archived] {
        for rung in RUNGS_BEFORE_OTHERS {
            let rows = theirs()
                .filter(is_next(step))
                .filter(through(step).gt(days_after(since, *rung)))
                .filter(through(step).lte(days_after(today, *rung)))
                .filter(through(step).gte(today))
                .all(db)
                .await?;
            due.extend(rows.into_iter().map(|row| Due {
                through: if step == Step::Inactive { row.active_through } else { row.inactive_through },
                number: row.number,
                workspace: row.id(),
                step,
            }));
        }
    }
    due.sort_unstable();
    due.dedup();
    let numbers = |rows: Vec<workspace::Model>| rows.into_iter().map(|row| row.number).collect::<Vec<_>>();
    let asked = theirs().filter(Workspaces::AskedOn.gte(since)).order_by_asc(Workspaces::Number);
    let awaiting = theirs()
        .filter(Workspaces::InvitationStatus.eq(InvitationStatusColumn::AwaitingConfirmation))
        .order_by_asc(Workspaces::Number);
    let (asks, awaiting) = (numbers(asked.all(db).await?), numbers(awaiting.all(db).await?));
    if due.is_empty() && asks.is_empty() && awaiting.is_empty() {
        return Ok(None);
    }
    Ok(Some(News { due, asks, awaiting }))
}
