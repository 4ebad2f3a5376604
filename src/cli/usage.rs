//! Reading the command line, and saying in Vietnamese what cannot be read.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Error, Parser as _};

use super::Arguments;

/// Why there is nothing to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Help or version was asked for; this is it.
    Help(String),
    /// The command line cannot be understood; this is why.
    Usage(String),
}

/// Reads a command line, program name first.
pub fn parse(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
) -> Result<Arguments, Refused> {
    Arguments::try_parse_from(arguments).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Refused::Help(error.to_string()),
        _ => Refused::Usage(explain(&error)),
    })
}

fn explain(error: &Error) -> String {
    let argument = quoted(error, ContextKind::InvalidArg);
    let value = quoted(error, ContextKind::InvalidValue);
    let reason = match error.kind() {
        ErrorKind::InvalidValue if value == "``" => format!("thiếu giá trị cho {argument}"),
        ErrorKind::InvalidValue => format!("giá trị {value} không dùng được cho {argument}"),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|why| format!(": {why}"));
            format!("giá trị {value} không dùng được cho {argument}{}", why.unwrap_or_default())
        }
        ErrorKind::UnknownArgument => format!("không có tham số hay tùy chọn {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!("không có lệnh {}", quoted(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("thiếu {argument}"),
        ErrorKind::ArgumentConflict => {
            let other = quoted(error, ContextKind::PriorArg);
            if other == argument || other.is_empty() {
                format!("{argument} chỉ được ghi một lần")
            } else {
                format!("{argument} không dùng cùng với {other}")
            }
        }
        ErrorKind::NoEquals => format!("cần dấu `=` sau {argument}"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("số giá trị của {argument} không đúng")
        }
        ErrorKind::InvalidUtf8 => "câu lệnh có chữ không phải UTF-8".to_owned(),
        _ => "câu lệnh không đúng".to_owned(),
    };
    let mut text = format!("lỗi: {reason}\n");
    for (kind, label) in [
        (ContextKind::ValidValue, "cho phép: "),
        (ContextKind::ValidSubcommand, "cho phép: "),
        (ContextKind::SuggestedValue, "gợi ý: có phải "),
        (ContextKind::SuggestedArg, "gợi ý: có phải "),
        (ContextKind::SuggestedSubcommand, "gợi ý: có phải "),
    ] {
        let words = quoted(error, kind);
        if !words.is_empty() {
            let mark = if label.starts_with("gợi ý") { "?" } else { "" };
            let _ = writeln!(text, "  {label}{words}{mark}");
        }
    }
    text + "\nXem cách dùng bằng lệnh `congkhai --help`.\n"
}

fn quoted(error: &Error, kind: ContextKind) -> String {
    let words = match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.as_str()],
        Some(ContextValue::Strings(words)) => words.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let words: Vec<_> =
        words.iter().map(|word| format!("`{}`", word.trim_end_matches("..."))).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    fn refused(line: &str) -> String {
        match parse(line.split(' ')) {
            Err(Refused::Usage(text)) => text.split("\n\n").next().unwrap_or_default().to_owned(),
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn mistakes_are_explained_in_vietnamese() {
        let lines = [
            "congkhai biuld",
            "congkhai build --ouput x",
            "congkhai check --format xml",
            "congkhai check --format",
            "congkhai serve --port abc",
            "congkhai build --base-url example.vn",
            "congkhai init",
            "congkhai check -q -v",
            "congkhai check --root a --root b",
            "congkhai check x",
            "congkhai forms 2026-13",
            "congkhai collect 2026-07",
            "congkhai collect 2026-07 a.xlsx --received-on 18/7/2026",
        ];
        let answers: Vec<_> =
            lines.iter().map(|line| format!("$ {line}\n{}", refused(line))).collect();
        insta::assert_snapshot!(answers.join("\n"), @r#"
        $ congkhai biuld
        lỗi: không có lệnh `biuld`
          gợi ý: có phải `build`?
        $ congkhai build --ouput x
        lỗi: không có tham số hay tùy chọn `--ouput`
          gợi ý: có phải `--output`?
        $ congkhai check --format xml
        lỗi: giá trị `xml` không dùng được cho `--format <CÁCH>`
          cho phép: `human`, `short`, `json`
        $ congkhai check --format
        lỗi: thiếu giá trị cho `--format <CÁCH>`
          cho phép: `human`, `short`, `json`
        $ congkhai serve --port abc
        lỗi: giá trị `abc` không dùng được cho `--port <CỔNG>`: cổng là một số từ 0 đến 65535
        $ congkhai build --base-url example.vn
        lỗi: giá trị `example.vn` không dùng được cho `--base-url <ĐỊA-CHỈ>`: không phải địa chỉ web; cho phép: địa chỉ bắt đầu bằng `https://` hoặc `http://`, có tên miền, không có dấu cách
        $ congkhai init
        lỗi: thiếu `<THƯ-MỤC>`
        $ congkhai check -q -v
        lỗi: `--quiet` không dùng cùng với `--verbose`
        $ congkhai check --root a --root b
        lỗi: `--root <THƯ-MỤC>` chỉ được ghi một lần
        $ congkhai check x
        lỗi: không có tham số hay tùy chọn `x`
        $ congkhai forms 2026-13
        lỗi: giá trị `2026-13` không dùng được cho `<KỲ>`: không phải kỳ báo cáo; cho phép: `2026-03`, `2026-q1`, `2026-h1`, `2026-9m`, `2026`
        $ congkhai collect 2026-07
        lỗi: thiếu `<TỆP>`
        $ congkhai collect 2026-07 a.xlsx --received-on 18/7/2026
        lỗi: giá trị `18/7/2026` không dùng được cho `--received-on <NGÀY>`: ngày viết theo dạng năm-tháng-ngày, ví dụ 2026-06-30
        "#);
    }

    #[test]
    fn help_is_in_vietnamese() {
        let Err(Refused::Help(text)) = parse(["congkhai", "init", "--help"]) else {
            panic!("no help")
        };
        insta::assert_snapshot!(text, @r#"
        Tạo một trang mới, trống, có chú thích

        Cách dùng: congkhai init [TÙY CHỌN] <THƯ-MỤC>

        Tham số:
          <THƯ-MỤC>  Thư mục của trang mới; phải trống hoặc chưa có

        Tùy chọn:
              --root <THƯ-MỤC>  Thư mục gốc của trang, nơi có congkhai.toml [nếu không ghi: thư mục đang đứng]
          -q, --quiet           Chỉ in lỗi
          -v, --verbose...      In cả ghi chú và từng bước có giờ; -vv in cả từng tệp được đọc, được ghi
              --format <CÁCH>   Cách in lỗi: human (cho người đọc), short (mỗi lỗi một dòng), json (cho chương trình)
          -h, --help            In phần trợ giúp này
        "#);
        for command in
            ["", "build", "check", "serve", "forms", "collect", "publish", "verify", "init"]
        {
            let line = ["congkhai", command, "--help"];
            let Err(Refused::Help(text)) = parse(line.iter().filter(|part| !part.is_empty()))
            else {
                panic!("no help for {command}")
            };
            for english in ["Usage", "Options", "Commands", "Print", "default", "possible"] {
                assert!(!text.contains(english), "{english}: {text}");
            }
        }
    }
}
