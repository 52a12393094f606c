//! `luotsi staff`

use super::{WithConfig, open};
use clap::Subcommand;
use domain::{
    organisation::find_by_slug,
    person::{StaffIdentity, StaffRole, grant},
};

/// Looking after people who work in organisations.
#[derive(Debug, Subcommand)]
pub(crate) enum Staff {
    /// Give somebody a role.
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
        /// Which role: a counselor runs workspaces, a main user administers the organisation.
        #[arg(long, value_enum, default_value_t = Role::Counselor)]
        role: Role,
    },
}

/// A role that can be given.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Role {
    Counselor,
    MainUser,
}

impl From<Role> for StaffRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Counselor => Self::Counselor,
            Role::MainUser => Self::MainUser,
        }
    }
}

impl Staff {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let Self::Grant { with, provider, subject, name, role } = self;
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
        let identity = StaffIdentity { issuer: found.issuer.clone(), subject, name, email: None };
        let person = grant(&services, organisation, &identity, role.into()).await?;
        println!("person {person}: {role:?} of {slug}");
        Ok(())
    }
}
