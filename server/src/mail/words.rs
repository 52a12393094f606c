//! The words of mails, one file a language.

mod en;
mod fi;
mod sv;

use contract::{date, person::Language};
use domain::ground::outbox::Mail;

/// What a mail says, in the order in which it says it.
pub(super) struct Words {
    pub language: Language,
    pub subject: String,
    /// Paragraphs above.
    pub before: Vec<String>,
    /// Lines of a list.
    pub list: Vec<String>,
    /// What stands before the link.
    pub call: String,
    /// Paragraphs below.
    pub after: Vec<String>,
}

/// The words of a mail in its language.
pub(super) fn words(mail: &Mail) -> Words {
    let language = language(mail);
    let day = |day| date::date(language, day);
    match language {
        Language::Fi => fi::words(mail, &day),
        Language::Sv => sv::words(mail, &day),
        Language::En => en::words(mail, &day),
    }
}

fn language(mail: &Mail) -> Language {
    match mail {
        Mail::Invitation { language, .. }
        | Mail::Notice { language, .. }
        | Mail::Closed { language, .. }
        | Mail::HandedOver { language, .. }
        | Mail::StaffInvited { language, .. }
        | Mail::ConsentAsked { language, .. }
        | Mail::Joined { language, .. }
        | Mail::ParticipationEnded { language, .. }
        | Mail::Digest { language, .. }
        | Mail::Receipt { language, .. } => *language,
    }
}

/// Running numbers in a row: `1, 2, 3`.
fn numbers(all: &[i64]) -> String {
    all.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}
