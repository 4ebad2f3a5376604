//! Bytes → text: UTF-8 in, NFC and LF out; other encodings are named, never guessed at.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Position};
use crate::vietnamese::composed;

/// Bytes looked at for the pattern of UTF-16.
const SNIFFED: usize = 4096;

/// An encoding that is not UTF-8, recognised by what it leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legacy {
    /// UTF-16, the low byte first ("Unicode" in old versions of Notepad).
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// TCVN3 (ABC), the fonts whose names begin with `.Vn`.
    Tcvn3,
    /// VNI-Windows, the fonts whose names begin with `VNI-`.
    Vni,
    /// UTF-8 that was read as Windows-1252 and stored again.
    Garbled,
}

impl Legacy {
    fn name(self) -> &'static str {
        match self {
            Self::Utf16Le => "UTF-16 LE (Notepad gọi là Unicode)",
            Self::Utf16Be => "UTF-16 BE",
            Self::Tcvn3 => "TCVN3 (ABC, phông .VnTime)",
            Self::Vni => "VNI-Windows (phông VNI-Times)",
            Self::Garbled => "UTF-8 bị đọc nhầm thành Windows-1252 rồi lưu lại",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::Utf16Le | Self::Utf16Be => {
                "mở bằng Notepad, chọn Lưu thành, ở mục Mã hóa chọn UTF-8 rồi lưu lại"
            }
            Self::Tcvn3 => {
                "bôi đen toàn bộ văn bản trong Word, bấm Ctrl+C, mở bộ công cụ UniKey (Ctrl+Shift+F6), \
                 chọn nguồn TCVN3 (ABC), đích Unicode, chuyển mã, rồi dán lại và lưu dạng UTF-8"
            }
            Self::Vni => {
                "bôi đen toàn bộ văn bản trong Word, bấm Ctrl+C, mở bộ công cụ UniKey (Ctrl+Shift+F6), \
                 chọn nguồn VNI Windows, đích Unicode, chuyển mã, rồi dán lại và lưu dạng UTF-8"
            }
            Self::Garbled => "lấy lại tệp gốc và mở nó với bảng mã UTF-8",
        }
    }
}

/// Decodes a text file: UTF-8, with or without a byte order mark, to NFC with LF line ends.
/// Anything else is reported and gives nothing.
pub fn decode(file: &Arc<str>, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<String> {
    if let Some(legacy) = utf16(bytes) {
        diagnostics.push(legacy_diagnostic(legacy, Place::file(Arc::clone(file))));
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.push(undecodable(file, bytes, error.valid_up_to()));
            return None;
        }
    };
    if let Some(at) = text.find('\0') {
        let message = format!("có byte NUL (0x00) ở vị trí {at}");
        diagnostics.push(
            Diagnostic::new(
                Code::SourceNotUtf8,
                Place::span(Arc::clone(file), text, at..at),
                message,
            )
            .suggestion("tệp có lẽ không phải văn bản; lưu lại dạng văn bản UTF-8"),
        );
        return None;
    }
    if let Some((legacy, range)) = find_legacy(text) {
        let place = Place::span(Arc::clone(file), text, range);
        diagnostics.push(legacy_diagnostic(legacy, place));
        return None;
    }
    if let Some((at, character)) = find_turning(text) {
        let place = Place::span(Arc::clone(file), text, at..at + character.len_utf8());
        diagnostics.push(turning_diagnostic(character, place));
    }
    if text.contains('\r') {
        return Some(composed(&text.replace("\r\n", "\n").replace('\r', "\n")).into_owned());
    }
    Some(composed(text).into_owned())
}

/// The first character that turns the direction of what follows it, and where it is: an embedding, override or
/// isolate of Unicode. Vietnamese needs none, and with one a text says something else than it shows.
pub fn find_turning(text: &str) -> Option<(usize, char)> {
    let is_turning = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.char_indices().find(|(_, character)| is_turning(character))
}

