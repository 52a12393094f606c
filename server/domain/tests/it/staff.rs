//! P2, P4: main users look after the people of their organisation.

use crate::time::{audited, count, day};
use chrono::TimeDelta;
use contract::{
    ApiError, CounselorDesk, FieldCode, MainUserDesk, PersonDesk, PersonId, StaffInvitationId, WorkspaceDesk,
    administration::AdministrationFilter,
    person::Language,
    staff::{
        ColleagueView, NewStaffInvitation, StaffRole,
        Successor::{self, Nobody, NotSaid},
    },
    undertaking::VERSION,
};
use domain::{
    ground::outbox::{self, Says},
    people::{
        person::{Roles, StaffIdentity, invite_first, other_organisations, undertake, withdraw_idle},
        session::{Admitted, NewSession, Refusal, sign_in_staff},
    },
};
use std::sync::Arc;
use testkit::{Fixture, apply, on_both};

fn identity(name: &str) -> StaffIdentity {
    StaffIdentity {
        issuer: "https://login.example.org".into(),
        subject: name.into(),
        name: name.into(),
        email: Some(format!("{name}@Example.org")),
    }
}

async fn sign_in(kit: &Fixture, identity: &StaffIdentity, given: Option<Roles>) -> Admitted {
    let new = NewSession {
        provider: "test".into(),
        acr: None,
        authenticated: kit.authenticated(),
        sid: None,
        reauthenticating: None,
        expires_at: kit.services.clock.now() + TimeDelta::hours(1),
    };
    sign_in_staff(&kit.services, kit.organisation, identity, given, new).await.unwrap()
}

fn invitation(email: &str) -> NewStaffInvitation {
    NewStaffInvitation { email: email.into(), roles: Roles::only(StaffRole::Counselor) }
}

async fn colleague(desk: &impl MainUserDesk, name: &str) -> Option<ColleagueView> {
    desk.staff().await.unwrap().colleagues.into_iter().find(|colleague| colleague.name == name)
}

#[apply(on_both!)]
async fn p2_who_is_invited_gets_the_role_at_their_next_sign_in(kit: Fixture) {
    let paula = kit.main_user("Paula").await;
    assert_eq!(sign_in(&kit, &identity("sanna"), None).await, Err(Refusal::NoRole));
    paula.invite_staff(invitation("sanna@example.org")).await.unwrap();
    paula.invite_staff(invitation("SANNA@example.org")).await.unwrap();
    let waiting = paula.staff().await.unwrap().invitations;
    assert_eq!(waiting.len(), 1, "the newer takes the place of the older");
    assert_eq!((waiting[0].email.as_str(), waiting[0].days), ("SANNA@example.org", 14));
    kit.clock.advance(TimeDelta::minutes(1));
    assert_eq!(paula.staff().await.unwrap().invitations[0].days, 14, "a day that has begun counts");
    let emails = outbox::newest(&kit.services, 10).await.unwrap();
    assert!(emails.iter().all(|email| matches!(email.mail.says, Says::StaffInvited { .. })));
    assert_eq!(emails.len(), 2);
    let other = StaffIdentity { email: None, ..identity("sanna") };
    assert_eq!(sign_in(&kit, &other, None).await, Err(Refusal::NoRole), "nobody vouches for the address");
    assert!(sign_in(&kit, &identity("sanna"), None).await.is_ok());
    let sanna = colleague(&paula, "sanna").await.unwrap();
    assert_eq!(sanna.roles.iter().map(|held| held.role).collect::<Vec<_>>(), [StaffRole::Counselor]);
    assert_eq!((sanna.seen, sanna.is_me), (Some(0), false));
    assert!(paula.staff().await.unwrap().invitations.is_empty());
    assert_eq!(audited(&kit, "staff_invited").await.len(), 2);
}

