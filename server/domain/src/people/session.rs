//! Sign-ins: attempts under way, sessions, and what a form held when it could not be taken.

pub mod attempt;
pub mod http;
mod own;
mod present;
pub(crate) mod provider_sign_out;
pub mod rejected_form;
mod row;
mod sign_in;

pub use own::OwnSignIns;
pub(crate) use present::was_here_since;
pub use present::{Ended, Present, SignedIn, current, peek};
pub use provider_sign_out::{SignedOutThere, WhoseSignIns, signed_out_there};
pub(crate) use row::{Column, Entity};
pub use row::{Limits, SessionId};
pub use sign_in::{
    Admitted, NewSession, Refusal, advance_clock, owner, provider, refused, sign_in_customer, sign_in_staff,
    sign_out,
};

use crate::ground::error::Result;
use contract::PersonId;
use sea_orm::entity::prelude::*;

/// Forgets all sign-ins and forms of a person.
pub(crate) async fn forget(tx: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    Entity::delete_many().filter(Column::PersonId.eq(person.0)).exec(tx).await?;
    rejected_form::Entity::delete_many()
        .filter(rejected_form::Column::PersonId.eq(person.0))
        .exec(tx)
        .await?;
    Ok(())
}
