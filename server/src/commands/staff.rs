//! `luotsi staff`

use super::{WithConfig, open};
use clap::Subcommand;
use domain::{
    organisation::find_by_slug,
    person::{StaffIdentity, grant_counselor},
};

/// Looking after people who work in organisations.
#[derive(Debug, Subcommand)]
pub(crate) enum Staff {
    /// Make somebody a counselor.
    Grant {
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
    },
}

impl Staff {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let Self::Grant { with, provider, subject, name } = self;
        let config = with.load()?;
        let services = open(&config).await?;
        services.database.migrate().await?;
        let slug = config.providers.get(&provider).and_then(|provider| provider.organisation.clone());
        let (Some(found), Some(slug)) = (config.providers.get(&provider), slug) else {
            anyhow::bail!("providers.{provider}: no provider of an organisation's staff");
        };
        let organisation = find_by_slug(services.database.read(), &slug).await?;
        let organisation = organisation.ok_or_else(|| {
            anyhow::anyhow!("organisation {slug}: not there; add it with `luotsi organisation add`")
        })?;
        let identity = StaffIdentity { issuer: found.issuer.clone(), subject, name };
        let person = grant_counselor(&services, organisation, &identity).await?;
        println!("person {person}: counselor of {slug}");
        Ok(())
    }
}
