//! What guidance is about (W3).

use crate::codes::codes;
use serde::{Deserialize, Serialize};

/// A topic of guidance; a workspace has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// General situation.
    General,
    /// Health.
    Health,
    /// Everyday life.
    EverydayLife,
    /// Social relations.
    SocialRelations,
    /// Mental wellbeing.
    MentalWellbeing,
    /// Self-esteem.
    SelfEsteem,
    /// Skills.
    Skills,
    /// Studies.
    Studies,
    /// Work and professions.
    Work,
    /// Finances.
    Finances,
    /// Hobbies.
    Hobbies,
    /// Housing.
    Housing,
    /// Addictions.
    Addictions,
}

codes!(Topic {
    General = "general",
    Health = "health",
    EverydayLife = "everyday_life",
    SocialRelations = "social_relations",
    MentalWellbeing = "mental_wellbeing",
    SelfEsteem = "self_esteem",
    Skills = "skills",
    Studies = "studies",
    Work = "work",
    Finances = "finances",
    Hobbies = "hobbies",
    Housing = "housing",
    Addictions = "addictions",
});
