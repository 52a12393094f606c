//! A counselor changes what a workspace is about (W3).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::language_name,
    operation::operation,
    ui::{Form, PageTitle, PostForm, Select, Submit, TextField, page, readable},
    workspace::TopicChoice,
};
use contract::{
    ApiError, WorkspaceId,
    person::Language,
    topic::Topic,
    workspace::{Description, DescriptionView},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// What it is about now.
#[server(endpoint = "open_description")]
pub async fn open_description(id: WorkspaceId) -> Result<DescriptionView, AppError> {
    crate::ssr::counselor_desk()?.description(id).await.map_err(crate::ssr::failed)
}

operation!(OpenDescription: Ordinary);

/// Changes it.
#[server(endpoint = "change_description")]
pub async fn change_description(
    id: WorkspaceId,
    title: String,
    #[server(default)] language: String,
    #[server(default)] topics: Vec<Topic>,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = Description { title, topics, language: Language::from_code(&language) };
    crate::ssr::counselor_desk()?.change_description(id, new).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to(&format!("/workspaces/{id}"));
    Ok(())
}

operation!(ChangeDescription: Ordinary);

/// The page.
#[component]
pub fn DescriptionPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let view = open_description(id.parse().map_err(|_| ApiError::NotFound)?).await?;
        Ok(view! { <Describe view/> })
    })
}

#[component]
fn Describe(view: DescriptionView) -> impl IntoView {
    let i18n = use_i18n();
    let DescriptionView { head, language, customer_has_chosen } = view;
    let (id, title) = (head.id, readable(head.title.clone()));
    let form = Form::of::<ChangeDescription>();
    let named = |choice: Language| (choice.code().to_owned(), language_name(choice).to_owned());
    let languages = Language::ALL.map(named).to_vec();
    let hint = if customer_has_chosen {
        t_string!(i18n, description.language_chosen)
    } else {
        t_string!(i18n, description.language_hint)
    };
    view! {
        <PageTitle text=t_string!(i18n, description.title) of=title.clone()/>
        <article class="narrow">
            <nav class="crumbs" aria-label=t_string!(i18n, crumbs)>
                <a href="/workspaces">{t_string!(i18n, workspaces)}</a>
                <span aria-hidden="true">" / "</span>
                <a href=format!("/workspaces/{id}") dir="auto">{title}</a>
            </nav>
            <h1>{t_string!(i18n, description.title)}</h1>
            <p class="lead">{t_string!(i18n, description.lead)}</p>
            <PostForm form=form.clone()>
                <input type="hidden" name="id" value=id.to_string()/>
                <TextField
                    name="title"
                    label=t_string!(i18n, create.field_title)
                    hint=t_string!(i18n, create.field_title_hint)
                    value=head.title
                    form=form.clone()
                />
                <TopicChoice chosen=head.topics form=form.clone()/>
                <Select
                    name="language"
                    label=t_string!(i18n, create.field_language)
                    options=languages
                    value=language.code()
                    form=Some(form)
                />
                <p class="hint">{hint}</p>
                <Submit label=t_string!(i18n, description.submit)/>
            </PostForm>
        </article>
    }
}
