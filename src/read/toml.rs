//! TOML text → written-form structs, with errors people can act on.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// Reads `text`, the content of `file`, as a `T`; pushes one problem and returns nothing if it is none.
///
/// `T` should deny unknown fields, so that a misspelt key is found instead of ignored.
pub fn read_toml<T: DeserializeOwned>(
    file: &Arc<str>,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = match error.span() {
                Some(span) => Place::span(Arc::clone(file), text, span),
                None => Place::file(Arc::clone(file)),
            };
            diagnostics.push(explain(Code::TomlSyntax, error.message(), &place));
            None
        }
    }
}

/// Says in Vietnamese what the parser or serde said in English.
pub(super) fn explain(code: Code, message: &str, place: &Place) -> Diagnostic {
    let problem = |text: String| Diagnostic::new(code, place.clone(), text);
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let first = quoted.first().copied().unwrap_or_default();
    let others = quoted.get(1..).unwrap_or_default();
    if message.starts_with("unknown field") {
        return allow(problem(format!("không có khóa `{first}` ở đây")), first, others);
    }
    if message.starts_with("unknown variant") {
        return allow(problem(format!("không có giá trị `{first}` ở đây")), first, others);
    }
    if message.starts_with("missing field") {
        return problem(format!("thiếu khóa `{first}`"))
            .suggestion(format!("thêm dòng `{first} = …`"));
    }
    if message.starts_with("duplicate key") || message.starts_with("duplicate field") {
        return problem("khóa này đã có ở trên".to_owned())
            .suggestion("xóa một trong hai, hoặc đổi tên khóa");
    }
    if let Some(rest) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .or_else(|| message.strip_prefix("invalid length "))
    {
        let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, ""));
        let problem = problem(format!("sai kiểu giá trị: đang là {}", kind(found)));
        return if expected.is_empty() { problem } else { problem.allowed(kind(expected)) };
    }
    let problem = problem(format!("sai cú pháp TOML: {}", syntax(message)));
    if message.contains("string") || message.contains("quote") {
        problem.suggestion("chữ phải nằm giữa hai dấu `\"`; dấu `\"` bên trong viết là `\\\"`")
    } else if message.contains("recurs") {
        problem.suggestion("xóa bớt các dấu ngoặc lồng nhau")
    } else {
        problem
    }
}

fn allow(problem: Diagnostic, written: &str, allowed: &[&str]) -> Diagnostic {
    if allowed.is_empty() {
        return problem;
    }
    let list: Vec<String> = allowed.iter().map(|name| format!("`{name}`")).collect();
    problem.allowed(list.join(", ")).nearest(written, allowed.iter().copied())
}

/// A type as serde names it, in Vietnamese.
fn kind(english: &str) -> String {
    const WORDS: &[(&str, &str)] = &[
        ("a borrowed string", "chữ trong dấu ngoặc kép"),
        ("a string", "chữ trong dấu ngoặc kép"),
        ("string", "chữ"),
        ("a boolean", "true hoặc false"),
        ("boolean", "giá trị đúng/sai"),
        ("integer", "số nguyên"),
        ("floating point", "số thập phân"),
        ("a sequence", "danh sách trong ngoặc vuông"),
        ("sequence", "danh sách"),
        ("a map", "bảng"),
        ("map", "bảng"),
        ("struct", "bảng"),
        ("datetime", "ngày giờ"),
    ];
    let is_number = ["u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64"];
    if is_number.contains(&english) {
        return "số nguyên".to_owned();
    }
    for (from, to) in WORDS {
        if let Some(rest) = english.strip_prefix(from) {
            // "struct WrittenAgency" names a type of ours: of no use to the reader.
            let rest = if *from == "struct" { "" } else { rest };
            return format!("{to}{rest}");
        }
    }
    english.to_owned()
}

