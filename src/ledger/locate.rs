//! Where a file changed, though its old bytes are gone: short checksums of its parts.

use crate::checksum::sha256;
use crate::model::{Marks, Unit};

/// Text files with fewer lines are marked line by line; all others in blocks.
const MOST_LINES: usize = 5000;
/// Bytes of a block.
const BLOCK: usize = 1024;
/// Hexadecimal digits of a mark.
const DIGITS: usize = 8;

/// Where a changed file differs first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// A line, from 1.
    Line(u32),
    /// A stretch of bytes: the first and the last, from 1.
    Bytes(usize, usize),
    /// Nothing could be told apart.
    Unknown,
}

/// The marks of a file.
pub(super) fn marks(bytes: &[u8]) -> Marks {
    let is_text = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').count();
    let unit = if is_text && lines < MOST_LINES { Unit::Line } else { Unit::Block };
    Marks { unit, digits: digits(unit, bytes) }
}

/// The first part of `bytes` that is not as marked.
pub(super) fn locate(old: &Marks, bytes: &[u8]) -> Spot {
    let now = digits(old.unit, bytes);
    let (old_parts, new_parts) = (old.digits.len() / DIGITS, now.len() / DIGITS);
    let part = |text: &str, at: usize| {
        text.get(at * DIGITS..(at + 1) * DIGITS).map(str::to_owned).unwrap_or_default()
    };
    let most = old_parts.max(new_parts);
    let Some(at) = (0..most).find(|at| part(&old.digits, *at) != part(&now, *at)) else {
        return Spot::Unknown;
    };
    match old.unit {
        Unit::Line => Spot::Line(u32::try_from(at + 1).unwrap_or(u32::MAX)),
        Unit::Block => Spot::Bytes(at * BLOCK + 1, ((at + 1) * BLOCK).min(bytes.len())),
    }
}

fn digits(unit: Unit, bytes: &[u8]) -> String {
    let parts: Vec<&[u8]> = match unit {
        Unit::Line => bytes.split_inclusive(|byte| *byte == b'\n').collect(),
        Unit::Block => bytes.chunks(BLOCK).collect(),
    };
    parts.into_iter().map(|part| sha256(part)[..DIGITS].to_owned()).collect()
}
