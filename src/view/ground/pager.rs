//! Long lists in pages of a bounded size, linked plainly.

use serde::Serialize;

/// Most rows of a page of a list. Sections are kept whole, so a page may be longer by the rest of one.
pub const MOST_ROWS: usize = 1_000;

/// The pages of a list; a list of one page has none to show.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pager {
    /// Every page in order; empty when all stands on one.
    pub pages: Vec<Leaf>,
    /// The page after this one.
    pub next: Option<Leaf>,
}

/// A page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Leaf {
    /// Its address.
    pub path: String,
    /// Its number, from 1.
    pub number: usize,
    /// Whether it is the page being read.
    pub is_here: bool,
}

impl Pager {
    /// The pages of the list at `list`, which has `count` of them, seen from page `here` (from 0).
    pub fn new(list: &str, count: usize, here: usize) -> Self {
        if count < 2 {
            return Self::default();
        }
        let leaf =
            |place| Leaf { path: address(list, place), number: place + 1, is_here: place == here };
        Self {
            pages: (0..count).map(leaf).collect(),
            next: (here + 1 < count).then(|| leaf(here + 1)),
        }
    }

    /// The name of the page being read: that of the list, with the number of a later page.
    pub fn title(&self, list: &str) -> String {
        match self.pages.iter().find(|leaf| leaf.is_here && leaf.number > 1) {
            Some(leaf) => format!("{list}, trang {}", leaf.number),
            None => list.to_owned(),
        }
    }

    /// Whether the list stands on several pages.
    pub fn is_long(&self) -> bool {
        !self.pages.is_empty()
    }
}

/// Address of page `place` (from 0) of the list at `list`.
pub fn address(list: &str, place: usize) -> String {
    if place == 0 { list.to_owned() } else { format!("{list}trang-{}/", place + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_have_no_pages_and_long_ones_link_all() {
        assert!(!Pager::new("nhiem-vu/", 1, 0).is_long());
        assert_eq!(Pager::new("nhiem-vu/", 1, 0).title("Nhiệm vụ"), "Nhiệm vụ");
        let pager = Pager::new("nhiem-vu/", 3, 1);
        let paths: Vec<&str> = pager.pages.iter().map(|leaf| leaf.path.as_str()).collect();
        assert_eq!(paths, ["nhiem-vu/", "nhiem-vu/trang-2/", "nhiem-vu/trang-3/"]);
        assert_eq!(pager.title("Nhiệm vụ"), "Nhiệm vụ, trang 2");
        assert_eq!(pager.next.unwrap().number, 3);
        assert!(Pager::new("nhiem-vu/", 3, 2).next.is_none());
    }
}
