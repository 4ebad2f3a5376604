//! Diagnostics as text: for people, for editors, for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use serde_json::json;

use super::{Code, Diagnostic, Place, Position, Severity, SourceTexts};

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With the source line and a caret.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
}

/// Problems of one kind in one file that are shown to people before the rest is only counted.
const SHOWN_ALIKE: usize = 20;

/// Prints `diagnostics` (already sorted) in `format`; empty when there are none.
pub fn render(diagnostics: &[Diagnostic], sources: &SourceTexts, format: Format) -> String {
    match format {
        Format::Human => harmless(&human(diagnostics, sources)),
        Format::Short => harmless(&diagnostics.iter().map(short).collect::<String>()),
        Format::Json => diagnostics.iter().map(json_line).collect(),
    }
}

/// Names and words of sources may hold characters that command a terminal; here they are only signs.
fn harmless(text: &str) -> String {
    let is_command = |c: char| c.is_control() && c != '\n';
    text.replace(is_command, "\u{fffd}")
}

/// The counts in words, as the last line of a run: "2 lỗi, 1 cảnh báo, 5 ghi chú".
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let count = diagnostics.iter().filter(|d| d.severity == severity).count();
        format!("{count} {}", severity.label())
    });
    counts.join(", ")
}

fn human(diagnostics: &[Diagnostic], sources: &SourceTexts) -> String {
    let alike = |d: &Diagnostic| (d.place.as_ref().map(|place| place.file.clone()), d.code);
    let mut counts: BTreeMap<(Option<_>, Code), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry(alike(diagnostic)).or_default() += 1;
    }
    let mut shown: BTreeMap<(Option<_>, Code), usize> = BTreeMap::new();
    let mut text = String::new();
    for diagnostic in diagnostics {
        let key = alike(diagnostic);
        let total = counts[&key];
        let count = shown.entry(key).or_default();
        *count += 1;
        if *count <= SHOWN_ALIKE {
            text.push_str(&report(diagnostic, sources));
            text.push_str("\n\n");
        }
        if *count == total && total > SHOWN_ALIKE {
            let file = diagnostic.place.as_ref().map_or("trang", |place| &*place.file);
            let (code, rest) = (diagnostic.code.as_str(), total - SHOWN_ALIKE);
            let _ = writeln!(text, "… và còn {rest} chỗ nữa trong {file} [{code}]\n");
        }
    }
    if !diagnostics.is_empty() {
        let _ = writeln!(text, "{}", summary(diagnostics));
    }
    text
}

/// One problem with its source line.
fn report(diagnostic: &Diagnostic, sources: &SourceTexts) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .with_name(diagnostic.severity.label())
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str());
    let mut group = title.elements(diagnostic.place.as_ref().map(|place| origin(place, sources)));
    if let Some(allowed) = &diagnostic.allowed {
        group = group.element(Level::NOTE.with_name("cho phép").message(allowed.as_str()));
    }
    if let Some(suggestion) = &diagnostic.suggestion {
        group = group.element(Level::HELP.with_name("gợi ý").message(suggestion.as_str()));
    }
    Renderer::plain().render(&[group])
}

/// Where it is: the line with a caret when it is at hand, the name of the place if not.
fn origin<'a>(place: &'a Place, sources: &'a SourceTexts) -> Element<'a> {
    if let Position::Text { line, column, width } = place.position
        && let Some(text) = sources.get(&place.file)
        && let Some(source) = text.lines().nth(line.saturating_sub(1) as usize)
    {
        let start = byte_of(source, column.saturating_sub(1) as usize);
        let end = byte_of(source, (column.saturating_sub(1) + width) as usize);
        return Snippet::source(source)
            .path(&*place.file)
            .line_start(line as usize)
            .annotation(AnnotationKind::Primary.span(start..end))
            .into();
    }
    Origin::path(place.to_string()).into()
}

/// Byte at which the character of that number (from 0) begins; the end when there are fewer.
fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

fn short(diagnostic: &Diagnostic) -> String {
    let Diagnostic { severity, code, message, .. } = diagnostic;
    let place = diagnostic.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
    let mut line = format!("{place}{}[{}]: {message}", severity.label(), code.as_str());
    if let Some(suggestion) = &diagnostic.suggestion {
        let _ = write!(line, " ({suggestion})");
    }
    // A message may quote lines of a source: one problem stays one line.
    line.replace(['\n', '\r'], " ") + "\n"
}