#[apply(on_both!)]
async fn p2_an_invitation_ends_by_time_or_by_hand(kit: Fixture) {
    let paula = kit.main_user("Paula").await;
    paula.invite_staff(invitation("sanna@example.org")).await.unwrap();
    kit.clock.advance(TimeDelta::days(14));
    assert!(paula.staff().await.unwrap().invitations.is_empty());
    assert_eq!(sign_in(&kit, &identity("sanna"), None).await, Err(Refusal::NoRole));
    assert_eq!(
        domain::time::retention::purge(&kit.services).await.unwrap(),
        0,
        "not before its time is past"
    );
    kit.clock.advance(TimeDelta::seconds(1));
    assert_eq!(domain::time::retention::purge(&kit.services).await.unwrap(), 1);

    let late = paula.invite_staff(invitation("sanna@example.org")).await;
    assert_eq!(late, Err(ApiError::ReauthenticationNeeded), "signed in two weeks ago");
    let paula = kit.main_user("Paula").await;
    paula.invite_staff(invitation("sanna@example.org")).await.unwrap();
    let id = paula.staff().await.unwrap().invitations[0].id;
    paula.withdraw_staff_invitation(id).await.unwrap();
    assert_eq!(paula.withdraw_staff_invitation(id).await, Err(ApiError::NotFound));
    assert_eq!(sign_in(&kit, &identity("sanna"), None).await, Err(Refusal::NoRole));
}

