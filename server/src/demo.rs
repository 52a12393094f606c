//! The demonstration: one process with everything it needs, sample people, and a clock that can
//! be moved. It refuses every address but this machine's.

mod clock;
mod page;
mod people;
mod provider;
mod provider_config;
mod run;
mod seed;
mod time;

pub use clock::{DemoClock, morning_of};
use page::routes;
pub use people::{CUSTOMERS, NEIGHBOUR, ORGANISATION, Person, STAFF};
pub use provider::{SigningKey, encrypt, provider_router, realm_address, verify};
pub use run::{DemoOptions, Demonstration, start};
pub use seed::SampleSize;
pub use time::Time;
