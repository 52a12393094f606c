//! What the browser loads: the names that the build gave it, by content.

use anyhow::{Context, bail};
use app::site::shell::Assets;
use leptos::config::LeptosOptions;
use std::{fs, path::Path};

const NAME: &str = "luotsi";

/// Where `make watch` tells pages to load again, as in `Cargo.toml`.
const RELOAD_PORT: u32 = 3009;

/// The page framework's options for a site in this folder.
pub fn site_options(site: &Path) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name(NAME)
        .site_root(site.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .reload_port(RELOAD_PORT)
        .build()
}

/// Finds the newest script, program and style sheet in the folder of a built site.
///
/// # Errors
/// When one is missing: the site was not built.
pub fn asset_names(site: &Path) -> anyhow::Result<Assets> {
    let pkg = site.join("pkg");
    let missing = || format!("{}: the site is not built there", pkg.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(&pkg).with_context(missing)? {
        let entry = entry?;
        found.push((entry.metadata()?.modified()?, entry.file_name().to_string_lossy().into_owned()));
    }
    found.sort_unstable();
    let newest = |ending: &str| -> anyhow::Result<String> {
        let fits = |name: &&String| name.starts_with(NAME) && name.ends_with(ending);
        match found.iter().map(|(_, name)| name).rev().find(fits) {
            Some(name) => Ok(format!("/pkg/{name}")),
            None => bail!(missing()),
        }
    };
    Ok(Assets { script: newest(".js")?, wasm: newest(".wasm")?, style: newest(".css")? })
}
