//! Trying whether everything that is kept can still be read: every sealed value, and every file to its
//! last chunk. Reads only, at a given rate, so that it can run beside the service.

use crate::{
    ground::{
        data_keys,
        error::Result,
        outbox,
        services::Services,
        vault::{DataKey, Owner, OwnerKind, SealContext, SealedRow},
    },
    guidance::{
        break_glass_session, consent, note,
        workspace::{self, invitation},
    },
    people::{
        organisation::policy,
        person::{self, email_change, staff_invitation},
    },
    record::{
        canned, draft,
        file::{self, StateColumn},
        thread,
    },
};
use contract::{PersonId, WorkspaceId};
use futures::TryStreamExt;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use std::{num::NonZeroU32, sync::Arc, time::Duration};

/// Rows read in one go.
const BATCH: u64 = 200;

/// Something that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Table and column, or what else it is.
    pub field: &'static str,
    /// The row.
    pub row: Uuid,
    /// How pages and the log name it.
    pub reference: String,
}

/// What was tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// How many values.
    pub values: u64,
    /// How many files.
    pub files: u64,
}

/// Tries everything, at most `rate` values and chunks a second; tells `found` what cannot be read.
pub async fn verify_data(
    services: &Services,
    rate: NonZeroU32,
    found: &mut (dyn FnMut(Finding) + Send),
) -> Result<Tried> {
    let mut trial = Trial { services, rate: rate.get(), since: 0, tried: Tried::default(), found };
    trial.workspaces().await?;
    trial.people().await?;
    trial.of_installation().await?;
    Ok(trial.tried)
}

struct Trial<'a> {
    services: &'a Services,
    rate: u32,
    /// How many were tried since the last pause.
    since: u32,
    tried: Tried,
    found: &'a mut (dyn FnMut(Finding) + Send),
}

