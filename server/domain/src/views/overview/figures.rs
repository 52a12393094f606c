//! How many workspaces an organisation has, by state and by what waits. Numbers only (P5).

use crate::{
    ground::{error::Result, services::Services},
    guidance::workspace::{Column, Entity, InvitationStatusColumn, administered, is_active_on, is_unreached},
};
use chrono::NaiveDate;
use contract::{OrganisationId, administration::Figures};
use sea_orm::{Condition, entity::prelude::*};

/// Counts them on `today`.
pub(super) async fn count(
    services: &Services,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<Figures> {
    let count = async |which: Condition| -> Result<u32> {
        let count = Entity::find().filter(which).count(services.database.read()).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    };
    let seen = || administered(organisation, today);
    let archives = Condition::all()
        .add(Column::OrganisationId.eq(organisation.0))
        .add(Column::ArchivedThrough.gte(today))
        .add(Condition::any().add(Column::ArchivedOn.is_not_null()).add(Column::InactiveThrough.lt(today)));
    let not_joined = Column::InvitationStatus.ne(InvitationStatusColumn::Taken);
    Ok(Figures {
        active: count(seen().add(is_active_on(today))).await?,
        inactive: count(seen().add(is_active_on(today).not())).await?,
        archived: count(archives).await?,
        not_joined: count(seen().add(not_joined)).await?,
        asks_reactivation: count(seen().add(Column::AskedOn.is_not_null())).await?,
        unreached: count(seen().add(is_unreached())).await?,
    })
}
