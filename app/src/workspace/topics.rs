//! Topics (W3): their names, and the choice of several.

use crate::i18n::{t_string, use_i18n};
use crate::ui::{Form, Group};
use contract::topic::Topic;
use leptos::prelude::*;

/// A topic's name.
pub fn topic_name(topic: Topic) -> &'static str {
    let i18n = use_i18n();
    match topic {
        Topic::General => t_string!(i18n, topic.general),
        Topic::Health => t_string!(i18n, topic.health),
        Topic::EverydayLife => t_string!(i18n, topic.everyday_life),
        Topic::SocialRelations => t_string!(i18n, topic.social_relations),
        Topic::MentalWellbeing => t_string!(i18n, topic.mental_wellbeing),
        Topic::SelfEsteem => t_string!(i18n, topic.self_esteem),
        Topic::Skills => t_string!(i18n, topic.skills),
        Topic::Studies => t_string!(i18n, topic.studies),
        Topic::Work => t_string!(i18n, topic.work),
        Topic::Finances => t_string!(i18n, topic.finances),
        Topic::Hobbies => t_string!(i18n, topic.hobbies),
        Topic::Housing => t_string!(i18n, topic.housing),
        Topic::Addictions => t_string!(i18n, topic.addictions),
    }
}

/// A choice of several topics; none need be chosen.
#[component]
pub fn TopicChoice(
    /// Those that are chosen at first.
    #[prop(optional)]
    chosen: Vec<Topic>,
    /// The form.
    form: Form,
) -> impl IntoView {
    let i18n = use_i18n();
    let choice = |(place, topic): (usize, Topic)| {
        // Each of its own name, as no form of ours sends a name twice.
        let name = format!("topics[{place}]");
        let checked = form.is_chosen(&name, topic.code(), chosen.contains(&topic));
        view! {
            <label class="choice">
                <input type="checkbox" name=name value=topic.code() checked=checked/>
                {topic_name(topic)}
            </label>
        }
    };
    let choices = Topic::ALL.into_iter().enumerate().map(choice).collect_view();
    view! {
        <Group
            name="topics"
            optional=true
            legend=t_string!(i18n, create.field_topics)
            hint=t_string!(i18n, create.field_topics_hint)
            form
        >
            {choices}
        </Group>
    }
}
