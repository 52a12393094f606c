//! Handing mail over by SMTP, one message to one person. What cannot be handed over stays in the
//! outbox and is tried again later.

use super::text::write;
use crate::config::{MailConfig, Problem, Tls};
use anyhow::Context;
use domain::{
    Services,
    ground::outbox::{self, QueuedEmail},
    guidance::{notification_email, workspace},
    people::organisation::wording::{Letterhead, letterhead},
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls as Protection, TlsParameters},
    },
};
use std::{
    collections::VecDeque,
    fs,
    net::SocketAddr,
    sync::{Arc, PoisonError},
    time::Duration,
};
use tokio::sync::Mutex;
use uuid::Uuid;

/// Emails handed over in one round.
const ROUND: u64 = 50;

/// How many emails a demonstration shows.
pub const CARRIED: usize = 200;

/// How long the mail server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How long the outbox rests between rounds.
const PAUSE: Duration = Duration::from_secs(5);

/// Whoever carries the mail.
pub struct Mailer {
    way: Way,
    /// One round at a time: where the clock is moved by hand, an email that is on its way would be due
    /// again.
    round: Mutex<()>,
    /// What a demonstration carried last: its page shows it also when the outbox has forgotten it.
    carried: Option<std::sync::Mutex<VecDeque<QueuedEmail>>>,
}

/// How it is carried.
enum Way {
    Smtp(Box<Smtp>),
    /// Nowhere: a demonstration shows the outbox itself.
    Shown,
}

struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    public_url: String,
}

impl Mailer {
    fn by(way: Way) -> Self {
        Self { way, round: Mutex::default(), carried: None }
    }

    /// The mailer of a demonstration without a mail server: what is in the outbox counts as handed
    /// over, for its page shows it.
    pub fn shown() -> Self {
        Self { carried: Some(std::sync::Mutex::default()), ..Self::by(Way::Shown) }
    }

