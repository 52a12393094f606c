//! Changing somebody's role, and who goes on with what stands on it: a counselor's role is not withdrawn while
//! workspaces stand on it without that being decided (P7).

use super::{
    Column, Entity,
    plan::{confirm_in, plan_in},
    schedule,
};
use crate::{
    ground::{
        actor::{MainUser, authentication::RecentAuthentication},
        error::Result,
        once,
        services::Services,
    },
    guidance::workspace,
    people::{
        organisation,
        person::staff::{self, Wish},
    },
};
use chrono::NaiveDate;
use contract::{
    ApiError, FieldCode, PersonId,
    bulk_action::{BulkActionKind, BulkActionScope, CheckedBulkAction, Reason},
    staff::{StaffRole, Successor},
};
use sea_orm::{Condition, entity::prelude::*};

/// Changes a role, and hands the workspaces of a counselor who loses theirs to whoever was chosen: the job of
/// bulk actions does that, and tells their customers.
///
/// # Errors
/// [`ApiError::Invalid`] where workspaces stand on the role and nothing was said of them;
/// [`ApiError::Conflict`] while the person takes over from a colleague who left; and those of
/// [`staff::change`].
pub(crate) async fn change_role(
    services: &Services,
    main_user: MainUser,
    wish: Wish,
    successor: Successor,
    recent: RecentAuthentication,
) -> Result<()> {
    let tx = once::begin(services).await?;
    if !wish.give && wish.role == StaffRole::Counselor {
        let now = services.clock.now();
        let today = organisation::load(&tx, main_user.organisation).await?.today(now);
        let runs = workspace::run_by(&tx, main_user.organisation, today).await?;
        // What is being handed over to them has nobody yet who could go on.
        if is_successor(&tx, wish.person, today).await? {
            return Err(ApiError::Conflict.into());
        }
        match successor {
            _ if !runs.contains_key(&wish.person.0) => {}
            Successor::NotSaid => return Err(ApiError::field("successor", FieldCode::NotAChoice).into()),
            Successor::Nobody => {}
            Successor::Colleague(to) if to == wish.person => {
                return Err(ApiError::field("successor", FieldCode::NotACounselor).into());
            }
            Successor::Colleague(to) => {
                let action = CheckedBulkAction {
                    kind: BulkActionKind::HandOver,
                    reason: Reason::CounselorLeft,
                    to: Some(to),
                    of: BulkActionScope::AllOf(wish.person),
                    on: None,
                };
                let id = plan_in(services, &tx, main_user, action).await?;
                confirm_in(services, &tx, main_user, id).await?;
                schedule::cancel_of(services, &tx, main_user, wish.person).await?;
            }
        }
    }
    staff::change(services, &tx, main_user, wish, recent).await?;
    Ok(tx.commit().await?)
}

/// Whether somebody is just now taking over from a colleague who has already lost the role: no one else could
/// go on there. Of other handovers the one who has the workspaces keeps them.
async fn is_successor(tx: &impl ConnectionTrait, person: PersonId, today: NaiveDate) -> Result<bool> {
    let running = Entity::find()
        .filter(Column::ToCounselorId.eq(person.0))
        .filter(Column::Reason.eq(Reason::CounselorLeft.code()))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::FinishedAt.is_null())
        .filter(Condition::any().add(Column::DueOn.is_null()).add(Column::DueOn.lte(today)));
    Ok(running.one(tx).await?.is_some())
}
