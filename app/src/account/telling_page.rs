//! How one wishes to be told of what is new (N2).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Form, PageTitle, PostForm, Select, Submit, page},
};
use contract::person::Telling;
use leptos::prelude::*;

/// How one wishes to be told.
#[server(endpoint = "open_telling")]
pub async fn open_telling() -> Result<Telling, AppError> {
    crate::ssr::person_desk()?.telling().await.map_err(crate::ssr::failed)
}

operation!(OpenTelling: Ordinary);

/// Changes it.
#[server(endpoint = "choose_telling")]
pub async fn choose_telling(telling: Telling, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::person_desk()?.tell(telling).await.map_err(crate::ssr::failed)
}

operation!(ChooseTelling: Ordinary);

/// The page.
#[component]
pub fn TellingPage() -> impl IntoView {
    page(async {
        let chosen = open_telling().await?;
        Ok(view! { <Choice chosen/> })
    })
}

#[component]
fn Choice(chosen: Telling) -> impl IntoView {
    let i18n = use_i18n();
    let options = Telling::ALL.into_iter().map(move |telling| {
        let name = match telling {
            Telling::AtOnce => t_string!(i18n, telling.at_once),
            Telling::Daily => t_string!(i18n, telling.daily),
            Telling::Never => t_string!(i18n, telling.never),
        };
        (telling.code().to_owned(), name.to_owned())
    });
    let form = Form::of::<ChooseTelling>();
    view! {
        <PageTitle text=t_string!(i18n, telling.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, telling.title)}</h1>
            <p class="lead">{t_string!(i18n, telling.lead)}</p>
            <PostForm form=form.clone()>
                <Select
                    name="telling"
                    label=t_string!(i18n, telling.field)
                    options=options.collect()
                    value=chosen.code()
                    form=Some(form.clone())
                />
                <p class="hint">{t_string!(i18n, telling.always)}</p>
                <Submit label=t_string!(i18n, telling.save)/>
            </PostForm>
        </article>
    }
}
