//! What was done, said once, where one goes on.

use super::rejected::NotSentYet;
use crate::{
    error::{error_text, field_text},
    i18n::{t_string, use_i18n},
    ssr::request_context,
};
use contract::ApiError;
use leptos::prelude::*;

/// That a function was done, if that is what led to this page.
#[component]
pub fn Done(
    /// The functions whose success is said here, by their names.
    of: &'static str,
) -> impl IntoView {
    let done = request_context().ok()?.done?;
    let text = of.split(' ').find(|name| *name == done).and_then(text)?;
    Some(view! {
        <section id="outcome" class="banner banner-done" role="status" tabindex="-1">
            <p>{text}</p>
        </section>
    })
}

/// What became of forms that stand elsewhere on the page, or are not there any more: done, or not.
#[component]
pub fn Outcome(
    /// The functions to which they lead, by their names.
    of: &'static str,
) -> impl IntoView {
    let rejected = request_context().ok().and_then(|context| context.rejected);
    let rejected = rejected.filter(|form| of.split(' ').any(|name| name == form.function));
    let not_sent = rejected.as_ref().and_then(super::waits_after).cloned();
    let not_sent = not_sent.map(|after| view! { <NotSentYet after/> });
    let rejected = rejected.as_ref().and_then(super::wrong).map(|error| {
        let text = match error {
            ApiError::Invalid(fields) if !fields.is_empty() => {
                fields.iter().map(|field| field_text(field.code)).collect::<Vec<_>>().join(" ")
            }
            error => error_text(error),
        };
        view! { <section id="outcome" class="banner banner-trouble" role="alert" tabindex="-1"><p>{text}</p></section> }
    });
    view! {
        <Done of/>
        {not_sent}
        {rejected}
    }
}

/// What the success of a function says; nothing where the page itself shows it.
fn text(function: &str) -> Option<&'static str> {
    let i18n = use_i18n();
    Some(match function {
        "accept_code" | "accept_invitation" => t_string!(i18n, done.accept_invitation),
        "add_note" => t_string!(i18n, done.add_note),
        "answer_consent" => t_string!(i18n, done.answer_consent),
        "ask_consent" => t_string!(i18n, done.ask_consent),
        "ask_reactivation" => t_string!(i18n, done.ask_reactivation),
        "change_role" => t_string!(i18n, done.change_role),
        "cancel_bulk_action" => t_string!(i18n, bulk_action.cancelled),
        "change_description" => t_string!(i18n, done.change_description),
        "change_note" => t_string!(i18n, note.changed),
        "delete_note" => t_string!(i18n, note.deleted),
        "close_workspace" => t_string!(i18n, done.close_workspace),
        "confirm_email" => t_string!(i18n, contact.email_changed),
        "confirm_customer" => t_string!(i18n, done.confirm_customer),
        "create_workspace" => t_string!(i18n, done.create_workspace),
        "decline_invitation" => t_string!(i18n, done.decline_invitation),
        "dismiss_news" => t_string!(i18n, news.dismissed),
        "end_colleague_absence" => t_string!(i18n, done.end_colleague_absence),
        "set_colleague_absence" => t_string!(i18n, done.set_colleague_absence),
        "end_absence" => t_string!(i18n, done.end_absence),
        "end_break_glass" => t_string!(i18n, done.end_break_glass),
        "end_participation" => t_string!(i18n, done.end_participation),
        "end_sign_in" => t_string!(i18n, done.end_sign_in),
        "give_undertaking" => t_string!(i18n, done.give_undertaking),
        "invite_again" => t_string!(i18n, done.invite_again),
        "invite_staff" => t_string!(i18n, done.invite_staff),
        "remind_invited" => t_string!(i18n, done.remind_invited),
        "withdraw_email" => t_string!(i18n, contact.withdrawn),
        "withdraw_invitation" => t_string!(i18n, done.withdraw_invitation),
        "hand_over" => t_string!(i18n, hand_over.done),
        "lift_hold" => t_string!(i18n, done.lift_hold),
        "place_hold" => t_string!(i18n, done.place_hold),
        "reactivate_workspace" => t_string!(i18n, done.reactivate_workspace),
        "refuse_substitute" => t_string!(i18n, done.refuse_substitute),
        "remove_canned_response" | "remove_own_response" => t_string!(i18n, done.remove_canned_response),
        "save_canned_response" | "save_own_response" => t_string!(i18n, done.save_canned_response),
        "save_contact_details" => t_string!(i18n, contact.saved),
        "send_message" | "start_conversation" => t_string!(i18n, conversation.sent),
        "set_absence" => t_string!(i18n, done.set_absence),
        "set_undertaking" => t_string!(i18n, wording.undertaking_done),
        "set_wording" => t_string!(i18n, wording.saved),
        "set_policy" => t_string!(i18n, done.set_policy),
        "withdraw_staff_invitation" => t_string!(i18n, done.withdraw_staff_invitation),
        _ => return None,
    })
}
