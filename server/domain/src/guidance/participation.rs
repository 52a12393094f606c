//! A second professional in a workspace (P6): the counselor asks, the customer consents, and either
//! of the three ends it. Who they are and until when they may look is looked up at every access.

mod ask;
mod decide;
mod end;
mod notify;
mod view;

pub(crate) use ask::ask;
pub(crate) use decide::decide;
pub(crate) use end::{end, end_of};
pub(crate) use view::{people, views};
