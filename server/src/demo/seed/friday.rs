//! A demonstration that looks like a real Friday: half a year of one counselor's work, played by the
//! rules themselves, with the clock moved along.

use super::{
    samples::{SAMPLES, Sample, Story},
    script::{Act, DAYS, Event, events},
    stage::{Stage, message},
};
use crate::demo::{Time, people::sample_code};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    ConversationId, CounselorDesk, CustomerDesk, FileId, PersonId, WorkspaceDesk, WorkspaceId,
    conversation::NewConversation,
};
use domain::{
    desk::{Counselor, Customer, Desk},
    guidance::workspace_files::{self, Incoming},
};

/// How often what time does by itself is done meanwhile: often enough for every notice (L9).
const STEP: TimeDelta = TimeDelta::days(7);

/// The file that is sent.
const FILE: &str = "Hakemus ammattiopistoon\n\nSyy: alanvaihto\nAloitus: elokuu\n";

/// What there is of a sample so far.
#[derive(Default)]
struct Played {
    workspace: Option<WorkspaceId>,
    customer: Option<PersonId>,
    conversation: Option<ConversationId>,
}

/// Plays everything that led to `end`, and leaves the clock there.
pub async fn play(
    stage: &Stage,
    time: &Time,
    counselor: &Desk<Counselor>,
    end: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut played: Vec<Played> = SAMPLES.iter().map(|_| Played::default()).collect();
    let mut next_step = end - TimeDelta::days(i64::from(DAYS)) + STEP;
    for event in events() {
        let at = end - TimeDelta::minutes(i64::from(event.before));
        while next_step < at {
            time.jump(&stage.services, next_step).await?;
            next_step += STEP;
        }
        time.clock.set(at)?;
        let (Some(sample), Some(played)) = (SAMPLES.get(event.sample), played.get_mut(event.sample)) else {
            continue;
        };
        act(stage, counselor, sample, played, event).await?;
    }
    time.jump(&stage.services, end).await
}

async fn act(
    stage: &Stage,
    counselor: &Desk<Counselor>,
    sample: &Sample,
    played: &mut Played,
    event: Event,
) -> anyhow::Result<()> {
    if event.act == Act::Create {
        let is_unknown = sample.story == Story::Unconfirmed;
        let known = if is_unknown { String::new() } else { sample_code(event.sample) };
        let email = address_of(event.sample);
        let new = Stage::new_workspace(sample.title, &[sample.topic], email, known);
        played.workspace = Some(counselor.create_workspace(new).await?);
        return Ok(());
    }
    let Some(workspace) = played.workspace else { return Ok(()) };
    if event.act == Act::Join {
        let customer = stage.customer(&sample_code(event.sample), sample.customer).await?;
        stage.accept(customer, &address_of(event.sample)).await?;
        played.customer = Some(customer);
        return Ok(());
    }
    let Some(person) = played.customer else { return Ok(()) };
    let customer = stage.desk_of(person);
    match event.act {
        Act::Create | Act::Join => {}
        Act::Visit => drop(customer.workspace(workspace).await?),
        Act::Counselor(text) => match played.conversation {
            Some(conversation) => {
                counselor.conversation(workspace, conversation, None).await?;
                counselor.send_message(workspace, conversation, message(text)).await?;
            }
            None => {
                let new = NewConversation { subject: "Ohjaus".into(), message: message(text) };
                played.conversation = Some(counselor.start_conversation(workspace, new).await?);
            }
        },
        Act::Customer(text) | Act::CustomersFile(text) => {
            let Some(conversation) = played.conversation else { return Ok(()) };
            customer.conversation(workspace, conversation, None).await?;
            let mut new = message(text);
            if matches!(event.act, Act::CustomersFile(_)) {
                new.files = vec![send_file(stage, person, workspace, conversation).await?];
            }
            customer.send_message(workspace, conversation, new).await?;
        }
        Act::Close => counselor.close(workspace).await?,
        Act::Ask => customer.ask_reactivation(workspace).await?,
    }
    Ok(())
}

/// Where the customer of a sample gets mail.
fn address_of(sample: usize) -> String {
    format!("customer{}@example.org", sample + 1)
}

async fn send_file(
    stage: &Stage,
    customer: PersonId,
    workspace: WorkspaceId,
    conversation: ConversationId,
) -> anyhow::Result<FileId> {
    let content = futures::stream::iter([Ok(bytes::Bytes::from_static(FILE.as_bytes()))]);
    let incoming = Incoming { conversation: Some(conversation), name: "hakemus.txt".into(), content };
    let role = Customer(customer);
    Ok(workspace_files::receive(&stage.services, role, workspace, incoming).await?.id)
}
