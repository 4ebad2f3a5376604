//! `seeds/snapshots/ledger.toml`, or the published `so-cai.json`, → [`Ledger`].

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::toml::read_toml;
use super::value::read_iso_date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};
use crate::model::{
    ContentChange, Date, FigureChange, FileChange, FrozenFile, Ledger, LedgerCorrection,
    LedgerEntry, Marks, Period, Provenance, SealVersion, Unit,
};

/// The ledger, below the root.
pub const FILE: &str = "seeds/snapshots/ledger.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    entry: Vec<Spanned<WrittenEntry>>,
    #[serde(default)]
    correction: Vec<Spanned<WrittenCorrection>>,
}

/// The parts of `so-cai.json` that are checked; it also says in words what it is.
#[derive(Deserialize)]
struct Published {
    entries: Vec<WrittenEntry>,
    corrections: Vec<WrittenCorrection>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntry {
    /// Missing in the oldest ledgers.
    #[serde(default = "first_version")]
    version: u32,
    period: String,
    as_of: String,
    published_on: String,
    sealed_late: Option<String>,
    content_sha256: String,
    corrections: usize,
    previous_sha256: String,
    sha256: String,
    files: Vec<WrittenFile>,
}

fn first_version() -> u32 {
    SealVersion::First.number()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    path: String,
    sha256: String,
    bytes: u64,
    lines: Option<String>,
    blocks: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCorrection {
    date: String,
    reason: String,
    file: Option<String>,
    old_sha256: Option<String>,
    new_sha256: Option<String>,
    period: Option<String>,
    old_content_sha256: Option<String>,
    new_content_sha256: Option<String>,
    item: Option<String>,
    field: Option<String>,
    old_value: Option<String>,
    new_value: Option<String>,
}

/// Marks of files already met, by path and checksum: they are written once.
type Met = BTreeMap<(Arc<str>, String), Marks>;

/// Reads `text`, the content of the TOML file `file`.
pub fn read_ledger(file: &Arc<str>, text: &str, diagnostics: &mut Diagnostics) -> Option<Ledger> {
    let written: Written = read_toml(file, text, diagnostics)?;
    let lines = Lines::new(file, text);
    let place = |span| lines.span(span);
    let entries = written.entry.into_iter().map(|one| (place(one.span()), one.into_inner()));
    let corrections =
        written.correction.into_iter().map(|one| (place(one.span()), one.into_inner()));
    Some(ledger(entries.collect(), corrections.collect(), diagnostics))
}

/// Reads `text`, the content of the JSON file `file`.
pub fn read_published(
    file: &Arc<str>,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Ledger> {
    match serde_json::from_str::<Published>(text) {
        Ok(written) => {
            let place = || Place::file(Arc::clone(file));
            let entries = written.entries.into_iter().map(|one| (place(), one)).collect();
            let corrections = written.corrections.into_iter().map(|one| (place(), one)).collect();
            Some(ledger(entries, corrections, diagnostics))
        }
        Err(error) => {
            let line = u32::try_from(error.line()).unwrap_or(1).max(1);
            let place = Place::line(Arc::clone(file), line);
            let message = "không phải sổ cái: sai cú pháp JSON, thiếu khóa hoặc có khóa lạ";
            diagnostics.push(
                Diagnostic::new(Code::LedgerEntry, place, message)
                    .allowed("tệp so-cai.json do `congkhai build` ghi"),
            );
            None
        }
    }
}

fn ledger(
    entries: Vec<(Place, WrittenEntry)>,
    corrections: Vec<(Place, WrittenCorrection)>,
    diagnostics: &mut Diagnostics,
) -> Ledger {
    let mut met = Met::new();
    let mut ledger = Ledger::default();
    for (place, written) in entries {
        ledger.entries.extend(entry(written, &place, &mut met, diagnostics));
    }
    for (place, written) in corrections {
        ledger.corrections.extend(correction(written, &place, diagnostics));
    }
    ledger
}

fn entry(
    written: WrittenEntry,
    place: &Place,
    met: &mut Met,
    diagnostics: &mut Diagnostics,
) -> Option<LedgerEntry> {
    let mut form = Form { code: Code::LedgerEntry, place, diagnostics };
    let version = form.version(written.version);
    let period = form.period(&written.period);
    let as_of = form.date(&written.as_of);
    let published_on = form.date(&written.published_on);
    if written.sealed_late.as_ref().is_some_and(|reason| reason.chars().any(char::is_control)) {
        form.refuse("lý do niêm phong muộn có nhiều dòng", "một dòng chữ");
    }
    let mut is_sound = form.sum("content_sha256", &written.content_sha256);
    is_sound &= form.sum("previous_sha256", &written.previous_sha256);
    is_sound &= form.sum("sha256", &written.sha256);
    let mut files = Vec::new();
    for WrittenFile { path, sha256, bytes, lines, blocks } in written.files {
        is_sound &= form.sum(&path, &sha256);
        let key = (Arc::from(path.as_str()), sha256);
        let marks = lines
            .map(|digits| Marks { unit: Unit::Line, digits })
            .or(blocks.map(|digits| Marks { unit: Unit::Block, digits }))
            .or_else(|| met.get(&key).cloned());
        let Some(marks) = marks else {
            is_sound = form.refuse(
                &format!("`{path}` thiếu `lines` hoặc `blocks`"),
                "đúng như `congkhai publish` đã ghi; khôi phục sổ cái từ bản lưu",
            );
            continue;
        };
        met.insert(key.clone(), marks.clone());
        files.push(FrozenFile { path: key.0, sha256: key.1, bytes, marks });
    }
    let (version, period, as_of, published_on) = (version?, period?, as_of?, published_on?);
    is_sound.then(|| LedgerEntry {
        version,
        period,
        as_of,
        published_on,
        sealed_late: written.sealed_late,
        content_sha256: written.content_sha256,
        files,
        corrections: written.corrections,
        previous_sha256: written.previous_sha256,
        sha256: written.sha256,
        provenance: provenance(place),
    })
}

fn correction(
    written: WrittenCorrection,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Option<LedgerCorrection> {
    let mut form = Form { code: Code::LedgerCorrection, place, diagnostics };
    let date = form.date(&written.date);
    let mut is_sound = true;
    let words =
        [&written.item, &written.field, &written.old_value, &written.new_value, &written.file];
    for text in words.into_iter().flatten().chain([&written.reason]) {
        if text.chars().any(char::is_control) {
            is_sound = form.refuse("đính chính có chữ nhiều dòng", "mỗi giá trị một dòng");
        }
    }
    if !written.reason.chars().any(char::is_alphanumeric) {
        is_sound = form.refuse("đính chính không nói lý do", "một câu, ví dụ \"Nhập nhầm số\"");
    }
    let sums = [
        ("old_sha256", &written.old_sha256),
        ("new_sha256", &written.new_sha256),
        ("old_content_sha256", &written.old_content_sha256),
        ("new_content_sha256", &written.new_content_sha256),
    ];
    for (name, sum) in sums {
        is_sound &= sum.as_ref().is_none_or(|sum| form.sum(name, sum));
    }
    let has_sums = written.old_sha256.is_some() || written.new_sha256.is_some();
    if has_sums != written.file.is_some() {
        is_sound = form.refuse(
            "đính chính một tệp phải có `file` cùng `old_sha256`, `new_sha256`",
            "bỏ `old_sha256` khi tệp mới thêm, bỏ `new_sha256` khi tệp đã bỏ",
        );
    }
    let file = written.file.map(|path| FileChange {
        path: path.into(),
        old_sha256: written.old_sha256,
        new_sha256: written.new_sha256,
    });
    let content = match (written.period, written.old_content_sha256, written.new_content_sha256) {
        (Some(period), Some(old_sha256), Some(new_sha256)) => {
            form.period(&period).map(|period| ContentChange { period, old_sha256, new_sha256 })
        }
        (None, None, None) => None,
        _ => {
            is_sound = form.refuse(
                "đính chính số liệu thiếu khóa",
                "đủ ba khóa `period`, `old_content_sha256`, `new_content_sha256`",
            );
            None
        }
    };
    let figure = match (written.item, written.old_value, written.new_value) {
        (Some(item), Some(old_value), Some(new_value)) => {
            let field = written.field.unwrap_or_default();
            Some(FigureChange { item, field, old_value, new_value })
        }
        (None, None, None) => None,
        _ => {
            is_sound =
                form.refuse("nêu số cũ, số mới thì đủ ba khóa", "`item`, `old_value`, `new_value`");
            None
        }
    };
    if is_sound && file.is_none() && content.is_none() {
        is_sound =
            form.refuse("đính chính không nói tệp hay số liệu nào đổi", "`file` hoặc `period`");
    }
    let (date, reason) = (date?, written.reason);
    let provenance = provenance(place);
    is_sound.then_some(LedgerCorrection { date, reason, file, content, figure, provenance })
}

/// Checks written values and reports what cannot be used.
struct Form<'a> {
    code: Code,
    place: &'a Place,
    diagnostics: &'a mut Diagnostics,
}

impl Form<'_> {
    /// Always `false`: nothing sound comes of it.
    fn refuse(&mut self, message: &str, allowed: &str) -> bool {
        let problem = Diagnostic::new(self.code, self.place.clone(), message).allowed(allowed);
        self.diagnostics.push(problem);
        false
    }

    fn date(&mut self, text: &str) -> Option<Date> {
        read_iso_date(text, self.place, self.diagnostics)
    }

    fn period(&mut self, text: &str) -> Option<Period> {
        let period = Period::parse(text);
        if period.is_none() {
            self.refuse(&format!("`{text}` không phải kỳ báo cáo"), "`2026-03`, `2026-q1`, `2026`");
        }
        period
    }

    fn version(&mut self, number: u32) -> Option<SealVersion> {
        let version = SealVersion::from_number(number);
        if version.is_none() {
            let newest = SealVersion::NEWEST.number();
            let message =
                format!("`version = {number}`: chương trình này chỉ biết đến phiên bản {newest}");
            self.refuse(
                &message,
                "dùng bản mới hơn của chương trình, hoặc khôi phục sổ cái từ bản lưu",
            );
        }
        version
    }

    fn sum(&mut self, name: &str, text: &str) -> bool {
        let is_sum = text.len() == 64
            && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        is_sum
            || self.refuse(
                &format!("`{name}`: `{text}` không phải mã SHA-256"),
                "64 chữ số thập lục phân viết thường",
            )
    }
}

fn provenance(place: &Place) -> Provenance {
    let line = place.line_number().unwrap_or(1);
    Provenance { file: Arc::clone(&place.file), line_first: line, line_last: line, sheet: None }
}
