//! What one fills in: as it is at first, filled, and with every mistake.

use super::Part;
use crate::ui::{Form, Group, NumberField, Rejected, Select, TextArea, TextField};
use contract::{ApiError, FieldCode, error::FieldError};
use leptos::prelude::*;

const NAMES: [&str; 5] = ["title", "text", "topic", "topics", "months"];

fn with_mistakes() -> ApiError {
    let mistake = |name: &str| FieldError { field: format!("wrong-{name}"), code: FieldCode::Required };
    ApiError::Invalid(NAMES.map(mistake).to_vec())
}

/// All of it, twice.
#[component]
pub(super) fn Fields() -> impl IntoView {
    let (fine, wrong) = (Form::that_asks(None), Form::that_asks(Some(with_mistakes())));
    let wrong_fields = view! {
        <AllFields
            names=["wrong-title", "wrong-text", "wrong-topic", "wrong-topics", "wrong-months"]
            form=wrong.clone()
        />
    };
    view! {
        <Part name="A form">
            <div class="card narrow"><form><AllFields names=NAMES form=fine/></form></div>
        </Part>
        <Part name="A form with mistakes">
            <div class="card narrow">
                <Rejected form=wrong/>
                <form>{wrong_fields}</form>
            </div>
        </Part>
    }
}

#[component]
fn AllFields(names: [&'static str; 5], form: Form) -> impl IntoView {
    let [title, text, topic, topics, months] = names;
    let options = vec![("a".to_owned(), "Studies".to_owned()), ("b".to_owned(), "Housing".to_owned())];
    let choice = |name: &'static str| {
        view! { <label class="choice"><input type="checkbox" name=name/> {name}</label> }
    };
    view! {
        <TextField name=title label="Title" hint="In a few words." value="Studies in autumn" form=form.clone()/>
        <TextArea name=text label="Text" hint="In your own words." form=form.clone()/>
        <Select name=topic label="Topic" options form=Some(form.clone())/>
        <Group name=topics legend="Topics" optional=true hint="You can choose several." form=form.clone()>
            {["Studies", "Housing", "Finances"].map(choice).collect_view()}
        </Group>
        <NumberField
            name=months
            label="Months"
            before="It stays active for"
            after="months after the last visit."
            value="3".to_owned()
            form
        />
        <button type="button" class="button">"Save"</button>
    }
}