/// The problem of a text with such a character; it is kept as it is.
pub fn turning_diagnostic(character: char, place: Place) -> Diagnostic {
    let message = format!("có ký tự ẩn đảo chiều chữ (U+{:04X})", u32::from(character));
    Diagnostic::new(Code::SourceDirection, place, message)
        .suggestion("xóa ký tự ẩn ấy: xóa cả từ rồi gõ lại")
}

/// The old encoding whose traces `text` bears, and the first word that does.
///
/// Text that was typed in TCVN3 or VNI fonts is Latin letters and signs to every program; it is
/// recognised by combinations no language writes, and only when there are several of them: at
/// least two, and one in twenty of the words that are not ASCII.
pub fn find_legacy(text: &str) -> Option<(Legacy, Range<usize>)> {
    let mut signs = [Signs::default(), Signs::default(), Signs::default()];
    let mut words = 0_usize;
    for word in
        text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_ascii_digit())
    {
        let word = word.trim_matches(['«', '»', '“', '”', '‘', '’']);
        if word.is_ascii() {
            continue;
        }
        words += 1;
        // A letter no old encoding has: the word is what it seems.
        if word.contains(|c| ('Ạ'..='ỹ').contains(&c)) {
            continue;
        }
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let range = start..start + word.len();
        signs[0].add(tcvn3_sign(word), &range);
        signs[1].add(vni_sign(word), &range);
        signs[2].add(garbled_sign(word), &range);
    }
    let kinds = [Legacy::Tcvn3, Legacy::Vni, Legacy::Garbled];
    let (legacy, signs) = kinds
        .into_iter()
        .zip(signs)
        .filter(|(_, signs)| signs.sure >= 2 && signs.sure + signs.likely >= 3)
        .filter(|(_, signs)| signs.sure * 20 >= words)
        .max_by_key(|(_, signs)| signs.sure + signs.likely)?;
    signs.first.map(|range| (legacy, range))
}

/// The problem of text in an old encoding.
pub fn legacy_diagnostic(legacy: Legacy, place: Place) -> Diagnostic {
    let message = format!("văn bản có vẻ dùng bảng mã {}", legacy.name());
    Diagnostic::new(Code::SourceLegacyEncoding, place, message)
        .allowed("Unicode UTF-8")
        .suggestion(legacy.advice())
}

fn undecodable(file: &Arc<str>, bytes: &[u8], at: usize) -> Diagnostic {
    // The old encodings have one byte a character, as Latin-1 has.
    let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let before = &bytes[..at];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line = count(before.split(|byte| *byte == b'\n').count());
    let column = count(String::from_utf8_lossy(&before[line_start..]).chars().count() + 1);
    let position = Position::Text { line, column, width: 1 };
    let place = Place { file: Arc::clone(file), position };
    if let Some((legacy, _)) = find_legacy(&latin) {
        return legacy_diagnostic(legacy, place);
    }
    let byte = bytes.get(at).copied().unwrap_or(0);
    let message =
        format!("byte 0x{byte:02X} ở vị trí {at} (dòng {line}, cột {column}) không phải UTF-8");
    Diagnostic::new(Code::SourceNotUtf8, place, message)
        .suggestion("mở bằng trình soạn thảo rồi lưu lại với bảng mã UTF-8")
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn utf16(bytes: &[u8]) -> Option<Legacy> {
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return Some(Legacy::Utf16Le);
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return Some(Legacy::Utf16Be);
    }
    let head = &bytes[..bytes.len().min(SNIFFED)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let is_many = |zeros: usize| head.len() >= 4 && zeros * 2 * 10 >= head.len() * 3;
    match () {
        () if is_many(odd) && even * 10 <= odd => Some(Legacy::Utf16Le),
        () if is_many(even) && odd * 10 <= even => Some(Legacy::Utf16Be),
        () => None,
    }
}

/// Words that bear the signs of one encoding.
#[derive(Clone, Debug, Default)]
struct Signs {
    sure: usize,
    likely: usize,
    first: Option<Range<usize>>,
}

impl Signs {
    fn add(&mut self, sign: Option<Sign>, range: &Range<usize>) {
        match sign {
            Some(Sign::Sure) => self.sure += 1,
            Some(Sign::Likely) => self.likely += 1,
            None => return,
        }
        self.first.get_or_insert_with(|| range.clone());
    }
}

/// How telling a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// No language writes this.
    Sure,
    /// Some language may.
    Likely,
}

