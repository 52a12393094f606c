//! Where one is signed in, and an end to it.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{ActsFor, ErrorView, FormError, PageTitle, Submit, form_error},
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
    let i18n = use_i18n();
    let end = ServerAction::<EndSignIn>::new();
    let data = Resource::new_blocking(move || end.version().get(), |_| sign_ins());
    let lead = t_string!(i18n, sign_ins.lead, most = MOST_SIGN_INS);
    view! {
        <PageTitle text=t_string!(i18n, sign_ins.title)/>
        <article class="reading">
            <h1>{t_string!(i18n, sign_ins.title)}</h1>
            <p class="lead">{lead}</p>
            <FormError error=form_error(end, None)/>
            <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(all) => {
                            let line = |sign_in| view! { <Line sign_in end/> };
                            view! { <ul class="rows">{all.into_iter().map(line).collect_view()}</ul> }.into_any()
                        }
                        Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                    }
                })}
            </Transition>
        </article>
    }
}

#[component]
fn Line(sign_in: SignInView, end: ServerAction<EndSignIn>) -> impl IntoView {
    let i18n = use_i18n();
    let what = sign_in.organisation.unwrap_or_else(|| t_string!(i18n, sign_ins.strong).to_owned());
    let began = t_string!(i18n, sign_ins.began, minutes = sign_in.began);
    let seen = t_string!(i18n, sign_ins.seen, minutes = sign_in.seen);
    let action = if sign_in.here {
        view! { <p><span class="flag">{t_string!(i18n, sign_ins.here)}</span></p> }.into_any()
    } else {
        view! {
            <ActionForm action=end>
                <ActsFor/>
                <input type="hidden" name="id" value=sign_in.id.to_string()/>
                <Submit label=t_string!(i18n, sign_ins.end) pending=end.pending() second=true/>
            </ActionForm>
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
