//! Who of the staff has looked, as a page of the package (A2). The customer's own looks and downloads are not
//! in it: each download would make it another package.

use super::{contents::Contents, transcript, words::Words};
use crate::ground::error::Result;
use contract::{
    access::AccessLine,
    date::{date_and_time, time_of_day},
    person::Language,
};
use maud::{Markup, html};
use std::io::Write;

/// Writes the whole page.
pub(super) fn write(contents: &Contents, language: Language, out: &mut impl Write) -> Result<()> {
    let words = Words::of(language);
    let lines = &contents.looks;
    let page = transcript::page(
        language,
        words.looks_title,
        &html! {
            h1 dir="auto" { (contents.head.title) }
            h2 { (words.looks_title) }
            p { (words.looks_lead) }
            @if lines.is_empty() { p { (words.looks_none) } }
            @if !lines.is_empty() {
                table {
                    thead { tr { @for head in words.looks_head { th scope="col" { (head) } } } }
                    tbody { @for line in lines { (row(line, language, words)) } }
                }
            }
        },
    );
    Ok(out.write_all(page.into_string().as_bytes())?)
}

fn row(line: &AccessLine, language: Language, words: &Words) -> Markup {
    let (from, to) = (time_of_day(language, line.from), time_of_day(language, line.to));
    let mut when = date_and_time(language, line.from);
    if line.from.date() == line.to.date() && from != to {
        when = format!("{when} – {to}");
    }
    let what = words.looked_at(line.kind);
    html! {
        tr {
            td { (when) }
            td dir="auto" { (line.who) }
            td { (words.role(line.role)) @if let Some(house) = &line.organisation { ", " (house.read_in(language)) } }
            td dir="auto" {
                (what) @if let Some(name) = &line.what { ": " (name) }
                @if let Some(reason) = &line.reason { " – " (reason) }
            }
        }
    }
}
