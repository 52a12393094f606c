//! The invitation of somebody whom no mail reaches, to be printed and given to them or sent by post (P11): a page
//! of PDF/UA-1 with the address of the service and the code.

mod words;

use super::pdf_document::{Part, PdfDocument};
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action, Entry},
        error::Result,
        services::Services,
    },
    guidance::workspace::{self, invitation},
    people::person::{self, contact},
};
use contract::{ApiError, PersonId, WorkspaceId, date::date};
use std::io;
use words::{Letter, Words};

/// The letter as a document. Printing it again gives the same code, while that is valid.
///
/// # Errors
/// [`ApiError::NotFound`] for anybody but the counselor; [`ApiError::Conflict`] where there is no invitation to
/// be printed: somebody has accepted, or its time is over.
pub async fn print(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    public_url: &str,
) -> Result<Vec<u8>> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let access = workspace::open_as_owner(services, &tx, participant, id).await?;
    let (code, expires_at) = invitation::to_be_printed(services, &tx, &access.row, &access.content.key)
        .await?
        .ok_or(ApiError::Conflict)?;
    let organisation = &access.content.organisation;
    let counselor = PersonId(access.row.counselor_id);
    let language = access.row.language();
    let letter = Letter {
        counselor: person::name(&tx, &services.keyring, counselor).await?,
        phone: contact::reachable(&tx, &services.keyring, counselor).await?.phone,
        organisation: organisation.name.read_in(language).to_owned(),
        address: format!("{public_url}/code"),
        code: code.to_string(),
        printed_on: date(language, organisation.today(now)),
        through: date(language, invitation::last_day(expires_at, organisation.zone)),
        has_no_address: access.row.email.is_none(),
    };
    let entry = Entry::new(participant.actor(), Action::LetterPrinted).within(organisation.id).on(id.0);
    tx.commit().await?;
    let typeset = move || -> Result<Vec<u8>> {
        let words = Words::of(language, &letter);
        let mut document = PdfDocument::new(words.title, language)?;
        for (part, text) in paragraphs(&letter, &words) {
            document.add(part, &text)?;
        }
        Ok(document.finish(now)?)
    };
    let document = tokio::task::spawn_blocking(typeset).await.map_err(io::Error::other)??;
    let tx = services.database.begin().await?;
    audit::record(&tx, now, entry).await?;
    tx.commit().await?;
    Ok(document)
}

fn paragraphs(letter: &Letter, words: &Words) -> Vec<(Part, String)> {
    let mut paragraphs = vec![
        (Part::Title, words.title.to_owned()),
        (Part::Paragraph, format!("{}, {}", letter.organisation, letter.printed_on)),
        (Part::Paragraph, words.invites.clone()),
        (Part::Paragraph, words.what.to_owned()),
        (Part::Heading, words.how.to_owned()),
        (Part::Step, words.open.to_owned()),
        (Part::Code, letter.address.clone()),
        (Part::Step, words.sign_in.to_owned()),
        (Part::Step, words.type_code.to_owned()),
        (Part::Code, letter.code.clone()),
        (Part::Heading, words.good_to_know.to_owned()),
        (Part::Paragraph, words.through.clone()),
        (Part::Paragraph, words.unsure.clone()),
    ];
    paragraphs.extend(letter.has_no_address.then(|| (Part::Paragraph, words.no_address.to_owned())));
    paragraphs.push((Part::Paragraph, words.unexpected.to_owned()));
    paragraphs
}
