//! How often something may be asked, and how much of it at once: by one address before anybody is
//! known, by one person after. What an operation costs is said beside it. Each process counts for
//! itself.

use super::{
    client_address::ClientAddress,
    counted::{Counted, counted},
    places::{Place, Places, holding},
};
use crate::{
    config::LimitsConfig,
    http::{AppState, pages::reader::reads_pages, session::request_context::Lapsed},
};
use app::operation::Cost;
use axum::{
    Json,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::{ApiError, PersonId};
use domain::people::session::SignedIn;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::NoOpMiddleware,
    state::keyed::HashMapStateStore,
};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{CONNECTION, CONTENT_TYPE, RETRY_AFTER},
};
use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};
use uuid::Uuid;

/// How many questions go by between two looks at who can be forgotten.
const FORGET_EVERY: u32 = 4096;

/// How soon it is worth asking again where too much is under way, in seconds.
const AT_ONCE: u32 = 5;

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
    fn check(&self, key: &K) -> Result<(), u32> {
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
    searches: Limit<Uuid, C>,
    invitations: Limit<Uuid, C>,
    notifications: Limit<Uuid, C>,
    packages: Limit<Uuid, C>,
    requests_at_once: Places<IpAddr>,
    /// What each person follows live.
    pub(crate) streams: Places<Uuid>,
    /// What each person downloads whole.
    pub(crate) packages_at_once: Places<Uuid>,
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
            searches: Limit::new(minute(config.searches_per_minute), clock),
            invitations: Limit::new(hour(config.invitations_per_hour), clock),
            notifications: Limit::new(hour(config.notifications_per_hour), clock),
            packages: Limit::new(hour(config.packages_per_hour), clock),
            requests_at_once: Places::new(config.requests_at_once),
            streams: Places::new(config.streams_at_once),
            packages_at_once: Places::new(config.packages_at_once),
        }
    }

    fn address(&self, address: IpAddr, path: &str) -> Result<(), u32> {
        let address = neighbourhood(address);
        if path == "/csp-report" {
            return self.reports.check(&address);
        }
        // A provider that tells who signed out is not somebody who signs in.
        let signs_in = path.starts_with("/sign-in/") && !path.ends_with("/signed-out");
        if signs_in || path == "/reauthenticate/begin" {
            self.sign_ins.check(&address)?;
        }
        self.address.check(&address)
    }

    fn person(&self, person: Uuid, counted: Counted) -> Result<(), u32> {
        match counted {
            Counted::As(Cost::Ordinary) => {}
            Counted::As(Cost::Sending) => self.sent.check(&person)?,
            Counted::As(Cost::Searching) => self.searches.check(&person)?,
            Counted::As(Cost::Inviting) => self.invitations.check(&person)?,
            Counted::As(Cost::Notifying) => self.notifications.check(&person)?,
            Counted::Package => self.packages.check(&person)?,
        }
        self.person.check(&person)
    }

    fn request(&self, address: IpAddr) -> Option<Place<IpAddr>> {
        self.requests_at_once.take(neighbourhood(address))
    }
}

/// Whom an address belongs to: a subscriber has a whole /64 of IPv6.
pub(crate) fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
    }
}

/// Counts a request of an address, before anything else is done for it, and holds one of its places
/// until it was answered. What goes on for ever has places of its own.
pub async fn of_address(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let Some(ClientAddress(address)) = request.extensions().get().copied() else {
        return next.run(request).await;
    };
    // What browsers load once and keep is not counted; while it is under way it has its place all the same.
    let is_counted =
        !(path.starts_with("/pkg/") || path.starts_with("/fonts/") || path.starts_with("/favicon."));
    if let Some(seconds) = is_counted.then(|| state.quotas.address(address, path).err()).flatten() {
        return refuse(request.method(), request.headers(), seconds);
    }
    let Some(place) = state.quotas.request(address) else {
        let mut response = refuse(request.method(), request.headers(), AT_ONCE);
        // The connection was one of too many as well.
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        return response;
    };
    let response = next.run(request).await;
    if is_stream(response.headers()) {
        return response;
    }
    response.map(|body| holding(body, place))
}

fn is_stream(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

/// Counts a request of somebody who is signed in, or was until a moment ago.
pub async fn of_person(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    let signed_in = extensions.get::<SignedIn>().map(|who| who.person());
    let person = signed_in.or_else(|| extensions.get::<Lapsed>().map(|lapsed| lapsed.0));
    let counted = counted(request.method(), request.uri().path(), extensions);
    match person.map_or(Ok(()), |PersonId(person)| state.quotas.person(person, counted)) {
        Ok(()) => next.run(request).await,
        Err(seconds) => refuse(request.method(), request.headers(), seconds),
    }
}

/// Says when to come again: to a function's caller as the function would, to who reads pages by one.
/// A browser still has the form that it sent.
pub(crate) fn refuse(method: &Method, headers: &HeaderMap, seconds: u32) -> Response {
    let mut response = if *method == Method::POST && !reads_pages(headers) {
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
        let person = Uuid::from_u128(1);
        let send = |who| quotas.person(who, Counted::As(Cost::Sending));
        for _ in 0..60 {
            assert_eq!(send(person), Ok(()));
        }
        assert_eq!(send(person), Err(1), "one a second comes back");
        assert_eq!(send(Uuid::from_u128(2)), Ok(()), "nobody else waits");
        assert_eq!(quotas.person(person, Counted::As(Cost::Ordinary)), Ok(()), "reading goes on");
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