/// The frequent messages of the TOML parser; others stay as they are.
fn syntax(english: &str) -> String {
    const PHRASES: &[(&str, &str)] = &[
        ("missing value", "thiếu giá trị sau dấu `=`"),
        ("missing key", "thiếu khóa trước dấu `=`"),
        ("unquoted keys cannot be empty", "thiếu khóa trước dấu `=`"),
        ("missing assignment", "thiếu dấu `=`"),
        ("key with no value", "khóa không có giá trị, thiếu dấu `=`"),
        ("extra `=`", "thừa dấu `=`"),
        ("extra assignment", "thừa dấu `=`"),
        ("unexpected `=`", "thừa dấu `=`"),
        ("extra comma", "thừa dấu phẩy"),
        ("missing comma", "thiếu dấu phẩy giữa hai phần tử"),
        ("unclosed array table", "tên bảng chưa đóng bằng `]]`"),
        ("unclosed array", "danh sách chưa đóng bằng `]`"),
        ("unclosed inline table", "bảng trong dòng chưa đóng bằng `}`"),
        ("unclosed table", "tên bảng chưa đóng bằng `]`"),
        ("missing opening quote", "thiếu dấu ngoặc kép mở"),
        ("string values must be quoted", "chữ phải nằm trong dấu ngoặc kép"),
        ("invalid unquoted key", "khóa có ký tự không được phép, hãy đặt trong dấu ngoặc kép"),
        ("unexpected key or value", "thừa chữ sau giá trị, mỗi dòng chỉ một khóa"),
        ("unexpected content", "thừa chữ ở cuối dòng"),
        ("invalid key-value pair", "dòng này không phải dạng `khóa = giá trị`"),
        ("invalid value", "giá trị viết sai"),
        ("leading zero", "số không được bắt đầu bằng 0"),
        ("carriage return", "xuống dòng không đúng chỗ"),
        ("recursion", "lồng nhau quá sâu"),
    ];
    PHRASES
        .iter()
        .find(|(from, _)| english.contains(from))
        .map_or_else(|| english.to_owned(), |(_, to)| (*to).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the errors matter here")]
    struct Written {
        name: String,
        #[serde(default)]
        collective: bool,
    }

    fn check(text: &str, expect: &str) {
        let mut diagnostics = Diagnostics::default();
        let value: Option<Written> = read_toml(&"a.toml".into(), text, &mut diagnostics);
        let said: Vec<String> = diagnostics
            .iter()
            .map(|d| {
                let place = d.place.as_ref().unwrap();
                let allowed = d.allowed.as_deref().unwrap_or("-");
                let suggestion = d.suggestion.as_deref().unwrap_or("-");
                format!("{place}: {} | {allowed} | {suggestion}", d.message)
            })
            .collect();
        assert_eq!(said.join("\n"), expect);
        assert_eq!(value.is_some(), expect.is_empty());
    }

    #[test]
    fn errors_are_explained_in_vietnamese() {
        check("name = 'a'", "");
        check(
            "name = 'a'\ncolective = true",
            "a.toml:2:1: không có khóa `colective` ở đây | `name`, `collective` | \
             có phải `collective`?",
        );
        check("collective = true", "a.toml:1:1: thiếu khóa `name` | - | thêm dòng `name = …`");
        check(
            "name = 3",
            "a.toml:1:8: sai kiểu giá trị: đang là số nguyên `3` | chữ trong dấu ngoặc kép | -",
        );
        check(
            "name = 'a'\nname = 'b'",
            "a.toml:2:1: khóa này đã có ở trên | - | xóa một trong hai, hoặc đổi tên khóa",
        );
        check(
            "name = a",
            "a.toml:1:8: sai cú pháp TOML: chữ phải nằm trong dấu ngoặc kép | - | \
             chữ phải nằm giữa hai dấu `\"`; dấu `\"` bên trong viết là `\\\"`",
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_explained(text in ".*") {
            let mut diagnostics = Diagnostics::default();
            let value: Option<Written> = read_toml(&"a.toml".into(), &text, &mut diagnostics);
            prop_assert_eq!(value.is_none(), diagnostics.has_errors());
        }
    }
}
