//! The texts of mails: a file for each mail and language, so that a translator can open them
//! (`server/mails`).

use contract::{date, person::Language};
use domain::ground::outbox::{Mail, Says, Step};
use minijinja::{
    Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, context, value::ValueKind,
};
use std::sync::LazyLock;

/// The templates of a language, each with its name.
macro_rules! templates {
    ($language:literal: $($name:literal)*) => {
        [$(($name, include_str!(concat!("../../mails/", $language, "/", $name, ".txt")))),*]
    };
}

macro_rules! every_template {
    ($language:literal) => {
        templates!($language:
            "archived" "archived_by_time" "closed" "closing" "confirm_email" "consent_asked" "digest" "digest_nobody_guides" "email_changed" "handed_over" "invitation" "joined" "lapsed" "news" "not_confirmed"
            "notice_archived" "notice_archived_closed_by_staff" "notice_deleted" "notice_inactive"
            "participation_ended" "reactivated" "reason" "receipt" "staff_invited" "stand_in" "substitute_named" "substitute_released"
            "workspaces_taken"
        )
    };
}

type Templates = LazyLock<Environment<'static>>;

static FI: Templates = LazyLock::new(|| environment(Language::Fi, &every_template!("fi")));
static SV: Templates = LazyLock::new(|| environment(Language::Sv, &every_template!("sv")));
static EN: Templates = LazyLock::new(|| environment(Language::En, &every_template!("en")));

fn environment(language: Language, templates: &[(&'static str, &'static str)]) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_formatter(one_line);
    environment.add_filter("join", minijinja::filters::join);
    environment.add_filter("day", move |day: &str| match day.parse() {
        Ok(day) => Ok(date::date(language, day)),
        Err(_) => Err(Error::new(ErrorKind::InvalidOperation, "not a date")),
    });
    for (name, text) in templates {
        if let Err(error) = environment.add_template(name, text) {
            // A test writes every mail: this is never released.
            tracing::error!(template = name, language = language.code(), %error, "a mail's template is wrong");
        }
    }
    environment
}

/// Writes a value into one line, so that a name cannot make a paragraph, a list or a subject.
fn one_line(out: &mut Output<'_>, _: &State<'_, '_>, value: &Value) -> Result<(), Error> {
    if matches!(value.kind(), ValueKind::Undefined | ValueKind::None) {
        return Err(ErrorKind::UndefinedError.into());
    }
    let text: String = value
        .to_string()
        .chars()
        .map(
            |letter| {
                if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') { ' ' } else { letter }
            },
        )
        .collect();
    out.write_str(&text).map_err(|_| ErrorKind::WriteFailure.into())
}

/// The text of a mail that leads to `link`, of a service at `public_url`.
///
/// # Errors
/// When its template is wrong, or names what the mail does not have.
pub(super) fn render(
    mail: &Mail,
    organisation: &str,
    link: Option<&str>,
    public_url: &str,
) -> Result<String, Error> {
    let environment = match mail.language {
        Language::Fi => &FI,
        Language::Sv => &SV,
        Language::En => &EN,
    };
    let says = Value::from_serialize(&mail.says);
    let code_address = format!("{public_url}/code");
    let context = context! { organisation, link, code_address, ..says };
    let text = environment.get_template(name(&mail.says))?.render(&context)?;
    let closing = environment.get_template("closing")?.render(&context)?;
    Ok(format!("{}\n\n{closing}", text.trim_end()))
}

/// Which template says it.
fn name(says: &Says) -> &'static str {
    match says {
        Says::Invitation { .. } => "invitation",
        Says::Notice { step: Step::Inactive, .. } => "notice_inactive",
        Says::Notice { step: Step::Archived, closed_by_staff: true, .. } => "notice_archived_closed_by_staff",
        Says::Notice { step: Step::Archived, .. } => "notice_archived",
        Says::Notice { step: Step::Deleted, .. } => "notice_deleted",
        Says::Closed { inactive_through: Some(_), .. } => "closed",
        Says::Closed { inactive_through: None, .. } => "archived",
        Says::Lapsed { .. } => "lapsed",
        Says::ArchivedByTime { .. } => "archived_by_time",
        Says::Reactivated { .. } => "reactivated",
        Says::HandedOver { .. } => "handed_over",
        Says::StaffInvited { .. } => "staff_invited",
        Says::StandIn { .. } => "stand_in",
        Says::SubstituteNamed { .. } => "substitute_named",
        Says::SubstituteReleased { .. } => "substitute_released",
        Says::WorkspacesTaken { .. } => "workspaces_taken",
        Says::ConsentAsked { .. } => "consent_asked",
        Says::Joined { .. } => "joined",
        Says::ParticipationEnded { .. } => "participation_ended",
        Says::ConfirmEmail { .. } => "confirm_email",
        Says::EmailChanged => "email_changed",
        Says::NotConfirmed => "not_confirmed",
        Says::News(..) => "news",
        Says::Digest { nobody_guides: true, .. } => "digest_nobody_guides",
        Says::Digest { .. } => "digest",
        Says::Receipt { .. } => "receipt",
    }
}
