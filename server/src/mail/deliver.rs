//! Handing mail over by SMTP, one message to one person. What cannot be handed over stays in the
//! outbox and is tried again later.

use super::text::write;
use crate::config::{MailConfig, Problem, Tls};
use domain::{Services, outbox};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::authentication::Credentials,
};
use std::{sync::Arc, time::Duration};

/// Letters handed over in one round.
const ROUND: u64 = 50;

/// How long the outbox rests between rounds.
const PAUSE: Duration = Duration::from_secs(5);

/// Whoever carries the mail.
pub struct Postman {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    public_url: String,
}

impl Postman {
    /// The postman of a configuration.
    pub fn new(config: &MailConfig, public_url: &str) -> anyhow::Result<Self> {
        let builder = match config.tls {
            Tls::Starttls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&config.host)?,
            Tls::Wrapped => AsyncSmtpTransport::<Tokio1Executor>::relay(&config.host)?,
            Tls::Off => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host),
        };
        let mut builder = builder.port(config.port).timeout(Some(Duration::from_secs(20)));
        if let Some(username) = &config.username {
            let password = config.password().map_err(|problem: Problem| anyhow::anyhow!("{problem}"))?;
            builder = builder.credentials(Credentials::new(username.clone(), password.reveal().to_owned()));
        }
        Ok(Self { transport: builder.build(), from: config.from.parse()?, public_url: public_url.to_owned() })
    }

    /// Empties the outbox again and again, for as long as the process lives.
    pub async fn carry(self, services: Arc<Services>) {
        loop {
            if let Err(error) = deliver_due(&services, &self).await {
                tracing::error!(error = format!("{error:#}"), "outbox not emptied");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn hand_over(&self, letter: &outbox::Letter) -> anyhow::Result<()> {
        let written = write(&letter.mail, &self.public_url);
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, letter.recipient.parse()?))
            .subject(written.subject)
            .multipart(MultiPart::alternative_plain_html(written.plain, written.html))?;
        self.transport.send(message).await?;
        Ok(())
    }
}

/// Hands over what is due, once. One letter that fails does not hold the others; of several
/// processes, one hands over each.
pub async fn deliver_due(services: &Services, postman: &Postman) -> anyhow::Result<()> {
    for letter in outbox::due(services, ROUND).await? {
        if !outbox::claim(services, letter.id).await? {
            continue;
        }
        match postman.hand_over(&letter).await {
            Ok(()) => outbox::sent(services, letter.id).await?,
            Err(error) => {
                tracing::warn!(letter = %letter.id, error = format!("{error:#}"), "letter not handed over");
            }
        }
    }
    Ok(())
}
