//! The confidentiality undertaking of staff, before the first access (P9).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{ActsFor, ErrorView, FormError, Group, PageTitle, Submit, read_rejected_form},
};
use contract::{ApiError, desk::RejectedForm, local_path, person::Me, undertaking::VERSION};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

/// Gives the undertaking, and leads to where one was going.
#[server(endpoint = "give_undertaking")]
pub async fn give_undertaking(
    version: u32,
    return_to: String,
    #[server(default)] agreed: bool,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let desk = crate::ssr::undertaking_desk()?;
    if !agreed {
        return Err(crate::ssr::failed(ApiError::field("agreed", contract::FieldCode::Required)));
    }
    desk.give_undertaking(version).await.map_err(crate::ssr::failed)?;
    crate::ssr::redirect_without_scripts(local_path(&return_to));
    Ok(())
}

operation!(GiveUndertaking: Ordinary);

/// The page.
#[component]
pub fn UndertakingPage() -> impl IntoView {
    let i18n = use_i18n();
    let data = Resource::new_blocking(
        || (),
        |()| async { Ok::<_, AppError>((crate::session::me().await?, read_rejected_form().await?)) },
    );
    view! {
        <PageTitle text=t_string!(i18n, undertaking.title)/>
        <Suspense fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((Some(me), rejected)) if me.organisation.is_some() => {
                        view! { <Undertaking me rejected/> }.into_any()
                    }
                    Ok(_) => view! { <ErrorView error=ApiError::NotFound/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// The text, and the form. The whole page is loaded anew after it: what is around it changes too.
#[component]
fn Undertaking(me: Me, rejected: Option<RejectedForm>) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let return_to = move || {
        local_path(&query.read().get("return_to").unwrap_or_else(|| "/workspaces".to_owned())).to_owned()
    };
    let error = Signal::stored(rejected.map(|form| form.error));
    let organisation = me.organisation.unwrap_or_default();
    let points = [
        t_string!(i18n, undertaking.secret),
        t_string!(i18n, undertaking.needed),
        t_string!(i18n, undertaking.own_account),
        t_string!(i18n, undertaking.report),
        t_string!(i18n, undertaking.after),
    ];
    let points = points.map(|point| view! { <li>{point}</li> }).collect_view();
    view! {
        <article class="reading">
            <h1>{t_string!(i18n, undertaking.title)}</h1>
            <p class="lead">{t_string!(i18n, undertaking.lead, organisation = organisation)}</p>
            <ol class="points">{points}</ol>
            <FormError error/>
            <form method="post" action=GiveUndertaking::url()>
                <ActsFor/>
                <input type="hidden" name="version" value=VERSION/>
                <input type="hidden" name="return_to" value=return_to/>
                <Group name="agreed" legend=t_string!(i18n, undertaking.agree) error>
                    <label class="choice">
                        <input type="checkbox" name="agreed" value="true" required/>
                        {t_string!(i18n, undertaking.agreed, name = me.name)}
                    </label>
                </Group>
                <Submit label=t_string!(i18n, undertaking.give) pending=false/>
            </form>
            <p class="quiet">{t_string!(i18n, undertaking.version, version = VERSION)}</p>
        </article>
    }
}
