//! `[session]`

use chrono::TimeDelta;
use domain::people::session::Limits;
use serde::Deserialize;

/// How long sign-ins last, in minutes.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SessionConfig {
    /// Without a request, for customers.
    pub customer_idle_minutes: u32,
    /// In all, for customers.
    pub customer_absolute_minutes: u32,
    /// Without a request, for staff.
    pub staff_idle_minutes: u32,
    /// In all, for staff.
    pub staff_absolute_minutes: u32,
}

impl Default for SessionConfig {
    fn default() -> Self {
        Self {
            customer_idle_minutes: 15,
            customer_absolute_minutes: 8 * 60,
            staff_idle_minutes: 30,
            staff_absolute_minutes: 10 * 60,
        }
    }
}

impl SessionConfig {
    /// The limits as the rules take them.
    pub fn limits(&self) -> Limits {
        let minutes = |n: u32| TimeDelta::minutes(i64::from(n));
        Limits {
            customer_idle: minutes(self.customer_idle_minutes),
            customer_absolute: minutes(self.customer_absolute_minutes),
            staff_idle: minutes(self.staff_idle_minutes),
            staff_absolute: minutes(self.staff_absolute_minutes),
        }
    }
}
