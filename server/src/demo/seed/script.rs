//! What happens in each workspace of a Friday, and when: made from its story.

use super::samples::{ANSWERS, GREETINGS, LETTERS, SAMPLES, Sample, Story};
use crate::demo::clock::{ZONE, morning_of};
use chrono::{DateTime, Datelike, Days, TimeDelta, Utc};
use domain::ground::clock::local_date;
use std::iter;

/// How many days a demonstration looks back: long enough for an archive.
pub const DAYS: u32 = 200;

/// Something that happens in a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The counselor creates it.
    Create,
    /// The customer accepts the invitation.
    Join,
    /// The customer comes.
    Visit,
    /// The counselor writes.
    Counselor(&'static str),
    /// The customer writes.
    Customer(&'static str),
    /// The customer writes, and sends a file.
    CustomersFile(&'static str),
    /// The counselor closes it.
    Close,
    /// The customer asks for reactivation.
    Ask,
}

/// When something happens in which workspace.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// Which sample.
    pub sample: usize,
    /// What.
    pub act: Act,
}

/// Everything that led to `end`, the earliest first.
pub fn events(end: DateTime<Utc>) -> Vec<Event> {
    let event = |(place, (days, act)): (usize, (u32, Act))| Event {
        at: at_work(end, days, place),
        sample: place,
        act,
    };
    let all = SAMPLES.iter().enumerate();
    let all = all.flat_map(|(place, sample)| of_sample(place, sample).into_iter().map(move |it| (place, it)));
    let mut events: Vec<Event> = all.map(event).collect();
    // What is of one moment keeps its order.
    events.sort_by_key(|event| event.at);
    events
}

/// So many days before `end`, in the working hours of that day, or of the Friday before; each workspace at
/// another time.
fn at_work(end: DateTime<Utc>, days: u32, place: usize) -> DateTime<Utc> {
    let day = local_date(end, ZONE) - Days::new(u64::from(days));
    let day = day - Days::new(u64::from(day.weekday().num_days_from_monday().saturating_sub(4)));
    let minutes = i64::try_from(place * 37 % 360).unwrap_or(0);
    (morning_of(day) + TimeDelta::minutes(minutes)).min(end - TimeDelta::minutes(5))
}

fn pick(words: &[&'static str], place: usize) -> &'static str {
    words.get(place % words.len()).copied().unwrap_or_default()
}

/// What happens in one workspace: how many days before the end, in this order.
fn of_sample(place: usize, sample: &Sample) -> Vec<(u32, Act)> {
    let vary = |span: usize| u32::try_from(place * 13 % span).unwrap_or(0);
    let at = |day: u32, act| (day, act);
    let greeting = pick(&GREETINGS, place);
    let begun = |day: u32| {
        [at(day, Act::Create), at(day - 1, Act::Join), at(day - 1, Act::Counselor(greeting))].into_iter()
    };
    // A question that is answered the next day.
    let exchange = |day: u32, turn: usize| {
        let (letter, answer) = (pick(&LETTERS, place + turn), pick(&ANSWERS, place + turn));
        [at(day, Act::Visit), at(day, Act::Customer(letter)), at(day - 1, Act::Counselor(answer))].into_iter()
    };
    let unread = |day: u32| {
        let letter = pick(&LETTERS, place + 3);
        [at(day, Act::Visit), at(day, Act::Customer(letter))].into_iter()
    };
    match sample.story {
        Story::Invited | Story::OnPaper => vec![at(2 + vary(17), Act::Create)],
        Story::Unconfirmed => vec![at(4, Act::Create), at(2, Act::Join)],
        Story::Waiting => begun(50 + vary(30)).chain(exchange(20, 0)).chain(unread(vary(3))).collect(),
        Story::Quiet | Story::Unreached => begun(30 + vary(60)).chain(exchange(3 + vary(24), 0)).collect(),
        Story::Long => {
            let file = at(40, Act::CustomersFile(pick(&LETTERS, place)));
            let talk = (0_usize..14).flat_map(|turn| {
                let day = 160 - 11 * u32::try_from(turn).unwrap_or(0);
                exchange(day, turn)
            });
            begun(170).chain(talk).chain(iter::once(file)).chain(unread(0)).collect()
        }
        Story::Ending => begun(81 + vary(7)).chain(exchange(79 + vary(7), 0)).collect(),
        Story::Forgotten => begun(150 + vary(30)).chain(exchange(110 + vary(30), 0)).collect(),
        Story::Closed | Story::Asks => {
            let ask = (sample.story == Story::Asks).then(|| at(1, Act::Ask));
            let closed = begun(70).chain(exchange(50, 2)).chain(iter::once(at(20, Act::Close)));
            closed.chain(ask).collect()
        }
        Story::Archived => {
            begun(190).chain(exchange(185, 2)).chain(iter::once(at(180, Act::Close))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::people::sample_code;
    use chrono::TimeZone;
    use contract::identity_code::IdentityCode;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn whatever_day_it_is_everything_is_past_in_its_order_and_not_on_a_weekend() {
        for end in [
            Utc.with_ymd_and_hms(2026, 11, 27, 12, 0, 0),
            Utc.with_ymd_and_hms(2028, 2, 29, 22, 30, 0),
            Utc.with_ymd_and_hms(2027, 3, 28, 0, 30, 0),
            Utc.with_ymd_and_hms(2027, 1, 3, 6, 0, 0),
        ] {
            let end = end.unwrap();
            let mut created = HashSet::new();
            let mut last: HashMap<usize, DateTime<Utc>> = HashMap::new();
            for event in events(end) {
                assert!(event.at < end && event.at > end - TimeDelta::days(i64::from(DAYS)), "{event:?}");
                let weekday = local_date(event.at, ZONE).weekday().num_days_from_monday();
                let is_today = local_date(event.at, ZONE) >= local_date(end, ZONE) - Days::new(1);
                assert!(weekday < 5 || is_today, "{event:?}");
                assert_eq!(created.insert(event.sample), event.act == Act::Create, "{event:?}");
                assert!(last.insert(event.sample, event.at).is_none_or(|before| before <= event.at));
            }
            assert_eq!(created.len(), SAMPLES.len());
        }
    }

    #[test]
    fn every_sample_has_an_identity_of_its_own() {
        let codes: HashSet<String> = (0..SAMPLES.len()).map(sample_code).collect();
        assert_eq!(codes.len(), SAMPLES.len());
        assert!(codes.iter().all(|code| IdentityCode::parse(code).is_some()));
    }
}