impl Trial<'_> {
    async fn workspaces(&mut self) -> Result<()> {
        let mut after = Uuid::nil();
        loop {
            let rows: Vec<workspace::Model> =
                page::<workspace::Entity>(self.services, after, workspace::Column::Id).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            for row in rows {
                let owner = Owner::workspace(row.organisation(), row.id());
                let Some(key) = self.key(owner).await? else { continue };
                self.row(&key, &row).await;
                self.of_workspace(&key, row.id()).await?;
            }
        }
    }

    /// What is in a workspace.
    async fn of_workspace(&mut self, key: &DataKey, WorkspaceId(id): WorkspaceId) -> Result<()> {
        let db = self.services.database.read();
        let conversations = thread::Entity::find().filter(thread::Column::OwnerId.eq(id));
        for row in conversations.all(db).await? {
            self.row(key, &row).await;
            self.messages(key, row.id).await?;
        }
        let notes = note::Entity::find().filter(note::Column::WorkspaceId.eq(id));
        self.rows(key, notes.all(db).await?).await;
        self.rows(key, note::earlier::all(db, id).await?).await;
        let drafts = draft::Entity::find().filter(draft::Column::OwnerId.eq(id));
        self.rows(key, drafts.all(db).await?).await;
        let participations = consent::Entity::find().filter(consent::Column::WorkspaceId.eq(id));
        self.rows(key, participations.all(db).await?).await;
        let break_glass_sessions =
            break_glass_session::Entity::find().filter(break_glass_session::Column::WorkspaceId.eq(id));
        self.rows(key, break_glass_sessions.all(db).await?).await;
        let invitations = invitation::Entity::find().filter(invitation::Column::WorkspaceId.eq(id));
        self.rows(key, invitations.all(db).await?).await;
        let files = file::Entity::find().filter(file::Column::OwnerId.eq(id));
        for row in files.all(db).await? {
            self.row(key, &row).await;
            if row.state != StateColumn::Harmful {
                self.file(key, &row).await;
            }
        }
        let emails = outbox::Entity::find()
            .filter(outbox::Column::OwnerKind.eq(OwnerKind::Workspace))
            .filter(outbox::Column::OwnerId.eq(id));
        self.rows(key, emails.all(db).await?).await;
        Ok(())
    }

    async fn messages(&mut self, key: &DataKey, conversation: Uuid) -> Result<()> {
        use thread::message::{Column, Entity};
        let mut after = 0;
        loop {
            let rows = Entity::find()
                .filter(Column::ConversationId.eq(conversation))
                .filter(Column::Position.gt(after))
                .order_by_asc(Column::Position)
                .limit(BATCH)
                .all(self.services.database.read())
                .await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.position;
            self.rows(key, rows).await;
        }
    }

    async fn people(&mut self) -> Result<()> {
        let mut after = Uuid::nil();
        loop {
            let rows: Vec<person::Model> =
                page::<person::Entity>(self.services, after, person::Column::Id).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            for row in rows {
                let Some(key) = self.key(Owner::person(PersonId(row.id))).await? else { continue };
                self.row(&key, &row).await;
                let db = self.services.database.read();
                self.rows(&key, email_change::Entity::find_by_id(row.id).all(db).await?).await;
                let own = canned::Entity::find().filter(canned::Column::PersonId.eq(row.id));
                self.rows(&key, own.all(db).await?).await;
                let emails = outbox::Entity::find()
                    .filter(outbox::Column::OwnerKind.eq(OwnerKind::Person))
                    .filter(outbox::Column::OwnerId.eq(row.id));
                self.rows(&key, emails.all(self.services.database.read()).await?).await;
            }
        }
    }

    /// What is sealed with the installation's own key.
    async fn of_installation(&mut self) -> Result<()> {
        let Some(key) = self.key(Owner::installation()).await? else { return Ok(()) };
        let db = self.services.database.read();
        let common = canned::Entity::find().filter(canned::Column::PersonId.is_null());
        self.rows(&key, common.all(db).await?).await;
        self.rows(&key, staff_invitation::Entity::find().all(db).await?).await;
        self.rows(&key, policy::Entity::find().all(db).await?).await;
        let emails = outbox::Entity::find().filter(outbox::Column::OwnerKind.eq(OwnerKind::Installation));
        self.rows(&key, emails.all(db).await?).await;
        Ok(())
    }

    async fn key(&mut self, owner: Owner) -> Result<Option<DataKey>> {
        match data_keys::find(self.services.database.read(), &self.services.keyring, owner).await {
            Ok(Some(key)) => Ok(Some(key)),
            Ok(None) | Err(crate::Error::Damaged(_)) => {
                self.note(data_keys::context_of(owner));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    async fn rows<M: SealedRow + Sync>(&mut self, key: &DataKey, rows: Vec<M>) {
        for row in &rows {
            self.row(key, row).await;
        }
    }

    async fn row<M: SealedRow + Sync>(&mut self, key: &DataKey, row: &M) {
        let values = row.values();
        let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let damaged: Vec<SealContext> = values
            .into_iter()
            .filter(|(context, value)| key.open(*context, value).is_err())
            .map(|(context, _)| context)
            .collect();
        for context in damaged {
            self.note(context);
        }
        self.tried.values += u64::from(count);
        self.rest(count).await;
    }

    async fn file(&mut self, key: &DataKey, row: &file::Model) {
        self.tried.files += 1;
        let objects = Arc::clone(&self.services.files.objects);
        let content = file::content(objects, key, row, 0..row.bytes()).await;
        let Ok(mut content) = content else { return self.note(file::content_context(row.id)) };
        loop {
            match content.try_next().await {
                Ok(Some(_)) => self.rest(1).await,
                Ok(None) => return,
                Err(_) => return self.note(file::content_context(row.id)),
            }
        }
    }

    fn note(&mut self, context: SealContext) {
        let reference = context.reference();
        (self.found)(Finding { field: context.field, row: context.object, reference });
    }

    /// Leaves others their share of the machine.
    async fn rest(&mut self, count: u32) {
        self.since += count;
        if self.since >= self.rate {
            self.since = 0;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

/// The next rows of a table, by their ids.
async fn page<E: EntityTrait>(services: &Services, after: Uuid, id: E::Column) -> Result<Vec<E::Model>> {
    let rows = E::find().filter(id.gt(after)).order_by_asc(id).limit(BATCH);
    Ok(rows.all(services.database.read()).await?)
}
