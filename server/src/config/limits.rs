//! `[limits]`

use serde::Deserialize;
use std::num::NonZeroU32;

/// How often something may be asked. Many people may share an address; nobody shares a person.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// Requests of one address, in a minute.
    pub address_per_minute: NonZeroU32,
    /// Steps of signing in of one address, in a minute. A sign-in has two.
    pub sign_ins_per_minute: NonZeroU32,
    /// Reports of one address on what the security policy stopped, in a minute.
    pub reports_per_minute: NonZeroU32,
    /// Requests of one person, in a minute.
    pub person_per_minute: NonZeroU32,
    /// Messages, notes and files of one person, in a minute.
    pub sent_per_minute: NonZeroU32,
    /// Searches of one person, in a minute. Each opens everything that a workspace holds.
    pub searches_per_minute: NonZeroU32,
    /// Invitations and questions to other professionals of one person, in an hour. Each is a mail.
    pub invitations_per_hour: NonZeroU32,
    /// Closings, reactivations, bulk actions and what else of one person mails those who take part,
    /// in an hour.
    pub notifications_per_hour: NonZeroU32,
    /// Downloads of packages of one person, in an hour; each part of a broken download is one.
    pub packages_per_hour: NonZeroU32,
    /// Requests of one address that are under way at once.
    pub requests_at_once: NonZeroU32,
    /// Open pages of one person that show what happens.
    pub streams_at_once: NonZeroU32,
    /// Packages that one person downloads at once.
    pub packages_at_once: NonZeroU32,
}

/// A number that is not zero.
const fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(number - 1)
}

impl LimitsConfig {
    /// As good as none.
    pub const NONE: Self = Self {
        address_per_minute: NonZeroU32::MAX,
        sign_ins_per_minute: NonZeroU32::MAX,
        reports_per_minute: NonZeroU32::MAX,
        person_per_minute: NonZeroU32::MAX,
        sent_per_minute: NonZeroU32::MAX,
        searches_per_minute: NonZeroU32::MAX,
        invitations_per_hour: NonZeroU32::MAX,
        notifications_per_hour: NonZeroU32::MAX,
        packages_per_hour: NonZeroU32::MAX,
        requests_at_once: NonZeroU32::MAX,
        streams_at_once: NonZeroU32::MAX,
        packages_at_once: NonZeroU32::MAX,
    };
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            address_per_minute: number(6000),
            sign_ins_per_minute: number(240),
            reports_per_minute: number(20),
            person_per_minute: number(900),
            sent_per_minute: number(60),
            searches_per_minute: number(20),
            invitations_per_hour: number(60),
            notifications_per_hour: number(60),
            packages_per_hour: number(60),
            requests_at_once: number(64),
            streams_at_once: number(10),
            packages_at_once: number(2),
        }
    }
}
