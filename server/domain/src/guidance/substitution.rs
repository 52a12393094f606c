//! Standing in (P12): for a named absence a colleague reads and answers a counselor's workspaces. Their customers
//! are notified who, why and until when before it begins, and may refuse it for their own.

mod announcement;
mod newcomers;
mod substitute_email;

pub use newcomers::announce_to_newcomers;

use crate::{
    ground::{
        actor::{Counselor, Customer, MainUser, Role, authentication::RecentAuthentication},
        audit::{self, Action, Actor},
        error::Result,
        once,
        services::Services,
    },
    guidance::{
        consent, substitute_notice,
        workspace::{self, Column, Entity, open_for_writing, owned_by},
    },
    people::{
        organisation,
        person::{self, StaffRole, absence},
    },
    record::{draft, file, notification},
};
use announcement::Announcement;
use contract::{
    ApiError, FieldCode, PersonId, WorkspaceId,
    absence::{AbsenceView, ColleagueAbsence, NewAbsence},
};
use sea_orm::{DatabaseTransaction, ExprTrait, QueryOrder, QuerySelect, entity::prelude::*};
use substitute_email::tell_substitutes;

/// How often the absence of a counselor is set in a day, by whomever: each is a mail to every customer.
const ABSENCES_A_DAY: usize = 10;

/// Sets a counselor's own absence, and notifies their customers.
///
/// # Errors
/// [`ApiError::Invalid`] with what is wrong.
pub(crate) async fn set(
    services: &Services,
    counselor: Counselor,
    new: &NewAbsence,
    _: RecentAuthentication,
) -> Result<()> {
    let tx = once::begin(services).await?;
    put(services, &tx, (counselor.actor(), counselor), new).await?;
    Ok(tx.commit().await?)
}

/// Ends a counselor's own absence: the substitute sees nothing of theirs any more.
pub(crate) async fn end(services: &Services, counselor: Counselor) -> Result<()> {
    let tx = once::begin(services).await?;
    finish(services, &tx, (counselor.actor(), counselor)).await?;
    Ok(tx.commit().await?)
}

/// A counselor's own absence, with the workspaces whose customers refused the substitute: nobody reads there.
pub(crate) async fn view(services: &Services, counselor: Counselor) -> Result<AbsenceView> {
    let db = services.database.read();
    let mut view = absence::view(services, counselor).await?;
    if let Some(current) = &view.current {
        let organisation = organisation::load(db, counselor.organisation).await?;
        let today = organisation.today(services.clock.now());
        let refused = Entity::find()
            .select_only()
            .column(Column::Number)
            .filter(owned_by(counselor))
            .filter(workspace::administered(counselor.organisation, today))
            .filter(Column::Id.in_subquery(substitute_notice::refused(current.substitute)))
            .order_by_asc(Column::Number);
        view.refused = refused.into_tuple().all(db).await?;
    }
    Ok(view)
}

/// The absence of a colleague, for a main user. They do not stand in themselves (P13).
///
/// # Errors
/// [`ApiError::NotFound`] for who is no counselor there.
pub(crate) async fn of_colleague(
    services: &Services,
    main_user: MainUser,
    person: PersonId,
) -> Result<ColleagueAbsence> {
    let db = services.database.read();
    let counselor = colleague(db, main_user, person).await?;
    let mut absence = view(services, counselor).await?;
    absence.colleagues.retain(|(id, _)| *id != main_user.person);
    Ok(ColleagueAbsence { name: person::name(db, &services.keyring, person).await?, absence })
}

/// Sets the absence of a colleague, and notifies their customers.
///
/// # Errors
/// [`ApiError::Invalid`] with what is wrong; [`ApiError::NotFound`] for who is no counselor there.
pub(crate) async fn set_of_colleague(
    services: &Services,
    main_user: MainUser,
    person: PersonId,
    new: &NewAbsence,
    _: RecentAuthentication,
) -> Result<()> {
    if new.check()?.2 == main_user.person {
        return Err(ApiError::field("substitute", FieldCode::Oneself).into());
    }
    let tx = once::begin(services).await?;
    let counselor = colleague(&tx, main_user, person).await?;
    put(services, &tx, (main_user.actor(), counselor), new).await?;
    Ok(tx.commit().await?)
}

/// Ends the absence of a colleague.
///
/// # Errors
/// [`ApiError::NotFound`] for who is no counselor there.
pub(crate) async fn end_of_colleague(
    services: &Services,
    main_user: MainUser,
    person: PersonId,
) -> Result<()> {
    let tx = once::begin(services).await?;
    let counselor = colleague(&tx, main_user, person).await?;
    finish(services, &tx, (main_user.actor(), counselor)).await?;
    Ok(tx.commit().await?)
}

