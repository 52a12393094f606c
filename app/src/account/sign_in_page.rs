//! The page to sign in on.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Banner, PageTitle, Tone},
};
use contract::person::{Side, SignInOption};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, location::Url};

/// The ways to sign in.
#[server(endpoint = "sign_in_options")]
pub async fn sign_in_options() -> Result<Vec<SignInOption>, AppError> {
    Ok(crate::ssr::request_context()?.sign_in_options)
}

operation!(SignInOptions: Ordinary);

/// Customers first, staff after them; why one is here, where there is a reason (U4).
#[component]
pub fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let sign_in_options = Resource::new_blocking(|| (), |()| sign_in_options());
    // The address may say what is not so any more: a page that was kept, or a link.
    let because = move |signed_in: bool| {
        let text = match (query.read().get("because").as_deref(), signed_in) {
            (Some("switch"), true) => t_string!(i18n, signin.because_switch),
            (_, true) => return None,
            (Some("idle"), _) => t_string!(i18n, signin.because_idle),
            (Some("expired"), _) => t_string!(i18n, signin.because_expired),
            (Some("gone"), _) => t_string!(i18n, signin.because_gone),
            (Some("unsent"), _) => t_string!(i18n, signin.because_unsent),
            (Some("needed"), _) => t_string!(i18n, signin.because_needed),
            _ => return None,
        };
        Some(view! { <Banner tone=Tone::Calm><p>{text}</p></Banner> })
    };
    let return_to = move || query.read().get("return_to").unwrap_or_default();
    view! {
        <PageTitle text=t_string!(i18n, signin.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, signin.title)}</h1>
            <Suspense>
                {move || Suspend::new(async move {
                    let sign_in_options = sign_in_options.await.unwrap_or_default();
                    let signed_in = sign_in_options.iter().any(|way| way.switch.is_some());
                    view! {
                        {because(signed_in)}
                        <Choices sign_in_options=sign_in_options.clone() side=Side::Customer return_to=return_to()/>
                        <Choices sign_in_options side=Side::Counselor return_to=return_to()/>
                    }
                })}
            </Suspense>
        </article>
    }
}

#[component]
fn Choices(sign_in_options: Vec<SignInOption>, side: Side, return_to: String) -> impl IntoView {
    let i18n = use_i18n();
    let (title, hint) = match side {
        Side::Customer => (t_string!(i18n, signin.customer), t_string!(i18n, signin.customer_hint)),
        Side::Counselor => (t_string!(i18n, signin.staff), t_string!(i18n, signin.staff_hint)),
    };
    let class = if side == Side::Customer { "button" } else { "button button-second" };
    let return_to = Url::escape(&return_to);
    let link = move |way: SignInOption| {
        let switch = way.switch.map(|switch| format!("&switch={switch}")).unwrap_or_default();
        let href = format!("/sign-in/{}?return_to={return_to}{switch}", way.key);
        let name = t_string!(i18n, signin.with, way = way.label);
        // A link, not a form: a form's way to another site would be against the security policy.
        view! { <p><a class=class href=href rel="external">{name}</a></p> }
    };
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p>{hint}</p>
            {sign_in_options.into_iter().filter(|way| way.side == side).map(link).collect_view()}
        </section>
    }
}
