//! Shares of the things of a dataset, made together: what is remade for one changed row is one share and not all.
//!
//! A thing falls into one of [`BUCKETS`] buckets by its identifier alone, so that it stays where it is when others
//! come and go. A shard is a few buckets: few things need no more than one, and no shard of many is large in memory.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::model::Id;

/// As finely as things can be told apart.
pub(super) const BUCKETS: usize = 64;
/// Things of a shard, about.
const THINGS: usize = 1_250;

/// Bucket of the thing of that identifier.
pub(super) fn bucket(id: &str) -> usize {
    // The same in every run of one program; another program trusts no checksums of this one.
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    usize::try_from(hasher.finish() % BUCKETS as u64).unwrap_or_default()
}

/// Every `of`-th bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    number: usize,
    of: usize,
}

impl Shard {
    /// Shards that hold `count` things.
    pub(super) fn all(count: usize) -> Vec<Self> {
        let of = count.div_ceil(THINGS).next_power_of_two().min(BUCKETS);
        (0..of).map(|number| Self { number, of }).collect()
    }

    /// Whether a thing is in it.
    pub(super) fn has(self, id: &Id) -> bool {
        bucket(id.as_str()) % self.of == self.number
    }

    /// The buckets of those of `things` that are in it.
    pub(super) fn buckets<'a>(self, things: impl IntoIterator<Item = &'a Id>) -> BTreeSet<usize> {
        let buckets = things.into_iter().map(|id| bucket(id.as_str()));
        buckets.filter(|bucket| bucket % self.of == self.number).collect()
    }

    /// Its number, from 0.
    pub(super) fn number(self) -> usize {
        self.number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_thing_is_in_one_shard(text in "[a-z0-9]{1,20}", count in 0_usize..200_000) {
            let id = Id::slug(&text);
            let holding: Vec<_> =
                Shard::all(count).into_iter().filter(|shard| shard.has(&id)).collect();
            prop_assert_eq!(holding.len(), 1);
            let buckets = holding[0].buckets([&id]);
            prop_assert_eq!(buckets, BTreeSet::from([bucket(id.as_str())]));
        }
    }
}
