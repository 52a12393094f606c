//! Asking a provider: little patience, no redirects, and no more than an answer can be.

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::{future::Future, pin::Pin, time::Duration};

/// How long a provider may take for one answer.
const PATIENCE: Duration = Duration::from_secs(4);

/// How large an answer may be, in bytes.
const LARGEST: usize = 256 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// It did not come.
    #[error(transparent)]
    Request(#[from] reqwest::Error),
    /// It is larger than any answer should be.
    #[error("the answer is too large")]
    TooLarge,
    /// It would be asked of somebody else.
    #[error("{0}: neither the issuer's host nor one of `hosts`")]
    Elsewhere(String),
    /// It is not HTTP.
    #[error(transparent)]
    Response(#[from] http::Error),
}

/// The client for everything that is asked of a provider.
#[derive(Clone, Debug)]
pub struct Http(reqwest::Client);

impl Http {
    /// A client.
    ///
    /// # Errors
    /// Only where the machine has no TLS at all.
    pub fn new() -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            // One that is kept may be closed just when it is used again: the sign-in would be refused.
            .pool_max_idle_per_host(0)
            .build()?;
        Ok(Self(client))
    }

    /// A form, sent there.
    pub fn post(&self, address: &str, form: &[(&str, String)]) -> reqwest::RequestBuilder {
        self.0.post(address).header(http::header::ACCEPT, "application/json").form(form)
    }

    /// The whole answer.
    pub async fn send(&self, request: reqwest::Request) -> Result<HttpResponse, HttpError> {
        let mut answer = self.0.execute(request).await?;
        let mut response = http::Response::builder().status(answer.status());
        if let Some(headers) = response.headers_mut() {
            headers.clone_from(answer.headers());
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > LARGEST {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move { self.send(request.try_into()?).await })
    }
}
