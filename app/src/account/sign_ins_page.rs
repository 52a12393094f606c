//! Where one is signed in, and an end to it.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::named,
    operation::operation,
    ui::{Form, Outcome, PageTitle, PostForm, Submit, page},
};
use contract::{
    SignInId,
    session::{MOST_SIGN_INS, SignInView},
};
use leptos::prelude::*;

/// One's sign-ins.
#[server(endpoint = "sign_ins")]
pub async fn sign_ins() -> Result<Vec<SignInView>, AppError> {
    crate::ssr::sign_in_desk()?.sign_ins().await.map_err(crate::ssr::failed)
}

operation!(SignIns: Ordinary);

/// Ends one of one's sign-ins.
#[server(endpoint = "end_sign_in")]
pub async fn end_sign_in(id: SignInId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::sign_in_desk()?.end_sign_in(id).await.map_err(crate::ssr::failed)
}

operation!(EndSignIn: Ordinary);

/// The page.
#[component]
pub fn SignInsPage() -> impl IntoView {
    page(async {
        let all = sign_ins().await?;
        Ok(view! { <SignInList all/> })
    })
}

#[component]
fn SignInList(all: Vec<SignInView>) -> impl IntoView {
    let i18n = use_i18n();
    let line = |sign_in| view! { <Line sign_in/> };
    view! {
        <PageTitle text=t_string!(i18n, sign_ins.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, sign_ins.title)}</h1>
            <p class="lead">{t_string!(i18n, sign_ins.lead, most = MOST_SIGN_INS)}</p>
            <Outcome of="end_sign_in"/>
            <ul class="rows">{all.into_iter().map(line).collect_view()}</ul>
        </article>
    }
}

#[component]
fn Line(sign_in: SignInView) -> impl IntoView {
    let i18n = use_i18n();
    let what =
        sign_in.organisation.as_ref().map_or_else(|| t_string!(i18n, sign_ins.strong).to_owned(), named);
    let began = t_string!(i18n, sign_ins.began, ago = ago(sign_in.began));
    let seen = t_string!(i18n, sign_ins.seen, ago = ago(sign_in.seen));
    let (id, of) = (sign_in.id.to_string(), what.clone());
    let action = if sign_in.here {
        view! { <p><span class="flag">{t_string!(i18n, sign_ins.here)}</span></p> }.into_any()
    } else {
        view! {
            <PostForm form={Form::one_of::<EndSignIn>(&[("id", &id)])} says_done=false says_error=false>
                <input type="hidden" name="id" value=id/>
                <Submit label=t_string!(i18n, sign_ins.end) of second=true/>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <li>
            <div class="row-main">
                <strong>{what}</strong>
                <p class="quiet">{began} ", " {seen}</p>
            </div>
            {action}
        </li>
    }
}

/// How long ago, in the largest unit that says enough.
fn ago(minutes: u32) -> String {
    let i18n = use_i18n();
    match minutes {
        0..120 => t_string!(i18n, sign_ins.ago_minutes, count = minutes).clone(),
        120..2880 => t_string!(i18n, sign_ins.ago_hours, count = minutes / 60).clone(),
        _ => t_string!(i18n, sign_ins.ago_days, count = minutes / 1440).clone(),
    }
}
