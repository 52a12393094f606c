//! Why a body could not be read, as a status.

use http::StatusCode;
use http_body_util::LengthLimitError;
use std::{error::Error, io};

/// More of a form than any form of ours holds.
#[derive(Debug, thiserror::Error)]
#[error("too much")]
pub(crate) struct TooMuch;

/// Too large, too slow, or not what it says it is.
pub(crate) fn refused_body(error: &(dyn Error + 'static)) -> StatusCode {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() || error.is::<TooMuch>() {
            return StatusCode::PAYLOAD_TOO_LARGE;
        }
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            return StatusCode::REQUEST_TIMEOUT;
        }
        cause = error.source();
    }
    StatusCode::BAD_REQUEST
}