#[apply(on_both!)]
async fn p2_roles_are_given_and_withdrawn_at_once_and_the_workspaces_stay(kit: Fixture) {
    let (olli, _, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let of = |view: ColleagueView| (view.roles.len(), view.workspaces);
    let who = colleague(&paula, "Olli").await.unwrap();
    assert_eq!(of(who.clone()), (1, 1));
    paula.change_role(who.id, StaffRole::MainUser, true, NotSaid).await.unwrap();
    assert_eq!(paula.change_role(who.id, StaffRole::MainUser, true, NotSaid).await, Err(ApiError::Conflict));
    paula.change_role(who.id, StaffRole::Counselor, false, Nobody).await.unwrap();
    assert_eq!(of(colleague(&paula, "Olli").await.unwrap()), (1, 1), "the workspace stays");
    assert!(!olli.me().await.unwrap().roles.contains(StaffRole::Counselor));
    assert!(olli.workspace(id).await.is_ok(), "a desk is made anew in each request, from the roles");
    paula.change_role(who.id, StaffRole::MainUser, false, NotSaid).await.unwrap();
    assert!(colleague(&paula, "Olli").await.is_none());
    assert_eq!(paula.change_role(who.id, StaffRole::Counselor, true, NotSaid).await, Err(ApiError::NotFound));
    assert_eq!(audited(&kit, "role_withdrawn").await.len(), 2);
}

#[apply(on_both!)]
async fn p2_nobody_takes_the_main_users_role_from_themselves_nor_what_the_provider_gives(kit: Fixture) {
    let paula = kit.main_user("Paula").await;
    let me = colleague(&paula, "Paula").await.unwrap();
    assert!(me.is_me);
    assert_eq!(paula.change_role(me.id, StaffRole::MainUser, false, NotSaid).await, Err(ApiError::Conflict));
    let given = Some(Roles::only(StaffRole::Counselor));
    sign_in(&kit, &identity("sanna"), given).await.unwrap();
    let sanna = colleague(&paula, "sanna").await.unwrap();
    assert!(sanna.roles[0].by_provider);
    assert_eq!(
        paula.change_role(sanna.id, StaffRole::Counselor, false, NotSaid).await,
        Err(ApiError::Conflict)
    );
    paula.change_role(sanna.id, StaffRole::Counselor, true, NotSaid).await.unwrap();
    assert!(!colleague(&paula, "sanna").await.unwrap().roles[0].by_provider, "granted from now on");
}

#[apply(on_both!)]
async fn p2_what_a_provider_withdrew_ends_also_where_nobody_gets_in(kit: Fixture) {
    let paula = kit.main_user("Paula").await;
    let counselor = Roles::only(StaffRole::Counselor);
    let none = Roles::empty();
    sign_in(&kit, &identity("sanna"), Some(counselor)).await.unwrap();
    let open = "auth_session WHERE ended_at IS NULL";
    let before = count(&kit, open).await;
    assert_eq!(sign_in(&kit, &identity("sanna"), Some(none)).await, Err(Refusal::NoRole));
    assert_eq!(count(&kit, open).await, before - 1, "what stood on the role is over");
    assert!(colleague(&paula, "sanna").await.is_none_or(|sanna| sanna.roles.is_empty()));
    assert_eq!(sign_in(&kit, &identity("sanna"), None).await, Err(Refusal::NoRole), "and stays so");
    // Somebody who was never known leaves nothing behind.
    let people = count(&kit, "person").await;
    assert_eq!(sign_in(&kit, &identity("stranger"), Some(none)).await, Err(Refusal::NoRole));
    assert_eq!(count(&kit, "person").await, people);
}

#[apply(on_both!)]
async fn p5_a_main_user_reaches_the_people_of_no_other_organisation(kit: Fixture) {
    let other = Fixture::organisation(&kit.services, "toinen").await;
    let stranger = kit.counselor_of(other, "Vieras").await;
    let theirs = domain::desk::MainUser {
        person: kit.person("Vieras").await,
        organisation: other,
        authenticated: kit.authenticated(),
    };
    let theirs = domain::desk::Desk::new(Arc::clone(&kit.services), theirs);
    let paula = kit.main_user("Paula").await;
    paula.invite_staff(invitation("sanna@example.org")).await.unwrap();
    let id = paula.staff().await.unwrap().invitations[0].id;
    assert_eq!(theirs.withdraw_staff_invitation(id).await, Err(ApiError::NotFound));
    assert!(theirs.staff().await.unwrap().invitations.is_empty());
    let me = colleague(&paula, "Paula").await.unwrap().id;
    assert_eq!(theirs.change_role(me, StaffRole::Counselor, true, NotSaid).await, Err(ApiError::NotFound));
    assert!(colleague(&theirs, "Paula").await.is_none());
    let nobody = (PersonId(uuid::Uuid::nil()), StaffInvitationId(uuid::Uuid::nil()));
    assert_eq!(
        paula.change_role(nobody.0, StaffRole::Counselor, true, NotSaid).await,
        Err(ApiError::NotFound)
    );
    assert_eq!(paula.withdraw_staff_invitation(nobody.1).await, Err(ApiError::NotFound));
    assert!(stranger.canned_responses().await.is_ok());
}

#[apply(on_both!)]
async fn an_invitation_needs_an_address_and_a_role(kit: Fixture) {
    let paula = kit.main_user("Paula").await;
    let nothing = NewStaffInvitation { email: "nonsense".into(), roles: Roles::empty() };
    let Err(ApiError::Invalid(fields)) = paula.invite_staff(nothing).await else { panic!("taken") };
    let codes: Vec<_> = fields.iter().map(|field| (field.field.as_str(), field.code)).collect();
    assert_eq!(codes, [("email", FieldCode::NotAnEmail), ("roles", FieldCode::NothingChosen)]);
}

#[apply(on_both!)]
async fn p9_the_undertaking_is_given_to_each_organisation_and_seen_by_its_main_user(kit: Fixture) {
    let paula = kit.main_user("Paula").await;
    let other = Fixture::organisation(&kit.services, "toinen").await;
    let olli = kit.person("Olli").await;
    assert_eq!(colleague(&paula, "Olli").await.unwrap().undertaking, None);
    undertake(&kit.services, olli, other, VERSION).await.unwrap();
    assert_eq!(colleague(&paula, "Olli").await.unwrap().undertaking, None, "that was to another");
    undertake(&kit.services, olli, kit.organisation, VERSION).await.unwrap();
    assert_eq!(colleague(&paula, "Olli").await.unwrap().undertaking, Some(day("2025-11-30")));
}

#[apply(on_both!)]
async fn p9_who_does_not_come_for_56_days_loses_their_roles(kit: Fixture) {
    let paula = kit.main_user("Paula").await;
    let idle = async || withdraw_idle(&kit.services).await.unwrap();
    kit.counselor("Olli").await;
    sign_in(&kit, &identity("sanna"), Some(Roles::only(StaffRole::Counselor))).await.unwrap();
    kit.clock.advance(TimeDelta::days(55));
    assert_eq!(idle().await, 0);
    // Whoever comes on the last day stays; whoever never came counts from the grant.
    sign_in(&kit, &identity("sanna"), None).await.unwrap();
    kit.clock.advance(TimeDelta::days(1));
    assert_eq!(idle().await, 2);
    assert_eq!(idle().await, 0, "once");
    let names: Vec<_> = paula.staff().await.unwrap().colleagues.into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["sanna"]);
    assert_eq!(audited(&kit, "role_withdrawn").await.len(), 2);
    assert_eq!(count(&kit, "audit WHERE action = 'role_withdrawn' AND actor_kind = 'time'").await, 2);
    kit.clock.advance(TimeDelta::days(55));
    assert_eq!(idle().await, 1);
}

