//! A mail, written out: for every reader, and the same as HTML. Never the content of a workspace,
//! nor its title (U5).

use super::templates;
use domain::{
    ground::outbox::{Mail, News, Says},
    people::organisation::wording::Letterhead,
};
use maud::{DOCTYPE, Markup, html};

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The subject line.
    pub subject: String,
    /// The link it leads to, if to any.
    pub link: Option<String>,
    /// For every reader.
    pub plain: String,
    /// The same for those who show HTML.
    pub html: String,
}

/// A part of a mail's text.
enum Block {
    Paragraph(String),
    List(Vec<String>),
    /// Lines that stay lines.
    Lines(Vec<String>),
    /// What stands before the link, and the link.
    Link(String, String),
}

/// Where a mail leads.
fn link(mail: &Mail, public_url: &str) -> Option<String> {
    let path = match (&mail.says, mail.about) {
        (Says::Invitation { token, .. }, _) => format!("/invitations/{token}"),
        (Says::ConfirmEmail { token }, _) => format!("/contact-details/email/{token}"),
        (Says::EmailChanged, _) => "/contact-details".to_owned(),
        (Says::NotConfirmed, _) => return None,
        (Says::StaffInvited { .. }, _) => "/sign-in".to_owned(),
        (Says::News(News { conversation: Some(conversation), .. }), Some(workspace)) => {
            format!("/workspaces/{workspace}/conversations/{conversation}?newest")
        }
        (Says::News(..), _) => "/news".to_owned(),
        (Says::Digest { nobody_guides: true, .. }, _) => "/organisation".to_owned(),
        (Says::Digest { .. } | Says::WorkspacesTaken { .. }, _) => "/workspaces".to_owned(),
        (Says::SubstituteNamed { .. } | Says::SubstituteReleased { .. }, _) => "/workspaces/away".to_owned(),
        (Says::ConsentAsked { .. }, Some(workspace)) => format!("/workspaces/{workspace}/people"),
        (_, Some(workspace)) => format!("/workspaces/{workspace}"),
        (_, None) => return None,
    };
    Some(format!("{public_url}{path}"))
}

/// Writes a mail of an organisation with links under `public_url`.
///
/// # Errors
/// When the template of the mail is wrong.
pub fn write(mail: &Mail, letterhead: &Letterhead, public_url: &str) -> Result<Written, minijinja::Error> {
    let link = link(mail, public_url);
    let text = templates::render(mail, &letterhead.organisation, link.as_deref(), public_url)?;
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let headed = |name| head.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    let (subject, call) = (headed("Subject: ").to_owned(), headed("Link: "));
    let mut blocks: Vec<Block> = body
        .split("\n\n")
        .filter(|block| !block.trim().is_empty())
        .map(|block| Block::read(block, link.as_deref(), call))
        .collect();
    if let Some(signature) = &letterhead.signature {
        // Before the last paragraph, which says that nobody reads answers.
        let signature = Block::Lines(signature.lines().map(|line| line.trim().to_owned()).collect());
        blocks.insert(blocks.len().saturating_sub(1), signature);
    }
    let plain: Vec<String> = blocks.iter().map(Block::plain).collect();
    let html = html! {
        (DOCTYPE)
        html lang=(mail.language.code()) {
            head {
                meta charset="utf-8";
                title { (subject) }
            }
            body { @for block in &blocks { (block.html()) } }
        }
    };
    Ok(Written { subject, link, plain: format!("{}\n", plain.join("\n\n")), html: html.into_string() })
}

impl Block {
    fn read(text: &str, link: Option<&str>, call: &str) -> Self {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if let ([only], Some(link)) = (lines.as_slice(), link)
            && *only == link
        {
            return Self::Link(call.to_owned(), link.to_owned());
        }
        let items: Option<Vec<&str>> = lines.iter().map(|line| line.strip_prefix("- ")).collect();
        match items {
            Some(items) => Self::List(items.into_iter().map(str::to_owned).collect()),
            None => Self::Paragraph(lines.join(" ")),
        }
    }

    fn plain(&self) -> String {
        match self {
            Self::Paragraph(text) => text.clone(),
            Self::List(items) => items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"),
            Self::Lines(lines) => lines.join("\n"),
            Self::Link(call, link) => format!("{call}\n{link}"),
        }
    }

    fn html(&self) -> Markup {
        match self {
            Self::Paragraph(text) => html! { p { (text) } },
            Self::List(items) => html! { ul { @for item in items { li { (item) } } } },
            Self::Lines(lines) => html! { p { @for line in lines { (line) br; } } },
            Self::Link(call, link) => html! { p { (call) br; a href=(link) { (link) } } },
        }
    }
}

#[cfg(test)]
mod tests;
