//! That the counselor is away, who stands in, and the customer's say in that (W6, P12).

use crate::{
    i18n::{t_string, use_i18n},
    language::{show_date, show_days},
    ui::{Banner, Form, PostForm, Submit, Tone},
    workspace::actions::RefuseSubstitute,
};
use contract::{absence::Away, head::WorkspaceHead, life::State};
use leptos::prelude::*;

/// The notice for the customer.
#[component]
pub fn Substitution(head: WorkspaceHead, away: Away) -> impl IntoView {
    let i18n = use_i18n();
    let counselor = head.counselor.unwrap_or_default();
    let absence = if away.from > head.timeline.today {
        let days = show_days(away.from, away.until);
        t_string!(i18n, substitution.will_be, counselor = counselor, days = days).clone()
    } else {
        t_string!(i18n, substitution.is, counselor = counselor, until = show_date(away.until)).clone()
    };
    let name = away.substitute.clone();
    let access = match away.access_from {
        _ if away.refused => t_string!(i18n, substitution.refused, substitute = name).clone(),
        None if away.to_be_told => t_string!(i18n, substitution.to_be_told, substitute = name).clone(),
        // An absence that was set before substitutes could open anything, or is over before they can.
        None => t_string!(i18n, substitution.nobody).to_owned(),
        Some(from) => {
            let days = show_days(from, away.until);
            if head.timeline.state == State::Active {
                t_string!(i18n, substitution.sees, substitute = name, days = days).clone()
            } else {
                t_string!(i18n, substitution.reads, substitute = name, days = days).clone()
            }
        }
    };
    let both_away = away.substitute_away.filter(|_| away.access_from.is_some() && !away.refused);
    let both_away = both_away.map(|(first, last)| {
        let (substitute, days) = (away.substitute.clone(), show_days(first, last));
        let text = t_string!(i18n, away.substitute_away, substitute = substitute, days = days);
        view! { <p><strong>{text}</strong></p> }
    });
    let (label, explain) = if away.refused {
        (t_string!(i18n, substitution.let_in), None)
    } else {
        let hint = (head.timeline.state == State::Active).then(|| t_string!(i18n, substitution.refuse_hint));
        (t_string!(i18n, substitution.refuse), hint)
    };
    let decide = away.access_from.map(|_| {
        view! {
            <PostForm form={Form::of::<RefuseSubstitute>()} says_done=false says_error=false>
                <input type="hidden" name="id" value=head.id.to_string()/>
                <input type="hidden" name="substitute" value=away.substitute_id.to_string()/>
                <input type="hidden" name="refuses" value=(!away.refused).to_string()/>
                {explain.map(|text| view! { <p class="hint">{text}</p> })}
                <Submit label second=true/>
            </PostForm>
        }
    });
    view! {
        <Banner tone=Tone::Calm>
            <p>{absence} " " {access}</p>
            {both_away}
            {decide}
        </Banner>
    }
}
