//! Contact details of a person (P10).

use crate::{error::ApiError, input::Check, person::EmailFrequency};
use serde::{Deserialize, Serialize};

/// The longest telephone number, in characters.
pub const PHONE_LENGTH: u32 = 40;

/// The longest postal address, in characters.
pub const POSTAL_ADDRESS_LENGTH: u32 = 300;

/// Contact details, as their person sees them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactDetails {
    /// Where mail goes; nothing where no address is known.
    pub email: Option<String>,
    /// Whether the address can be changed here: that of staff comes from their organisation.
    pub may_change_email: bool,
    /// Whether the address refuses mail for good (N4).
    pub email_refused: bool,
    /// An address that waits for its link to be opened.
    pub pending_email: Option<String>,
    /// The telephone number, or empty.
    pub phone: String,
    /// The postal address, or empty.
    pub postal_address: String,
    /// How they wish to be notified (N2).
    pub frequency: EmailFrequency,
}

/// Contact details as typed; all may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewContactDetails {
    /// Another address of mail, which counts once its link was opened; empty where it stays.
    pub email: String,
    /// The telephone number.
    pub phone: String,
    /// The postal address.
    pub postal_address: String,
    /// How they wish to be notified.
    pub frequency: EmailFrequency,
}

impl NewContactDetails {
    /// Checks every field.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<CheckedContactDetails, ApiError> {
        let mut check = Check::default();
        let is_new = !self.email.trim().is_empty();
        let email = is_new.then(|| check.email("email", &self.email));
        let phone = check.phone("phone", &self.phone, PHONE_LENGTH);
        let postal_address = check.optional("postal_address", &self.postal_address, POSTAL_ADDRESS_LENGTH);
        check.finish(CheckedContactDetails { email, phone, postal_address, frequency: self.frequency })
    }
}

/// Contact details that passed their check.
#[derive(Clone, Debug)]
pub struct CheckedContactDetails {
    /// Another address of mail.
    pub email: Option<String>,
    /// The telephone number, or empty.
    pub phone: String,
    /// The postal address, or empty.
    pub postal_address: String,
    /// How they wish to be notified.
    pub frequency: EmailFrequency,
}

/// How a person can be reached, as those see it who guide them or are guided by them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reachable {
    /// By mail.
    pub email: Option<String>,
    /// By telephone.
    pub phone: Option<String>,
    /// By letter.
    pub postal_address: Option<String>,
}
