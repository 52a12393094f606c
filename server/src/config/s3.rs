//! `[files.s3]` and `[audit.s3]`

use super::{
    problem::{Problem, is_this_machine},
    secret::Secret,
};
use object_store::{
    ClientOptions, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder, Checksum},
};
use serde::Deserialize;
use std::{path::PathBuf, time::Duration};
use url::Url;

/// How long a request may take. A part is 5 MiB.
const PATIENCE: Duration = Duration::from_mins(1);

/// A bucket, at whoever speaks S3.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Config {
    /// Where it is: `https://s3.example.org`. Without `https` on this machine only.
    pub endpoint: String,
    /// The bucket. Nothing else is kept in it.
    pub bucket: String,
    /// The region, for those that have some.
    #[serde(default = "region")]
    pub region: String,
    /// Who we are there.
    pub access_key_id: String,
    secret_access_key: Option<Secret>,
    secret_access_key_file: Option<PathBuf>,
}

fn region() -> String {
    "us-east-1".to_owned()
}

impl S3Config {
    fn secret(&self, section: &str) -> Result<Secret, Problem> {
        let (value, file) = (self.secret_access_key.as_ref(), self.secret_access_key_file.as_deref());
        Secret::resolve(&format!("{section}.secret_access_key"), value, file)
    }

    /// What is wrong with it, in this section.
    pub(super) fn problems(&self, section: &str) -> Vec<Problem> {
        let url = Url::parse(&self.endpoint);
        let is_safe = url.is_ok_and(|url| {
            url.scheme() == "https" || (url.scheme() == "http" && url.host_str().is_some_and(is_this_machine))
        });
        let unsafe_endpoint = (!is_safe)
            .then(|| Problem::new(format!("{section}.endpoint"), "must be https, but on this machine"));
        unsafe_endpoint.into_iter().chain(self.secret(section).err()).collect()
    }

    /// The bucket, as a store.
    ///
    /// # Errors
    /// When the configuration does not make one.
    pub fn store(&self, section: &str) -> anyhow::Result<AmazonS3> {
        let secret = self.secret(section).map_err(|problem| anyhow::anyhow!("{problem}"))?;
        let retry =
            RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(30), ..RetryConfig::default() };
        let client =
            ClientOptions::new().with_timeout(PATIENCE).with_allow_http(self.endpoint.starts_with("http:"));
        Ok(AmazonS3Builder::new()
            .with_endpoint(&self.endpoint)
            .with_bucket_name(&self.bucket)
            .with_region(&self.region)
            .with_access_key_id(&self.access_key_id)
            .with_secret_access_key(secret.reveal())
            // A bucket with object lock takes nothing without a checksum.
            .with_checksum_algorithm(Checksum::SHA256)
            .with_client_options(client)
            .with_retry(retry)
            .build()?)
    }
}
