//! `luotsi staff`

use super::{WithConfig, open};
use crate::config::Config;
use anyhow::Context;
use clap::{Args, Subcommand};
use contract::{OrganisationId, person::Language};
use domain::{
    Services,
    people::{
        organisation::find_by_slug,
        person::{Roles, StaffIdentity, StaffRole, grant, invite_first},
    },
};
use std::sync::Arc;

/// Looking after people who work in organisations.
#[derive(Debug, Subcommand)]
pub(crate) enum Staff {
    /// Invite the first main user of an organisation, by mail. Who comes with this address from the
    /// organisation's provider gets the role, and invites everybody else. Works while there is no
    /// main user.
    Invite(Invite),
    /// Give somebody a role whose name at the provider is known.
    Grant(Grant),
}

/// `luotsi staff invite`
#[derive(Debug, Args)]
pub(crate) struct Invite {
    #[command(flatten)]
    with: WithConfig,
    /// The key of their organisation's provider in the configuration.
    #[arg(long)]
    provider: String,
    /// Their address at work, as the provider tells it.
    #[arg(long)]
    email: String,
    /// In which language they are written to.
    #[arg(long, value_parser = language, default_value = "fi")]
    language: Language,
}

/// `luotsi staff grant`
#[derive(Debug, Args)]
pub(crate) struct Grant {
    #[command(flatten)]
    with: WithConfig,
    /// The key of their organisation's provider in the configuration.
    #[arg(long)]
    provider: String,
    /// The provider's name for them: the claim `sub`.
    #[arg(long)]
    subject: String,
    /// Their name, until they sign in for the first time.
    #[arg(long)]
    name: String,
    /// Which role: `counselor` runs workspaces, `main-user` administers the organisation, `supervisor`
    /// opens content by break-glass.
    #[arg(long, value_parser = role, default_value = "counselor")]
    role: StaffRole,
}

fn role(word: &str) -> Result<StaffRole, String> {
    let all = || Roles::all().iter().map(|role| role.code().replace('_', "-")).collect::<Vec<_>>().join(", ");
    StaffRole::from_code(&word.replace('-', "_")).ok_or_else(|| format!("one of {}", all()))
}

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "one of fi, sv, en".to_owned())
}

impl Staff {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Invite(invite) => invite.run().await,
            Self::Grant(grant) => grant.run().await,
        }
    }
}

impl Invite {
    async fn run(self) -> anyhow::Result<()> {
        let config = self.with.load()?;
        let (services, organisation, slug) = organisation(&config, &self.provider).await?;
        let invited = invite_first(&services, organisation, &self.email, self.language).await;
        anyhow::ensure!(
            invited.context("--email")?,
            "organisation {slug}: has a main user, who invites the others"
        );
        println!("organisation {slug}: first main user invited; the mail goes out when the service runs");
        Ok(())
    }
}

impl Grant {
    async fn run(self) -> anyhow::Result<()> {
        let config = self.with.load()?;
        let (services, organisation, slug) = organisation(&config, &self.provider).await?;
        let issuer = config.providers.get(&self.provider).map(|provider| provider.issuer.clone());
        let identity = StaffIdentity {
            issuer: issuer.unwrap_or_default(),
            subject: self.subject,
            name: self.name,
            email: None,
        };
        let person = grant(&services, organisation, &identity, self.role).await?;
        println!("person {person}: {:?} of {slug}", self.role);
        Ok(())
    }
}

/// The organisation for whose staff a provider is.
async fn organisation(
    config: &Config,
    provider: &str,
) -> anyhow::Result<(Arc<Services>, OrganisationId, String)> {
    let slug = config.providers.get(provider).and_then(|provider| provider.organisation.clone());
    let slug =
        slug.ok_or_else(|| anyhow::anyhow!("providers.{provider}: no provider of an organisation's staff"))?;
    let services = open(config).await?;
    services.database.migrate().await?;
    let organisation = find_by_slug(services.database.read(), &slug).await?;
    let organisation = organisation.ok_or_else(|| {
        anyhow::anyhow!("organisation {slug}: does not exist; add it with `luotsi organisation add`")
    })?;
    Ok((services, organisation, slug))
}
