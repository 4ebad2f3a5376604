//! "Có phải bạn tìm": words one slip away from one that is met nowhere.

use super::matching::Sought;
use super::postings::Postings;

/// Shorter words have too many neighbours.
const LEAST_LETTERS: usize = 4;

impl Postings {
    /// The word probably meant, as it is written: of those with the same letters the one met most, else
    /// of those one slip away. Nothing for words that are met, or have digits.
    pub(super) fn meant(&self, sought: &Sought) -> Option<&str> {
        let mut alike = self.variants(&sought.folded, false).peekable();
        if alike.peek().is_some() {
            return None;
        }
        let letters: Vec<char> = sought.folded.chars().collect();
        if letters.len() < LEAST_LETTERS || letters.iter().any(|letter| letter.is_numeric()) {
            return None;
        }
        let near = self.words().filter(|(folded, _)| {
            let other: Vec<char> = folded.chars().collect();
            other.len() + 1 >= LEAST_LETTERS && is_near(&letters, &other)
        });
        let best = near
            .flat_map(|(_, variants)| variants)
            .reduce(|best, other| if other.1.count > best.1.count { other } else { best })?;
        Some(if best.1.written.is_empty() { best.0 } else { &best.1.written })
    }
}

/// Whether one letter added, left out, changed or swapped with the next turns `a` into `b`.
fn is_near(a: &[char], b: &[char]) -> bool {
    if a == b || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([], [_]) | ([_], [] | [_]) => true,
        ([a1, a2], [b1, b2]) => a1 == b2 && a2 == b1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_near() {
        let near = |a: &str, b: &str| {
            is_near(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
        };
        for (a, b) in
            [("chuyen", "chuyn"), ("chuyn", "chuyen"), ("chuyen", "chiyen"), ("chuyen", "cuhyen")]
        {
            assert!(near(a, b), "{a} {b}");
        }
        for (a, b) in
            [("chuyen", "chuyen"), ("chuyen", "chyn"), ("chuyen", "cuhyne"), ("so", "doi")]
        {
            assert!(!near(a, b), "{a} {b}");
        }
    }
}
