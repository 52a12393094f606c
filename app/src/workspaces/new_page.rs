//! A counselor opens a workspace and invites its customer (P3).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::language,
    operation::operation,
    ui::{
        ActsFor, ErrorView, FormError, PageTitle, Submit, TextField, form_error, old_input,
        read_rejected_form,
    },
    workspace::topic_name,
};
use contract::{
    ApiError,
    desk::RejectedForm,
    person::{Language, Side},
    topic::Topic,
};
use leptos::prelude::*;

/// Creates a workspace, sends its invitation, and goes there.
#[server(endpoint = "create_workspace")]
pub async fn create_workspace(
    title: String,
    email: String,
    identity_code: String,
    language: Language,
    #[server(default)] topics: Vec<Topic>,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    use crate::ssr::{counselor_desk, failed, go};
    crate::ssr::acts_for(&acting)?;
    let new = contract::workspace::NewWorkspace { title, topics, email, identity_code, language };
    let id = counselor_desk()?.create_workspace(new).await.map_err(failed)?;
    go(&format!("/workspaces/{id}"));
    Ok(())
}

operation!(CreateWorkspace: Inviting);

/// The page with the form. Customers have no such page (P3).
#[component]
pub fn NewWorkspacePage() -> impl IntoView {
    let i18n = use_i18n();
    let data = Resource::new_blocking(
        || (),
        |()| async move {
            let side = crate::session::me().await?.map(|me| me.side);
            Ok::<_, AppError>((side, read_rejected_form().await?))
        },
    );
    view! {
        <PageTitle text=t_string!(i18n, create.title)/>
        <Suspense>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((Some(Side::Counselor), rejected)) => view! { <Form rejected/> }.into_any(),
                    Ok(_) => view! { <ErrorView error=ApiError::NotFound/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Form(rejected: Option<RejectedForm>) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<CreateWorkspace>::new();
    let error = form_error(action, rejected.as_ref());
    let form = rejected.clone();
    let value = move |name| old_input(form.as_ref(), name);
    let title_hint = t_string!(i18n, create.field_title_hint);
    let email_hint = t_string!(i18n, create.field_email_hint);
    let code_hint = t_string!(i18n, create.field_code_hint);
    view! {
        <article class="narrow">
            <p><a href="/workspaces">{t_string!(i18n, back_to_workspaces)}</a></p>
            <h1>{t_string!(i18n, create.title)}</h1>
            <p class="lead">{t_string!(i18n, create.lead)}</p>
            <FormError error/>
            <ActionForm action>
                <ActsFor/>
                <TextField name="title" label=t_string!(i18n, create.field_title) hint=title_hint value=value("title") error/>
                <TextField name="email" keyboard="email" label=t_string!(i18n, create.field_email) hint=email_hint value=value("email") error/>
                <TextField name="identity_code" optional=true label=t_string!(i18n, create.field_code) hint=code_hint value=value("identity_code") error/>
                <Topics rejected/>
                <LanguageChoice/>
                <Submit label=t_string!(i18n, create.submit) pending=action.pending()/>
            </ActionForm>
        </article>
    }
}

#[component]
fn Topics(rejected: Option<RejectedForm>) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = move |topic: Topic| {
        let fields = rejected.iter().flat_map(|form| &form.fields);
        fields.into_iter().any(|(name, value)| name.starts_with("topics[") && value == topic.code())
    };
    let choice = |(place, topic): (usize, Topic)| {
        view! {
            <label class="choice">
                <input type="checkbox" name=format!("topics[{place}]") value=topic.code() checked=chosen(topic)/>
                {topic_name(topic)}
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{t_string!(i18n, create.field_topics)} <span class="quiet">" (" {t_string!(i18n, optional)} ")"</span></legend>
            <p class="hint">{t_string!(i18n, create.field_topics_hint)}</p>
            <div class="choices">{Topic::ALL.into_iter().enumerate().map(choice).collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn LanguageChoice() -> impl IntoView {
    let i18n = use_i18n();
    let option = |choice: Language| {
        let name = match choice {
            Language::Fi => "Suomi",
            Language::Sv => "Svenska",
            Language::En => "English",
        };
        view! { <option value=choice.code() selected=language() == choice>{name}</option> }
    };
    view! {
        <div class="field">
            <label for="language">{t_string!(i18n, create.field_language)}</label>
            <select id="language" name="language">{Language::ALL.into_iter().map(option).collect_view()}</select>
        </div>
    }
}
