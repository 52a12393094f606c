//! Taking connections: so many at a time, and none that lets us wait for ever. Whoever connects and
//! says nothing, or half of something, is let go.

use super::limits::{client_address::Peer, places::Places, quotas::neighbourhood};
use axum::{Router, body::Body};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use ipnet::IpNet;
use std::{
    convert::Infallible, future::Future, net::IpAddr, num::NonZeroU32, pin::pin, sync::Arc, time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

/// How long a connection may take for the head of a request, the first as well as the next.
const HEAD: Duration = Duration::from_secs(10);

/// How long a reader may take nothing of an answer.
const STUCK: Duration = Duration::from_mins(1);

/// How long requests on their way may take to end when the process is told to stop.
const DRAIN: Duration = Duration::from_secs(30);

/// How large the head of a request may be, in bytes.
const LARGEST_HEAD: usize = 32 * 1024;

/// How many connections are served at a time.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// In all.
    pub total: usize,
    /// Of one address: the others find a place whatever it does.
    pub of_one: NonZeroU32,
    /// Whose connections are many people's: proxies of our own.
    pub proxies: Arc<[IpNet]>,
}

impl Capacity {
    /// So many, of one address a quarter, but for these proxies.
    pub fn shared(total: usize, proxies: Arc<[IpNet]>) -> Self {
        let quarter = u32::try_from(total / 4).unwrap_or(u32::MAX);
        Self { total, of_one: NonZeroU32::new(quarter).unwrap_or(NonZeroU32::MIN), proxies }
    }

    /// So many, whoever comes: where nobody outside listens.
    pub fn inside(total: usize) -> Self {
        Self { total, of_one: NonZeroU32::MAX, proxies: Arc::default() }
    }

    fn is_proxy(&self, address: IpAddr) -> bool {
        self.proxies.iter().any(|net| net.contains(&address.to_canonical()))
    }
}

/// Serves `router` to so many connections at a time, until `ending` resolves; what is on its
/// way then is brought to its end.
///
/// # Errors
/// When the listener fails for good.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    capacity: Capacity,
    ending: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let places = Arc::new(Semaphore::new(capacity.total));
    let of_one = Places::new(capacity.of_one);
    let (graceful, mut ending) = (GracefulShutdown::new(), pin!(ending));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut ending => break,
        };
        let Some((place, stream, peer)) = accepted else { continue };
        let own = of_one.take(neighbourhood(peer.0.ip()));
        if own.is_none() && !capacity.is_proxy(peer.0.ip()) {
            // It has more than its share: nothing is read of it.
            continue;
        }
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            let router = router.clone();
            async move {
                Ok::<_, Infallible>(
                    router.oneshot(request.map(Body::new)).await.unwrap_or_else(|never| match never {}),
                )
            }
        });
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(STUCK));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(LARGEST_HEAD)
            .serve_connection(TokioIo::new(Box::pin(stream)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended");
            }
            drop((place, own));
        });
    }
    drop(listener);
    if timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    Ok(())
}

/// The next connection, when there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(tokio::sync::OwnedSemaphorePermit, TcpStream, Peer)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => {
            // Small answers go at once.
            let _ = stream.set_nodelay(true);
            Some((place, stream, Peer(peer)))
        }
        Err(error) => {
            // Of the one who came, or of the machine: out of files, most often. Time helps.
            tracing::warn!(%error, "connection not taken");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}
