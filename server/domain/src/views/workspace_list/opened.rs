//! What is sealed in all workspaces of a list, opened to be looked through or sorted by. Nothing of it is kept.

use super::{Line, is_others, other};
use crate::{
    ground::{
        actor::Participant,
        data_keys,
        error::Result,
        services::Services,
        vault::{DataKey, Owner},
    },
    guidance::workspace::field,
    people::person,
    record::comparable::comparable,
};
use contract::topic::Topic;
use std::{collections::HashMap, iter};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use uuid::Uuid;

/// The topics of each. Of what does not open there are none, and the log says so.
pub(super) async fn topics(services: &Services, lines: &[Line<'_>]) -> Result<HashMap<Uuid, Vec<Topic>>> {
    let keys = keys(services, lines).await?;
    let topics = |line: &Line<'_>| {
        let (row, key) = (&line.row, keys.get(&line.row.id)?);
        let topics = key.open_text(row.context(field::TOPICS), &row.topics).ok()?;
        Some((row.id, serde_json::from_str(&topics).unwrap_or_default()))
    };
    Ok(lines.iter().filter_map(topics).collect())
}

/// The name of whoever stands on the other side of each, where there is somebody.
pub(super) async fn names(
    services: &Services,
    participant: Participant,
    lines: &[Line<'_>],
) -> Result<HashMap<Uuid, String>> {
    let people = lines.iter().filter_map(|line| other(participant, &line.row));
    let names = person::names(services.database.read(), &services.keyring, people).await?;
    let name = |line: &Line<'_>| Some((line.row.id, names.get(&other(participant, &line.row)?)?.clone()));
    Ok(lines.iter().filter_map(name).collect())
}

/// The title of each with the people by whom it is found, as it is compared.
pub(super) async fn texts(
    services: &Services,
    participant: Participant,
    lines: &[Line<'_>],
) -> Result<HashMap<Uuid, String>> {
    let keys = keys(services, lines).await?;
    let guides = |line: &Line<'_>| is_others(participant, &line.row).then_some(line.row.counselor_id);
    let people: Vec<Uuid> =
        lines.iter().flat_map(|line| [other(participant, &line.row), guides(line)]).flatten().collect();
    let names = person::names(services.database.read(), &services.keyring, people).await?;
    let text = |line: &Line<'_>| {
        let row = &line.row;
        let title =
            keys.get(&row.id).and_then(|key| key.open_text(row.context(field::TITLE), &row.title).ok());
        let people = [other(participant, row), guides(line)].into_iter().flatten();
        let names = people.filter_map(|id| names.get(&id).cloned());
        let all: Vec<String> = title.into_iter().chain(names).collect();
        (row.id, comparable(&all.join("\n")))
    };
    Ok(lines.iter().map(text).collect())
}

async fn keys(services: &Services, lines: &[Line<'_>]) -> Result<HashMap<Uuid, DataKey>> {
    let owner = |line: &Line<'_>| Owner::workspace(line.row.organisation(), line.row.id());
    let owners: Vec<Owner> = lines.iter().map(owner).collect();
    data_keys::load_many(services.database.read(), &services.keyring, &owners).await
}

/// A name as lists are sorted by: in small letters, with å, ä and ö after z, as in Finnish and Swedish, and other
/// letters with marks as those without.
pub(super) fn in_order(name: &str) -> String {
    let mut sorted = String::with_capacity(name.len());
    for letter in comparable(name).chars() {
        match letter {
            'å' => sorted.push('{'),
            'ä' => sorted.push('|'),
            'ö' => sorted.push('}'),
            other => sorted.extend(iter::once(other).nfd().filter(|part| !is_combining_mark(*part))),
        }
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn names_stand_in_the_order_of_the_alphabet() {
        let mut names =
            ["Östman", "Åberg", "Šimić", "zaza", "Äijälä", "aalto", "Éva", "Zorro", "Özil", "Tiina"];
        names.sort_by_key(|name| in_order(name));
        assert_eq!(
            names,
            ["aalto", "Éva", "Šimić", "Tiina", "zaza", "Zorro", "Åberg", "Äijälä", "Östman", "Özil"]
        );
    }
}
