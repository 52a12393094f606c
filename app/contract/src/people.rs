//! Who people are, and how they are signed in.

pub mod absence;
pub mod contact;
pub mod identity_code;
pub mod invitation_code;
pub mod person;
pub mod session;
pub mod staff;
pub mod undertaking;
