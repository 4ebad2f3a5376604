//! Checksums as people and programs compare them.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io::{self, BufWriter};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// SHA-256 of some bytes; shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

/// Packed as bytes, which is many times quicker than number by number; written out for people.
impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_bytes(&self.0)
        }
    }
}

/// Only where it is packed: nothing people wrote is taken for a checksum.
impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        bytes.try_into().map(Self).map_err(D::Error::custom)
    }
}

/// Makes the checksum of whatever is written to it.
#[derive(Clone, Debug, Default)]
struct Digester(Sha256);

impl Digester {
    /// The checksum of all that was written.
    fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl io::Write for Digester {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
        let digits: String =
            self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        f.write_str(&digits)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// SHA-256 of `bytes`.
pub fn digest(bytes: impl AsRef<[u8]>) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// Checksum of a value, as JSON.
///
/// # Panics
///
/// When `value` is no tree of plain values: a map whose keys are no text.
pub fn digest_of(value: &impl Serialize) -> Digest {
    let mut text = BufWriter::new(Digester::default());
    serde_json::to_writer(&mut text, value).expect("plain values can be JSON");
    text.into_inner().map(Digester::finish).expect("a checksum takes any bytes")
}

/// Checksum of a value as [`postcard`] packs it: quicker, for values that never leave a member out.
///
/// # Panics
///
/// When `value` holds something of unknown length.
pub fn digest_of_packed(value: &impl Serialize) -> Digest {
    postcard::to_stdvec(value).map(digest).expect("plain values can be packed")
}

/// Checksum of checksums, in their order.
pub fn digest_of_all(digests: impl IntoIterator<Item = Digest>) -> Digest {
    let mut all = Sha256::new();
    for Digest(bytes) in digests {
        all.update(bytes);
    }
    Digest(all.finalize().into())
}

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
///
/// ```
/// assert!(congkhai::checksum::sha256(b"").starts_with("e3b0c44298fc1c14"));
/// ```
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    digest(bytes).to_string()
}

/// Length of the part at the start of `bytes` that has the checksum `sum` and is nothing, whole lines, or all but the
/// break of its last line.
///
/// ```
/// # use congkhai::checksum::{line_prefix, sha256};
/// assert_eq!(line_prefix(b"a\nb\nc", &sha256(b"a\nb\n")), Some(4));
/// assert_eq!(line_prefix(b"a\nb", &sha256(b"a")), Some(1));
/// assert_eq!(line_prefix(b"ab", &sha256(b"a")), None);
/// ```
pub fn line_prefix(bytes: &[u8], sum: &str) -> Option<usize> {
    let mut hasher = Sha256::new();
    let is_it = |hasher: &Sha256| Digest(hasher.clone().finalize().into()).to_string() == sum;
    let mut length = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let words = line.strip_suffix(b"\n").unwrap_or(line);
        for part in [words, &line[words.len()..]] {
            if is_it(&hasher) {
                return Some(length);
            }
            hasher.update(part);
            length += part.len();
        }
    }
    is_it(&hasher).then_some(length)
}

/// The list of checksums of a site, below its root.
pub const SUMS: &str = "SHA256SUMS";

/// Checksums of files as `sha256sum --check` reads them, by path.
///
/// ```
/// # use congkhai::checksum::{digest, read_sums, sums};
/// let text = sums([("a.html", digest(b"a")), ("b/c.csv", digest(b""))]);
/// assert!(text.ends_with("b855  b/c.csv\n"));
/// assert_eq!(read_sums(&text).unwrap().len(), 2);
/// ```
pub fn sums<'a>(files: impl IntoIterator<Item = (&'a str, Digest)>) -> String {
    files.into_iter().fold(String::new(), |mut text, (path, digest)| {
        let _ = writeln!(text, "{digest}  {path}");
        text
    })
}

/// What differs between two lists of checksums, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes<'a> {
    /// Paths only the new list has.
    pub added: Vec<&'a str>,
    /// Paths with another checksum.
    pub changed: Vec<&'a str>,
    /// Paths only the old list has.
    pub removed: Vec<&'a str>,
}

/// What differs between the lists `old` and `new`, as [`read_sums`] reads them.
pub fn changes<'a>(
    old: &'a BTreeMap<String, String>,
    new: &'a BTreeMap<String, String>,
) -> Changes<'a> {
    let mut changes = Changes::default();
    for (path, sum) in new {
        match old.get(path) {
            None => changes.added.push(path),
            Some(before) if before != sum => changes.changed.push(path),
            Some(_) => {}
        }
    }
    changes.removed =
        old.keys().filter(|path| !new.contains_key(*path)).map(String::as_str).collect();
    changes
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
