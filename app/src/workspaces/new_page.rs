//! A counselor opens a workspace and invites its customer (P3).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::language_name,
    operation::operation,
    session::side,
    ui::{Form, PageTitle, PostForm, Select, Submit, TextField, page},
    workspace::TopicChoice,
};
use contract::{
    ApiError,
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
    #[server(default)] language: String,
    #[server(default)] topics: Vec<Topic>,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    use crate::ssr::{counselor_desk, failed, lead_to};
    crate::ssr::acts_for(&acting)?;
    let language = Language::from_code(&language);
    let new = contract::workspace::NewWorkspace { title, topics, email, identity_code, language };
    let id = counselor_desk()?.create_workspace(new).await.map_err(failed)?;
    lead_to(&format!("/workspaces/{id}"));
    Ok(())
}

operation!(CreateWorkspace: Inviting);

/// The page with the form. Customers have no such page (P3).
#[component]
pub fn NewWorkspacePage() -> impl IntoView {
    page(async {
        match side().await? {
            Some(Side::Counselor) => Ok(view! { <NewWorkspace/> }),
            _ => Err(ApiError::NotFound.into()),
        }
    })
}

#[component]
fn NewWorkspace() -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<CreateWorkspace>();
    let title_hint = t_string!(i18n, create.field_title_hint);
    let email_hint = t_string!(i18n, create.field_email_hint);
    let code_hint = t_string!(i18n, create.field_code_hint);
    let named = |choice: Language| (choice.code().to_owned(), language_name(choice).to_owned());
    let choose = (String::new(), t_string!(i18n, create.choose_language).to_owned());
    let languages = [choose].into_iter().chain(Language::ALL.map(named)).collect();
    view! {
        <PageTitle text=t_string!(i18n, create.title)/>
        <article class="narrow">
            <p><a href="/workspaces">{t_string!(i18n, back_to_workspaces)}</a></p>
            <h1>{t_string!(i18n, create.title)}</h1>
            <p class="lead">{t_string!(i18n, create.lead)}</p>
            <PostForm form=form.clone()>
                <TextField name="title" label=t_string!(i18n, create.field_title) hint=title_hint form=form.clone()/>
                <TextField name="email" keyboard="email" optional=true label=t_string!(i18n, create.field_email) hint=email_hint form=form.clone()/>
                <TextField name="identity_code" optional=true label=t_string!(i18n, create.field_code) hint=code_hint form=form.clone()/>
                <TopicChoice form=form.clone()/>
                <Select name="language" label=t_string!(i18n, create.field_language) options=languages form=Some(form)/>
                <Submit label=t_string!(i18n, create.submit)/>
            </PostForm>
        </article>
    }
}
