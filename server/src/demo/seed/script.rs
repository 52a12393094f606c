//! What happens in each workspace of a Friday, and when: made from its story.

use super::samples::{ANSWERS, GREETINGS, LETTERS, SAMPLES, Sample, Story};
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
    /// How many minutes before the end.
    pub before: u32,
    /// Which sample.
    pub sample: usize,
    /// What.
    pub act: Act,
}

/// Everything, the earliest first.
pub fn events() -> Vec<Event> {
    let mut events: Vec<Event> =
        SAMPLES.iter().enumerate().flat_map(|(place, sample)| of_sample(place, sample)).collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.before));
    events
}

/// Minutes before the end: so many days, and a bit that differs from workspace to workspace.
fn days(days: u32, place: usize) -> u32 {
    let minutes = u32::try_from(place * 37 % 360).unwrap_or(0);
    (days * 24 * 60).saturating_sub(minutes) + 5
}

fn pick(words: &[&'static str], place: usize) -> &'static str {
    words.get(place % words.len()).copied().unwrap_or_default()
}

fn of_sample(place: usize, sample: &Sample) -> Vec<Event> {
    let vary = |span: usize| u32::try_from(place * 13 % span).unwrap_or(0);
    let at = |day: u32, act| Event { before: days(day, place), sample: place, act };
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
        Story::Invited => vec![at(2 + vary(17), Act::Create)],
        Story::Unconfirmed => vec![at(4, Act::Create), at(2, Act::Join)],
        Story::Waiting => begun(50 + vary(30)).chain(exchange(20, 0)).chain(unread(vary(3))).collect(),
        Story::Quiet => begun(30 + vary(60)).chain(exchange(3 + vary(24), 0)).collect(),
        Story::Long => {
            let file = at(40, Act::CustomersFile(pick(&LETTERS, place)));
            let talk = (0_usize..14).flat_map(|turn| {
                let day = 160 - 11 * u32::try_from(turn).unwrap_or(0);
                exchange(day, turn)
            });
            begun(170).chain(talk).chain(iter::once(file)).chain(unread(0)).collect()
        }
        Story::Ending => begun(80 + vary(8)).chain(exchange(78 + vary(5), 0)).collect(),
        Story::Forgotten => begun(150 + vary(30)).chain(exchange(110 + vary(30), 0)).collect(),
        Story::Closed | Story::Wishes => {
            let ask = (sample.story == Story::Wishes).then(|| at(1, Act::Ask));
            let closed = begun(70).chain(exchange(50, 2)).chain(iter::once(at(20, Act::Close)));
            closed.chain(ask).collect()
        }
        Story::Archived => {
            begun(190).chain(exchange(185, 2)).chain(iter::once(at(180, Act::Close))).collect()
        }
    }
}
