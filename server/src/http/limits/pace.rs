//! How long a body may take to arrive, and a reader to take what is sent. A form has half a minute; a
//! file may take longer, but has to go on: otherwise one byte now and then holds a connection for days.

use crate::http::forms::csrf;
use axum::{
    body::{Body, Bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use futures::{Stream, StreamExt};
use http::Method;
use http_body::{Frame, SizeHint};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep};

/// How long a form may take, and a file before its rate counts.
const GRACE: Duration = Duration::from_secs(30);

/// The least rate of a file, up or down, in bytes a second: the slowest mobile networks give twice
/// as much.
const LEAST_RATE: u64 = 4 * 1024;

/// What `size` bytes may take.
fn allowed(bytes: u64) -> Duration {
    GRACE + Duration::from_millis(bytes.saturating_mul(1000) / LEAST_RATE)
}

/// Gives the body of each request its time.
pub async fn pace(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let is_file = csrf::brings_files(&request);
    next.run(request.map(|body| Body::new(Paced::new(body, is_file)))).await
}

/// A body that has to arrive in time.
struct Paced {
    body: Body,
    is_file: bool,
    begun: Instant,
    arrived: u64,
    timeout: Pin<Box<Sleep>>,
}

impl Paced {
    fn new(body: Body, is_file: bool) -> Self {
        let begun = Instant::now();
        let timeout = Box::pin(tokio::time::sleep_until(begun + GRACE));
        Self { body, is_file, begun, arrived: 0, timeout }
    }
}

impl http_body::Body for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        if this.timeout.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err(axum::Error::new(io::Error::from(io::ErrorKind::TimedOut)))));
        }
        let frame = std::task::ready!(Pin::new(&mut this.body).poll_frame(context));
        if let Some(Ok(data)) = frame.as_ref().map(|frame| frame.as_ref().map(Frame::data_ref))
            && this.is_file
        {
            this.arrived += data.map_or(0, |data| data.len() as u64);
            let deadline = this.begun + allowed(this.arrived);
            this.timeout.as_mut().reset(deadline);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// `content` on its way to a reader, until they read slower than the least rate: what makes it waits
/// for them. How long it takes to make it is not their fault.
pub fn read_in_time<S, E>(content: S) -> impl Stream<Item = Result<Bytes, E>>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: From<io::Error>,
{
    let begin = (Box::pin(content), Reading::default());
    futures::stream::unfold(begin, |(mut content, mut reading)| async move {
        if !reading.comes_back_in_time() {
            reading.is_over = true;
            return Some((Err(io::Error::from(io::ErrorKind::TimedOut).into()), (content, reading)));
        }
        if reading.is_over {
            return None;
        }
        let chunk = content.next().await?;
        reading.gets(chunk.as_ref().map_or(0, |chunk| chunk.len() as u64));
        Some((chunk, (content, reading)))
    })
}

/// How a reader gets on.
#[derive(Default)]
struct Reading {
    sent: u64,
    took: Duration,
    given_at: Option<Instant>,
    is_over: bool,
}

impl Reading {
    fn gets(&mut self, bytes: u64) {
        self.sent += bytes;
        self.given_at = Some(Instant::now());
    }

    fn comes_back_in_time(&mut self) -> bool {
        self.took += self.given_at.take().map_or(Duration::ZERO, |given_at| given_at.elapsed());
        self.is_over || self.took <= allowed(self.sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use futures::stream;

    /// A body of one byte every so many seconds.
    fn dripping(seconds: u64) -> Body {
        Body::from_stream(stream::unfold((), move |()| async move {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            Some((Ok::<_, io::Error>(Bytes::from_static(b"x")), ()))
        }))
    }

    #[tokio::test(start_paused = true)]
    async fn a_form_has_half_a_minute_in_all() {
        let begun = Instant::now();
        assert!(to_bytes(Body::new(Paced::new(dripping(10), false)), usize::MAX).await.is_err());
        assert_eq!(begun.elapsed().as_secs(), 30);
    }

    #[tokio::test(start_paused = true)]
    async fn a_file_may_take_as_long_as_it_goes_on() {
        let begun = Instant::now();
        assert!(to_bytes(Body::new(Paced::new(dripping(10), true)), usize::MAX).await.is_err());
        assert_eq!(begun.elapsed().as_secs(), 30, "a byte now and then is not going on");
        let slow = stream::unfold(0, |n| async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            (n < 300).then(|| (Ok::<_, io::Error>(Bytes::from_static(&[0; 5000])), n + 1))
        });
        let whole = to_bytes(Body::new(Paced::new(Body::from_stream(slow), true)), usize::MAX).await;
        assert_eq!(whole.unwrap().len(), 1_500_000);
    }

    #[tokio::test(start_paused = true)]
    async fn what_waits_for_a_reader_waits_so_long_only() {
        let endless = stream::repeat_with(|| Ok::<_, io::Error>(Bytes::from_static(&[0; 1024])));
        let mut content = Box::pin(read_in_time(endless));
        let mut read = 0;
        while let Some(Ok(_)) = content.next().await {
            read += 1;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        assert_eq!(read, 41, "a KiB a second is less than four");
    }
}
