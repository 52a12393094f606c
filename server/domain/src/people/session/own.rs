//! One's own sign-ins: where one is signed in, and an end to it.

use super::row::{Column, Entity, Limits, Model, SessionId, end, is_alive};
use crate::{
    ground::{
        actor::authentication::{LastAuthentication, RecentAuthentication},
        audit,
        error::Result,
        services::Services,
    },
    people::organisation,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contract::{
    ApiError, ApiResult, OrganisationId, PersonId, SignInId,
    session::{MOST_SIGN_INS, SignInDesk, SignInView},
};
use sea_orm::{Condition, DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};
use std::sync::Arc;

/// The desk at which somebody looks after their sign-ins.
#[derive(Clone, Debug)]
pub struct OwnSignIns {
    /// The rules' instruments.
    pub services: Arc<Services>,
    /// How long sign-ins last.
    pub limits: Limits,
    /// Whose.
    pub person: PersonId,
    /// For which organisation they act, where they are staff.
    pub organisation: Option<OrganisationId>,
    /// When they last authenticated.
    pub authenticated: LastAuthentication,
    /// The one in which this is asked.
    pub here: SessionId,
}

#[async_trait]
impl SignInDesk for OwnSignIns {
    async fn sign_ins(&self) -> ApiResult<Vec<SignInView>> {
        Ok(views(self).await?)
    }

    async fn end_sign_in(&self, id: SignInId) -> ApiResult<()> {
        let recent = self.authenticated.recent(self.services.clock.now())?;
        let who = (self.person, self.organisation);
        audit::auditing_denial(&self.services, who, id.0, end_own(self, id, recent).await).await
    }
}

fn own(person: PersonId, now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::PersonId.eq(person.0))
        .add(Column::EndedAt.is_null())
        .add(Column::ExpiresAt.gt(now))
}

async fn views(own_sign_ins: &OwnSignIns) -> Result<Vec<SignInView>> {
    let OwnSignIns { services, limits, person, here, .. } = own_sign_ins;
    let (now, db) = (services.clock.now(), services.database.read());
    let rows =
        Entity::find().filter(own(*person, now)).order_by_desc(Column::AuthenticatedAt).all(db).await?;
    let mut views = vec![];
    for row in rows.into_iter().filter(|row| is_alive(row, limits, now)) {
        let organisation = match row.organisation_id {
            Some(id) => Some(organisation::load(db, OrganisationId(id)).await?.name),
            None => None,
        };
        let ago = |at: DateTime<Utc>| u32::try_from((now - at).num_minutes()).unwrap_or(0);
        views.push(SignInView {
            id: SignInId(row.id),
            here: row.id == here.0,
            organisation,
            began: ago(row.authenticated_at),
            seen: ago(row.last_seen_at),
        });
    }
    Ok(views)
}

/// Who found a device that was left open ends no sign-ins elsewhere (ASVS 7.5.2).
async fn end_own(own_sign_ins: &OwnSignIns, id: SignInId, _: RecentAuthentication) -> Result<()> {
    let services = &own_sign_ins.services;
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let row = Entity::find_by_id(id.0).filter(own(own_sign_ins.person, now)).one(&tx).await?;
    end(&tx, now, row.ok_or(ApiError::NotFound)?, None).await?;
    Ok(tx.commit().await?)
}

/// Makes room for a new sign-in: the oldest end.
pub(super) async fn make_room(tx: &DatabaseTransaction, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    let too_many: Vec<Model> = Entity::find()
        .filter(own(person, now))
        .order_by_desc(Column::AuthenticatedAt)
        .order_by_desc(Column::Id)
        .offset(MOST_SIGN_INS - 1)
        .limit(MOST_SIGN_INS)
        .all(tx)
        .await?;
    for row in too_many {
        end(tx, now, row, Some("too_many")).await?;
    }
    Ok(())
}
