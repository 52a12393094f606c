//! What guidance is about (W3).

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

impl Topic {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 13] = [
        Self::General,
        Self::Health,
        Self::EverydayLife,
        Self::SocialRelations,
        Self::MentalWellbeing,
        Self::SelfEsteem,
        Self::Skills,
        Self::Studies,
        Self::Work,
        Self::Finances,
        Self::Hobbies,
        Self::Housing,
        Self::Addictions,
    ];

    /// The name by which forms and stored data know it.
    pub fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Health => "health",
            Self::EverydayLife => "everyday_life",
            Self::SocialRelations => "social_relations",
            Self::MentalWellbeing => "mental_wellbeing",
            Self::SelfEsteem => "self_esteem",
            Self::Skills => "skills",
            Self::Studies => "studies",
            Self::Work => "work",
            Self::Finances => "finances",
            Self::Hobbies => "hobbies",
            Self::Housing => "housing",
            Self::Addictions => "addictions",
        }
    }
}