#[apply(on_both!)]
async fn p9_a_main_user_sees_whose_workspaces_nobody_looks_after(kit: Fixture) {
    kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    assert_eq!(paula.overview().await.unwrap().orphaned, []);
    let olli = colleague(&paula, "Olli").await.unwrap();
    kit.counselor("Kaisa").await;
    paula.change_role(olli.id, StaffRole::Counselor, false, Nobody).await.unwrap();
    let left: Vec<_> = paula.overview().await.unwrap().orphaned;
    assert_eq!(left.iter().map(|one| (one.name.as_str(), one.workspaces)).collect::<Vec<_>>(), [("Olli", 1)]);
}

#[apply(on_both!)]
async fn p9_days_are_whole_days_over_a_change_of_the_clocks(kit: Fixture) {
    // The clocks go forward in between: 56 times 24 hours, as everywhere where seconds are counted.
    kit.clock.go_to("2026-03-01");
    kit.counselor("Olli").await;
    kit.clock.advance(TimeDelta::days(56) - TimeDelta::seconds(1));
    assert_eq!(withdraw_idle(&kit.services).await.unwrap(), 0);
    kit.clock.advance(TimeDelta::seconds(1));
    assert_eq!(withdraw_idle(&kit.services).await.unwrap(), 1);
}

#[apply(on_both!)]
async fn p2_the_first_main_user_is_invited_by_the_operator_and_only_the_first(kit: Fixture) {
    let invite = async |email: &str| invite_first(&kit.services, kit.organisation, email, Language::Sv).await;
    assert!(invite("nonsense").await.is_err());
    assert!(invite("mistyped@example.org").await.unwrap());
    assert!(invite("paula@example.org").await.unwrap(), "nobody has come yet");
    let emails = outbox::newest(&kit.services, 1).await.unwrap();
    assert!(matches!(emails[0].mail.says, Says::StaffInvited { main_user: None, .. }));
    assert_eq!(emails[0].mail.language, Language::Sv);
    assert!(sign_in(&kit, &identity("paula"), None).await.is_ok());
    assert_eq!(audited(&kit, "role_granted").await, [Some("main_user".into())]);
    assert_eq!(count(&kit, "audit WHERE action = 'role_granted' AND actor_kind = 'operator'").await, 1);
    assert!(!invite("eve@example.org").await.unwrap(), "there is one");
    // Of another organisation nothing is said.
    let other = Fixture::organisation(&kit.services, "toinen").await;
    assert!(
        invite_first(&kit.services, other, "a@example.org", contract::person::Language::Fi).await.unwrap()
    );
}

#[apply(on_both!)]
async fn p4_one_person_has_roles_in_several_organisations(kit: Fixture) {
    let other = Fixture::organisation(&kit.services, "toinen").await;
    kit.counselor("Olli").await;
    let olli = kit.person("Olli").await;
    let (issuer, nowhere) =
        other_organisations(&kit.services, olli, kit.organisation, contract::person::Language::Fi)
            .await
            .unwrap();
    assert!(issuer.is_none() && nowhere.is_empty());
    kit.counselor_of(other, "Olli").await;
    let (issuer, there) =
        other_organisations(&kit.services, olli, kit.organisation, contract::person::Language::Fi)
            .await
            .unwrap();
    assert_eq!(issuer.as_deref(), Some("https://staff.example"));
    assert_eq!(there.into_iter().collect::<Vec<_>>(), [("toinen".to_owned(), "TOINEN".to_owned())]);
}

