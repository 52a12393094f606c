//! The schema, one file a step. Steps only grow: what has landed is never edited.
//!
//! Columns of type blob named like something personal (`title`, `body`, `name`…) hold sealed
//! values; columns named `…_index` or `…_hash` hold keyed or plain digests.

#![cfg_attr(
    not(test),
    expect(clippy::wildcard_imports, reason = "the words of the schema are many and short")
)]

use sea_orm_migration::prelude::*;

mod m0001_organisations;
mod m0002_people;
mod m0003_workspaces;
mod m0004_conversations;
mod m0005_sign_in;
mod m0006_audit;
mod m0007_outbox;
mod m0008_time;
mod m0009_letters;
mod m0010_notices;
mod m0011_jobs;
mod m0012_deeds;
mod m0013_files;
mod m0014_drafts;
mod m0015_answers;
mod m0016_notes;
mod m0017_access;
mod m0018_canned_answers;
mod m0019_participations;
mod m0020_proofs;
mod m0021_staff;
mod m0022_undertakings;
mod m0023_break_glass;
mod m0024_file_counts;
mod m0025_audit_chain;
mod m0026_installation;
mod m0027_revisions;
mod m0028_deed_confirmed_by;
mod m0029_package_problems;
mod m0030_invited_roles;
mod m0031_owners;
mod m0032_standard_names;
mod m0033_spent_forms;
mod m0034_mail_that_counts;
mod m0035_unused_people;
mod m0036_policy_reasons;
mod m0037_notifications;
mod m0038_contact_details;
mod m0039_standing_in;
mod m0040_invitation_codes;
mod m0041_closing_words;
mod m0042_invitation_answers;
mod m0043_scheduled_handovers;
mod m0044_indexes;
mod m0045_wording;
mod m0046_note_versions;
mod m0047_links_counted;
mod m0048_own_canned_responses;
mod m0049_refused_staff_emails;
mod m0050_kept_searches;

/// Runs the steps.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_organisations::Step),
            Box::new(m0002_people::Step),
            Box::new(m0003_workspaces::Step),
            Box::new(m0004_conversations::Step),
            Box::new(m0005_sign_in::Step),
            Box::new(m0006_audit::Step),
            Box::new(m0007_outbox::Step),
            Box::new(m0008_time::Step),
            Box::new(m0009_letters::Step),
            Box::new(m0010_notices::Step),
            Box::new(m0011_jobs::Step),
            Box::new(m0012_deeds::Step),
            Box::new(m0013_files::Step),
            Box::new(m0014_drafts::Step),
            Box::new(m0015_answers::Step),
            Box::new(m0016_notes::Step),
            Box::new(m0017_access::Step),
            Box::new(m0018_canned_answers::Step),
            Box::new(m0019_participations::Step),
            Box::new(m0020_proofs::Step),
            Box::new(m0021_staff::Step),
            Box::new(m0022_undertakings::Step),
            Box::new(m0023_break_glass::Step),
            Box::new(m0024_file_counts::Step),
            Box::new(m0025_audit_chain::Step),
            Box::new(m0026_installation::Step),
            Box::new(m0027_revisions::Step),
            Box::new(m0028_deed_confirmed_by::Step),
            Box::new(m0029_package_problems::Step),
            Box::new(m0030_invited_roles::Step),
            Box::new(m0031_owners::Step),
            Box::new(m0032_standard_names::Step),
            Box::new(m0033_spent_forms::Step),
            Box::new(m0034_mail_that_counts::Step),
            Box::new(m0035_unused_people::Step),
            Box::new(m0036_policy_reasons::Step),
            Box::new(m0037_notifications::Step),
            Box::new(m0038_contact_details::Step),
            Box::new(m0039_standing_in::Step),
            Box::new(m0040_invitation_codes::Step),
            Box::new(m0041_closing_words::Step),
            Box::new(m0042_invitation_answers::Step),
            Box::new(m0043_scheduled_handovers::Step),
            Box::new(m0044_indexes::Step),
            Box::new(m0045_wording::Step),
            Box::new(m0046_note_versions::Step),
            Box::new(m0047_links_counted::Step),
            Box::new(m0048_own_canned_responses::Step),
            Box::new(m0049_refused_staff_emails::Step),
            Box::new(m0050_kept_searches::Step),
        ]
    }
}
