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
        person::{self, StaffRole, absence},
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
    let opens = |absence: &absence::Model| absence.access_from.is_some_and(|from| from <= absence.last_day);
    let released = before.as_ref().filter(|before| {
        let stands_in_still = |now: &absence::Model| now.substitute_id == before.substitute_id && opens(now);
        before.last_day >= today && opens(before) && !now.is_some_and(stands_in_still)
    });
    let named = now.filter(|now| before.as_ref().map(days) != Some(days(now)));
    // One that is over before it opens anything has nobody stand in.
    let named = named.filter(|now| opens(now));
    let released = released.map(|absence| {
        let began = absence.access_from.is_some_and(|from| from <= today);
        (absence.substitute_id, Says::SubstituteReleased { counselor: name.clone(), began })
    });
    let named = named.and_then(|absence| {
        let first_day = absence.access_from?;
        let again = before
            .as_ref()
            .is_some_and(|before| before.last_day >= today && before.substitute_id == absence.substitute_id);
        let (counselor, last_day) = (name.clone(), absence.last_day);
        Some((absence.substitute_id, Says::SubstituteNamed { again, counselor, first_day, last_day }))
    });
    for (reader, says) in released.into_iter().chain(named) {
        // Whoever is no counselor there any more stands in for nobody.
        let roles = person::roles(tx, PersonId(reader), organisation.id).await?;
        if !roles.contains(StaffRole::Counselor) {
            continue;
        }
        let mail = |language| Mail { language, about: None, says };
        person::write_to_staff_if_readable(services, tx, organisation.id, PersonId(reader), mail).await?;
    }
    Ok(())
}