/// Pairs of neighbouring characters.
fn pairs(word: &str) -> impl Iterator<Item = (char, Option<char>)> {
    word.chars().zip(word.chars().skip(1).map(Some).chain([None]))
}

/// TCVN3 puts its letters on signs (`C«ng`, `®Õn`, `vµ`) and on capitals inside words (`nghÖ`).
fn tcvn3_sign(word: &str) -> Option<Sign> {
    let is_sign = |c: char| matches!(c, '¡'..='®' | 'µ'..='¹' | '»'..='¾');
    let is_capital = |c: char| matches!(c, 'À'..='Þ');
    let is_small = |c: char| c.is_ascii_lowercase();
    let is_sure = pairs(word.trim_start_matches('µ')).any(|(character, next)| match next {
        Some(next) => {
            (is_sign(character) && is_small(next))
                || (is_small(character) && is_capital(next))
                || (is_capital(character) && is_sign(next))
                || (is_sign(character) && (is_capital(next) || matches!(next, 'µ'..='¹')))
        }
        None => word.chars().count() > 1 && matches!(character, 'µ' | '¶' | '¸' | '¬'),
    });
    if is_sure && word.chars().all(|c| c.is_ascii_alphabetic() || ('¡'..='ÿ').contains(&c)) {
        return Some(Sign::Sure);
    }
    let is_likely = word.chars().count() <= 7
        && word.chars().all(|c| c.is_ascii_alphabetic() || ('ß'..='þ').contains(&c));
    is_likely.then_some(Sign::Likely)
}

/// VNI writes marks as letters of their own after the vowel: `Sôû`, `vaø`, `ngheä`.
fn vni_sign(word: &str) -> Option<Sign> {
    let low = word.to_lowercase();
    let is_tone = |c: char| matches!(c, 'ø' | 'ù' | 'û' | 'õ' | 'ï');
    let is_roof = |c: char| matches!(c, 'â' | 'á' | 'à' | 'å' | 'ã' | 'ä');
    let is_breve = |c: char| matches!(c, 'ê' | 'é' | 'è' | 'ú' | 'ü' | 'ë');
    let mut sign = None;
    for (character, next) in pairs(&low) {
        let Some(next) = next else { break };
        let is_sure = match character {
            'ô' | 'ö' => is_tone(next),
            'a' => matches!(next, 'ø' | 'å' | 'ä'),
            'e' | 'o' => matches!(next, 'ø' | 'å'),
            'u' | 'y' => next == 'ø',
            _ => false,
        };
        if is_sure {
            return Some(Sign::Sure);
        }
        let is_likely = match character {
            'a' => is_tone(next) || is_roof(next) || is_breve(next),
            'e' | 'o' => is_tone(next) || is_roof(next),
            'u' | 'y' => is_tone(next),
            _ => false,
        };
        if is_likely {
            sign = Some(Sign::Likely);
        }
    }
    sign
}