#[apply(on_both!)]
async fn p13_nobody_takes_up_an_invitation_of_their_own_by_another_address(kit: Fixture) {
    let main_user = Roles::only(StaffRole::MainUser);
    let petra = StaffIdentity { email: None, ..identity("petra") };
    sign_in(&kit, &petra, Some(main_user)).await.unwrap();
    let person = domain::people::person::upsert_staff;
    let tx = kit.services.database.begin().await.unwrap();
    let me = person(&kit.services, &tx, &petra).await.unwrap();
    tx.commit().await.unwrap();
    let role = domain::desk::MainUser {
        person: me,
        organisation: kit.organisation,
        authenticated: kit.authenticated(),
    };
    let desk = domain::desk::Desk::new(Arc::clone(&kit.services), role);
    desk.invite_staff(invitation("petra@example.org")).await.unwrap();
    sign_in(&kit, &identity("petra"), Some(main_user)).await.unwrap();
    let roles = colleague(&desk, "petra").await.unwrap().roles;
    assert_eq!(roles.iter().map(|held| held.role).collect::<Vec<_>>(), [StaffRole::MainUser]);
}

#[apply(on_both!)]
async fn p2_an_address_that_the_provider_does_not_vouch_for_any_more_is_none(kit: Fixture) {
    let counselor = Roles::only(StaffRole::Counselor);
    let paula = kit.main_user("Paula").await;
    sign_in(&kit, &identity("sanna"), Some(counselor)).await.unwrap();
    assert_eq!(colleague(&paula, "sanna").await.unwrap().email.as_deref(), Some("sanna@Example.org"));
    let unverified = StaffIdentity { email: None, ..identity("sanna") };
    sign_in(&kit, &unverified, Some(counselor)).await.unwrap();
    assert_eq!(colleague(&paula, "sanna").await.unwrap().email, None);
}

#[apply(on_both!)]
async fn p7_a_counselors_role_is_not_withdrawn_before_somebody_says_who_goes_on(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    kit.counselor("Kaisa").await;
    let paula = kit.main_user("Paula").await;
    let olli = colleague(&paula, "Olli").await.unwrap().id;
    let kaisa = colleague(&paula, "Kaisa").await.unwrap().id;
    let withdraw = async |successor| paula.change_role(olli, StaffRole::Counselor, false, successor).await;
    let wrong = |code| Err(ApiError::field("successor", code));
    assert_eq!(withdraw(NotSaid).await, wrong(FieldCode::NotAChoice));
    assert_eq!(withdraw(Successor::Colleague(olli)).await, wrong(FieldCode::NotACounselor));
    withdraw(Successor::Colleague(kaisa)).await.unwrap();
    let hers = paula.change_role(kaisa, StaffRole::Counselor, false, Nobody).await;
    assert_eq!(hers, Err(ApiError::Conflict), "the workspaces are on their way to her");
    // Between the two nobody is named who is gone.
    assert_eq!(aino.workspace(id).await.unwrap().head.counselor, None);
    assert_eq!(aino.workspaces(&testkit::all()).await.unwrap().items[0].other, None);
    domain::time::bulk_action::run(&kit.services).await.unwrap();
    assert_eq!(aino.workspace(id).await.unwrap().head.counselor.as_deref(), Some("Kaisa"));
    let told = outbox::newest(&kit.services, 10).await.unwrap();
    let is_told = |says: &Says| matches!(says, Says::HandedOver { counselor } if counselor == "Kaisa");
    assert!(told.iter().any(|email| is_told(&email.mail.says)));
    // And without anybody, knowingly: who is gone is no choice for others any more.
    paula.change_role(kaisa, StaffRole::Counselor, false, Nobody).await.unwrap();
    assert_eq!(aino.workspace(id).await.unwrap().head.counselor, None);
    let list = paula.administered_workspaces(AdministrationFilter::default()).await.unwrap();
    let left: Vec<_> = list.counselors.iter().map(|one| (one.name.as_str(), one.guides)).collect();
    assert_eq!(left, [("Kaisa", false)]);
}
