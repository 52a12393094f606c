//! How often something may be asked: by one address before anybody is known, by one person after.
//! Each process counts for itself.

use super::{AppState, client_address::ClientAddress};
use crate::config::LimitsConfig;
use axum::{
    Json,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::ApiError;
use domain::session::SignedIn;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::NoOpMiddleware,
    state::keyed::HashMapStateStore,
};
use http::{HeaderValue, Method, StatusCode, header::RETRY_AFTER};
use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};
use uuid::Uuid;

/// How many questions go by between two looks at who can be forgotten.
const FORGET_EVERY: u32 = 4096;

/// Server functions that put something into a workspace.
const SENDING: [&str; 3] = ["/api/send_message", "/api/start_conversation", "/api/add_note"];

/// Server functions that write to people outside, or tell whether somebody is there.
const INVITING: [&str; 3] = ["/api/create_workspace", "/api/invite_again", "/api/ask_consent"];

type Limiter<K, C> = RateLimiter<K, HashMapStateStore<K>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// One limit, for each of many.
struct Limit<K: Hash + Eq + Clone, C: Clock> {
    limiter: Limiter<K, C>,
    clock: C,
    asked: AtomicU32,
}

impl<K: Hash + Eq + Clone, C: Clock + Clone> Limit<K, C> {
    fn new(quota: Quota, clock: &C) -> Self {
        let limiter = RateLimiter::hashmap_with_clock(quota, clock.clone());
        Self { limiter, clock: clock.clone(), asked: AtomicU32::new(0) }
    }

    /// Counts one; else tells how many seconds to wait.
    fn pass(&self, key: &K) -> Result<(), u32> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX).max(1)
        })
    }
}

/// All limits.
pub struct Quotas<C: Clock = DefaultClock> {
    address: Limit<IpAddr, C>,
    sign_ins: Limit<IpAddr, C>,
    reports: Limit<IpAddr, C>,
    person: Limit<Uuid, C>,
    sent: Limit<Uuid, C>,
    invitations: Limit<Uuid, C>,
    packages: Limit<Uuid, C>,
}

impl Quotas {
    /// The limits of a configuration, by the machine's steady clock.
    pub fn new(config: &LimitsConfig) -> Self {
        Self::with_clock(config, &DefaultClock::default())
    }
}

impl<C: Clock + Clone> Quotas<C> {
    fn with_clock(config: &LimitsConfig, clock: &C) -> Self {
        let minute = |count: NonZeroU32| Quota::per_minute(count);
        let hour = |count: NonZeroU32| Quota::per_hour(count);
        Self {
            address: Limit::new(minute(config.address_per_minute), clock),
            sign_ins: Limit::new(minute(config.sign_ins_per_minute), clock),
            reports: Limit::new(minute(config.reports_per_minute), clock),
            person: Limit::new(minute(config.person_per_minute), clock),
            sent: Limit::new(minute(config.sent_per_minute), clock),
            invitations: Limit::new(hour(config.invitations_per_hour), clock),
            packages: Limit::new(hour(config.packages_per_hour), clock),
        }
    }

    fn address(&self, address: IpAddr, path: &str) -> Result<(), u32> {
        let address = neighbourhood(address);
        if path == "/csp-report" {
            return self.reports.pass(&address);
        }
        // A provider that tells who signed out is not somebody who signs in.
        let signs_in = path.starts_with("/sign-in/") && !path.ends_with("/signed-out");
        if signs_in || path == "/prove/begin" {
            self.sign_ins.pass(&address)?;
        }
        self.address.pass(&address)
    }

    fn person(&self, person: Uuid, method: &Method, path: &str) -> Result<(), u32> {
        let in_workspace = path.starts_with("/workspaces/");
        if SENDING.contains(&path) || (*method == Method::POST && in_workspace && path.ends_with("/files")) {
            self.sent.pass(&person)?;
        }
        if INVITING.contains(&path) {
            self.invitations.pass(&person)?;
        }
        if in_workspace && path.ends_with("/package") {
            self.packages.pass(&person)?;
        }
        self.person.pass(&person)
    }
}

/// Whom an address belongs to: a subscriber has a whole /64 of IPv6.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
    }
}

/// Counts a request of an address, before anything else is done for it.
pub async fn of_address(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let address = request.extensions().get::<ClientAddress>();
    // What browsers load once and keep is not counted.
    let passed = match address {
        Some(ClientAddress(address)) if !path.starts_with("/pkg/") => state.quotas.address(*address, path),
        _ => Ok(()),
    };
    match passed {
        Ok(()) => next.run(request).await,
        Err(seconds) => refuse(request.method(), seconds),
    }
}

/// Counts a request of somebody who is signed in.
pub async fn of_person(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let passed = match request.extensions().get::<SignedIn>() {
        Some(who) => state.quotas.person(who.person().0, request.method(), request.uri().path()),
        None => Ok(()),
    };
    match passed {
        Ok(()) => next.run(request).await,
        Err(seconds) => refuse(request.method(), seconds),
    }
}

/// Says when to come again. A form is answered as by the function behind it, so nothing typed is lost.
fn refuse(method: &Method, seconds: u32) -> Response {
    let mut response = if *method == Method::POST {
        (StatusCode::TOO_MANY_REQUESTS, Json(ApiError::TooOften(seconds))).into_response()
    } else {
        StatusCode::TOO_MANY_REQUESTS.into_response()
    };
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;
    use std::time::Duration;

    fn quotas() -> (Quotas<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        (Quotas::with_clock(&LimitsConfig::default(), &clock), clock)
    }

    #[test]
    fn one_more_than_the_limit_waits_and_passes_afterwards() {
        let (quotas, clock) = quotas();
        let (person, send) = (Uuid::from_u128(1), "/api/send_message");
        let send = |who| quotas.person(who, &Method::POST, send);
        for _ in 0..60 {
            assert_eq!(send(person), Ok(()));
        }
        assert_eq!(send(person), Err(1), "one a second comes back");
        assert_eq!(send(Uuid::from_u128(2)), Ok(()), "nobody else waits");
        assert_eq!(quotas.person(person, &Method::POST, "/api/open_workspace"), Ok(()), "reading goes on");
        clock.advance(Duration::from_secs(1));
        assert_eq!(send(person), Ok(()));
        assert!(send(person).is_err());
    }

    #[test]
    fn a_subscriber_is_one_however_many_addresses_they_have() {
        let (quotas, _) = quotas();
        let of = |text: &str| quotas.address(text.parse().unwrap(), "/sign-in/vahva");
        for n in 0..240 {
            assert_eq!(of(&format!("2001:db8::{n:x}")), Ok(()));
        }
        assert!(of("2001:db8::ffff:1").is_err());
        assert_eq!(of("2001:db8:0:1::1"), Ok(()), "the neighbour");
        assert_eq!(of("192.0.2.1"), Ok(()));
        assert_eq!(quotas.address("2001:db8::1".parse().unwrap(), "/"), Ok(()), "other pages go on");
    }

    #[test]
    fn an_address_in_either_form_is_the_same() {
        let address = |text: &str| neighbourhood(text.parse().unwrap());
        assert_eq!(address("::ffff:192.0.2.1"), address("192.0.2.1"));
    }
}
