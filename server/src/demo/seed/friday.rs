//! A demonstration that looks like a real Friday: half a year of one counselor's work, played by the
//! rules themselves, with the clock moved along.

use super::{
    samples::{SAMPLES, Sample, Story},
    script::{Act, DAYS, Event, events},
    setup::{Setup, message, newest_to},
};
use crate::demo::{Time, people::sample_code};
use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    ConversationId, CounselorDesk, CustomerDesk, FileId, PersonId, WorkspaceDesk, WorkspaceId,
    closing::NewClosing, conversation::NewConversation,
};
use domain::{
    Services,
    desk::{Counselor, Customer, Desk},
    guidance::{
        workspace::delivery,
        workspace_files::{self, Incoming},
    },
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
    setup: &Setup,
    time: &Time,
    counselor: &Desk<Counselor>,
    end: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut played: Vec<Played> = SAMPLES.iter().map(|_| Played::default()).collect();
    let mut next_step = end - TimeDelta::days(i64::from(DAYS)) + STEP;
    for event in events(end) {
        while next_step < event.at {
            time.jump(&setup.services, next_step).await?;
            next_step += STEP;
        }
        time.clock.set(event.at)?;
        let (Some(sample), Some(played)) = (SAMPLES.get(event.sample), played.get_mut(event.sample)) else {
            continue;
        };
        act(setup, counselor, sample, played, event).await?;
    }
    time.jump(&setup.services, end).await?;
    refuse_mail(&setup.services).await
}

/// Has the mail server refuse the addresses that take no mail: as it does with whatever was sent there last.
async fn refuse_mail(services: &Services) -> anyhow::Result<()> {
    let unreached = SAMPLES.iter().enumerate().filter(|(_, sample)| sample.story == Story::Unreached);
    for (place, _) in unreached {
        let email = newest_to(services, &address_of(place), |_| true).await?;
        delivery::refused(services, &email).await?;
    }
    Ok(())
}

async fn act(
    setup: &Setup,
    counselor: &Desk<Counselor>,
    sample: &Sample,
    played: &mut Played,
    event: Event,
) -> anyhow::Result<()> {
    if event.act == Act::Create {
        let is_unknown = sample.story == Story::Unconfirmed;
        let known = if is_unknown { String::new() } else { sample_code(event.sample) };
        let email = if sample.story == Story::OnPaper { String::new() } else { address_of(event.sample) };
        let new = Setup::new_workspace(sample.title, &[sample.topic], email, known);
        played.workspace = Some(counselor.create_workspace(new).await?);
        return Ok(());
    }
    let workspace = played.workspace.context("nothing was created yet")?;
    if event.act == Act::Join {
        let customer = setup.customer(&sample_code(event.sample), sample.customer).await?;
        setup.accept(customer, &address_of(event.sample)).await?;
        played.customer = Some(customer);
        return Ok(());
    }
    let person = played.customer.context("nobody has come yet")?;
    let customer = setup.desk_of(person);
    match event.act {
        Act::Create | Act::Join => {}
        Act::Visit => drop(customer.workspace(workspace).await?),
        Act::Counselor(text) => {
            if let Some(conversation) = played.conversation {
                counselor.conversation(workspace, conversation, None).await?;
                counselor.send_message(workspace, conversation, message(text)).await?;
            } else {
                let new = NewConversation { subject: "Ohjaus".into(), message: message(text) };
                played.conversation = Some(counselor.start_conversation(workspace, new).await?);
            }
        }
        Act::Customer(text) | Act::CustomersFile(text) => {
            let conversation = played.conversation.context("there is no conversation yet")?;
            customer.conversation(workspace, conversation, None).await?;
            let mut new = message(text);
            if matches!(event.act, Act::CustomersFile(_)) {
                new.files = vec![send_file(setup, person, workspace, conversation).await?];
            }
            customer.send_message(workspace, conversation, new).await?;
        }
        Act::Close => counselor.close(workspace, NewClosing::default()).await?,
        Act::Ask => customer.ask_reactivation(workspace).await?,
    }
    Ok(())
}

/// Where the customer of a sample gets mail.
fn address_of(sample: usize) -> String {
    format!("customer{}@example.org", sample + 1)
}

async fn send_file(
    setup: &Setup,
    customer: PersonId,
    workspace: WorkspaceId,
    conversation: ConversationId,
) -> anyhow::Result<FileId> {
    let content = futures::stream::iter([Ok(bytes::Bytes::from_static(FILE.as_bytes()))]);
    let incoming = Incoming { conversation: Some(conversation), name: "hakemus.txt".into(), content };
    let role = Customer(customer);
    Ok(workspace_files::receive(&setup.services, role, workspace, incoming).await?.id)
}
