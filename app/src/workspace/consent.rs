//! One second professional on the page of people: on what terms, how it stands, and what the reader
//! can do about it (P6).

use super::people::{AnswerConsent, EndParticipation, ScopeChoice};
use crate::{
    i18n::{t_string, use_i18n},
    language::{named, show_date, show_time},
    ui::{Dialog, Form, PostForm, Submit},
};
use contract::{
    WorkspaceId,
    participation::{ParticipationStatus, ParticipationView, Scope},
};
use leptos::prelude::*;

/// The terms, and the buttons.
#[component]
pub fn Participation(workspace: WorkspaceId, participation: ParticipationView) -> impl IntoView {
    let i18n = use_i18n();
    let status = match participation.status {
        ParticipationStatus::Asked if participation.may_answer => t_string!(i18n, people.asked_you),
        ParticipationStatus::Asked => t_string!(i18n, people.asked_state),
        ParticipationStatus::Joined => t_string!(i18n, people.joined),
        ParticipationStatus::Refused => t_string!(i18n, people.refused),
        ParticipationStatus::Withdrawn => t_string!(i18n, people.withdrawn),
        ParticipationStatus::Ended => t_string!(i18n, people.ended),
        ParticipationStatus::Left => t_string!(i18n, people.left),
        ParticipationStatus::Over => t_string!(i18n, people.over),
    };
    let scope = match participation.scope {
        Scope::FromNow => t_string!(i18n, people.scope_from_now),
        Scope::WholeHistory => t_string!(i18n, people.scope_whole),
    };
    let facts = [
        (t_string!(i18n, people.purpose), Some(participation.purpose.clone())),
        (t_string!(i18n, people.scope), Some(scope.to_owned())),
        (t_string!(i18n, people.through), Some(show_date(participation.through))),
        (t_string!(i18n, people.asked_at), Some(show_time(participation.asked_at))),
        (t_string!(i18n, people.joined_at), participation.joined_at.map(show_time)),
        (t_string!(i18n, people.ended_at), participation.ended_at.map(show_time)),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(term, value)| Some(view! { <div><dt>{term}</dt><dd>{value?}</dd></div> }));
    let facts = facts.collect_view();
    view! {
        <section class="card">
            <div class="heading">
                <h3>{participation.name.clone()} ", " {named(&participation.organisation)}</h3>
                <p><span class="flag">{status}</span></p>
            </div>
            <dl class="facts">{facts}</dl>
            {participation.may_answer.then(|| view! { <Answer workspace participation=participation.clone()/> })}
            {participation.ending.map(|ending| view! { <End workspace participation ending/> })}
        </section>
    }
}

/// The customer's yes, with how much, and no.
#[component]
fn Answer(workspace: WorkspaceId, participation: ParticipationView) -> impl IntoView {
    let i18n = use_i18n();
    let scope = match participation.scope {
        Scope::WholeHistory => {
            view! { <ScopeChoice legend=t_string!(i18n, people.scope_choice)/> }.into_any()
        }
        Scope::FromNow => view! { <input type="hidden" name="scope" value="from_now"/> }.into_any(),
    };
    let ids = move || {
        view! {
            <input type="hidden" name="id" value=workspace.to_string()/>
            <input type="hidden" name="participation" value=participation.id.to_string()/>
        }
    };
    let (name, same) = (participation.name.clone(), participation.name);
    view! {
        <PostForm form={Form::of::<AnswerConsent>()} says_done=false says_error=false>
            {ids()}
            {scope}
            <p class="hint">{t_string!(i18n, people.consent_hint)}</p>
            <Submit label=t_string!(i18n, people.consent) of=name/>
        </PostForm>
        <PostForm form={Form::of::<AnswerConsent>()} says_done=false says_error=false>
            {ids()}
            <Submit label=t_string!(i18n, people.refuse) of=same second=true/>
        </PostForm>
    }
}

/// The end, after its effect was said.
#[component]
fn End(
    workspace: WorkspaceId,
    participation: ParticipationView,
    ending: ParticipationStatus,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = || participation.name.clone();
    let (label, explain) = match ending {
        ParticipationStatus::Left => {
            (t_string!(i18n, people.leave), t_string!(i18n, people.leave_explain).to_owned())
        }
        _ if participation.status == ParticipationStatus::Asked => (
            t_string!(i18n, people.withdraw_question),
            t_string!(i18n, people.withdraw_question_explain, name = name()).clone(),
        ),
        ParticipationStatus::Withdrawn => {
            (t_string!(i18n, people.withdraw), t_string!(i18n, people.end_explain, name = name()).clone())
        }
        _ => (t_string!(i18n, people.end), t_string!(i18n, people.end_explain, name = name()).clone()),
    };
    let id = participation.id.to_string();
    view! {
        <Dialog id=format!("end-{id}") label explain of=participation.name>
            <PostForm form={Form::of::<EndParticipation>()} says_done=false says_error=false>
                <input type="hidden" name="id" value=workspace.to_string()/>
                <input type="hidden" name="participation" value=id/>
                <Submit label danger=true/>
            </PostForm>
        </Dialog>
    }
}
