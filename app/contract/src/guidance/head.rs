//! What every page inside a workspace shows around its content.

use crate::{
    absence::Away,
    closing::ClosingView,
    contact::Reachable,
    id::{PersonId, WorkspaceId},
    invitation::InvitationProgress,
    life::{Timeline, Wait},
    names::Names,
    person::Language,
    topic::Topic,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// How far the customer has come in (P3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvitationStatus {
    /// Invited; nobody has accepted yet.
    Invited,
    /// Accepted; the counselor has to confirm the identity before content is shown.
    AwaitingConfirmation,
    /// The customer is in.
    Taken,
}

/// What the person who looks may do just now.
#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct May {
    /// Write messages and start conversations.
    pub write: bool,
    /// Press the button that reactivates (L5).
    pub reactivate: bool,
    /// Ask for reactivation (L5).
    pub ask_reactivation: bool,
    /// Close it (L5).
    pub close: bool,
    /// Confirm or refuse the person who accepted the invitation (P3).
    pub confirm: bool,
    /// Send the invitation again.
    pub invite_again: bool,
    /// Download the customer package (W7).
    pub download: bool,
    /// Change its title, topics and language (W3).
    pub describe: bool,
    /// Read and write internal notes (W5).
    pub notes: bool,
    /// Ask the customer to let a second professional in (P6).
    pub ask_consent: bool,
}

/// What every page inside a workspace shows around its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceHead {
    /// Its id.
    pub id: WorkspaceId,
    /// Which one of its states this is: another after each change.
    pub revision: i64,
    /// Its running number in the organisation.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Topics.
    pub topics: Vec<Topic>,
    /// The organisation's name.
    pub organisation: Names,
    /// The counselor's name; nothing while nobody guides, because the role was withdrawn (P7).
    pub counselor: Option<String>,
    /// The customer's name once there is one.
    pub customer: Option<String>,
    /// In which language the customer reads, for whoever writes to them.
    pub customers_language: Option<Language>,
    /// Second professionals who take part with the customer's consent (P6).
    pub co_professionals: Vec<CoProfessional>,
    /// What the reader was granted, when they are such a one.
    pub granted: Option<Granted>,
    /// Until when the reader stands in for the counselor, where they do (P12).
    pub stands_in_through: Option<NaiveDate>,
    /// How many second professionals wait for the reader's consent.
    pub consents_asked: u32,
    /// Who waits for confirmation, for the counselor: what is confirmed is who was seen (P3).
    pub candidate: Option<PersonId>,
    /// When the one who waits for confirmation was born, for the counselor to compare (P3).
    pub candidate_born: Option<NaiveDate>,
    /// How the invitation stands, for the counselor while the seat is not taken.
    pub invitation: Option<InvitationProgress>,
    /// How the customer can be reached, for their counselor (P10).
    pub customer_contact: Option<Reachable>,
    /// The counselor's telephone number, for the customer.
    pub counselor_phone: Option<String>,
    /// How far the customer has come in.
    pub invitation_status: InvitationStatus,
    /// The customer asks for reactivation (L5).
    pub asks_reactivation: bool,
    /// The counselor is away (W6).
    pub away: Option<Away>,
    /// Why its next step waits, where it does (L9).
    pub wait: Option<Wait>,
    /// The mail server refuses the customer's address for good (L9).
    pub address_refused: bool,
    /// Nobody knows an address of the customer's: notices are here only (P11).
    pub has_no_address: bool,
    /// When a supervisor last opened it, where that was not long ago, for the customer (P8).
    pub supervised_at: Option<NaiveDateTime>,
    /// How staff closed it, where they did (L8).
    pub closing: Option<ClosingView>,
    /// Until when it could be reactivated if it were closed today, for who may close it.
    pub closed_now_through: Option<NaiveDate>,
    /// What may be done.
    pub may: May,
    /// Its life.
    pub timeline: Timeline,
}

/// A second professional who takes part now, as every page of the workspace tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoProfessional {
    /// Who.
    pub name: String,
    /// On whose behalf.
    pub organisation: Names,
    /// The last day.
    pub through: NaiveDate,
}

/// What the second professional who reads has been granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    /// From when on they see what is written; nothing when they see all of it.
    pub since: Option<NaiveDateTime>,
    /// The last day.
    pub through: NaiveDate,
}
