//! Results of earlier runs, found again by what they were worked out from.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::checksum::{Digest, digest_of};

/// Remembers results from run to run. What it does not know is worked out anew, to the same result.
pub trait Recall: Sync {
    /// What came of `work` when it was last done, if that was with `source`.
    fn find(&self, _work: &str, _source: Digest) -> Option<Vec<u8>> {
        None
    }

    /// Is told what came of `work` with `source`.
    fn keep(&self, _work: &str, _source: Digest, _result: &[u8]) {}

    /// Is told that works whose names begin so were not asked for, and may be again.
    fn keep_all(&self, _start: &str) {}
}

/// Remembers nothing.
impl Recall for () {}

/// What `make` makes, or made when the work of that name was last done, if that was with an equal `source`.
///
/// `source` must hold everything the result depends on but this program itself.
pub fn recalled<T: Serialize + DeserializeOwned>(
    memory: &dyn Recall,
    work: &str,
    source: &impl Serialize,
    make: impl FnOnce() -> T,
) -> T {
    let source = digest_of(source);
    let result = find(memory, work, source).unwrap_or_else(make);
    keep(memory, work, source, &result);
    result
}

/// What came of `work` when it was last done, if that was with `source`.
pub fn find<T: DeserializeOwned>(
    memory: &(impl Recall + ?Sized),
    work: &str,
    source: Digest,
) -> Option<T> {
    memory.find(work, source).and_then(|bytes| postcard::from_bytes(&bytes).ok())
}

/// Tells `memory` what came of `work` with `source`.
pub fn keep<T: Serialize>(memory: &(impl Recall + ?Sized), work: &str, source: Digest, result: &T) {
    if let Ok(bytes) = postcard::to_stdvec(result) {
        memory.keep(work, source, &bytes);
    }
}
