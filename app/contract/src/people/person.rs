//! People as the pages show them.

use crate::{
    codes::codes,
    contact::{ContactDetails, NewContactDetails},
    error::ApiResult,
    names::Names,
    staff::Roles,
};
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// On which side of a workspace somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The person guided.
    Customer,
    /// The one who guides.
    Counselor,
}

/// Who is signed in, and on whose behalf they act (P4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Their name.
    pub name: String,
    /// On which side they stand.
    pub side: Side,
    /// The organisation for which staff act.
    pub organisation: Option<Names>,
    /// Their roles there, where they are staff.
    pub roles: Roles,
}

/// What the frame around every page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameView {
    /// Who is signed in, if anybody.
    pub me: Option<Me>,
    /// The ways to go on for another organisation in which they have a role (P4).
    pub other_organisations: Vec<SignInOption>,
    /// In a demonstration, the date on its clock.
    pub demonstration: Option<NaiveDate>,
    /// How much longer the sign-in lasts.
    pub left: Option<SessionLeft>,
    /// How many events are new for them, where they take part in workspaces (N1).
    pub news: Option<u32>,
}

/// A way to sign in, as the sign-in page offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInOption {
    /// The provider's key in the configuration, used in its address.
    pub key: String,
    /// Its name in the person's language.
    pub label: String,
    /// For whom it is.
    pub side: Side,
    /// What the address needs from whoever is signed in already, and so would change as whom they act.
    pub switch: Option<String>,
}

/// A language of the service (U1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Finnish.
    #[default]
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

codes!(Language {
    Fi = "fi",
    Sv = "sv",
    En = "en",
});

/// How somebody wishes to be notified by email of what is new (N2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailFrequency {
    /// After a few minutes, if they have not seen it.
    #[default]
    AtOnce,
    /// Once a day, in the morning.
    Daily,
    /// Not at all.
    Never,
}

codes!(EmailFrequency {
    AtOnce = "at_once",
    Daily = "daily",
    Never = "never",
});

/// How much longer a sign-in lasts, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionLeft {
    /// When nothing is done.
    pub idle: u32,
    /// Whatever is done.
    pub at_most: u32,
}

/// What everybody who is signed in can do.
#[async_trait]
pub trait PersonDesk: Send + Sync {
    /// Who sits at this desk.
    async fn me(&self) -> ApiResult<Me>;
    /// Remembers the language of the person's choice (U1).
    async fn speak(&self, language: Language) -> ApiResult<()>;
    /// How they can be reached, and how they wish to be notified (P10, N2).
    async fn contact_details(&self) -> ApiResult<ContactDetails>;
    /// Changes it. A link goes to another address of a customer, who is written to there once they opened it.
    ///
    /// # Errors
    /// [`crate::ApiError::Invalid`] with every mistake; [`crate::ApiError::TooOften`] after too many other addresses in a day.
    async fn save_contact_details(&self, new: NewContactDetails) -> ApiResult<()>;
}
