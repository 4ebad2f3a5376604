//! Twins of text files, compressed once when the site is made instead of at every request.

use std::io::Write as _;

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

use crate::hosting::COMPRESSIBLE;

/// Below this many bytes the head of an answer outweighs what is saved.
const SMALLEST: usize = 512;

/// How hard Brotli tries, of 11: the last two steps cost ten times the time for a few hundredths of the size.
const BROTLI_QUALITY: i32 = 9;

/// The twins `x.gz` and `x.br` of the file `x`, by path, where they are smaller: for servers that send compressed files
/// as they are. Only text has twins.
pub(super) fn twins(path: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    if bytes.len() < SMALLEST || !COMPRESSIBLE.contains(&ending) {
        return Vec::new();
    }
    let mut twins =
        vec![(format!("{path}.gz"), gzip(bytes)), (format!("{path}.br"), brotli(bytes))];
    twins.retain(|(_, twin)| twin.len() < bytes.len());
    twins
}

/// The bytes as a gzip file without name and time, so that the same bytes give the same file.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    written(encoder.write_all(bytes).and_then(|()| encoder.finish()))
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut twin = Vec::new();
    let result = brotli::BrotliCompress(&mut &bytes[..], &mut twin, &parameters);
    written(result.map(|_| twin))
}

/// # Panics
///
/// Never: writing to memory does not fail.
fn written(result: std::io::Result<Vec<u8>>) -> Vec<u8> {
    result.expect("writing to memory does not fail")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn twins_hold_the_same_text_and_only_text_has_twins() {
        let page = "<p>Chuyển đổi số</p>".repeat(100).into_bytes();
        assert!(twins("b.png", &page).is_empty());
        assert!(twins("c.txt", "ngắn".as_bytes()).is_empty());
        let twins = twins("a/index.html", &page);
        let [(gz, gz_bytes), (br, br_bytes)] = &twins[..] else { panic!("{} twins", twins.len()) };
        assert_eq!((gz.as_str(), br.as_str()), ("a/index.html.gz", "a/index.html.br"));
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(&gz_bytes[..]).read_to_end(&mut text).unwrap();
        assert_eq!(text, page);
        text.clear();
        brotli::Decompressor::new(&br_bytes[..], 4096).read_to_end(&mut text).unwrap();
        assert_eq!(text, page);
    }
}
