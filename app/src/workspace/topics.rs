//! The names of topics (W3).

use crate::i18n::{t_string, use_i18n};
use contract::topic::Topic;

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
