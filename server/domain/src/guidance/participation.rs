//! A second professional in a workspace (P6): the counselor asks, the customer consents, and either
//! of the three ends it. Who they are and until when they may look is looked up at every access.

mod ask;
mod decide;
mod end;
mod hand_over;
mod notify;
mod view;

pub(crate) use ask::ask;
pub(crate) use decide::decide;
pub(crate) use end::end;
use end::end_of;
pub(crate) use hand_over::{hand_over, pass_on};
pub(crate) use view::{people, views};
