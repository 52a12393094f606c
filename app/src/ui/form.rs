//! Forms: plain ones. They are sent to a server function, which leads back to a page; what was wrong is
//! said above them and beside their fields, with what was typed still there; what was done is said once.

mod done;
mod rejected;
mod submit;

pub use done::{Done, Outcome};
pub use rejected::Rejected;
pub use submit::Submit;

use crate::{
    error::field_text,
    i18n::{t_string, use_i18n},
    ssr::request_context,
    ui::ActsFor,
};
use contract::{ApiError, desk::RejectedForm};
use leptos::{prelude::*, server_fn::ServerFn};
use std::sync::{Arc, Mutex, PoisonError};

/// One form of a page, and what came of it when it was sent.
#[derive(Clone, Debug)]
pub struct Form(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    action: &'static str,
    /// Tells its fields from those of other forms of the page.
    prefix: String,
    rejected: Option<RejectedForm>,
    done: bool,
    /// The fields that people see: their names, ids and labels, in the order in which they were made.
    fields: Mutex<Vec<(String, String, String)>>,
}

/// The name of a function, as its address ends.
fn name_of(action: &'static str) -> &'static str {
    action.rsplit('/').next().unwrap_or_default()
}

/// What whoever sent a form had to do first: to authenticate again, or to give the undertaking.
fn waits_after(form: &RejectedForm) -> Option<&ApiError> {
    let error = form.error.as_ref();
    error.filter(|error| matches!(error, ApiError::ReauthenticationNeeded | ApiError::UndertakingNeeded))
}

/// What is wrong with a form that came back. Whoever comes back from authenticating again has nothing to put
/// right: only what was typed is there again.
fn wrong(form: &RejectedForm) -> Option<&ApiError> {
    // Whoever reads the page has done since what was asked for.
    form.error.as_ref().filter(|_| waits_after(form).is_none())
}

impl Form {
    /// The only form of its page that leads to this function.
    pub fn of<F: ServerFn>() -> Self {
        Self::new::<F>(String::new(), |_| true)
    }

    /// One of several that lead to it: the one whose hidden fields have these values; none is
    /// as good as an empty one.
    pub fn one_of<F: ServerFn>(fields: &[(&str, &str)]) -> Self {
        let is_this = |form: &RejectedForm| {
            let typed = |name: &str| form.fields.iter().find(|(field, _)| field == name);
            fields.iter().all(|(name, value)| typed(name).map_or("", |(_, typed)| typed) == *value)
        };
        let values: Vec<&str> = fields.iter().map(|(_, value)| *value).collect();
        let prefix = format!("{}-", values.join("-"));
        Self::new::<F>(prefix, is_this)
    }

    /// A form that only asks for another page, which says what is wrong.
    pub fn that_asks(error: Option<ApiError>) -> Self {
        let rejected =
            error.map(|error| RejectedForm { function: String::new(), error: Some(error), fields: vec![] });
        Self(Arc::new(Inner {
            action: "",
            prefix: String::new(),
            rejected,
            done: false,
            fields: Mutex::default(),
        }))
    }

    fn new<F: ServerFn>(prefix: String, is_this: impl Fn(&RejectedForm) -> bool) -> Self {
        let (action, context) = (F::PATH, request_context().ok());
        let is_done =
            |context: &contract::desk::RequestContext| context.done.as_deref() == Some(name_of(action));
        let done = context.as_ref().is_some_and(is_done) && prefix.is_empty();
        let rejected = context.and_then(|context| context.rejected);
        let rejected = rejected.filter(|form| form.function == name_of(action) && is_this(form));
        Self(Arc::new(Inner { action, prefix, rejected, done, fields: Mutex::default() }))
    }

    /// Where it is sent.
    pub fn action(&self) -> &'static str {
        self.0.action
    }

    /// The name of the function that takes it.
    pub fn function(&self) -> &'static str {
        name_of(self.0.action)
    }

    /// The id of a field of this form.
    pub fn id(&self, name: &str) -> String {
        format!("{}{name}", self.0.prefix)
    }

    /// Why it came back, if it did.
    pub fn error(&self) -> Option<&ApiError> {
        self.0.rejected.as_ref().and_then(wrong)
    }

    /// What whoever sent it had to do first, where they have not sent it since.
    pub fn waits_after(&self) -> Option<&ApiError> {
        self.0.rejected.as_ref().and_then(waits_after)
    }

    /// Whether it came back.
    pub fn came_back(&self) -> bool {
        self.0.rejected.is_some()
    }

    /// What was typed into a field of a form that came back.
    pub fn typed(&self, name: &str) -> Option<String> {
        let fields = &self.0.rejected.as_ref()?.fields;
        fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone())
    }

    /// What stands in a field: what was typed, else `value`.
    pub fn value(&self, name: &str, value: impl Into<String>) -> String {
        match &self.0.rejected {
            Some(form) if !form.fields.is_empty() => self.typed(name).unwrap_or_default(),
            _ => value.into(),
        }
    }

    /// Whether a choice of several is taken, each of which has a name of its own: as it was, else `first`.
    pub fn is_chosen(&self, name: &str, value: &str, first: bool) -> bool {
        if self.came_back() { self.typed(name).is_some_and(|typed| typed == value) } else { first }
    }

    /// What is wrong with a field.
    pub fn mistake(&self, name: &str) -> Option<String> {
        match self.error()? {
            ApiError::Invalid(fields) => {
                fields.iter().find(|field| field.field == name).map(|field| field_text(field.code))
            }
            _ => None,
        }
    }

    /// Notes a field that people see, so that what is wrong with it leads there. Gives its id.
    pub fn has_field(&self, name: &str, label: &str) -> String {
        let id = self.id(name);
        let mut fields = self.0.fields.lock().unwrap_or_else(PoisonError::into_inner);
        fields.push((name.to_owned(), id.clone(), label.to_owned()));
        id
    }

    /// Whether people see any field of it.
    fn has_any_field(&self) -> bool {
        !self.0.fields.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// The fields with a mistake: where they are, and what is wrong with them. What is wrong with a field
    /// that nobody sees leads nowhere.
    fn mistakes(&self) -> Vec<(Option<String>, String)> {
        let Some(ApiError::Invalid(mistakes)) = self.error() else { return vec![] };
        let fields = self.0.fields.lock().unwrap_or_else(PoisonError::into_inner);
        let said = |mistake: &contract::error::FieldError| {
            let text = field_text(mistake.code);
            match fields.iter().find(|(name, ..)| *name == mistake.field) {
                Some((_, id, label)) => (Some(format!("#{id}")), format!("{label}: {text}")),
                None => (None, text),
            }
        };
        mistakes.iter().map(said).collect()
    }
}

