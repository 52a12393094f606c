//! What is new for somebody, behind the bell (N1): each item leads to where it happened, and goes once it
//! was seen there.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_recent,
    operation::operation,
    ui::{Done, Empty, Form, Icon, PageTitle, PostForm, Submit, WaitingRow, new_messages, page, readable},
    workspace::newest_of,
};
use chrono::{DateTime, Utc};
use contract::news::{NewsItem, NewsKind, NewsView};
use islands::live::{LivePage, LiveTexts};
use leptos::prelude::*;

/// All that is new.
#[server(endpoint = "list_news")]
pub async fn list_news() -> Result<NewsView, AppError> {
    crate::ssr::workspace_desk()?.news().await.map_err(crate::ssr::failed)
}

operation!(ListNews: Ordinary);

/// Marks what was new up to a moment as seen.
#[server(endpoint = "dismiss_news")]
pub async fn dismiss_news(until: DateTime<Utc>, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::workspace_desk()?.dismiss_news(until).await.map_err(crate::ssr::failed)
}

operation!(DismissNews: Ordinary);

/// The page.
#[component]
pub fn NewsPage() -> impl IntoView {
    page(async {
        let news = list_news().await?;
        Ok(view! { <News news/> })
    })
}

#[component]
fn News(news: NewsView) -> impl IntoView {
    let i18n = use_i18n();
    let NewsView { items, count, has_more, until } = news;
    let list = if items.is_empty() {
        view! { <Empty title=t_string!(i18n, news.none) hint=t_string!(i18n, news.none_hint)/> }.into_any()
    } else {
        view! {
            <div class="card flush">
                <ul class="waits">{items.into_iter().map(|item| view! { <Item item/> }).collect_view()}</ul>
            </div>
        }
        .into_any()
    };
    let more = has_more.then(|| view! { <p class="hint">{t_string!(i18n, news.more)}</p> });
    let dismiss = until.map(|until| {
        view! {
            <PostForm form={Form::of::<DismissNews>()} says_done=false>
                <input type="hidden" name="until" value=until.to_rfc3339()/>
                <p class="hint">{t_string!(i18n, news.dismiss_hint)}</p>
                <Submit label=t_string!(i18n, news.dismiss) second=true/>
            </PostForm>
        }
    });
    let texts = LiveTexts {
        customer: String::new(),
        counselor: String::new(),
        lost: t_string!(i18n, news.lost).to_owned(),
        gone: t_string!(i18n, error.not_found).to_owned(),
        failed: t_string!(i18n, error.offline).to_owned(),
    };
    view! {
        <PageTitle text=t_string!(i18n, news.title)/>
        <LivePage events="/news/events".to_owned() revision=i64::from(count) texts/>
        <article class="narrow">
            <h1>{t_string!(i18n, news.title)}</h1>
            <Done of="dismiss_news"/>
            <div id="news" class="stack" data-live="part" data-revision=count.to_string()>
                {list}
                {more}
                {dismiss}
            </div>
        </article>
    }
}

/// One item: a row that is a link as a whole.
#[component]
fn Item(item: NewsItem) -> impl IntoView {
    let i18n = use_i18n();
    let id = item.workspace;
    let page = |of: &str| format!("/workspaces/{id}{of}");
    let (icon, href, title) = match item.kind {
        NewsKind::Message(conversation) => {
            (Icon::Message, newest_of(id, conversation), new_messages(item.count))
        }
        NewsKind::ConsentAsked => {
            (Icon::People, page("/people"), t_string!(i18n, people.asked_title).to_owned())
        }
        NewsKind::ConsentDecided => {
            (Icon::People, page("/people"), t_string!(i18n, news.consent_decided).to_owned())
        }
        NewsKind::IdentityConfirmed => {
            (Icon::Check, page(""), t_string!(i18n, news.identity_confirmed).to_owned())
        }
        NewsKind::AwaitingConfirmation => (Icon::Person, page(""), t_string!(i18n, list.awaiting).to_owned()),
        NewsKind::ReactivationAsked => (Icon::Clock, page(""), t_string!(i18n, list.asks).to_owned()),
        NewsKind::HandedOver => (Icon::Folder, page(""), t_string!(i18n, news.handed_over).to_owned()),
        NewsKind::BreakGlass => (Icon::Lock, page("/access"), t_string!(i18n, news.break_glass).to_owned()),
    };
    let about = match item.other {
        Some(other) => format!("{other} · {}", readable(item.title)),
        None => readable(item.title),
    };
    view! { <WaitingRow icon href title about aside=show_recent(item.at, item.today) is_urgent=false/> }
}
