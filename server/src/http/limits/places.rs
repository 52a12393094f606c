//! How much may be under way at once for one of many: an address, a person. Each process counts
//! for itself.

use axum::body::{Body, Bytes};
use http_body::{Frame, SizeHint};
use std::{
    collections::{HashMap, hash_map::Entry},
    hash::Hash,
    num::NonZeroU32,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

/// Places, so many for each key.
#[derive(Debug)]
pub struct Places<K> {
    most: u32,
    taken: Arc<Mutex<HashMap<K, u32>>>,
}

impl<K: Hash + Eq + Clone> Places<K> {
    /// At most so many for each.
    pub fn new(most: NonZeroU32) -> Self {
        Self { most: most.get(), taken: Arc::default() }
    }

    /// A place, while there is one.
    pub fn take(&self, key: K) -> Option<Place<K>> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(key.clone()).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        drop(taken);
        Some(Place { key, taken: Arc::clone(&self.taken) })
    }
}

/// A place, taken until it is dropped.
#[derive(Debug)]
pub struct Place<K: Hash + Eq> {
    key: K,
    taken: Arc<Mutex<HashMap<K, u32>>>,
}

impl<K: Hash + Eq> Drop for Place<K> {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        // `take` has counted it: there is an entry, of one at least.
        if let Some((key, count)) = taken.remove_entry(&self.key).filter(|(_, count)| *count > 1)
            && let Entry::Vacant(entry) = taken.entry(key)
        {
            entry.insert(count - 1);
        }
    }
}

/// `body`, which holds its place until it was sent or given up.
pub fn holding<K>(body: Body, place: Place<K>) -> Body
where
    K: Hash + Eq + Send + Unpin + 'static,
{
    Body::new(Holding { body, _place: place })
}

struct Holding<K: Hash + Eq> {
    body: Body,
    _place: Place<K>,
}

impl<K: Hash + Eq + Unpin> http_body::Body for Holding<K> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use std::num::NonZeroU32;

    #[test]
    fn each_has_their_own_places_and_gives_them_back() {
        let places = Places::new(NonZeroU32::MIN.saturating_add(1));
        let one = places.take("aino").unwrap();
        let two = places.take("aino").unwrap();
        assert!(places.take("aino").is_none());
        assert!(places.take("olli").is_some(), "nobody else waits");
        drop(one);
        let three = places.take("aino").unwrap();
        drop((two, three));
        assert!(places.taken.lock().unwrap().is_empty(), "nobody is remembered");
    }
}
