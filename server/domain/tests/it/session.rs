//! Sign-ins: how long they last, and that what is over stays over.

use crate::time::{audited, count};
use chrono::TimeDelta;
use contract::{
    ApiError, PersonId, SignInId, identity_code::IdentityCode, session::SignInDesk, undertaking::VERSION,
};
use domain::{
    ground::audit,
    people::{
        person::{CustomerIdentity, Roles, StaffIdentity, StaffRole, grant, undertake},
        session::{
            Ended, Limits, NewSession, OwnSignIns, Refusal, SessionId, SignedIn, SignedOutThere,
            WhoseSignIns, attempt, current, http, owner, peek, refused,
            rejected_form::{self, Kind},
            sign_in_customer, sign_in_staff, sign_out, signed_out_there,
        },
    },
};
use std::sync::Arc;
use testkit::{Fixture, apply, on_both};

fn limits() -> Limits {
    Limits {
        customer_idle: TimeDelta::minutes(15),
        customer_absolute: TimeDelta::hours(8),
        staff_idle: TimeDelta::minutes(30),
        staff_absolute: TimeDelta::hours(10),
    }
}

pub fn new(kit: &Fixture, longest: TimeDelta) -> NewSession {
    NewSession {
        provider: "test".into(),
        acr: None,
        authenticated: kit.authenticated(),
        sid: None,
        reauthenticating: None,
        expires_at: kit.services.clock.now() + longest,
    }
}

fn aino() -> CustomerIdentity {
    CustomerIdentity { code: IdentityCode::parse("010170-999R").unwrap(), name: "Aino".into() }
}

pub async fn sign_in(kit: &Fixture) -> SessionId {
    sign_in_customer(&kit.services, &aino(), new(kit, limits().customer_absolute)).await.unwrap().unwrap()
}

pub async fn state(kit: &Fixture, id: SessionId) -> Result<SignedIn, Ended> {
    current(&kit.services, &limits(), id).await.unwrap().map(|present| present.who)
}

#[apply(on_both!)]
async fn a_session_ends_when_nothing_happens(kit: Fixture) {
    let id = sign_in(&kit).await;
    for _ in 0..5 {
        kit.clock.advance(TimeDelta::minutes(14));
        assert!(state(&kit, id).await.is_ok());
    }
    kit.clock.advance(TimeDelta::minutes(15));
    assert_eq!(state(&kit, id).await, Err(Ended::Idle));
}

#[apply(on_both!)]
async fn u4_what_a_page_asks_by_itself_keeps_no_sign_in_alive(kit: Fixture) {
    let id = sign_in(&kit).await;
    for _ in 0..14 {
        kit.clock.advance(TimeDelta::minutes(1));
        assert!(peek(&kit.services, &limits(), id).await.unwrap().is_ok());
    }
    kit.clock.advance(TimeDelta::minutes(1));
    assert_eq!(peek(&kit.services, &limits(), id).await.unwrap().map(drop), Err(Ended::Idle));
}

#[apply(on_both!)]
async fn a_session_ends_at_its_longest_whatever_happens(kit: Fixture) {
    let id = sign_in(&kit).await;
    for _ in 0..47 {
        kit.clock.advance(TimeDelta::minutes(10));
        assert!(state(&kit, id).await.is_ok());
    }
    kit.clock.advance(TimeDelta::minutes(10));
    assert_eq!(state(&kit, id).await, Err(Ended::Expired));
}

#[apply(on_both!)]
async fn a_session_signed_out_stays_so(kit: Fixture) {
    let id = sign_in(&kit).await;
    sign_out(&kit.services, id).await.unwrap();
    assert_eq!(state(&kit, id).await, Err(Ended::Gone));
}

#[apply(on_both!)]
async fn p1_the_same_identity_is_the_same_person_under_any_name(kit: Fixture) {
    let first = state(&kit, sign_in(&kit).await).await.unwrap();
    let renamed = CustomerIdentity { name: "Aino Uusi".into(), ..aino() };
    let id =
        sign_in_customer(&kit.services, &renamed, new(&kit, TimeDelta::hours(1))).await.unwrap().unwrap();
    assert_eq!(state(&kit, id).await.unwrap(), first);
}

