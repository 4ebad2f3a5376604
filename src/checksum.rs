//! Checksums as people and programs compare them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
///
/// ```
/// assert!(congkhai::checksum::sha256(b"").starts_with("e3b0c44298fc1c14"));
/// ```
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The list of checksums of a site, below its root.
pub const SUMS: &str = "SHA256SUMS";

/// Checksums of files as `sha256sum --check` reads them, by path.
///
/// ```
/// # use congkhai::checksum::{read_sums, sums};
/// let text = sums([("a.html", &b"a"[..]), ("b/c.csv", b"")]);
/// assert!(text.ends_with("b855  b/c.csv\n"));
/// assert_eq!(read_sums(&text).unwrap().len(), 2);
/// ```
pub fn sums<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    files.into_iter().fold(String::new(), |mut text, (path, bytes)| {
        let _ = writeln!(text, "{}  {path}", sha256(bytes));
        text
    })
}

/// Reads such a list; the error is the number of the first line that is none.
pub fn read_sums(text: &str) -> Result<BTreeMap<String, String>, usize> {
    let mut sums = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        match line.split_once("  ") {
            Some((sum, path)) if sum.len() == 64 && !path.is_empty() => {
                if sums.insert(path.to_owned(), sum.to_owned()).is_some() {
                    return Err(number);
                }
            }
            _ => return Err(number),
        }
    }
    Ok(sums)
}
