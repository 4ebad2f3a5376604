//! Tables that are only looked into. They have no order that could get into the output, because nothing can go
//! through them, and are quicker than tables with one. No source can choose its names so that they collide: places depend
//! on numbers drawn anew in every run.
#![expect(clippy::disallowed_types, reason = "không duyệt được, nên không có thứ tự nào lọt ra")]

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

use foldhash::quality::RandomState;

/// Values by key.
#[derive(Clone, Debug)]
pub struct Lookup<K, V>(HashMap<K, V, RandomState>);

impl<K: Eq + Hash, V> Lookup<K, V> {
    /// The value of a key.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key)
    }

    /// Whether there is a value of that key.
    pub fn contains_key<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// Sets the value of a key; returns the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.0.insert(key, value)
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Eq + Hash, V: Default> Lookup<K, V> {
    /// The value of a key, made if there is none.
    pub fn of(&mut self, key: K) -> &mut V {
        self.0.entry(key).or_default()
    }
}

impl<K, V> Default for Lookup<K, V> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<K: Eq + Hash, V> FromIterator<(K, V)> for Lookup<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}