#[apply(on_both!)]
async fn p2_staff_need_a_role_and_lose_the_session_with_it(kit: Fixture) {
    let olli = StaffIdentity {
        issuer: "https://a.example".into(),
        subject: "olli".into(),
        name: "Olli".into(),
        email: None,
    };
    let organisation = kit.organisation;
    let session = || new(&kit, TimeDelta::hours(1));
    assert!(sign_in_staff(&kit.services, organisation, &olli, None, session()).await.unwrap().is_err());
    grant(&kit.services, organisation, &olli, StaffRole::Counselor).await.unwrap();
    let id = sign_in_staff(&kit.services, organisation, &olli, None, session()).await.unwrap().unwrap();
    let Ok(SignedIn::WithoutUndertaking(person, _)) = state(&kit, id).await else {
        panic!("P9: no undertaking yet")
    };
    assert!(
        undertake(&kit.services, person, organisation, VERSION + 1).await.is_err(),
        "another text was read"
    );
    undertake(&kit.services, person, organisation, VERSION).await.unwrap();
    undertake(&kit.services, person, organisation, VERSION).await.unwrap();
    assert_eq!(audited(&kit, "undertaking_given").await.len(), 1, "once");
    assert!(matches!(state(&kit, id).await, Ok(SignedIn::Staff(..))));
    // The same subject at another provider is somebody else.
    let other = StaffIdentity { issuer: "https://b.example".into(), ..olli };
    assert!(sign_in_staff(&kit.services, organisation, &other, None, session()).await.unwrap().is_err());
    let tx = kit.services.database.begin().await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&tx, "DELETE FROM role_grant").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(state(&kit, id).await, Err(Ended::Gone));
}

#[apply(on_both!)]
async fn an_attempt_is_taken_once_and_in_time(kit: Fixture) {
    let made = attempt::Attempt {
        nonce: "n".into(),
        verifier: Some("v".into()),
        browser: "b".into(),
        return_to: "/invitations/canary".into(),
        reauthenticating: None,
        begun_at: kit.services.clock.now(),
    };
    attempt::begin(&kit.services, "p", "state", &made).await.unwrap();
    assert!(attempt::take(&kit.services, "other", "state", "b").await.unwrap().is_none());
    assert!(attempt::take(&kit.services, "p", "state", "thief").await.unwrap().is_none(), "it stays there");
    let taken = attempt::take(&kit.services, "p", "state", "b").await.unwrap().unwrap();
    assert_eq!(taken.return_to, "/invitations/canary");
    assert!(attempt::take(&kit.services, "p", "state", "b").await.unwrap().is_none());
    attempt::begin(&kit.services, "p", "late", &made).await.unwrap();
    kit.clock.advance(TimeDelta::minutes(30));
    assert!(attempt::take(&kit.services, "p", "late", "b").await.unwrap().is_none());
}

#[apply(on_both!)]
async fn saving_does_not_bring_a_deleted_session_back(kit: Fixture) {
    let (id, later) = (vec![1; 32], kit.services.clock.now() + TimeDelta::hours(1));
    assert!(http::insert(&kit.services, id.clone(), "{}".into(), later).await.unwrap());
    assert!(!http::insert(&kit.services, id.clone(), "{}".into(), later).await.unwrap());
    assert!(http::update(&kit.services, id.clone(), "{\"a\":1}".into(), later).await.unwrap());
    http::delete(&kit.services, id.clone()).await.unwrap();
    assert!(!http::update(&kit.services, id.clone(), "{}".into(), later).await.unwrap());
    assert!(http::find(&kit.services, id).await.unwrap().is_none());
}

