//! What is known of the folders of a tree, so that those nobody touched need not be listed again.
//!
//! A folder that is the one it was, last changed when it was, has the entries it had. Only a folder that was at rest when
//! it was seen is known by that: clocks of file systems tick slowly, so one just changed may change again unnoticed.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::survey::Identity;

/// How long before it is seen a folder must have been left alone: the slowest clocks tick every two seconds.
const AT_REST: Duration = Duration::from_secs(3);
/// The same where times show that the clock ticks faster than every hundredth of a second.
const AT_REST_BY_FINE_CLOCK: Duration = Duration::from_millis(100);
/// Times of slow clocks are multiples of this many nanoseconds.
const COARSE: i64 = 10_000_000;

/// Which folder it is, and when it was last changed in any way: seconds and nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FolderFact {
    itself: Identity,
    changed: (i64, i64),
}

impl FolderFact {
    /// Whether nobody had touched it for a while at `moment`, a time since 1970.
    fn was_at_rest(&self, moment: Duration) -> bool {
        let times = [self.itself.modified, self.changed];
        let is_fine = times.iter().all(|(_, nanoseconds)| nanoseconds % COARSE != 0);
        let since = moment.saturating_sub(if is_fine { AT_REST_BY_FINE_CLOCK } else { AT_REST });
        let since = (i64::try_from(since.as_secs()).unwrap_or(0), i64::from(since.subsec_nanos()));
        times.iter().all(|time| *time < since)
    }
}

impl From<Metadata> for FolderFact {
    fn from(metadata: Metadata) -> Self {
        let changed = (metadata.ctime(), metadata.ctime_nsec());
        Self { itself: metadata.into(), changed }
    }
}

/// The folders of a tree in the order of their paths, the tree itself without a name first; nothing is known of those that
/// must be listed.
pub(super) type Folders = Vec<(String, Option<FolderFact>)>;

/// The place of the folder `name` of `tree`.
pub(super) fn place(tree: &Path, name: &str) -> PathBuf {
    if name.is_empty() { tree.to_owned() } else { tree.join(name) }
}

/// The folder a file or folder stands in.
pub(super) fn parent(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What is told of the folders of a tree when a run ends.
pub(super) struct Look<'a> {
    /// What was known of the tree's folders when the run began. It holds where nobody touched them since, and where
    /// somebody did it can be told from the folder: so it is never looked at twice.
    pub(super) before: &'a [(String, Option<FolderFact>)],
    /// Folders this run touched.
    pub(super) touched: &'a BTreeSet<&'a str>,
    /// Folders of which nothing must be known.
    pub(super) unlike: &'a BTreeSet<&'a str>,
    /// When the entries of the others were seen: those that were not at rest then are not known.
    pub(super) moment: SystemTime,
}

impl Look<'_> {
    /// The tree itself and its folders `names` as they are now.
    pub(super) fn at(&self, tree: &Path, names: &BTreeSet<&str>) -> Folders {
        let Self { before, touched, unlike, moment } = *self;
        let moment = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
        let known_before = |name: &str| {
            let place = before.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()?;
            before[place].1.filter(|_| !name.is_empty() && !touched.contains(name))
        };
        let known = |name: &str| {
            if unlike.contains(name) {
                return None;
            }
            known_before(name).or_else(|| {
                let fact = FolderFact::from(place(tree, name).symlink_metadata().ok()?);
                fact.was_at_rest(moment).then_some(fact)
            })
        };
        let names: Vec<&str> = [""].into_iter().chain(names.iter().copied()).collect();
        names.into_par_iter().map(|name| (name.to_owned(), known(name))).collect()
    }
}
