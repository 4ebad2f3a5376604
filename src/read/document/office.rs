//! What the readers of office files share: words as people read them, traces of old fonts.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::words::is_invisible;
use super::{Piece, RawDocument, join_lines, unmarked_lines};
use crate::diagnostic::{Diagnostics, Place};
use crate::read::encoding::{find_legacy, find_turning, legacy_diagnostic, turning_diagnostic};

/// Reports text typed in TCVN3 or VNI fonts, which office files store as if it were Latin letters, and text that is
/// turned round.
pub(super) fn check_words(document: &RawDocument, diagnostics: &mut Diagnostics) {
    let mut text = String::new();
    for piece in &document.pieces {
        let words = match piece {
            Piece::Text(piece) => vec![&piece.text],
            Piece::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text).collect()
            }
        };
        for word in words {
            text.push_str(word);
            text.push('\n');
        }
    }
    if let Some((legacy, range)) = find_legacy(&text) {
        let place = Place::file(Arc::clone(&document.file));
        let word = text[range].to_owned();
        let mut problem = legacy_diagnostic(legacy, place);
        problem.message = format!("{}, thấy ở chữ `{word}`", problem.message);
        diagnostics.push(problem);
    }
    if let Some((_, character)) = find_turning(&text) {
        diagnostics.push(turning_diagnostic(character, Place::file(Arc::clone(&document.file))));
    }
}

/// Text as the readers of office files hand it on: NFC, white space folded to single spaces,
/// soft hyphens, zero-width and control characters gone, a no-break hyphen as a plain one
/// (document numbers such as 57-NQ/TW are often typed with it).
pub(super) fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut is_space_due = false;
    for character in text.nfc() {
        if character.is_whitespace() {
            is_space_due = true;
            continue;
        }
        if is_invisible(character) {
            continue;
        }
        if is_space_due && !folded.is_empty() {
            folded.push(' ');
        }
        is_space_due = false;
        folded.push(plain(character));
    }
    folded
}

/// The lines of a cell, each folded, as one line.
pub(super) fn cell_text(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\u{b}', '\u{2028}', '\u{2029}']).map(fold_text);
    join_lines(&lines.collect::<Vec<_>>().join("\n"))
}

/// The lines of a cell, each folded, where it has several without bullets.
pub(super) fn cell_lines(text: &str) -> Option<Box<str>> {
    let lines = text.split(['\n', '\r', '\u{b}', '\u{2028}', '\u{2029}']).map(fold_text);
    unmarked_lines(&lines.collect::<Vec<_>>().join("\n"))
}

/// A no-break hyphen as a plain one; signs of the Symbol font, kept by Word as private characters,
/// as what they look like.
fn plain(character: char) -> char {
    match character {
        '\u{2011}' | '\u{f02d}' => '-',
        '\u{f0a7}' | '\u{f0b7}' => '•',
        '\u{f0a3}' => '≤',
        '\u{f0b3}' => '≥',
        character => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_folded() {
        assert_eq!(fold_text(" Sở\u{a0} Khoa\thọc\n "), "Sở Khoa học");
        assert_eq!(fold_text("thu\u{ad}ê 57\u{2011}NQ/TW"), "thuê 57-NQ/TW");
        assert_eq!(fold_text("\u{f0b3} 40%"), "≥ 40%");
        assert_eq!(fold_text("Tie\u{302}\u{301}n"), "Tiến");
    }

    #[test]
    fn lines_of_a_cell_are_joined() {
        assert_eq!(cell_text("Sở  Khoa học và\r\nCông nghệ"), "Sở Khoa học và Công nghệ");
        assert_eq!(cell_text("-  Một\u{b}\u{f0b7} Hai"), "- Một · • Hai");
    }
}