#[apply(on_both!)]
async fn w1_a_form_that_came_back_is_its_persons_only(kit: Fixture) {
    let (_, aino) = kit.customer("010170-999R").await;
    let (_, eero) = kit.customer("220750-999Y").await;
    let id = rejected_form::keep(&kit.services, aino, Kind::Rejected, b"typed").await.unwrap().unwrap();
    assert_eq!(rejected_form::find(&kit.services, aino, id).await.unwrap().as_deref(), Some(&b"typed"[..]));
    assert_eq!(rejected_form::find(&kit.services, eero, id).await.unwrap(), None);
    kit.clock.advance(TimeDelta::hours(1));
    assert_eq!(rejected_form::find(&kit.services, aino, id).await.unwrap(), None);
}

fn desk(kit: &Fixture, person: PersonId, here: SessionId) -> OwnSignIns {
    OwnSignIns {
        services: Arc::clone(&kit.services),
        limits: limits(),
        organisation: None,
        person,
        authenticated: kit.authenticated(),
        here,
    }
}

#[apply(on_both!)]
async fn one_is_signed_in_at_five_places_at_most_and_the_oldest_ends(kit: Fixture) {
    let mut all = vec![];
    for _ in 0..5 {
        all.push(sign_in(&kit).await);
        kit.clock.advance(TimeDelta::minutes(1));
    }
    assert!(state(&kit, all[0]).await.is_ok());
    let sixth = sign_in(&kit).await;
    assert_eq!(state(&kit, all[0]).await, Err(Ended::Gone));
    assert!(state(&kit, all[1]).await.is_ok() && state(&kit, sixth).await.is_ok());
    let detail = "audit WHERE action = 'signed_out' AND detail = 'too_many'";
    assert_eq!(count(&kit, detail).await, 1);
}

#[apply(on_both!)]
async fn one_sees_and_ends_ones_own_sign_ins_and_nobody_elses(kit: Fixture) {
    let first = sign_in(&kit).await;
    kit.clock.advance(TimeDelta::minutes(10));
    let second = sign_in(&kit).await;
    let person = owner(&kit.services, second).await.unwrap().unwrap();
    let own = desk(&kit, person, second);
    let seen: Vec<_> =
        own.sign_ins().await.unwrap().iter().map(|one| (one.id.0, one.here, one.began)).collect();
    assert_eq!(seen, [(second.0, true, 0), (first.0, false, 10)]);
    let (_, eero) = kit.customer("220750-999Y").await;
    let theirs = desk(&kit, eero, second);
    assert_eq!(theirs.sign_ins().await.unwrap(), []);
    assert_eq!(theirs.end_sign_in(SignInId(first.0)).await, Err(ApiError::NotFound));
    own.end_sign_in(SignInId(first.0)).await.unwrap();
    assert_eq!(state(&kit, first).await, Err(Ended::Gone));
    assert_eq!(own.end_sign_in(SignInId(first.0)).await, Err(ApiError::NotFound), "once");
    // One that is idle is over, though nobody ended it.
    kit.clock.advance(TimeDelta::minutes(15));
    assert_eq!(own.sign_ins().await.unwrap(), []);
}

#[apply(on_both!)]
async fn ending_a_sign_in_wants_a_recent_authentication(kit: Fixture) {
    let (first, second) = (sign_in(&kit).await, sign_in(&kit).await);
    let person = owner(&kit.services, second).await.unwrap().unwrap();
    let own = desk(&kit, person, second);
    kit.clock.advance(TimeDelta::minutes(5));
    assert_eq!(own.end_sign_in(SignInId(first.0)).await, Err(ApiError::ReauthenticationNeeded));
    assert_eq!(own.sign_ins().await.unwrap().len(), 2);
}

fn olli() -> StaffIdentity {
    StaffIdentity {
        issuer: "https://a.example".into(),
        subject: "olli".into(),
        name: "Olli".into(),
        email: None,
    }
}

const NONE: Option<Roles> = Some(Roles::empty());
const EVERY: Option<Roles> = Some(Roles::all());

