//! What has to be known, or done, before anything else in a workspace.

mod invited;
mod substitution;

use super::actions::{AskReactivation, ConfirmCustomer, ReactivateWorkspace};
use crate::{
    i18n::{t_string, use_i18n},
    language::{named, show_date, show_days, show_time},
    organisation::reason_name,
    ui::{Banner, Dialog, Form, PostForm, Submit, Tone, readable},
};
use chrono::{NaiveDate, NaiveDateTime};
use contract::{
    closing::ClosingView,
    head::{Granted, InvitationStatus, WorkspaceHead},
    life::{ClosedBy, State, Wait},
    person::Side,
};
use invited::Invited;
use leptos::prelude::*;
use substitution::Substitution;

/// All notices that the state of a workspace gives.
#[component]
pub fn Notices(head: WorkspaceHead, side: Side) -> impl IntoView {
    view! {
        {head
            .away
            .clone()
            .filter(|_| side == Side::Customer)
            .map(|away| view! { <Substitution head=head.clone() away/> })}
        {head
            .away
            .clone()
            .filter(|away| side == Side::Counselor && away.refused && head.may.close)
            .map(|away| view! { <SubstituteRefused away/> })}
        {head
            .stands_in_through
            .map(|through| view! { <StandsIn head=head.clone() through/> })}
        {head.supervised_at.map(|at| view! { <Supervised head=head.clone() at/> })}
        {(head.consents_asked > 0).then(|| view! { <ConsentAsked head=head.clone()/> })}
        {head.granted.map(|granted| view! { <Guest granted/> })}
        <Waits head=head.clone() side/>
        {(head.timeline.state == State::Inactive).then(|| view! { <Inactive head=head.clone() side/> })}
        {(head.timeline.state == State::Archived).then(|| view! { <Archived head=head.clone()/> })}
        {head
            .invitation
            .clone()
            .filter(|_| head.may.invite_again && head.invitation_status == InvitationStatus::Invited)
            .map(|invitation| view! { <Invited id=head.id invitation/> })}
        {head.may.confirm.then(|| view! { <Candidate head=head.clone()/> })}
    }
}

#[component]
fn Inactive(head: WorkspaceHead, side: Side) -> impl IntoView {
    let i18n = use_i18n();
    let id = head.id;
    let explain = if head.stands_in_through.is_some() {
        t_string!(i18n, substitution.inactive)
    } else if head.granted.is_some() {
        t_string!(i18n, people.guest_inactive)
    } else if head.may.reactivate {
        t_string!(i18n, workspace.inactive_may)
    } else {
        t_string!(i18n, workspace.inactive_may_not)
    };
    let asked = head.asks_reactivation.then(|| match side {
        Side::Customer => t_string!(i18n, workspace.asked_customer),
        Side::Counselor => t_string!(i18n, workspace.asked_counselor),
    });
    let reactivate = head.may.reactivate.then(|| {
        view! {
            <PostForm form={Form::of::<ReactivateWorkspace>()} says_done=false says_error=false>
                <input type="hidden" name="id" value=id.to_string()/>
                <Submit label=t_string!(i18n, workspace.reactivate)/>
            </PostForm>
        }
    });
    let ask = head.may.ask_reactivation.then(|| {
        view! {
            <PostForm form={Form::of::<AskReactivation>()} says_done=false says_error=false>
                <input type="hidden" name="id" value=id.to_string()/>
                <Submit label=t_string!(i18n, workspace.ask)/>
            </PostForm>
        }
    });
    view! {
        <Banner tone=Tone::Attention title=t_string!(i18n, workspace.inactive_title)>
            {head.closing.clone().map(|closing| view! { <ClosingSaid closing/> })}
            <p>{explain}</p>
            {asked.map(|text| view! { <p><strong>{text}</strong></p> })}
            {reactivate}
            {ask}
        </Banner>
    }
}

/// Who closed it, why, and what they say (L8).
#[component]
fn ClosingSaid(closing: ClosingView) -> impl IntoView {
    let i18n = use_i18n();
    let ClosingView { on, by, reason, words } = closing;
    let on = show_date(on);
    let who = match by {
        ClosedBy::Counselor => t_string!(i18n, workspace.closed_by_counselor, date = on).clone(),
        ClosedBy::Organisation => t_string!(i18n, workspace.closed_by_organisation, date = on).clone(),
    };
    let why = reason
        .map(reason_name)
        .map(|why| view! { " " {t_string!(i18n, workspace.closed_reason)} " " {why} "." });
    let words =
        words.map(|words| view! { <blockquote class="pre" dir="auto">{readable(words)}</blockquote> });
    view! {
        <p>{who} {why}</p>
        {words}
    }
}

/// The reader stands in for the counselor (P12).
#[component]
fn StandsIn(head: WorkspaceHead, through: NaiveDate) -> impl IntoView {
    let i18n = use_i18n();
    let (counselor, through) = (head.counselor.unwrap_or_default(), show_date(through));
    let text = if head.may.write {
        t_string!(i18n, workspace.stands_in, counselor = counselor, through = through).clone()
    } else {
        t_string!(i18n, workspace.stands_in_inactive, counselor = counselor, through = through).clone()
    };
    view! { <Banner tone=Tone::Calm><p>{text}</p></Banner> }
}

