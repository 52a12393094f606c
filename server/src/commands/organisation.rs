//! `luotsi organisation`

use super::{WithConfig, open};
use chrono_tz::Tz;
use clap::Subcommand;
use contract::{
    names::Names,
    wording::{NAME_LENGTH, Wording},
};
use domain::{
    guidance::workspace::lifecycle::Policy,
    people::organisation::{NewOrganisation, add, find_by_slug},
};

/// Looking after organisations.
#[derive(Debug, Subcommand)]
pub(crate) enum Organisation {
    /// Add an organisation, with the default life of workspaces: 3, 3 and 12 months.
    Add {
        #[command(flatten)]
        with: WithConfig,
        /// Its short name, as in the configuration of its provider.
        #[arg(long)]
        slug: String,
        /// Its name as people see it, in Finnish.
        #[arg(long)]
        name: String,
        /// The same in Swedish; the Finnish one is read where it is missing.
        #[arg(long, default_value = "")]
        name_sv: String,
        /// The same in English.
        #[arg(long, default_value = "")]
        name_en: String,
        /// Its time zone.
        #[arg(long, default_value = "Europe/Helsinki")]
        zone: Tz,
    },
}

impl Organisation {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let Self::Add { with, slug, name, name_sv, name_en, zone } = self;
        let name = Names { fi: name, sv: name_sv, en: name_en };
        let words = Wording { name, ..Wording::default() };
        let Ok(Wording { name, .. }) = words.check() else {
            anyhow::bail!("a name is a line of at most {NAME_LENGTH} characters; the Finnish one is needed");
        };
        let services = open(&with.load()?).await?;
        services.database.migrate().await?;
        let known = find_by_slug(services.database.read(), &slug).await?;
        anyhow::ensure!(known.is_none(), "organisation {slug}: already exists");
        let id = add(&services, NewOrganisation { slug, name, zone, policy: Policy::default() }).await?;
        println!("organisation {id}: added");
        Ok(())
    }
}
