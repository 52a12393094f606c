//! P8: a supervisor opens content only with a typed reason, and the customer sees it.

use crate::{
    files::bring,
    time::{Time, audited, count},
};
use chrono::TimeDelta;
use contract::{
    ApiError, ConversationId, CounselorDesk, CustomerDesk, FieldCode, OrganisationId, SupervisorDesk,
    WorkspaceDesk, WorkspaceId,
    access::AccessKind,
    break_glass::NewBreakGlassSession,
    closing::NewClosing,
    conversation::{NewConversation, NewMessage},
};
use domain::{
    desk::{Customer, Desk, Participant, Supervisor},
    ground::actor::authentication::LastAuthentication,
    guidance::workspace_files::{self, Look},
    people::person::{StaffIdentity, StaffRole, grant},
};
use std::sync::Arc;
use testkit::{Fixture, apply, on_both};

const REASON: &str = "Canary-reason: kantelu, asiakas pyysi itse.";

async fn role(kit: &Fixture, organisation: OrganisationId) -> Supervisor {
    let identity = StaffIdentity {
        issuer: "https://staff.example".into(),
        subject: "Sirpa".into(),
        name: "Sirpa".into(),
        email: None,
    };
    let person = grant(&kit.services, organisation, &identity, StaffRole::Supervisor).await.unwrap();
    Supervisor { person, organisation, authenticated: kit.authenticated() }
}

pub(crate) async fn supervisor(kit: &Fixture) -> Desk<Supervisor> {
    Desk::new(Arc::clone(&kit.services), role(kit, kit.organisation).await)
}

pub(crate) fn because(number: i64) -> NewBreakGlassSession {
    NewBreakGlassSession { number: number.to_string(), reason: REASON.into() }
}

async fn talk(desk: &impl WorkspaceDesk, id: WorkspaceId) -> ConversationId {
    let message = NewMessage { body: "Canary-body".into(), files: vec![], reply_to: None, reactivate: false };
    desk.start_conversation(id, NewConversation { subject: "Aihe".into(), message }).await.unwrap()
}

#[apply(on_both!)]
async fn p8_content_opens_for_a_reason_and_for_an_hour(kit: Fixture) {
    let (olli, aino, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id).await;
    let sirpa = supervisor(&kit).await;
    assert_eq!(sirpa.break_glass_workspace(id).await, Err(ApiError::NotFound));
    assert_eq!(sirpa.break_glass_conversation(id, in_it, None).await, Err(ApiError::NotFound));
    assert_eq!(sirpa.break_glass_sessions().await.unwrap(), []);
    let number = olli.workspace(id).await.unwrap().head.number;
    assert_eq!(sirpa.break_glass(because(number)).await.unwrap(), id);
    let opened = sirpa.break_glass_workspace(id).await.unwrap();
    assert_eq!((opened.session.reason.as_str(), opened.session.is_open), (REASON, true));
    assert_eq!(opened.view.head.may, contract::head::May::default(), "to read only");
    assert_eq!(opened.view.conversations[0].unread, 0, "nothing waits for a supervisor");
    let seen = sirpa.break_glass_conversation(id, in_it, None).await.unwrap();
    assert_eq!(seen.view.messages[0].body, "Canary-body");
    assert!(!seen.view.messages[0].unread && !seen.view.messages[0].may_take_back);
    kit.clock.advance(TimeDelta::minutes(59));
    assert!(sirpa.break_glass_workspace(id).await.is_ok());
    kit.clock.advance(TimeDelta::minutes(1));
    assert_eq!(sirpa.break_glass_workspace(id).await, Err(ApiError::NotFound));
    assert!(!sirpa.break_glass_sessions().await.unwrap()[0].is_open);
    // The customer sees that, and reads who, when and why; the audit log has no word of it.
    let notified = aino.workspace(id).await.unwrap().head.supervised_at;
    assert_eq!(notified, Some(opened.session.opened_at));
    assert_eq!(olli.workspace(id).await.unwrap().head.supervised_at, None, "and nobody else is");
    let log = aino.access_log(id, None).await.unwrap();
    let lines: Vec<_> = log.lines.iter().filter(|line| line.who == "Sirpa").collect();
    let broken = lines.iter().find(|line| line.kind == AccessKind::BreakGlass).unwrap();
    assert_eq!(broken.reason.as_deref(), Some(REASON));
    assert!(lines.iter().any(|line| line.kind == AccessKind::Conversation && line.reason.is_none()));
    assert_eq!(audited(&kit, "glass_broken").await, [None]);
    assert_eq!(count(&kit, "audit WHERE actor_kind = 'supervisor'").await, 4);
    assert_eq!(count(&kit, "break_glass_session WHERE CAST(reason AS TEXT) LIKE '%Canary%'").await, 0);
}