/// The first bytes of Vietnamese letters in UTF-8, seen one by one: `á»Ÿ`, `áº¿`, `Ä‘`, `Æ°`.
fn garbled_sign(word: &str) -> Option<Sign> {
    pairs(word)
        .any(|pair| {
            matches!(
                pair,
                ('á', Some('»' | 'º'))
                    | ('Ä', Some('‘' | '\u{90}' | '\u{91}'))
                    | ('Æ', Some('°' | '¡'))
            )
        })
        .then_some(Sign::Sure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        let mut diagnostics = Diagnostics::default();
        let text = decode(&Arc::from("a.txt"), bytes, &mut diagnostics);
        let found = match (text, diagnostics.iter().next()) {
            (Some(text), None) => text,
            (None, Some(problem)) => {
                assert!(!problem.message.ends_with('.'));
                let place = problem.place.as_ref().unwrap();
                format!("{} {place}: {}", problem.code.as_str(), problem.message)
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(found, expected);
    }

    fn latin1(text: &str) -> Vec<u8> {
        text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect()
    }

    #[test]
    fn utf8_becomes_nfc_with_line_feeds() {
        check("\u{feff}Tie\u{302}\u{301}n\r\nđộ\rhai".as_bytes(), "Tiến\nđộ\nhai");
        check(b"", "");
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        check(
            b"abc\nd\xE9j\xE0",
            "source/not-utf8 a.txt:2:2: byte 0xE9 ở vị trí 5 (dòng 2, cột 2) không phải UTF-8",
        );
        check(b"a\0b", "source/not-utf8 a.txt:1:2: có byte NUL (0x00) ở vị trí 1");
    }

    #[test]
    fn utf16_is_recognised_without_a_mark() {
        let little: Vec<u8> = "Sở Khoa học".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "Sở Khoa học".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let message = "source/legacy-encoding a.txt: văn bản có vẻ dùng bảng mã UTF-16";
        check(&little, &format!("{message} LE (Notepad gọi là Unicode)"));
        check(&big, &format!("{message} BE"));
        check(b"\xFF\xFEa\0", &format!("{message} LE (Notepad gọi là Unicode)"));
    }

    #[test]
    fn tcvn3_is_recognised_as_bytes_and_as_letters() {
        let text = "Së Khoa häc vµ C«ng nghÖ";
        let message = "văn bản có vẻ dùng bảng mã TCVN3 (ABC, phông .VnTime)";
        check(text.as_bytes(), &format!("source/legacy-encoding a.txt:1:1: {message}"));
        check(&latin1(text), &format!("source/legacy-encoding a.txt:1:2: {message}"));
        let text = "ñy ban nh©n d©n tØnh B¾c Ninh";
        assert_eq!(find_legacy(text).unwrap().0, Legacy::Tcvn3);
        assert_eq!(find_legacy("§éc lËp - Tù do - H¹nh phóc").unwrap().0, Legacy::Tcvn3);
    }

    #[test]
    fn vni_is_recognised_as_bytes_and_as_letters() {
        let text = "Sôû Khoa hoïc vaø Coâng ngheä";
        let message = "văn bản có vẻ dùng bảng mã VNI-Windows (phông VNI-Times)";
        check(text.as_bytes(), &format!("source/legacy-encoding a.txt:1:1: {message}"));
        check(&latin1(text), &format!("source/legacy-encoding a.txt:1:2: {message}"));
    }

    #[test]
    fn utf8_read_as_windows_1252_is_recognised() {
        let legacy = find_legacy("Sá»Ÿ Khoa há»c vÃ  CÃ´ng nghá»‡ tá»‰nh").unwrap().0;
        assert_eq!(legacy, Legacy::Garbled);
    }

    #[test]
    fn other_languages_and_signs_are_left_alone() {
        for text in [
            "Où est le maïs en août ? Noël, goût, théâtre, naïf, coûter, «Élève» déjà vu",
            "Die geänderte Behörde, Größe, Übung, beäugen, Müller, Löhne, fünf Köche",
            "João leão coração ações São Paulo não pão mão",
            "Ørsted på Åland, køre, være, blåbær, Malmö, Gävle, Växjö",
            "10 µm, 25 °C, ±5%, m², ½, Microsoft® Windows©, chữ¹ và chữ², «trích dẫn», §5",
            "Sở Khoa học và Công nghệ tỉnh Bắc Ninh; ĐỘC LẬP - TỰ DO - HẠNH PHÚC",
            "CÔNG NGHÊ, TÀI CHÍNH, XÃ HỘI, KINH TẾ, PHÁT TRIỂN À Á Â Ã È É Ê",
        ] {
            assert_eq!(find_legacy(text), None, "{text}");
        }
    }

    #[test]
    fn real_plans_are_left_alone() {
        for text in crate::read::personal_data::real_plans() {
            assert_eq!(find_legacy(text), None);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_text_or_a_problem(bytes: Vec<u8>) {
            let mut diagnostics = Diagnostics::default();
            let text = decode(&Arc::from("a.txt"), &bytes, &mut diagnostics);
            assert_eq!(text.is_none(), diagnostics.has_errors());
        }
    }
}
