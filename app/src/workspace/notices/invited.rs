//! Nobody has come in yet: how far the invitation is, its letter, and what can be done with it (P10, P11).

use crate::{
    i18n::{t_string, use_i18n},
    language::{language_name, show_date, show_time},
    ui::{Banner, Dialog, Form, Icon, IconView, PostForm, Select, Submit, TextField, Tone},
    workspace::actions::{InviteAgain, RemindInvited, WithdrawInvitation},
};
use contract::{
    WorkspaceId,
    invitation::{InvitationMail, InvitationProgress},
    person::Language,
};
use leptos::prelude::*;

/// The notice.
#[component]
pub fn Invited(id: WorkspaceId, invitation: InvitationProgress) -> impl IntoView {
    let i18n = use_i18n();
    let works = invitation.works_through.is_some();
    let (title, text) = in_words(&invitation);
    let mismatch = invitation.mismatch_on.map(|day| {
        view! { <p>{t_string!(i18n, workspace.invitation_mismatch, date = show_date(day))}</p> }
    });
    let mail = invitation.mail.filter(|_| works).map(mail_in_words);
    let opened = match (works && invitation.email.is_some(), invitation.opened_on) {
        (false, _) => None,
        (true, Some(day)) => {
            Some(t_string!(i18n, workspace.invitation_opened, date = show_date(day)).clone())
        }
        (true, None) => Some(t_string!(i18n, workspace.invitation_not_opened).to_owned()),
    };
    let refused = invitation.mail == Some(InvitationMail::Refused);
    let is_open = Form::of::<InviteAgain>().error().is_some() || refused;
    let tone = if is_open || !works { Tone::Attention } else { Tone::Calm };
    let may_remind = invitation.may_remind;
    view! {
        <Banner tone title>
            <p>{text}</p>
            <p>{mail} " " {opened}</p>
            {mismatch}
            {works.then(|| view! { <WhileItWorks id may_remind/> })}
            <Again id invitation is_open/>
        </Banner>
    }
}

/// What became of it: a heading, and what follows.
fn in_words(invitation: &InvitationProgress) -> (&'static str, String) {
    let i18n = use_i18n();
    let InvitationProgress { email, works_through, declined_on, withdrawn_on, refused_on, .. } = invitation;
    if let Some(date) = declined_on.map(show_date) {
        return (
            t_string!(i18n, workspace.invitation_declined_title),
            t_string!(i18n, workspace.invitation_declined, date = date).clone(),
        );
    }
    if let Some(date) = withdrawn_on.map(show_date) {
        return (
            t_string!(i18n, workspace.invitation_withdrawn_title),
            t_string!(i18n, workspace.invitation_withdrawn, date = date).clone(),
        );
    }
    if let Some(date) = refused_on.map(show_date) {
        return (
            t_string!(i18n, workspace.refused_title),
            t_string!(i18n, workspace.refused, date = date).clone(),
        );
    }
    match (works_through.map(show_date), email.clone()) {
        (Some(date), Some(email)) => (
            t_string!(i18n, workspace.invited_title),
            t_string!(i18n, workspace.invited, email = email, date = date).clone(),
        ),
        (Some(date), None) => (
            t_string!(i18n, workspace.invited_on_paper_title),
            t_string!(i18n, workspace.invited_on_paper, date = date).clone(),
        ),
        (None, Some(email)) => (
            t_string!(i18n, workspace.invitation_expired_title),
            t_string!(i18n, workspace.invitation_expired, email = email).clone(),
        ),
        (None, None) => (
            t_string!(i18n, workspace.invitation_expired_title),
            t_string!(i18n, workspace.invitation_on_paper_expired).to_owned(),
        ),
    }
}

/// The letter, a reminder, and the end of it.
#[component]
fn WhileItWorks(id: WorkspaceId, may_remind: bool) -> impl IntoView {
    let i18n = use_i18n();
    let remind = may_remind.then(|| {
        view! {
            <PostForm form={Form::of::<RemindInvited>()} says_done=false says_error=false>
                <input type="hidden" name="id" value=id.to_string()/>
                <Submit label=t_string!(i18n, workspace.remind) second=true/>
            </PostForm>
        }
    });
    view! {
        <div class="actions">
            <a class="button button-second" href=format!("/workspaces/{id}/letter")>
                <IconView icon=Icon::Download/> {t_string!(i18n, workspace.letter)}
            </a>
            {remind}
            <Dialog
                id="withdraw"
                label=t_string!(i18n, workspace.withdraw_invitation)
                explain=t_string!(i18n, workspace.withdraw_invitation_explain)
            >
                <PostForm form={Form::of::<WithdrawInvitation>()} says_done=false says_error=false>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <Submit label=t_string!(i18n, workspace.withdraw_invitation) danger=true/>
                </PostForm>
            </Dialog>
        </div>
        <p class="hint">{t_string!(i18n, workspace.letter_hint)}</p>
        {may_remind.then(|| view! { <p class="hint">{t_string!(i18n, workspace.remind_hint)}</p> })}
    }
}

/// Another invitation, to another address, for another identity or in another language.
#[component]
fn Again(id: WorkspaceId, invitation: InvitationProgress, is_open: bool) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<InviteAgain>();
    let languages = Language::ALL.map(|one| (one.code().to_owned(), language_name(one).to_owned())).to_vec();
    view! {
        <details open=is_open>
            <summary>{t_string!(i18n, workspace.invite_again_open)}</summary>
            <PostForm form=form.clone() says_done=false>
                <p>{t_string!(i18n, workspace.invite_again_explain)}</p>
                <input type="hidden" name="id" value=id.to_string()/>
                <TextField
                    name="email"
                    keyboard="email"
                    optional=true
                    label=t_string!(i18n, create.field_email)
                    hint=t_string!(i18n, create.field_email_hint)
                    value=invitation.email.unwrap_or_default()
                    form=form.clone()
                />
                <TextField
                    name="identity_code"
                    optional=true
                    label=t_string!(i18n, create.field_code)
                    hint=t_string!(i18n, workspace.invite_again_code)
                    form=form.clone()
                />
                <Select
                    name="language"
                    label=t_string!(i18n, workspace.invite_again_language)
                    options=languages
                    value=invitation.language.code()
                    form=Some(form)
                />
                <Submit label=t_string!(i18n, workspace.invite_again)/>
            </PostForm>
        </details>
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
