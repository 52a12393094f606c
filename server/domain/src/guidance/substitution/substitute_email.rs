//! Mail to who stands in: from when to when, and that they do not any more (P12).

use crate::{
    ground::{
        actor::Counselor,
        error::Result,
        outbox::{Mail, Says},
        services::Services,
    },
    people::{
        organisation,
        person::{self, absence},
    },
};
use contract::PersonId;
use sea_orm::DatabaseTransaction;

/// Notifies those for whom anything is new between what was set before and what is set now.
pub(super) async fn tell_substitutes(
    services: &Services,
    tx: &DatabaseTransaction,
    counselor: Counselor,
    (before, now): (Option<absence::Model>, Option<&absence::Model>),
) -> Result<()> {
    let days = |absence: &absence::Model| (absence.substitute_id, absence.first_day, absence.last_day);
    let organisation = organisation::load(tx, counselor.organisation).await?;
    let today = organisation.today(services.clock.now());
    let name = person::name(tx, &services.keyring, counselor.person).await?;
    let released = before.as_ref().filter(|before| {
        before.last_day >= today && now.is_none_or(|now| now.substitute_id != before.substitute_id)
    });
    let named = now.filter(|now| before.as_ref().map(days) != Some(days(now)));
    let released =
        released.map(|absence| (absence.substitute_id, Says::SubstituteReleased { counselor: name.clone() }));
    let named = named.and_then(|absence| {
        let first_day = absence.access_from?;
        let says = Says::SubstituteNamed { counselor: name.clone(), first_day, last_day: absence.last_day };
        Some((absence.substitute_id, says))
    });
    for (reader, says) in released.into_iter().chain(named) {
        let mail = |language| Mail { language, about: None, says };
        person::write_to_staff(services, tx, organisation.id, PersonId(reader), mail).await?;
    }
    Ok(())
}
