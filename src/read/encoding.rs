//! Bytes → text: UTF-8 only, without byte order mark, composed (NFC), lines ended by `\n`.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// Decodes `bytes`, the content of `file`.
pub fn decode(file: &Arc<str>, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        Some(text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect())
    } else {
        let place = Place::file(Arc::clone(file));
        diagnostics.push(Diagnostic::new(Code::SourceNotUtf8, place, "tệp không phải UTF-8"));
        None
    }
}
