//! A stream of server-sent events, open while the page is seen, and opened again after a pause that grows,
//! whatever the browser would do by itself.

use crate::dom::listen;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::{rc::Rc, time::Duration};
use web_sys::{Event, EventSource};

/// The longest pause before a lost stream is opened again, in seconds.
const LONGEST_PAUSE: u64 = 60;

/// A stream.
#[derive(Clone, Copy)]
pub struct Stream {
    source: StoredValue<Option<SendWrapper<EventSource>>>,
    /// How often in a row it was lost.
    losses: StoredValue<u32>,
    is_over: StoredValue<bool>,
}

/// What a page does with its stream.
pub trait Follow: Clone + 'static {
    /// The address, from where the page is.
    fn url(&self) -> String;
    /// Listens to the events of a stream that was opened.
    fn listen(&self, source: &EventSource);
    /// It is open again.
    fn opened(&self) {}
    /// It was lost, so often in a row.
    fn lost(&self, _losses: u32) {}
}

impl Stream {
    /// One that is not open yet.
    pub fn new() -> Self {
        Self { source: StoredValue::new(None), losses: StoredValue::new(0), is_over: StoredValue::new(false) }
    }

    /// Follows while the page is seen.
    pub fn begin(self, follow: impl Follow) {
        let follow = Rc::new(follow);
        let seen = Rc::clone(&follow);
        listen(&document(), "visibilitychange", move |_: Event| {
            if document().hidden() {
                self.close();
            } else {
                self.losses.set_value(0);
                self.open(&seen);
            }
        });
        if !document().hidden() {
            self.open(&follow);
        }
    }

    /// Ends it for good.
    pub fn end(self) {
        self.is_over.set_value(true);
        self.close();
    }

    fn close(self) {
        if let Some(source) = self.source.try_update_value(Option::take).flatten() {
            source.close();
        }
    }

    fn open<F: Follow>(self, follow: &Rc<F>) {
        self.close();
        if self.is_over.get_value() {
            return;
        }
        let Ok(source) = EventSource::new(&follow.url()) else { return };
        follow.listen(&source);
        let opened = Rc::clone(follow);
        listen(&source, "open", move |_: Event| {
            self.losses.set_value(0);
            opened.opened();
        });
        let lost = Rc::clone(follow);
        listen(&source, "error", move |_: Event| self.lost(&lost));
        self.source.set_value(Some(SendWrapper::new(source)));
    }

    fn lost<F: Follow>(self, follow: &Rc<F>) {
        self.close();
        if document().hidden() || self.is_over.get_value() {
            return;
        }
        let losses = self.losses.get_value();
        self.losses.set_value(losses + 1);
        follow.lost(losses);
        let pause = 2_u64.saturating_pow(losses).min(LONGEST_PAUSE);
        let follow = Rc::clone(follow);
        set_timeout(
            move || {
                if !document().hidden() && self.source.with_value(Option::is_none) {
                    self.open(&follow);
                }
            },
            Duration::from_secs(pause),
        );
    }
}
