//! The people of an organisation, as its main users see them, and their roles (P2, P4, P5).

use super::{
    StaffRole,
    grant::{Change, find},
    role,
};
use crate::ground::{
    actor::{MainUser, Role, authentication::RecentAuthentication},
    error::Result,
    services::Services,
};
use contract::{ApiError, FieldCode, PersonId};
use sea_orm::DatabaseTransaction;

/// What shall be changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish {
    /// Whose role.
    pub person: PersonId,
    /// Which.
    pub role: StaffRole,
    /// Whether it is given; else withdrawn.
    pub give: bool,
}

/// Gives a role to somebody who has another one in the organisation already, or withdraws one. A
/// withdrawn role ends at the next request of whoever had it.
///
/// # Errors
/// [`ApiError::NotFound`] for somebody without a role in the organisation; [`ApiError::Invalid`] for
/// whoever would give a role to themselves (P13); [`ApiError::Conflict`]
/// where nothing is to be changed, the organisation's provider gives the role, or main users would
/// take theirs from themselves.
pub(crate) async fn change(
    services: &Services,
    tx: &DatabaseTransaction,
    main_user: MainUser,
    Wish { person, role, give }: Wish,
    _: RecentAuthentication,
) -> Result<()> {
    let MainUser { person: me, organisation, .. } = main_user;
    let actor = main_user.actor();
    let change = Change { person, organisation, role, actor, now: services.clock.now() };
    if super::roles(tx, person, organisation).await?.is_empty() {
        return Err(ApiError::NotFound.into());
    }
    if give && person == me {
        return Err(ApiError::field("role", FieldCode::Oneself).into());
    }
    match (find(tx, person, organisation, role).await?, give) {
        (None, true) => change.grant(tx, role::GRANT).await?,
        (Some(row), true) if row.source == role::CLAIM => change.keep(tx).await?,
        (Some(row), false) if row.source == role::GRANT && !(person == me && role == StaffRole::MainUser) => {
            change.withdraw(tx).await?;
        }
        _ => return Err(ApiError::Conflict.into()),
    }
    Ok(())
}
