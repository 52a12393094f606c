//! Where a request comes from: the peer of the connection, or whom a proxy of our own says it is
//! for. What anybody else writes into the headers counts for nothing (ASVS 4.1.3).

use crate::http::AppState;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::HeaderMap;
use ipnet::IpNet;
use std::{
    net::{IpAddr, SocketAddr},
    sync::Once,
};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Who is at the other end of the connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// Finds out, and hands it on.
pub async fn client_address(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(Peer(peer)) = request.extensions().get::<Peer>().copied() {
        let address = of(peer.ip(), request.headers(), &state.trusted_proxies);
        if state.trusted_proxies.is_empty() && request.headers().contains_key(FORWARDED_FOR) {
            warn_once();
        }
        request.extensions_mut().insert(ClientAddress(address));
    }
    next.run(request).await
}

/// Says, once, that a proxy seems to be there whose word is not taken.
fn warn_once() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        tracing::warn!(
            "requests come with X-Forwarded-For, and server.trusted_proxies is empty: all people share one address"
        );
    });
}

/// The last address in the chain that is not a proxy of our own.
fn of(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let is_ours = |address: &IpAddr| proxies.iter().any(|net| net.contains(&address.to_canonical()));
    if !is_ours(&peer) {
        return peer;
    }
    let lines = headers.get_all(FORWARDED_FOR).into_iter().filter_map(|line| line.to_str().ok());
    let chain: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut nearest = peer;
    for hop in chain.into_iter().rev() {
        // What a proxy of our own cannot have written ends the chain.
        let Ok(address) = hop.parse::<IpAddr>() else { return nearest };
        nearest = address;
        if !is_ours(&address) {
            return address;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn of_lines(peer: &str, lines: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_static(line));
        }
        let proxies = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        of(peer.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        assert_eq!(of_lines("192.0.2.9", &["198.51.100.1"]), "192.0.2.9", "anybody can write that");
        assert_eq!(of_lines("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(of_lines("10.0.0.1", &["203.0.113.7, 198.51.100.1"]), "198.51.100.1", "the nearest");
        assert_eq!(of_lines("10.0.0.1", &["203.0.113.7", "198.51.100.1, 10.0.0.2"]), "198.51.100.1");
        assert_eq!(of_lines("fd00::1", &["2001:db8::1"]), "2001:db8::1");
        assert_eq!(of_lines("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(of_lines("10.0.0.1", &["198.51.100.1, nonsense"]), "10.0.0.1");
    }
}