#[apply(on_both!)]
async fn p2_roles_of_a_claim_come_and_go_with_it_and_granted_ones_stay(kit: Fixture) {
    let sign_in = |given| {
        let new = new(&kit, TimeDelta::hours(1));
        let services = Arc::clone(&kit.services);
        async move { sign_in_staff(&services, kit.organisation, &olli(), given, new).await.unwrap() }
    };
    let roles = |id| {
        let kit = &kit;
        async move {
            let person = owner(&kit.services, id).await.unwrap().unwrap();
            undertake(&kit.services, person, kit.organisation, VERSION).await.unwrap();
            match state(kit, id).await {
                Ok(SignedIn::Staff(_, _, roles)) => {
                    (roles.contains(StaffRole::Counselor), roles.contains(StaffRole::MainUser))
                }
                other => panic!("{other:?}"),
            }
        }
    };
    assert_eq!(sign_in(NONE).await, Err(Refusal::NoRole));
    let id = sign_in(EVERY).await.unwrap();
    assert_eq!(roles(id).await, (true, true));
    grant(&kit.services, kit.organisation, &olli(), StaffRole::Counselor).await.unwrap();
    let id = sign_in(NONE).await.unwrap();
    assert_eq!(roles(id).await, (true, false), "the granted one stays");
    let id = sign_in(None).await.unwrap();
    assert_eq!(roles(id).await, (true, false));
    assert_eq!(audited(&kit, "role_withdrawn").await.len(), 2, "main user and supervisor");
}

#[apply(on_both!)]
async fn only_the_same_person_proves_again_who_they_are(kit: Fixture) {
    let first = sign_in(&kit).await;
    let aino = state(&kit, first).await.unwrap().person();
    let reauthenticating = || NewSession { reauthenticating: Some(aino), ..new(&kit, TimeDelta::hours(1)) };
    let eero = CustomerIdentity { code: IdentityCode::parse("220750-999Y").unwrap(), name: "Eero".into() };
    let answer = sign_in_customer(&kit.services, &eero, reauthenticating()).await.unwrap();
    assert_eq!(answer, Err(Refusal::AnotherPerson));
    assert!(sign_in_customer(&kit.services, &self::aino(), reauthenticating()).await.unwrap().is_ok());
}

#[apply(on_both!)]
async fn what_the_provider_says_ended_ends_here_once(kit: Fixture) {
    grant(&kit.services, kit.organisation, &olli(), StaffRole::Counselor).await.unwrap();
    let sign_in = |sid: &str| {
        let new = NewSession { sid: Some(sid.to_owned()), ..new(&kit, TimeDelta::hours(1)) };
        let services = Arc::clone(&kit.services);
        async move { sign_in_staff(&services, kit.organisation, &olli(), None, new).await.unwrap().unwrap() }
    };
    let (one, two) = (sign_in("one").await, sign_in("two").await);
    let notified = |jti: &str, whose| SignedOutThere {
        providers: vec!["test".into()],
        issuer: "https://a.example".into(),
        jti: jti.into(),
        expires_at: kit.services.clock.now() + TimeDelta::minutes(2),
        whose,
    };
    let say = |notified: SignedOutThere| {
        let services = Arc::clone(&kit.services);
        async move { signed_out_there(&services, &notified).await.unwrap() }
    };
    let elsewhere = notified("0", WhoseSignIns::Sid("one".into()));
    assert!(say(SignedOutThere { providers: vec!["another".into()], ..elsewhere }).await);
    assert!(state(&kit, one).await.is_ok(), "another provider's sid is not ours");
    assert!(say(notified("a", WhoseSignIns::Sid("one".into()))).await);
    assert_eq!(state(&kit, one).await, Err(Ended::Gone));
    assert!(state(&kit, two).await.is_ok());
    let three = sign_in("one").await;
    assert!(!say(notified("a", WhoseSignIns::Sid("one".into()))).await, "a token counts once");
    assert!(state(&kit, three).await.is_ok());
    assert!(say(notified("b", WhoseSignIns::Subject("nobody".into()))).await);
    assert!(state(&kit, two).await.is_ok());
    assert!(say(notified("c", WhoseSignIns::Subject("olli".into()))).await);
    kit.clock.advance(TimeDelta::minutes(3));
    assert_eq!(domain::time::retention::purge(&kit.services).await.unwrap(), 4, "tokens are forgotten");
    assert_eq!(state(&kit, two).await, Err(Ended::Gone));
    assert_eq!(state(&kit, three).await, Err(Ended::Gone));
}

