//! What customers are written when somebody stands in for their counselor (P12), once for the same days.

use crate::{
    ground::{
        clock::days_after,
        error::Result,
        outbox::{Mail, Says},
        services::Services,
    },
    guidance::{
        substitute_notice,
        workspace::{self, Column, Entity, InvitationStatusColumn, Model, notify},
    },
    people::{
        organisation::{self, Organisation},
        person::{self, absence},
    },
};
use chrono::NaiveDate;
use contract::{OrganisationId, PersonId};
use sea_orm::{DatabaseTransaction, Select, entity::prelude::*};

/// An absence, as customers are told of it.
pub(super) struct Announcement {
    pub organisation: Organisation,
    pub today: NaiveDate,
    absence: absence::Model,
    away: String,
    stands_in: String,
}

impl Announcement {
    pub async fn of(
        services: &Services,
        db: &impl ConnectionTrait,
        absence: &absence::Model,
    ) -> Result<Self> {
        let organisation = organisation::load(db, OrganisationId(absence.organisation_id)).await?;
        Ok(Self {
            today: organisation.today(services.clock.now()),
            organisation,
            absence: absence.clone(),
            away: person::name(db, &services.keyring, PersonId(absence.person_id)).await?,
            stands_in: person::name(db, &services.keyring, PersonId(absence.substitute_id)).await?,
        })
    }

    /// The workspaces of whose customers somebody is there to be told.
    pub fn workspaces(&self) -> Select<Entity> {
        Entity::find()
            .filter(workspace::administered(self.organisation.id, self.today))
            .filter(Column::CounselorId.eq(self.absence.person_id))
            .filter(Column::InvitationStatus.eq(InvitationStatusColumn::Taken))
    }

    /// Writes to the customer of one, where anything of it is new to them.
    pub async fn to(&self, services: &Services, tx: &DatabaseTransaction, row: &Model) -> Result<()> {
        let (absence, substitute) = (&self.absence, PersonId(self.absence.substitute_id));
        let before = substitute_notice::of(tx, row.id(), substitute).await?;
        let opens_on = absence.access_from.unwrap_or(absence.first_day);
        // Whoever hears of it only now has a night as well.
        let was_notified = before.as_ref().is_some_and(|before| before.through >= self.today);
        let opens_on = if was_notified { opens_on } else { Ord::max(opens_on, days_after(self.today, 1)) };
        let days = (opens_on, absence.last_day);
        substitute_notice::put(tx, row.id(), substitute, days).await?;
        // Whoever refused reads of it on the page; whoever knows these days is not written to again.
        if before.is_some_and(|before| before.refused || (before.opens_on, before.through) == days) {
            return Ok(());
        }
        let says = Says::StandIn {
            counselor: self.away.clone(),
            substitute: self.stands_in.clone(),
            first_day: opens_on,
            last_day: absence.last_day,
        };
        let about = Some(row.id());
        notify(services, tx, row, |language| Mail { language, about, says }).await?;
        Ok(())
    }
}
