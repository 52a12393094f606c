//! A request: who makes it, and what its pages are handed.

use super::{CounselorDesk, CustomerDesk, MainUserDesk, PublicDesk};
use crate::{
    break_glass::SupervisorDesk,
    error::ApiError,
    person::{PersonDesk, SessionLeft, SignInOption},
    session::SignInDesk,
    undertaking::UndertakingDesk,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Who makes a request, with the desk that goes with it.
#[derive(Clone)]
pub enum Caller {
    /// Nobody is signed in.
    Anonymous,
    /// A customer, strongly identified (P1).
    Customer(Arc<dyn CustomerDesk>),
    /// A member of staff for one organisation (P2), with a desk for each of their roles (P4).
    Staff(Staff),
    /// A member of staff who has not given the confidentiality undertaking (P9).
    WithoutUndertaking(Arc<dyn UndertakingDesk>),
}

/// The desks of a member of staff.
#[derive(Clone)]
pub struct Staff {
    /// As a counselor.
    pub counselor: Option<Arc<dyn CounselorDesk>>,
    /// As a main user.
    pub main_user: Option<Arc<dyn MainUserDesk>>,
    /// As a supervisor.
    pub supervisor: Option<Arc<dyn SupervisorDesk>>,
}

impl Staff {
    /// The desk that they have in any role.
    pub fn person(&self) -> Option<Arc<dyn PersonDesk>> {
        let counselor = self.counselor.clone().map(|desk| desk as Arc<dyn PersonDesk>);
        let main_user = self.main_user.clone().map(|desk| desk as Arc<dyn PersonDesk>);
        let supervisor = self.supervisor.clone().map(|desk| desk as Arc<dyn PersonDesk>);
        counselor.or(main_user).or(supervisor)
    }
}

/// A form that comes back: which, what was wrong, and what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedForm {
    /// The function to which it was sent. Older versions did not say so in forms that they keep for an hour.
    #[serde(default)]
    pub function: String,
    /// What was wrong; nothing where it was not sent, and its page was asked for in another language.
    pub error: Option<ApiError>,
    /// The fields as they were typed, by name.
    pub fields: Vec<(String, String)>,
}

/// What the pages are handed with each request.
#[derive(Clone)]
pub struct RequestContext {
    /// Who makes the request.
    pub caller: Caller,
    /// As whom, and for which organisation: a form carries it, and acts for nobody else.
    pub acting: String,
    /// What makes each form of the page that is made now one of its own, so that it is taken once.
    pub once: String,
    /// What can be done without signing in.
    pub public_desk: Arc<dyn PublicDesk>,
    /// The ways to sign in, in the language of the request.
    pub sign_in_options: Vec<SignInOption>,
    /// The ways to go on for another organisation (P4).
    pub other_organisations: Vec<SignInOption>,
    /// A form to be filled again.
    pub rejected: Option<RejectedForm>,
    /// The function that was done a moment ago, by a form that led here. It is said once.
    pub done: Option<String>,
    /// Whether a page that stands open asks by itself: then it is no visit (L1).
    pub by_itself: bool,
    /// What can be done about one's sign-ins, where somebody is signed in.
    pub sign_ins: Option<Arc<dyn SignInDesk>>,
    /// How much longer the sign-in lasts.
    pub left: Option<SessionLeft>,
    /// In a demonstration, the date on its clock.
    pub demonstration: Option<NaiveDate>,
}

impl RequestContext {
    /// Whether a form that was made for `acting` may act now. What no page of ours made carries nothing.
    pub fn acts_for(&self, acting: &str) -> bool {
        acting.is_empty() || acting == self.acting
    }
}
