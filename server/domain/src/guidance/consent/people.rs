//! Who takes part besides the counselor, and for how many the customer is asked.

use super::{Column, Model, StateColumn, open_on};
use crate::{
    ground::{error::Result, services::Services},
    people::{organisation, person},
};
use chrono::NaiveDate;
use contract::{WorkspaceId, head::CoProfessional, names};
use sea_orm::{QueryOrder, entity::prelude::*};
use std::collections::HashMap;

/// The names behind rows.
pub(crate) struct Names {
    people: HashMap<Uuid, String>,
    organisations: HashMap<Uuid, names::Names>,
}

impl Names {
    pub async fn of(services: &Services, db: &impl ConnectionTrait, rows: &[Model]) -> Result<Self> {
        let people = person::names(db, &services.keyring, rows.iter().map(|row| row.person_id)).await?;
        let ids = rows.iter().map(|row| row.organisation_id);
        let organisations = organisation::names(db, ids).await?;
        Ok(Self { people, organisations })
    }

    /// The name of a person, and of the organisation for which they act.
    pub fn of_row(&self, row: &Model) -> (String, names::Names) {
        let name = self.people.get(&row.person_id).cloned().unwrap_or_default();
        (name, self.organisations.get(&row.organisation_id).cloned().unwrap_or_default())
    }
}

/// Those who take part today besides the counselor, the first to join first.
pub(crate) async fn co_professionals(
    services: &Services,
    db: &impl ConnectionTrait,
    (workspace, today): (WorkspaceId, NaiveDate),
) -> Result<Vec<CoProfessional>> {
    let rows = open_on(workspace, today)
        .filter(Column::State.eq(StateColumn::Joined))
        .order_by_asc(Column::JoinedAt)
        .all(db)
        .await?;
    let names = Names::of(services, db, &rows).await?;
    let co_professionals = rows.iter().map(|row| {
        let (name, organisation) = names.of_row(row);
        CoProfessional { name, organisation, through: row.through }
    });
    Ok(co_professionals.collect())
}

/// For how many the customer is asked.
pub(crate) async fn asked(
    db: &impl ConnectionTrait,
    (workspace, today): (WorkspaceId, NaiveDate),
) -> Result<u32> {
    let count = open_on(workspace, today).filter(Column::State.eq(StateColumn::Asked));
    Ok(u32::try_from(count.count(db).await?).unwrap_or(u32::MAX))
}

/// For how many the customer of each of several workspaces is asked. The days of each are its own.
pub(crate) async fn asked_by_workspace(
    db: &impl ConnectionTrait,
    workspaces: impl Iterator<Item = (WorkspaceId, NaiveDate)>,
) -> Result<HashMap<Uuid, u32>> {
    let days: HashMap<Uuid, NaiveDate> = workspaces.map(|(id, today)| (id.0, today)).collect();
    let rows = super::Entity::find()
        .filter(Column::WorkspaceId.is_in(days.keys().copied()))
        .filter(Column::State.eq(StateColumn::Asked))
        .all(db)
        .await?;
    let mut counts = HashMap::new();
    for row in rows.iter().filter(|row| days.get(&row.workspace_id).is_some_and(|day| row.through >= *day)) {
        *counts.entry(row.workspace_id).or_default() += 1;
    }
    Ok(counts)
}
