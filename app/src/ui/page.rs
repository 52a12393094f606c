//! A page that is made by asking a desk: what it shows, or why there is none.

use super::ErrorView;
use crate::error::AppError;
use leptos::{prelude::*, tachys::reactive_graph::OwnedView};
use std::future::Future;

/// The page that `made` gives, once it is there.
pub fn page<V>(made: impl Future<Output = Result<V, AppError>> + Send + 'static) -> impl IntoView
where
    V: IntoView + 'static,
{
    Suspend::new(async move {
        // What the islands in it hold lives until it is written, however long that takes.
        OwnedView::new(match made.await {
            Ok(view) => view.into_any(),
            Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
        })
    })
}
