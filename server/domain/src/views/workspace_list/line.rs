//! The workspaces a participant may see, each with what waits there, before anything sealed in them is opened.

use super::organisation_of;
use crate::{
    ground::{
        actor::Participant,
        error::{Error, Result},
        services::Services,
    },
    guidance::{
        consent,
        workspace::{Entity, InvitationStatusColumn, Model, lifecycle, visible},
    },
    people::organisation::Organisation,
    views::waits::{self, Place, Waiting},
};
use chrono::{DateTime, Utc};
use contract::{
    life::{State, Timeline},
    list::{ListFilter, SOON, Waits},
};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// One of them.
pub(super) struct Line<'a> {
    pub row: Model,
    pub organisation: &'a Organisation,
    pub timeline: Timeline,
    pub waits: Waits,
    /// Since when the oldest of it waits.
    pub since: Option<DateTime<Utc>>,
    /// When something that the participant may see last changed.
    pub touched_at: DateTime<Utc>,
    /// Where it stands in the order that is asked for: the least first.
    pub key: i64,
}

impl Line<'_> {
    /// How many days the present state lasts in all.
    pub fn lasts(&self) -> i64 {
        let (row, line) = (&self.row, &self.timeline);
        let began = match line.state {
            State::Active => [row.visited_on, row.reactivated_on].into_iter().flatten().max(),
            State::Inactive => Some(row.closed_on.unwrap_or(line.active_through)),
            State::Archived => Some(row.archived_on.unwrap_or(line.inactive_through)),
        };
        (line.due() - began.unwrap_or(line.created_on)).num_days()
    }

    /// Whether the present state ends soon. A short state does not always end soon.
    pub fn ends_soon(&self) -> bool {
        self.timeline.days_left() <= SOON.min((self.lasts() + 2) / 3)
    }

    pub fn is_of(&self, filter: ListFilter) -> bool {
        match filter {
            ListFilter::All => true,
            ListFilter::Waiting => self.waits.any(),
            ListFilter::Invited => self.row.invitation_status == InvitationStatusColumn::Invited,
            ListFilter::Ending => self.ends_soon(),
            ListFilter::Inactive => self.timeline.state == State::Inactive,
        }
    }
}

/// All that the participant may see.
pub(super) async fn lines<'a>(
    services: &Services,
    participant: Participant,
    organisations: &'a [Organisation],
) -> Result<Vec<Line<'a>>> {
    let now = services.clock.now();
    let rows =
        Entity::find().filter(visible(participant, organisations, now)).all(services.database.read()).await?;
    let line = |row: Model| {
        let organisation = organisation_of(organisations, &row)?;
        let timeline = lifecycle::timeline(&row.facts(), &row.dates(), organisation.today(now))
            .ok_or(Error::Inconsistent("a workspace that is over was listed"))?;
        let touched_at = row.touched_at;
        Ok(Line { row, organisation, timeline, waits: Waits::default(), since: None, touched_at, key: 0 })
    };
    let mut lines = rows.into_iter().map(line).collect::<Result<Vec<_>>>()?;
    let places = lines.iter().map(|line| Place {
        row: &line.row,
        organisation: line.organisation,
        timeline: &line.timeline,
    });
    let waiting = waits::find(services, participant, places).await?;
    let limited: HashMap<Uuid, DateTime<Utc>> = match participant {
        Participant::Counselor(counselor) => {
            consent::limited(services.database.read(), counselor).await?.into_iter().collect()
        }
        Participant::Customer(_) | Participant::Supervisor(_) => HashMap::new(),
    };
    for line in &mut lines {
        let Waiting { waits, since, newest } = waiting.get(&line.row.id).copied().unwrap_or_default();
        (line.waits, line.since) = (waits, since);
        if let Some(since) = limited.get(&line.row.id) {
            // What was before the consent does not show by its time either (P6).
            line.touched_at = newest.unwrap_or(*since);
        }
    }
    Ok(lines)
}