/// A supervisor opened it by break-glass (P8).
#[component]
fn Supervised(head: WorkspaceHead, at: NaiveDateTime) -> impl IntoView {
    let i18n = use_i18n();
    let href = format!("/workspaces/{}/access", head.id);
    view! {
        <Banner tone=Tone::Attention>
            <p>{t_string!(i18n, workspace.supervised, when = show_time(at))}</p>
            <p><a href=href>{t_string!(i18n, workspace.supervised_look)}</a></p>
        </Banner>
    }
}

/// Somebody asks to join, and nobody but the customer can say (P6).
#[component]
fn ConsentAsked(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let href = format!("/workspaces/{}/people", head.id);
    view! {
        <Banner tone=Tone::Attention title=t_string!(i18n, people.asked_title)>
            <p>{t_string!(i18n, people.asked, counselor = head.counselor.unwrap_or_else(|| named(&head.organisation)))}</p>
            <p><a class="button button-second" href=href>{t_string!(i18n, people.look)}</a></p>
        </Banner>
    }
}

/// On what terms a second professional is here.
#[component]
fn Guest(granted: Granted) -> impl IntoView {
    let i18n = use_i18n();
    let through = show_date(granted.through);
    let text = if let Some(since) = granted.since {
        t_string!(i18n, people.guest_since, since = show_time(since), through = through)
    } else {
        t_string!(i18n, people.guest_all, through = through)
    };
    view! { <Banner tone=Tone::Calm><p>{text}</p></Banner> }
}

/// The next step waits, or our mail does not reach the customer (L9, N4, P11).
#[component]
fn Waits(head: WorkspaceHead, side: Side) -> impl IntoView {
    let i18n = use_i18n();
    let fails = head.address_refused || head.wait == Some(Wait::Mail);
    let is_joined = head.invitation_status == InvitationStatus::Taken;
    let is_counselor = side == Side::Counselor && head.customer_contact.is_some();
    let due = show_date(head.timeline.due());
    let (tone, text) = match side {
        Side::Customer if fails => {
            (Tone::Attention, t_string!(i18n, workspace.mail_fails_customer).to_owned())
        }
        Side::Customer if head.has_no_address && is_joined => {
            (Tone::Calm, t_string!(i18n, workspace.no_address_customer).to_owned())
        }
        Side::Customer if head.wait.is_some() => {
            (Tone::Attention, t_string!(i18n, workspace.waits_for_notice, date = due).clone())
        }
        Side::Counselor if fails && is_counselor => {
            (Tone::Attention, t_string!(i18n, workspace.mail_fails).to_owned())
        }
        Side::Counselor if head.has_no_address && is_counselor => {
            (Tone::Calm, t_string!(i18n, workspace.no_address).to_owned())
        }
        _ => return None,
    };
    let mend = (side == Side::Customer && (fails || head.has_no_address)).then(|| {
        view! { <p><a href="/contact-details">{t_string!(i18n, workspace.give_address)}</a></p> }
    });
    Some(view! { <Banner tone><p>{text}</p>{mend}</Banner> })
}

#[component]
fn Archived(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let date = show_date(head.timeline.archived_through);
    view! {
        <Banner tone=Tone::Attention title=t_string!(i18n, workspace.archived_title)>
            <p>{t_string!(i18n, workspace.archived, date = date)}</p>
        </Banner>
    }
}

/// Somebody accepted; is it the one who was meant (P3)?
#[component]
fn Candidate(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let id = head.id;
    let name = head.customer.unwrap_or_default();
    let text = match head.invitation.and_then(|invitation| invitation.email) {
        Some(email) => t_string!(i18n, workspace.confirm, name = name, email = email).clone(),
        None => t_string!(i18n, workspace.confirm_on_paper, name = name).clone(),
    };
    let born = head.candidate_born.map(|day| {
        view! { <p>{t_string!(i18n, workspace.confirm_born, date = show_date(day))}</p> }
    });
    let candidate = head.candidate.map(|candidate| candidate.to_string()).unwrap_or_default();
    let same = candidate.clone();
    view! {
        <Banner tone=Tone::Attention title=t_string!(i18n, workspace.confirm_title)>
            <p>{text}</p>
            {born}
            <p class="hint">{t_string!(i18n, workspace.confirm_no_hint)}</p>
            <div class="actions">
                <PostForm form={Form::of::<ConfirmCustomer>()} says_done=false says_error=false>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="candidate" value=candidate/>
                    <input type="hidden" name="is_the_one" value="true"/>
                    <Submit label=t_string!(i18n, workspace.confirm_yes)/>
                </PostForm>
                <Dialog
                    id="reject"
                    label=t_string!(i18n, workspace.confirm_no)
                    title=t_string!(i18n, workspace.confirm_no_title)
                    explain=t_string!(i18n, workspace.confirm_no_explain)
                >
                    <PostForm form={Form::of::<ConfirmCustomer>()} says_done=false says_error=false>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <input type="hidden" name="candidate" value=same/>
                        <input type="hidden" name="is_the_one" value="false"/>
                        <Submit label=t_string!(i18n, workspace.confirm_no) danger=true/>
                    </PostForm>
                </Dialog>
            </div>
        </Banner>
    }
}

/// For the counselor: that the customer refused the substitute, so that nobody reads here meanwhile (P12).
#[component]
fn SubstituteRefused(away: contract::absence::Away) -> impl IntoView {
    let i18n = use_i18n();
    let days = show_days(away.from, away.until);
    let text = t_string!(i18n, substitution.refused_staff, substitute = away.substitute, days = days);
    view! { <Banner tone=Tone::Attention><p>{text}</p></Banner> }
}