fn json_line(diagnostic: &Diagnostic) -> String {
    let (line, column, sheet, cell) = match diagnostic.place.as_ref().map(|p| &p.position) {
        None | Some(Position::File) => (None, None, None, None),
        Some(Position::Text { line, column, .. }) => (Some(*line), Some(*column), None, None),
        Some(Position::Cell { sheet, row, column }) => {
            let cell = format!("{}{row}", super::column_letters(*column));
            (Some(*row), Some(*column), Some(sheet), Some(cell))
        }
    };
    let object = json!({
        "severity": diagnostic.severity.as_str(),
        "code": diagnostic.code.as_str(),
        "file": diagnostic.place.as_ref().map(|place| &*place.file),
        "line": line,
        "column": column,
        "sheet": sheet,
        "cell": cell,
        "message": diagnostic.message,
        "allowed": diagnostic.allowed,
        "suggestion": diagnostic.suggestion,
        "item": diagnostic.item.as_ref().map(crate::model::Id::as_str),
    });
    format!("{object}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    const FILE: &str = "seeds/agencies.toml";
    const TEXT: &str = "[[agency]]\nid = \"sở-y-tế\" # đơn vị\n";

    fn sources() -> SourceTexts {
        SourceTexts::from([(FILE.into(), TEXT.into())])
    }

    fn at(word: &str) -> Place {
        let start = TEXT.find(word).unwrap();
        Place::span(FILE, TEXT, start..start + word.len())
    }

    fn three() -> Vec<Diagnostic> {
        vec![
            Diagnostic::new(Code::IdInvalid, at("sở-y-tế"), "mã `sở-y-tế` không đúng dạng")
                .allowed("chữ thường không dấu, chữ số và gạch nối")
                .suggestion("có phải `so-y-te`?"),
            Diagnostic::new(
                Code::DeadlineUnread,
                Place::cell("seeds/plans/p/document.xlsx", "Phụ lục II", 7, 28),
                "thời hạn `sớm` không hiểu được",
            )
            .item(&Id::slug("p-nv-1")),
            Diagnostic::new(Code::PlanEmpty, Place::file("seeds/plans/q"), "văn bản trống"),
        ]
    }

    #[test]
    fn people_see_the_line_and_a_caret() {
        insta::assert_snapshot!(render(&three(), &sources(), Format::Human), @r#"
        lỗi[id/invalid]: mã `sở-y-tế` không đúng dạng
         --> seeds/agencies.toml:2:7
          |
        2 | id = "sở-y-tế" # đơn vị
          |       ^^^^^^^
          |
          = cho phép: chữ thường không dấu, chữ số và gạch nối
          = gợi ý: có phải `so-y-te`?

        cảnh báo[deadline/unread]: thời hạn `sớm` không hiểu được
        --> seeds/plans/p/document.xlsx:Phụ lục II!AB7

        ghi chú[plan/empty]: văn bản trống
        --> seeds/plans/q

        1 lỗi, 1 cảnh báo, 1 ghi chú
        "#);
    }

    #[test]
    fn editors_get_one_line_each() {
        insta::assert_snapshot!(render(&three(), &sources(), Format::Short), @r#"
        seeds/agencies.toml:2:7: lỗi[id/invalid]: mã `sở-y-tế` không đúng dạng (có phải `so-y-te`?)
        seeds/plans/p/document.xlsx:Phụ lục II!AB7: cảnh báo[deadline/unread]: thời hạn `sớm` không hiểu được
        seeds/plans/q: ghi chú[plan/empty]: văn bản trống
        "#);
    }

    #[test]
    fn programs_get_one_object_a_line() {
        insta::assert_snapshot!(render(&three(), &sources(), Format::Json), @r#"
        {"severity":"error","code":"id/invalid","file":"seeds/agencies.toml","line":2,"column":7,"sheet":null,"cell":null,"message":"mã `sở-y-tế` không đúng dạng","allowed":"chữ thường không dấu, chữ số và gạch nối","suggestion":"có phải `so-y-te`?","item":null}
        {"severity":"warning","code":"deadline/unread","file":"seeds/plans/p/document.xlsx","line":7,"column":28,"sheet":"Phụ lục II","cell":"AB7","message":"thời hạn `sớm` không hiểu được","allowed":null,"suggestion":null,"item":"p-nv-1"}
        {"severity":"note","code":"plan/empty","file":"seeds/plans/q","line":null,"column":null,"sheet":null,"cell":null,"message":"văn bản trống","allowed":null,"suggestion":null,"item":null}
        "#);
    }

    #[test]
    fn the_caret_reaches_the_end_of_the_line_and_no_further() {
        let end = Place::span(FILE, TEXT, TEXT.len() - 1..TEXT.len());
        let beyond = Place {
            file: FILE.into(),
            position: Position::Text { line: 2, column: 500, width: 9 },
        };
        let no_line = Place::line(FILE, 99);
        let list =
            [end, beyond, no_line].map(|place| Diagnostic::new(Code::TomlSyntax, place, "x"));
        insta::assert_snapshot!(render(&list, &sources(), Format::Human), @r#"
        lỗi[toml/syntax]: x
         --> seeds/agencies.toml:2:24
          |
        2 | id = "sở-y-tế" # đơn vị
          |                        ^

        lỗi[toml/syntax]: x
         --> seeds/agencies.toml:2:24
          |
        2 | id = "sở-y-tế" # đơn vị
          |                        ^

        lỗi[toml/syntax]: x
        --> seeds/agencies.toml:99:1

        3 lỗi, 0 cảnh báo, 0 ghi chú
        "#);
    }

    #[test]
    fn many_alike_are_counted() {
        let list: Vec<_> = (1..=32)
            .map(|line| Diagnostic::new(Code::LineUnused, Place::line("a.txt", line), "lạ"))
            .collect();
        let text = render(&list, &SourceTexts::new(), Format::Human);
        assert!(text.contains("… và còn 12 chỗ nữa trong a.txt [coverage/line-unused]"), "{text}");
        assert!(text.ends_with("\n0 lỗi, 0 cảnh báo, 32 ghi chú\n"), "{text}");
        assert_eq!(render(&list, &SourceTexts::new(), Format::Short).lines().count(), 32);
    }
}
