//! Sign-ins: attempts under way, sessions, and what a form held when it could not be taken.

pub mod attempt;
pub mod form_return;
pub mod http;
mod sign_in;

pub use sign_in::{
    Ended, Limits, NewSession, Refusal, SessionId, SignedIn, current, owner, refused, shift,
    sign_in_customer, sign_in_staff, sign_out,
};
