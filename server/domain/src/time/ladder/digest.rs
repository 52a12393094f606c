//! A counselor's day in one mail (L9, N3): steps ahead of their workspaces, who waits for them, and what is
//! unread. Numbers and dates only (U5). It goes to whoever stands in for them too; where they guide no more,
//! to the main users, who can hand their workspaces over.

mod news;

use self::news::{News, news};
use crate::{
    ground::{
        actor::Counselor,
        clock::{MORNING, local_time},
        error::Result,
        job::quarantine,
        outbox::{Mail, Says},
        services::Services,
    },
    guidance::workspace,
    people::{
        organisation::{self, Organisation},
        person::{self, StaffRole, absence},
    },
};
use chrono::NaiveDate;
use contract::{OrganisationId, PersonId};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*, sea_query::OnConflict};

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

/// Emails every counselor for whom there is news, at most once a day, in the morning. Gives the number of
/// digests.
pub async fn digest(services: &Services) -> Result<usize> {
    let mut count = 0;
    for organisation in organisation::all(services.database.read()).await? {
        let now = services.clock.now();
        if local_time(now, organisation.zone).time() < MORNING {
            continue;
        }
        let present =
            person::all_with(services.database.read(), organisation.id, StaffRole::Counselor).await?;
        let gone = workspace::orphaned(services, organisation.id, organisation.today(now)).await?;
        let present = present.into_iter().map(|id| (id, true));
        for (counselor, guides) in present.chain(gone.into_iter().map(|gone| (gone.id, false))) {
            if quarantine::has(services, JOB, counselor.0).await? {
                continue;
            }
            match notify(services, &organisation, counselor, guides).await {
                Ok(notified) => count += usize::from(notified),
                Err(error) => {
                    quarantine::put(services, JOB, Some(organisation.id.0), counselor.0, &error).await?;
                }
            }
        }
    }
    Ok(count)
}

/// Who reads a digest, and as what.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Whose workspaces they are.
    Counselor,
    /// Who stands in for them (W6).
    Substitute,
    /// A main user, because nobody guides the workspaces any more.
    MainUser,
}

/// Looks once a day whether there is anything to say of a counselor's workspaces, and says it to those whom
/// it concerns.
async fn notify(
    services: &Services,
    organisation: &Organisation,
    counselor: PersonId,
    guides: bool,
) -> Result<bool> {
    let db = services.database.read();
    let today = organisation.today(services.clock.now());
    let key = (organisation.id.0, counselor.0);
    let notified_on = Entity::find_by_id(key).one(db).await?.map(|row| row.notified_on);
    if notified_on >= Some(today) {
        return Ok(false);
    }
    let since = notified_on.unwrap_or_else(|| today.pred_opt().unwrap_or(today));
    let role = Counselor { person: counselor, organisation: organisation.id };
    let own = news(services, organisation, (role, None), (since, today)).await?;
    // What nobody reads is said each day, until somebody does.
    let own = Some(own).filter(|news| news.is_new || (!guides && news.unread.0 > 0));
    let name = person::name(db, &services.keyring, counselor).await?;
    let tx = services.database.begin().await?;
    if !mark(&tx, organisation.id, counselor, notified_on, today).await? {
        return Ok(false);
    }
    let mut mails = 0;
    for (reader, as_what) in readers(&tx, organisation, counselor, guides, today).await? {
        let of = (as_what != Reader::Counselor).then(|| name.clone());
        let substitutes = match as_what {
            // Of what they may see alone (P5).
            Reader::Substitute => {
                let reader = Counselor { person: reader, organisation: organisation.id };
                let theirs = news(services, organisation, (role, Some(reader)), (since, today)).await?;
                Some(theirs).filter(|news| news.is_new)
            }
            Reader::Counselor | Reader::MainUser => None,
        };
        let theirs = if as_what == Reader::Substitute { substitutes.as_ref() } else { own.as_ref() };
        if let Some(news) = theirs {
            mails += usize::from(write(services, &tx, organisation, (reader, as_what, of), news).await?);
        }
    }
    tx.commit().await?;
    Ok(mails > 0)
}

/// Who reads the digest of a counselor's workspaces.
async fn readers(
    tx: &DatabaseTransaction,
    organisation: &Organisation,
    counselor: PersonId,
    guides: bool,
    today: NaiveDate,
) -> Result<Vec<(PersonId, Reader)>> {
    if !guides {
        let main_users = person::all_with(tx, organisation.id, StaffRole::MainUser).await?;
        return Ok(main_users.into_iter().map(|id| (id, Reader::MainUser)).collect());
    }
    let absence = absence::announced(tx, organisation.id, counselor.0, today).await?;
    let substitute = absence.map(|absence| (PersonId(absence.substitute_id), absence));
    let substitute = substitute.filter(|(id, absence)| absence.opens_to(*id, today));
    let substitute = substitute.map(|(id, _)| (id, Reader::Substitute));
    Ok([(counselor, Reader::Counselor)].into_iter().chain(substitute).collect())
}

/// Puts the mail to one reader into the outbox, where there is something to say to them.
async fn write(
    services: &Services,
    tx: &DatabaseTransaction,
    organisation: &Organisation,
    (reader, as_what, of): (PersonId, Reader, Option<String>),
    news: &News,
) -> Result<bool> {
    let frequency = person::load(tx, reader).await?.email_frequency();
    let Some(News { due, asks, awaiting, unread, .. }) = news.for_reader(frequency) else { return Ok(false) };
    let says = Says::Digest {
        stands_in_for: of,
        nobody_guides: as_what == Reader::MainUser,
        due,
        asks,
        awaiting,
        unread: unread.0,
        unread_in: unread.1,
    };
    let mail = |language| Mail { language, about: None, says };
    person::write_to_staff(services, tx, organisation.id, reader, mail).await
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
