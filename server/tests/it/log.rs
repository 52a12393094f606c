//! What the program logs, for tests that look at it.

use std::{
    io,
    sync::{Arc, Mutex},
};
use tracing::{Level, subscriber::DefaultGuard};
use tracing_subscriber::fmt::MakeWriter;

/// What was logged.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    pub fn lines(&self) -> Vec<serde_json::Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    pub fn clear(&self) {
        self.0.lock().unwrap().clear();
    }
}

impl Log {
    /// Listens to warnings and errors, as JSON, until the guard is dropped. What runs on other threads is
    /// not heard: tests run on one.
    #[must_use]
    pub fn listen(&self) -> DefaultGuard {
        self.listen_from(Level::WARN)
    }

    /// The same for another level.
    #[must_use]
    pub fn listen_from(&self, level: Level) -> DefaultGuard {
        let subscriber = tracing_subscriber::fmt().json().with_max_level(level);
        tracing::subscriber::set_default(subscriber.with_writer(self.clone()).finish())
    }
}

impl io::Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
