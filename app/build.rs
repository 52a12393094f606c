//! Generates the module `i18n` from `locales/`, as `leptos_i18n_build` does, without the locale
//! data of ICU that this crate has no use for.

use leptos_i18n_parser::parse_locales::{options::Config, parse_locales};
use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let mut config = Config::new("fi")?.add_locale("sv")?.add_locale("en")?;
    config.options.interpolate_display = true;
    let locales = parse_locales(None, config)?;
    for warning in locales.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    for error in locales.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    let silent =
        "#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::expect_used, clippy::allow_attributes, unused)]".parse()?;
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, Some(&silent), false)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("i18n.rs"), code.to_string())?;
    Ok(())
}
