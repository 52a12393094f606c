//! Workspaces: their life, who may see them, and what can be done with them.

mod access;
mod administered;
mod close;
mod create;
pub mod delivery;
mod head;
pub(crate) mod invitation;
pub mod lifecycle;
mod next_event;
mod notify;
mod reactivate;
mod revision;
mod step;
mod update;
mod visit;

pub(crate) use access::{
    WorkspaceAccess, has_no_other, open_as_owner, open_for_reading, open_for_writing, organisations_of,
    owned_by, taking_part, visible,
};
pub(crate) use administered::{
    administered, administered_workspaces, is_active_on, is_unreached, orphaned, run_by, shown,
};
pub(crate) use close::close;
pub(crate) use create::create;
pub(crate) use delivery::address::{invited_at, of_customer, set_address};
pub(crate) use delivery::waits;
pub(crate) use head::{head, may_write};
pub(crate) use invitation::accept::{accept, accept_code};
pub(crate) use invitation::confirm::confirm_customer;
pub(crate) use invitation::correct::invite_again;
pub(crate) use invitation::forget as forget_invitations;
pub(crate) use invitation::link::{decline, describe};
pub(crate) use invitation::remind::{end_with as end_invitations, remind, withdraw};
pub use next_event::next_event;
pub(crate) use notify::notify;
pub(crate) use reactivate::ask::ask_reactivation;
pub(crate) use reactivate::{may_reactivate, reactivate, reactivate_opened};
pub(crate) use revision::{commit, touch, written_in};
pub(crate) use step::{is_next, through};
pub(crate) use update::description::{change_description, description};
pub(crate) use update::update as update_row;
pub(crate) use visit::{ReadMode, visit};

use contract::{OrganisationId, PersonId, WorkspaceId, life::ClosedBy, person::Language};
use lifecycle::{Closing, Dates, Facts, Policy};
use sea_orm::entity::prelude::*;

use crate::ground::vault::{SealContext, Sealed, SealedRow};

/// The table `workspace`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "workspace")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub number: i64,
    pub policy_id: Uuid,
    pub counselor_id: Uuid,
    pub customer_id: Option<Uuid>,
    pub invitation_status: InvitationStatusColumn,
    #[sea_orm(column_type = "Blob")]
    pub title: Sealed,
    #[sea_orm(column_type = "Blob")]
    pub topics: Sealed,
    /// The customer's address; nothing where nobody knows one (P11).
    #[sea_orm(column_type = "Blob", nullable)]
    pub email: Option<Sealed>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub expected_index: Option<Vec<u8>>,
    pub created_on: Date,
    pub visited_on: Option<Date>,
    pub reactivated_on: Option<Date>,
    pub closed_on: Option<Date>,
    pub closed_by: Option<ClosedByColumn>,
    pub closed_reason: Option<String>,
    /// What the counselor said to the customer with it (L8).
    #[sea_orm(column_type = "Blob", nullable)]
    pub closing_words: Option<Sealed>,
    pub archived_on: Option<Date>,
    pub asked_on: Option<Date>,
    pub postponed_since: Option<Date>,
    pub postponed_to: Option<Date>,
    pub held_through: Option<Date>,
    pub address_refused_at: Option<DateTimeUtc>,
    pub destroy_after: Option<DateTimeUtc>,
    pub language: String,
    pub active_through: Date,
    pub inactive_through: Date,
    pub archived_through: Date,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub touched_at: DateTimeUtc,
    /// Another one after each change that those who look at it are told of.
    pub revision: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        let fields = [
            (field::TITLE, Some(&self.title)),
            (field::TOPICS, Some(&self.topics)),
            (field::EMAIL, self.email.as_ref()),
            (field::CLOSING_WORDS, self.closing_words.as_ref()),
        ];
        fields.into_iter().filter_map(|(field, sealed)| Some((self.context(field), sealed?))).collect()
    }
}

/// How far the customer has come in, as stored (P3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub(crate) enum InvitationStatusColumn {
    Invited,
    AwaitingConfirmation,
    Taken,
}

/// Who or what ended the active time, as stored (L5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub(crate) enum ClosedByColumn {
    Counselor,
    Organisation,
    Time,
}

impl ClosedByColumn {
    fn person(self) -> Option<ClosedBy> {
        match self {
            Self::Counselor => Some(ClosedBy::Counselor),
            Self::Organisation => Some(ClosedBy::Organisation),
            Self::Time => None,
        }
    }
}

impl Model {
    pub fn id(&self) -> WorkspaceId {
        WorkspaceId(self.id)
    }

    pub fn organisation(&self) -> OrganisationId {
        OrganisationId(self.organisation_id)
    }

    /// Whether its customer has come in.
    pub fn has_joined(&self) -> bool {
        self.invitation_status == InvitationStatusColumn::Taken
    }

    pub fn customer(&self) -> Option<PersonId> {
        self.customer_id.map(PersonId)
    }

    /// The facts of its life.
    pub fn facts(&self) -> Facts {
        Facts {
            created_on: self.created_on,
            visited_on: self.visited_on,
            reactivated_on: self.reactivated_on,
            closed: self.closed_on.zip(self.closed_by).map(|(on, by)| Closing { on, by: by.person() }),
            archived_on: self.archived_on,
            postponed_to: self.postponed_to,
            held_through: self.held_through,
        }
    }

    /// The stored dates (L3).
    pub fn dates(&self) -> Dates {
        Dates {
            active_through: self.active_through,
            inactive_through: self.inactive_through,
            archived_through: self.archived_through,
        }
    }

    /// Stores the dates that follow from its facts (L3). A step that waits for its notices, and has
    /// got a later day for another reason, waits no longer (L9).
    pub fn set_dates(&mut self, policy: Policy) {
        let dates = lifecycle::dates(&self.facts(), policy);
        self.active_through = dates.active_through;
        self.inactive_through = dates.inactive_through;
        self.archived_through = dates.archived_through;
        if self.postponed_to.is_some_and(|to| self.next_through() > to) {
            self.postponed_since = None;
            self.postponed_to = None;
        }
    }

    /// Ends its active time today (L5, L8).
    pub fn close(&mut self, today: Date, by: ClosedByColumn) {
        self.closed_on = Some(today);
        self.closed_by = Some(by);
        self.postponed_since = None;
        self.postponed_to = None;
    }

    /// Makes it active again today (L5): its ladder begins anew.
    pub fn reactivate(&mut self, today: Date) {
        self.reactivated_on = Some(today);
        self.closed_on = None;
        self.closed_by = None;
        self.closed_reason = None;
        self.closing_words = None;
        self.asked_on = None;
        self.postponed_since = None;
        self.postponed_to = None;
    }

    /// The language of its invitation.
    pub fn language(&self) -> Language {
        Language::from_code(&self.language).unwrap_or_default()
    }

    /// Where one of its fields is sealed.
    pub fn context(&self, field: &'static str) -> SealContext {
        SealContext::of(self.id, field)
    }
}

/// The names of the sealed fields.
pub(crate) mod field {
    pub const TITLE: &str = "workspace.title";
    pub const TOPICS: &str = "workspace.topics";
    pub const EMAIL: &str = "workspace.email";
    pub const CLOSING_WORDS: &str = "workspace.closing_words";
}
