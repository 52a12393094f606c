//! Declining an invitation: nobody has to sign in for that.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Dialog, Form, PostForm, Submit},
};
use leptos::prelude::*;

/// Declines it, for whoever holds its link.
#[server(endpoint = "decline_invitation")]
pub async fn decline_invitation(token: String, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::public_desk()?.decline_invitation(token).await.map_err(crate::ssr::failed)
}

operation!(DeclineInvitation: Ordinary);

/// The button that asks once more.
#[component]
pub fn Decline(counselor: String, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let explain = t_string!(i18n, invitation.decline_explain, counselor = counselor).clone();
    view! {
        <Dialog id="decline" label=t_string!(i18n, invitation.decline) explain>
            <PostForm form={Form::of::<DeclineInvitation>()} says_done=false says_error=false>
                <input type="hidden" name="token" value=token/>
                <Submit label=t_string!(i18n, invitation.decline_confirm) danger=true/>
            </PostForm>
        </Dialog>
    }
}