/// A form that is sent by POST. What came of it stands above it.
#[component]
pub fn PostForm(
    /// Which.
    form: Form,
    /// Whether its success is said above it; else the page says it elsewhere.
    #[prop(default = true)]
    says_done: bool,
    /// Whether what is wrong with it is said above it; else the page says it elsewhere.
    #[prop(default = true)]
    says_error: bool,
    /// Whether it is taken in place where scripts run, without leaving the page.
    #[prop(optional)]
    in_place: bool,
    /// Its parts.
    children: Children,
) -> impl IntoView {
    // The parts name the fields, to which what is wrong leads.
    let parts = children();
    let done = (says_done && form.0.done).then(|| view! { <Done of=form.function()/> });
    // What came back with a mistake is as unsaved as what is typed, where there is anything to type.
    let came_back = (form.error().is_some() && form.has_any_field()).then_some("");
    view! {
        {says_error.then(|| view! { <Rejected form=form.clone()/> })}
        {done}
        <form method="post" action=form.0.action data-in-place=in_place.then_some("") data-came-back=came_back>
            <ActsFor/>
            {parts}
        </form>
    }
}

/// What a field that may stay empty says behind its label.
#[component]
pub fn Optional() -> impl IntoView {
    let i18n = use_i18n();
    view! { <span class="quiet">" (" {t_string!(i18n, optional)} ")"</span> }
}