#[apply(on_both!)]
async fn p8_looking_leaves_no_mark_that_somebody_answers(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let in_it = talk(&aino, id).await;
    let sirpa = supervisor(&kit).await;
    sirpa.break_glass(because(1)).await.unwrap();
    sirpa.break_glass_conversation(id, in_it, None).await.unwrap();
    let view = aino.conversation(id, in_it, None).await.unwrap();
    assert_eq!(view.seen_up_to, 0);
    assert!(!view.messages[0].may_take_back, "the supervisor has read it");
}

#[apply(on_both!)]
async fn p8_files_open_with_the_workspace_and_close_with_it(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id).await;
    let (aino, person) = kit.customer("010170-999R").await;
    let file = bring(&kit.services, Customer(person), (id, in_it), "kirje.txt", b"a text").await.unwrap();
    let message = NewMessage { body: String::new(), files: vec![file.id], reply_to: None, reactivate: false };
    aino.send_message(id, in_it, message).await.unwrap();
    let role = role(&kit, kit.organisation).await;
    let sirpa = Desk::new(Arc::clone(&kit.services), role);
    let open = || {
        workspace_files::open(
            &kit.services,
            Participant::Supervisor(role),
            id,
            file.id,
            Look::Opened,
            |size| 0..size,
        )
    };
    assert!(open().await.is_err());
    sirpa.break_glass(because(1)).await.unwrap();
    assert!(open().await.is_ok());
    sirpa.end_break_glass(id).await.unwrap();
    assert!(open().await.is_err());
    assert_eq!(sirpa.end_break_glass(id).await, Err(ApiError::NotFound), "closed already");
    assert_eq!(sirpa.break_glass_workspace(id).await, Err(ApiError::NotFound));
}

#[apply(on_both!)]
async fn p8_what_one_has_opened_is_open_to_nobody_else(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let in_it = talk(&olli, id).await;
    supervisor(&kit).await.break_glass(because(1)).await.unwrap();
    let other = Supervisor {
        person: kit.person("Seppo").await,
        organisation: kit.organisation,
        authenticated: kit.authenticated(),
    };
    let other = Desk::new(Arc::clone(&kit.services), other);
    assert_eq!(other.break_glass_workspace(id).await, Err(ApiError::NotFound));
    assert_eq!(other.break_glass_conversation(id, in_it, None).await, Err(ApiError::NotFound));
    assert_eq!(other.end_break_glass(id).await, Err(ApiError::NotFound));
    assert_eq!(other.break_glass_sessions().await.unwrap(), []);
    assert_eq!(audited(&kit, "access_denied").await.len(), 3);
}

#[apply(on_both!)]
async fn p8_only_workspaces_of_the_own_organisation_open(kit: Fixture) {
    let (_, _, id) = kit.active_workspace().await;
    let other = Fixture::organisation(&kit.services, "toinen").await;
    let stranger = Desk::new(Arc::clone(&kit.services), role(&kit, other).await);
    let no_such = |answer: Result<WorkspaceId, ApiError>| match answer {
        Err(ApiError::Invalid(fields)) => fields[0].code == FieldCode::NoSuchWorkspace,
        _ => false,
    };
    assert!(no_such(stranger.break_glass(because(1)).await));
    // The same person supervises both; what is open for one is not for the other.
    let sirpa = supervisor(&kit).await;
    assert!(no_such(sirpa.break_glass(because(99)).await));
    sirpa.break_glass(because(1)).await.unwrap();
    assert_eq!(stranger.break_glass_workspace(id).await, Err(ApiError::NotFound), "P4");
    assert_eq!(stranger.break_glass_sessions().await.unwrap(), []);
}

#[apply(on_both!)]
async fn p8_glass_is_broken_only_after_a_recent_authentication(kit: Fixture) {
    kit.active_workspace().await;
    let role = role(&kit, kit.organisation).await;
    let old = LastAuthentication(Some(kit.services.clock.now() - TimeDelta::minutes(5)));
    let sirpa = Desk::new(Arc::clone(&kit.services), Supervisor { authenticated: old, ..role });
    assert_eq!(sirpa.break_glass(because(1)).await, Err(ApiError::ReauthenticationNeeded));
    assert_eq!(count(&kit, "break_glass_session").await, 0);
}

#[apply(on_both!)]
async fn l6_the_archive_stays_closed_and_the_reason_goes_with_the_workspace(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    olli.close(id, NewClosing::default()).await.unwrap();
    let sirpa = supervisor(&kit).await;
    sirpa.break_glass(because(1)).await.unwrap();
    Time::new(&kit).live_through("2025-11-30", "2026-03-31").await;
    let sirpa = supervisor(&kit).await;
    assert!(matches!(sirpa.break_glass(because(1)).await, Err(ApiError::Invalid(_))));
    assert_eq!(sirpa.break_glass_workspace(id).await, Err(ApiError::NotFound));
    assert_eq!(sirpa.break_glass_sessions().await.unwrap(), [], "L6: in no list");
    let tx = kit.services.database.begin().await.unwrap();
    domain::time::retention::erase(&tx, id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(&kit, "break_glass_session").await, 0);
}