#[apply(on_both!)]
async fn of_the_forms_that_came_back_five_a_person_are_kept_and_none_that_is_too_large(kit: Fixture) {
    let (_, aino) = kit.customer("010170-999R").await;
    let (_, eero) = kit.customer("220750-999Y").await;
    let his = rejected_form::keep(&kit.services, eero, Kind::Rejected, b"his").await.unwrap().unwrap();
    let mut ids = vec![];
    for n in 0..7_u8 {
        kit.clock.advance(TimeDelta::seconds(1));
        ids.push(rejected_form::keep(&kit.services, aino, Kind::Rejected, &[n]).await.unwrap().unwrap());
    }
    for (n, id) in ids.into_iter().enumerate() {
        assert_eq!(rejected_form::find(&kit.services, aino, id).await.unwrap().is_some(), n >= 2, "{n}");
    }
    assert!(rejected_form::find(&kit.services, eero, his).await.unwrap().is_some(), "his stays");
    // What is looked for has room of its own.
    for n in 0..7_u8 {
        rejected_form::keep(&kit.services, eero, Kind::Search, &[n]).await.unwrap().unwrap();
    }
    assert!(rejected_form::find(&kit.services, eero, his).await.unwrap().is_some(), "his stays");
    let large = vec![b'x'; 512 * 1024 + 1];
    assert_eq!(rejected_form::keep(&kit.services, aino, Kind::Rejected, &large).await.unwrap(), None);
    assert!(rejected_form::keep(&kit.services, aino, Kind::Rejected, &large[1..]).await.unwrap().is_some());
}

#[apply(on_both!)]
async fn refusals_of_nobody_and_denials_without_end_are_a_line_an_hour(kit: Fixture) {
    let (_, aino) = kit.customer("010170-999R").await;
    let lines = async |what: &str| count(&kit, &format!("audit WHERE {what}")).await;
    for _ in 0..50 {
        refused(&kit.services, "vahva", Refusal::Weak).await.unwrap();
        refused(&kit.services, "esimerkkila", Refusal::Attempt).await.unwrap();
    }
    for _ in 0..100 {
        audit::denied(&kit.services, aino, None, None).await;
    }
    assert_eq!(lines("action = 'sign_in_refused'").await, 0, "not yet");
    assert_eq!(lines("action = 'access_denied'").await, 60);
    assert_eq!(audit::write_folds(&kit.services).await.unwrap(), 0, "the hour is not over");
    kit.clock.advance(TimeDelta::hours(1));
    assert_eq!(audit::write_folds(&kit.services).await.unwrap(), 3);
    assert_eq!(lines("action = 'sign_in_refused' AND count = 50 AND detail = 'weak:vahva'").await, 1);
    assert_eq!(
        lines("action = 'sign_in_refused' AND count = 50 AND detail = 'attempt:esimerkkila'").await,
        1
    );
    assert_eq!(lines("action = 'access_denied' AND count = 40").await, 1);
    assert_eq!(audit::write_folds(&kit.services).await.unwrap(), 0, "once");
    audit::seal(&kit.services).await.unwrap();
    assert!(matches!(audit::verify(&kit.services, &[]).await.unwrap(), audit::Verdict::Whole { .. }));
}

/// Somebody of the staff signs in by the account that the fixture gives them.
pub async fn of_staff(kit: &Fixture, name: &str) -> SessionId {
    let identity = StaffIdentity {
        issuer: "https://staff.example".into(),
        subject: name.into(),
        name: name.into(),
        email: None,
    };
    let session = new(kit, TimeDelta::hours(1));
    sign_in_staff(&kit.services, kit.organisation, &identity, None, session).await.unwrap().unwrap()
}
