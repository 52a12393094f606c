//! The names of actions, reasons and grounds.

use crate::i18n::{t_string, use_i18n};
use contract::{
    administration::Ground,
    bulk_action::{BulkActionKind, Reason},
};

/// What an action is called.
pub fn kind_name(kind: BulkActionKind) -> &'static str {
    let i18n = use_i18n();
    match kind {
        BulkActionKind::Close => t_string!(i18n, bulk_action.close),
        BulkActionKind::Archive => t_string!(i18n, bulk_action.archive),
        BulkActionKind::Reactivate => t_string!(i18n, bulk_action.reactivate),
        BulkActionKind::HandOver => t_string!(i18n, bulk_action.hand_over),
    }
}

/// What a reason is called.
pub fn reason_name(reason: Reason) -> &'static str {
    let i18n = use_i18n();
    match reason {
        Reason::GuidanceEnded => t_string!(i18n, reason.guidance_ended),
        Reason::CounselorLeft => t_string!(i18n, reason.counselor_left),
        Reason::WorkDivided => t_string!(i18n, reason.work_divided),
        Reason::ServiceEnded => t_string!(i18n, reason.service_ended),
        Reason::Mistake => t_string!(i18n, reason.mistake),
        Reason::GoalReached => t_string!(i18n, reason.goal_reached),
        Reason::CustomersWish => t_string!(i18n, reason.customers_wish),
        Reason::OtherService => t_string!(i18n, reason.other_service),
        Reason::NoContact => t_string!(i18n, reason.no_contact),
    }
}

/// What a ground is called.
pub fn ground_name(ground: Ground) -> &'static str {
    let i18n = use_i18n();
    match ground {
        Ground::Complaint => t_string!(i18n, ground.complaint),
        Ground::LegalClaim => t_string!(i18n, ground.legal_claim),
        Ground::CustomersWish => t_string!(i18n, ground.customers_wish),
    }
}
