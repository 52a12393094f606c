//! Nobody has come in yet: how far the invitation is, its letter, and making another (P10, P11).

use crate::{
    i18n::{t_string, use_i18n},
    language::{show_date, show_time},
    ui::{Banner, Form, Icon, IconView, PostForm, Submit, TextField, Tone},
    workspace::actions::InviteAgain,
};
use contract::head::{InvitationMail, WorkspaceHead};
use leptos::prelude::*;

/// The notice.
#[component]
pub fn Invited(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let email = head.invited_email.unwrap_or_default();
    let is_over = head.link_works_through.is_none();
    let date = head.link_works_through.map(show_date).unwrap_or_default();
    let (title, text) = match (is_over, email.is_empty()) {
        (false, false) => (
            t_string!(i18n, workspace.invited_title),
            t_string!(i18n, workspace.invited, email = email.clone(), date = date).clone(),
        ),
        (false, true) => (
            t_string!(i18n, workspace.invited_on_paper_title),
            t_string!(i18n, workspace.invited_on_paper, date = date).clone(),
        ),
        (true, false) => (
            t_string!(i18n, workspace.invitation_expired_title),
            t_string!(i18n, workspace.invitation_expired, email = email.clone()).clone(),
        ),
        (true, true) => (
            t_string!(i18n, workspace.invitation_expired_title),
            t_string!(i18n, workspace.invitation_on_paper_expired).to_owned(),
        ),
    };
    let mismatch = head.mismatch_on.map(|day| {
        view! { <p>{t_string!(i18n, workspace.invitation_mismatch, date = show_date(day))}</p> }
    });
    let letter = (!is_over).then(|| {
        let href = format!("/workspaces/{}/letter", head.id);
        view! {
            <p>
                <a class="button button-second" href=href>
                    <IconView icon=Icon::Download/> {t_string!(i18n, workspace.letter)}
                </a>
            </p>
            <p class="hint">{t_string!(i18n, workspace.letter_hint)}</p>
        }
    });
    let form = Form::of::<InviteAgain>();
    let is_open = form.error().is_some() || head.invitation_mail == Some(InvitationMail::Refused);
    let tone = if is_open || is_over { Tone::Attention } else { Tone::Calm };
    view! {
        <Banner tone title>
            <p>{text}</p>
            {head.invitation_mail.map(mail_in_words).map(|text| view! { <p>{text}</p> })}
            {mismatch}
            {letter}
            <details open=is_open>
                <summary>{t_string!(i18n, workspace.invite_again_open)}</summary>
                <PostForm form=form.clone() says_done=false>
                    <p>{t_string!(i18n, workspace.invite_again_explain)}</p>
                    <input type="hidden" name="id" value=head.id.to_string()/>
                    <TextField
                        name="email"
                        keyboard="email"
                        optional=true
                        label=t_string!(i18n, create.field_email)
                        hint=t_string!(i18n, create.field_email_hint)
                        value=email
                        form=form.clone()
                    />
                    <TextField
                        name="identity_code"
                        optional=true
                        label=t_string!(i18n, create.field_code)
                        hint=t_string!(i18n, workspace.invite_again_code)
                        form=form.clone()
                    />
                    <Submit label=t_string!(i18n, workspace.invite_again)/>
                </PostForm>
            </details>
        </Banner>
    }
}

/// How far the mail of the invitation has come (P10).
fn mail_in_words(mail: InvitationMail) -> String {
    let i18n = use_i18n();
    match mail {
        InvitationMail::Queued => t_string!(i18n, workspace.invitation_queued).to_owned(),
        InvitationMail::Trying => t_string!(i18n, workspace.invitation_trying).to_owned(),
        InvitationMail::Accepted(Some(at)) => {
            t_string!(i18n, workspace.invitation_accepted_at, when = show_time(at))
        }
        InvitationMail::Accepted(None) => t_string!(i18n, workspace.invitation_accepted).to_owned(),
        InvitationMail::Refused => t_string!(i18n, workspace.invitation_refused).to_owned(),
    }
}
