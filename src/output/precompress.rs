//! Twins of text files, compressed once when the site is made instead of at every request.

use std::io::Write as _;

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

use super::Sink;
use crate::hosting::COMPRESSIBLE;

/// Below this many bytes the head of an answer outweighs what is saved.
const SMALLEST: usize = 512;

/// How hard Brotli tries, of 11: the last two steps cost ten times the time for a few hundredths of the size.
const BROTLI_QUALITY: i32 = 9;

/// A sink that puts `x.gz` and `x.br` beside every text file `x`, for servers that send compressed files as they are.
pub struct Precompressed<'s>(pub &'s dyn Sink);

impl Sink for Precompressed<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        if bytes.len() >= SMALLEST && COMPRESSIBLE.contains(&ending) {
            for (ending, twin) in [("gz", gzip(&bytes)), ("br", brotli(&bytes))] {
                if twin.len() < bytes.len() {
                    self.0.put(&format!("{path}.{ending}"), twin);
                }
            }
        }
        self.0.put(path, bytes);
    }
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
    use crate::output::Memory;

    #[test]
    fn twins_hold_the_same_text_and_only_text_has_twins() {
        let memory = Memory::default();
        let sink = Precompressed(&memory);
        let page = "<p>Chuyển đổi số</p>".repeat(100).into_bytes();
        sink.put("a/index.html", page.clone());
        sink.put("b.png", page.clone());
        sink.put("c.txt", b"ng\xe1\xba\xafn".to_vec());
        let files = memory.into_files();
        let names: Vec<_> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["a/index.html", "a/index.html.br", "a/index.html.gz", "b.png", "c.txt"]);
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(&files["a/index.html.gz"][..]).read_to_end(&mut text).unwrap();
        assert_eq!(text, page);
        text.clear();
        brotli::Decompressor::new(&files["a/index.html.br"][..], 4096)
            .read_to_end(&mut text)
            .unwrap();
        assert_eq!(text, page);
    }
}