async fn finish(
    services: &Services,
    tx: &DatabaseTransaction,
    (by, counselor): (Actor, Counselor),
) -> Result<()> {
    // Of two at once, one comes after the other.
    person::held(tx, counselor.person).await?;
    let before = absence::of(tx, counselor).await?;
    if before.is_none() {
        return Ok(());
    }
    absence::end(tx, services, (by, counselor)).await?;
    tell_substitutes(services, tx, counselor, (before, None)).await?;
    show_anew(tx, counselor).await
}

/// A counselor of the main user's organisation.
async fn colleague(db: &impl ConnectionTrait, main_user: MainUser, person: PersonId) -> Result<Counselor> {
    let organisation = main_user.organisation;
    let guides = person::roles(db, person, organisation).await?.contains(StaffRole::Counselor);
    if !guides || person == main_user.person {
        return Err(ApiError::NotFound.into());
    }
    Ok(Counselor { person, organisation })
}

/// Sets an absence; customers are written to for whom anything of it is new.
async fn put(
    services: &Services,
    tx: &DatabaseTransaction,
    (by, counselor): (Actor, Counselor),
    new: &NewAbsence,
) -> Result<()> {
    // Of two at once, one comes after the other.
    person::held(tx, counselor.person).await?;
    let of = audit::Column::SubjectId.eq(counselor.person.0).and(audit::Column::Detail.eq(absence::AWAY));
    audit::at_most(services, tx, ABSENCES_A_DAY, Action::AbsenceSet, of).await?;
    let before = absence::of(tx, counselor).await?;
    let absence = absence::put(tx, services, (by, counselor), new).await?;
    tell_substitutes(services, tx, counselor, (before, Some(&absence))).await?;
    announce(services, tx, counselor, &absence).await
}

/// Writes to the customers who have come in, of what is not archived.
async fn announce(
    services: &Services,
    tx: &DatabaseTransaction,
    counselor: Counselor,
    absence: &absence::Model,
) -> Result<()> {
    // One that is over before it opens anything has nobody stand in.
    if absence.access_from.is_none_or(|from| from > absence.last_day) {
        return show_anew(tx, counselor).await;
    }
    let announcement = Announcement::of(services, tx, absence).await?;
    // Held before anything is written: nobody hands one of them over meanwhile.
    for row in announcement.workspaces().order_by_asc(Column::Id).lock_exclusive().all(tx).await? {
        announcement.to(services, tx, &row).await?;
    }
    show_anew(tx, counselor).await
}

/// Pages that stand open show it at their next look.
async fn show_anew(tx: &DatabaseTransaction, counselor: Counselor) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
        .filter(Column::CounselorId.eq(counselor.person.0))
        .filter(Column::OrganisationId.eq(counselor.organisation.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// The customer refuses a substitute for their workspace, or lets them in again.
///
/// # Errors
/// [`ApiError::Conflict`] when somebody else stands in now, or nobody does.
pub(crate) async fn refuse(
    services: &Services,
    customer: Customer,
    id: WorkspaceId,
    substitute: PersonId,
    refuses: bool,
) -> Result<()> {
    let tx = once::begin(services).await?;
    let access = open_for_writing(services, &tx, customer.into(), id).await?;
    let (organisation, today) = (access.content.organisation.id, access.timeline.today);
    let absence = absence::announced(&tx, organisation, access.row.counselor_id, today).await?;
    if absence.is_none_or(|absence| absence.substitute_id != substitute.0)
        || !substitute_notice::refuse(&tx, id, substitute, refuses).await?
    {
        return Err(ApiError::Conflict.into());
    }
    if refuses {
        // What they had begun goes nowhere any more, but where they take part by a consent as well (P6).
        let colleague = Counselor { person: substitute, organisation };
        if consent::consent(&tx, id, colleague, today).await?.is_none() {
            notification::forget_of(&tx, id.0, substitute).await?;
            draft::forget_of(&tx, id.0, substitute).await?;
            file::forget_unsent(&tx, id.0, substitute).await?;
        }
    }
    let action = if refuses { Action::SubstituteRefused } else { Action::SubstituteLetIn };
    audit::record(&tx, services.clock.now(), access.content.entry(action, substitute.0)).await?;
    workspace::commit(services, tx, id).await
}
