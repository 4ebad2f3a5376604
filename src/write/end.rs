//! What is told of both trees when a run ends, so that the next one lists few of their folders.

use std::collections::BTreeSet;
use std::time::SystemTime;

use super::Paths;
use super::folders::{Look, parent};
use super::record::{Fact, Trees};
use super::survey::Survey;

/// The end of a run that saw the `published` and the `spare` tree as they are here when it began.
pub(super) struct End<'a> {
    pub(super) place: &'a Paths,
    pub(super) published: &'a Survey,
    pub(super) spare: &'a Survey,
    /// What was known of their folders then.
    pub(super) before: &'a Trees,
    pub(super) start: SystemTime,
    /// The folders of the spare tree this run touched.
    pub(super) touched: BTreeSet<&'a str>,
}

impl End<'_> {
    /// The trees now. `is_new`: the spare tree, with the `folders` of the site and its files, has become the published
    /// one.
    pub(super) fn trees(
        &self,
        is_new: bool,
        folders: &BTreeSet<&str>,
        facts: &[(String, Fact)],
    ) -> Trees {
        let Self { place, published, spare, before, start, touched } = self;
        let nothing = BTreeSet::new();
        let look = Look { before: &[], touched: &nothing, unlike: &nothing, moment: *start };
        let (before_published, before_spare) = (&before.published[..], &before.spare[..]);
        if is_new {
            let unlike = unlike(published, facts);
            let of_spare = Look { before: before_published, unlike: &unlike, ..look };
            let of_published = Look { before: before_spare, touched, ..look };
            Trees {
                published: of_published.at(&place.output, folders),
                spare: of_spare.at(&place.next, &names_of(published)),
            }
        } else {
            // Every file of the site stands in the spare tree too; what else was there still is.
            let unused = unused(spare, facts);
            let of_spare = Look { before: before_spare, touched, unlike: &unused, ..look };
            Trees {
                published: Look { before: before_published, ..look }
                    .at(&place.output, &names_of(published)),
                spare: of_spare.at(&place.next, &(&names_of(spare) | folders)),
            }
        }
    }
}

/// The folders of a tree.
pub(super) fn names_of(tree: &Survey) -> BTreeSet<&str> {
    tree.folders.iter().map(String::as_str).collect()
}

/// The folders of `tree` that hold anything but files of the site.
fn unused<'a>(tree: &'a Survey, facts: &[(String, Fact)]) -> BTreeSet<&'a str> {
    let is_of_site = |name: &&String| facts.binary_search_by(|(other, _)| other.cmp(*name)).is_ok();
    let all = tree.files.keys().chain(&tree.others);
    all.filter(|name| !is_of_site(name)).map(|name| parent(name)).collect()
}

/// The folders of `tree` that do not hold the very files of the site.
pub(super) fn unlike<'a>(tree: &'a Survey, facts: &'a [(String, Fact)]) -> BTreeSet<&'a str> {
    let mut there = tree.files.iter().peekable();
    let mut unlike: BTreeSet<&str> = tree.others.iter().map(|name| parent(name)).collect();
    for (name, fact) in facts {
        while let Some((other, _)) = there.next_if(|(other, _)| *other < name) {
            unlike.insert(parent(other));
        }
        let same = there.next_if(|(other, _)| *other == name);
        if !same.is_some_and(|(_, identity)| identity.is_same_file(&fact.identity)) {
            unlike.insert(parent(name));
        }
    }
    unlike.extend(there.map(|(other, _)| parent(other)));
    unlike
}
