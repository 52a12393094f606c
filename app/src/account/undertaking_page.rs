//! The confidentiality undertaking of staff, before the first access (P9).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::named,
    operation::operation,
    ui::{Form, Group, PageTitle, PostForm, Submit, page, readable},
};
use contract::{ApiError, local_path, person::Me, wording::UndertakingView};
use leptos::prelude::*;
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
        return Err(crate::ssr::failed(ApiError::field("agreed", contract::FieldCode::NothingChosen)));
    }
    desk.give_undertaking(version).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to(local_path(&return_to));
    Ok(())
}

operation!(GiveUndertaking: Ordinary);

/// What is undertaken.
#[server(endpoint = "read_undertaking")]
pub async fn read_undertaking() -> Result<UndertakingView, AppError> {
    crate::ssr::undertaking_desk()?.undertaking().await.map_err(crate::ssr::failed)
}

operation!(ReadUndertaking: Ordinary);

/// The page.
#[component]
pub fn UndertakingPage() -> impl IntoView {
    page(async {
        let me = crate::session::me().await?.filter(|me| me.organisation.is_some());
        let me = me.ok_or(ApiError::NotFound)?;
        let undertaking = read_undertaking().await?;
        Ok(view! { <Undertaking me undertaking/> })
    })
}

/// The text, and the form.
#[component]
fn Undertaking(me: Me, undertaking: UndertakingView) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map().get_untracked();
    let return_to = query.get("return_to").unwrap_or_else(|| "/workspaces".to_owned());
    let return_to = local_path(&return_to).to_owned();
    let form = Form::of::<GiveUndertaking>();
    let organisation = me.organisation.as_ref().map(named).unwrap_or_default();
    let UndertakingView { version, text } = undertaking;
    let points = [
        t_string!(i18n, undertaking.secret),
        t_string!(i18n, undertaking.needed),
        t_string!(i18n, undertaking.own_account),
        t_string!(i18n, undertaking.report),
        t_string!(i18n, undertaking.after),
    ];
    let points = points.map(|point| view! { <li>{point}</li> });
    let text = match text {
        // The organisation's own (U7).
        Some(own) => view! { <p class="pre" dir="auto">{readable(named(&own))}</p> }.into_any(),
        None => view! { <ol class="points">{points.collect_view()}</ol> }.into_any(),
    };
    view! {
        <PageTitle text=t_string!(i18n, undertaking.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, undertaking.title)}</h1>
            <p class="lead">{t_string!(i18n, undertaking.lead, organisation = organisation)}</p>
            {text}
            <PostForm form=form.clone()>
                <input type="hidden" name="version" value=version/>
                <input type="hidden" name="return_to" value=return_to/>
                <Group name="agreed" legend=t_string!(i18n, undertaking.agree) form>
                    <label class="choice">
                        <input type="checkbox" name="agreed" value="true"/>
                        {t_string!(i18n, undertaking.agreed, name = me.name)}
                    </label>
                </Group>
                <Submit label=t_string!(i18n, undertaking.give)/>
            </PostForm>
            <p class="quiet">{t_string!(i18n, undertaking.version, version = version)}</p>
        </article>
    }
}