    /// The mailer to a mail server on this machine, for demonstrations.
    pub fn to_this_machine(address: SocketAddr, public_url: &str) -> anyhow::Result<Self> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(address.ip().to_string())
            .port(address.port())
            .timeout(Some(TIMEOUT))
            .build();
        let from = "Luotsi <no-reply@example.org>".parse()?;
        let public_url = public_url.to_owned();
        let smtp = Self::by(Way::Smtp(Box::new(Smtp { transport, from, public_url })));
        Ok(Self { carried: Some(std::sync::Mutex::default()), ..smtp })
    }

    /// What a demonstration carried last, the newest last.
    pub fn carried(&self) -> Vec<QueuedEmail> {
        let carried =
            self.carried.as_ref().map(|carried| carried.lock().unwrap_or_else(PoisonError::into_inner));
        carried.map(|carried| carried.iter().cloned().collect()).unwrap_or_default()
    }

    fn keep(&self, email: QueuedEmail) {
        let Some(carried) = &self.carried else { return };
        let mut carried = carried.lock().unwrap_or_else(PoisonError::into_inner);
        carried.push_back(email);
        if carried.len() > CARRIED {
            carried.pop_front();
        }
    }

    /// The mailer of a configuration.
    pub fn new(config: &MailConfig, public_url: &str) -> anyhow::Result<Self> {
        let protection = match config.tls {
            Tls::Starttls => Protection::Required(trust(config)?),
            Tls::Wrapped => Protection::Wrapper(trust(config)?),
            Tls::Off => Protection::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
            .tls(protection)
            .port(config.port)
            .timeout(Some(TIMEOUT));
        if let Some(username) = &config.username {
            let password = config.password().map_err(|problem: Problem| anyhow::anyhow!("{problem}"))?;
            builder = builder.credentials(Credentials::new(username.clone(), password.reveal().to_owned()));
        }
        let (from, public_url) = (config.from.parse()?, public_url.to_owned());
        let transport = builder.build();
        Ok(Self::by(Way::Smtp(Box::new(Smtp { transport, from, public_url }))))
    }

    /// Empties the outbox again and again, for as long as the process lives.
    pub async fn run(self: Arc<Self>, services: Arc<Services>) {
        loop {
            if let Err(error) = deliver_due(&services, &self).await {
                tracing::error!(error = format!("{error:#}"), "outbox not emptied");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn hand_over(&self, services: &Services, email: &outbox::QueuedEmail) -> anyhow::Result<()> {
        let Way::Smtp(smtp) = &self.way else { return Ok(()) };
        let letterhead = letterhead(services, email.organisation, email.mail.language).await?;
        let written = write(&email.mail, &letterhead, &smtp.public_url)?;
        let message = Message::builder()
            .from(sender(&smtp.from, &letterhead))
            .to(Mailbox::new(None, email.recipient.parse()?))
            .subject(written.subject)
            .message_id(Some(message_id(&smtp.from, email.id)))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(written.plain, written.html))?;
        smtp.transport.send(message).await?;
        Ok(())
    }
}

/// The sender: the address of the service, under the name that the organisation gave itself (U7).
fn sender(from: &Mailbox, letterhead: &Letterhead) -> Mailbox {
    Mailbox { name: letterhead.sender.clone().or_else(|| from.name.clone()), email: from.email.clone() }
}

/// The id of an email (RFC 5322, 3.6.4): of our domain, and the same at each attempt, so that a server that
/// took it twice can see that.
fn message_id(from: &Mailbox, email: Uuid) -> String {
    format!("<{email}@{}>", from.email.domain())
}

/// Says that nobody wrote it by hand, so that no program answers (RFC 3834, 5).
#[derive(Clone, Copy, Debug)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Whose word is taken for the mail server's name.
fn trust(config: &MailConfig) -> anyhow::Result<TlsParameters> {
    let mut parameters = TlsParameters::builder(config.host.clone());
    if let Some(file) = &config.ca_file {
        let pem = fs::read(file).with_context(|| format!("mail.ca_file: {}", file.display()))?;
        let certificate = Certificate::from_pem(&pem).context("mail.ca_file: not a certificate")?;
        parameters = parameters.add_root_certificate(certificate);
    }
    Ok(parameters.build()?)
}

/// Hands over what is due, once. One email that fails does not hold the others; of several
/// processes, one hands over each. Gives how many emails it looked at.
pub async fn deliver_due(services: &Services, mailer: &Mailer) -> anyhow::Result<usize> {
    let _round = mailer.round.lock().await;
    let emails = outbox::due(services, ROUND).await?;
    let count = emails.len();
    for email in emails {
        if notification_email::take_back(services, &email).await? {
            continue;
        }
        let Some(email) = outbox::claim(services, email.id).await? else { continue };
        match mailer.hand_over(services, &email).await {
            Ok(()) => {
                workspace::delivery::delivered(services, &email).await?;
                mailer.keep(email);
            }
            Err(error) => {
                if refuses_address(&error) {
                    let noted = workspace::delivery::refused(services, &email).await;
                    noted.unwrap_or_else(
                        |error| tracing::error!(email = %email.id, %error, "refusal not noted"),
                    );
                }
                tracing::warn!(email = %email.id, error = what_of(&error), "email not handed over");
            }
        }
    }
    Ok(count)
}

/// Whether the server says that there is nobody at the address, for good (RFC 5321, 4.2.3). Where it gives
/// a reason of its policy, or one about the sender (RFC 3463, 3.2 and 3.8), it is not the address.
fn refuses_address(error: &anyhow::Error) -> bool {
    let Some(smtp) = error.downcast_ref::<lettre::transport::smtp::Error>() else {
        return error.is::<lettre::address::AddressError>();
    };
    let code = smtp.status().map(|code| code.to_string());
    let reason = std::error::Error::source(smtp).map(ToString::to_string).unwrap_or_default();
    let is_other = ["5.7.", "5.1.7", "5.1.8"].iter().any(|other| reason.contains(other));
    !is_other && matches!(code.as_deref(), Some("521" | "550" | "551" | "553" | "556"))
}

/// What of an error may be logged: the status and its class. The words of a mail server hold the
/// addresses of people.
fn what_of(error: &anyhow::Error) -> String {
    if let Some(template) = error.downcast_ref::<minijinja::Error>() {
        let (name, line) = (template.name().unwrap_or_default(), template.line().unwrap_or_default());
        return format!("the template {name} is wrong in line {line}: {}", template.kind());
    }
    let Some(smtp) = error.downcast_ref::<lettre::transport::smtp::Error>() else {
        return if error.is::<lettre::address::AddressError>() {
            "not an address".to_owned()
        } else {
            "the email could not be written".to_owned()
        };
    };
    let class = match smtp {
        smtp if smtp.is_permanent() => "refused for good",
        smtp if smtp.is_transient() => "refused for now",
        smtp if smtp.is_timeout() => "no answer in time",
        smtp if smtp.is_tls() => "no protected connection",
        _ => "not reached",
    };
    smtp.status().map_or_else(|| class.to_owned(), |status| format!("{class} ({status})"))
}
