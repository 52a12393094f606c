//! Connections that say nothing, or take nothing, are let go; those that are served are brought to
//! their end. The clock of these tests goes on as soon as everybody waits.

use axum::{Router, body::Body, routing::get};
use bytes::Bytes;
use futures::stream;
use ipnet::IpNet;
use server::http::{Capacity, listen};
use std::{
    convert::Infallible,
    future::pending,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Notify, oneshot},
    time::Instant,
};

async fn serve(router: Router, most: usize) -> SocketAddr {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(listen(listener, router, Capacity::inside(most), pending()));
    address
}

/// What comes back after this was said, until the other side ends it.
async fn say(address: SocketAddr, what: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(what.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

fn hello() -> Router {
    Router::new().route("/", get(async || "hello"))
}

const ASK: &str = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

#[tokio::test(start_paused = true)]
async fn a_connection_that_says_nothing_or_half_of_it_is_let_go() {
    let address = serve(hello(), 8).await;
    for what in ["", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "] {
        let begun = Instant::now();
        assert!(!say(address, what).await.contains("200"), "{what:?}");
        assert_eq!(begun.elapsed().as_secs(), 10, "{what:?}");
    }
    // Whoever was served may ask again, but not stay for ever.
    let begun = Instant::now();
    assert!(say(address, ASK).await.ends_with("hello"));
    assert_eq!(begun.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn more_connections_than_there_are_places_wait_for_one() {
    let address = serve(hello(), 2).await;
    let silent = [TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap()];
    let begun = Instant::now();
    assert!(say(address, ASK).await.ends_with("hello"));
    assert!(begun.elapsed() >= Duration::from_secs(10), "after the silent ones were let go");
    drop(silent);
}

#[tokio::test(start_paused = true)]
async fn a_reader_who_takes_nothing_is_let_go() {
    struct Gone(Option<oneshot::Sender<()>>);
    impl Drop for Gone {
        fn drop(&mut self) {
            let _ = self.0.take().unwrap().send(());
        }
    }
    let (tell, notified) = oneshot::channel();
    let gone = Arc::new(Mutex::new(Some(Gone(Some(tell)))));
    let endless = get(async move || {
        let gone = gone.lock().unwrap().take();
        Body::from_stream(stream::repeat_with(move || {
            assert!(gone.is_some());
            Ok::<_, Infallible>(Bytes::from_static(&[0; 16 * 1024]))
        }))
    });
    let address = serve(Router::new().route("/", endless), 8).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(ASK.as_bytes()).await.unwrap();
    let begun = Instant::now();
    notified.await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 60);
}

#[tokio::test]
async fn a_request_on_its_way_is_brought_to_its_end() {
    let (begun, go_on, end) = (Arc::new(Notify::new()), Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow = {
        let (begun, go_on) = (Arc::clone(&begun), Arc::clone(&go_on));
        get(async move || {
            begun.notify_one();
            go_on.notified().await;
            "done"
        })
    };
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
    let address = listener.local_addr().unwrap();
    let ending = {
        let end = Arc::clone(&end);
        async move { end.notified().await }
    };
    let served = tokio::spawn(listen(listener, Router::new().route("/", slow), Capacity::inside(8), ending));
    let asked = tokio::spawn(say(address, ASK));
    begun.notified().await;
    end.notify_one();
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    go_on.notify_one();
    assert!(asked.await.unwrap().ends_with("done"));
    served.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn one_address_takes_a_quarter_of_the_places_and_no_proxy_is_counted() {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0))).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let proxies: Arc<[IpNet]> = Arc::from(["127.0.0.9/32".parse().unwrap()]);
    tokio::spawn(listen(listener, hello(), Capacity::shared(8, proxies), pending()));
    let from = async |last: u8| {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 0, last], 0))).unwrap();
        let mut stream = socket.connect(SocketAddr::from(([127, 0, 0, 1], port))).await.unwrap();
        drop(stream.write_all(ASK.as_bytes()).await);
        let mut first = [0; 8];
        let read = stream.read(&mut first).await;
        (read.is_ok_and(|read| read > 0), stream)
    };
    let mut held = vec![];
    for expected in [true, true, false] {
        let (served, stream) = from(2).await;
        assert_eq!(served, expected, "two of eight");
        held.push(stream);
    }
    assert!(from(3).await.0, "somebody else has a place");
    for _ in 0..3 {
        let (served, stream) = from(9).await;
        assert!(served, "a proxy is many people");
        held.push(stream);
    }
}
