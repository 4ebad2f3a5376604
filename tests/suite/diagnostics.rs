//! Bad input: every kind of problem has a case here, and every case says what, where and what to do.

mod documents;
mod files;
mod ledger;
mod limits;
mod plans;
mod reports;
mod together;

use std::collections::BTreeMap;
use std::path::Path;

use congkhai::diagnostic::{Code, Diagnostic, Position, Severity};
use congkhai::ledger::publish;
use congkhai::load::{Inputs, load};
use congkhai::model::Date;
use congkhai::pipeline::{Outcome, compile};

use super::site::quick;

use super::folder::{CONFIG, put};

/// The day on which periods are published here.
pub(super) const TODAY: Date = Date::constant(2026, 12, 31);

const AGENCIES: &str = r#"[[agency]]
id = "so-y-te"
name = "Sở Y tế"
kind = "so"

[[agency]]
id = "so-tai-chinh"
name = "Sở Tài chính"
kind = "so"
"#;

const PLAN: &str = "title = \"Kế hoạch thử\"\n";

const DOCUMENT: &str = "# KẾ HOẠCH

Phấn đấu đến năm 2030 kinh tế số đạt 30% GRDP.

| TT | Nhiệm vụ | Chủ trì | Thời hạn |
|---|---|---|---|
| 1 | Xây dựng kho dữ liệu | Sở Y tế | 31/3/2026 |
| 2 | Đào tạo cán bộ | Sở Tài chính | Quý IV/2026 |
";

const PAGE: &str = "+++\ntitle = \"Giới thiệu\"\ndescription = \"Một câu.\"\n+++\n\nXin chào.\n";

const DOCUMENT_FILE: &str = "seeds/plans/kh/document.md";
const PLAN_FILE: &str = "seeds/plans/kh/plan.toml";
const AGENCIES_FILE: &str = "seeds/agencies.toml";
const PAGE_FILE: &str = "content/gioi-thieu.md";

/// A site on disk that is sound until something is done to it.
pub(super) struct Sources {
    files: BTreeMap<String, Vec<u8>>,
    prepare: fn(&Path),
    /// The period to publish once the site is read.
    publishing: Option<&'static str>,
}

/// The sound site.
fn sound() -> Sources {
    let files = [
        ("congkhai.toml", CONFIG),
        (AGENCIES_FILE, AGENCIES),
        (PLAN_FILE, PLAN),
        (DOCUMENT_FILE, DOCUMENT),
        (PAGE_FILE, PAGE),
    ];
    let owned = |(path, text): (&str, &str)| (path.to_owned(), text.as_bytes().to_vec());
    let files = files.into_iter().map(owned).collect();
    Sources { files, prepare: |_| {}, publishing: None }
}

impl Sources {
    fn file(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.files.insert(path.to_owned(), bytes.as_ref().to_vec());
        self
    }

    fn without(mut self, path: &str) -> Self {
        assert!(self.files.remove(path).is_some(), "{path}");
        self
    }

    fn change(self, path: &str, from: &str, to: &str) -> Self {
        let text = String::from_utf8(self.files[path].clone()).unwrap();
        assert!(text.contains(from), "{path}: {from}");
        self.file(path, text.replace(from, to))
    }

    fn append(mut self, path: &str, text: &str) -> Self {
        self.files.get_mut(path).unwrap().extend(text.as_bytes());
        self
    }

    /// The document of the plan, in another format.
    fn document(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.without(DOCUMENT_FILE).file(&format!("seeds/plans/kh/{name}"), bytes)
    }

    fn prepared(mut self, prepare: fn(&Path)) -> Self {
        self.prepare = prepare;
        self
    }

    fn publishing(mut self, period: &'static str) -> Self {
        self.publishing = Some(period);
        self
    }

    fn write(&self) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, bytes) in &self.files {
            put(root.path(), path, bytes);
        }
        (self.prepare)(root.path());
        root
    }

    fn compile(&self) -> (Inputs, Outcome) {
        let root = self.write();
        let inputs = load(root.path()).unwrap();
        let mut outcome = compile(&inputs, &quick());
        if let (Some(period), Some(site)) = (self.publishing, &outcome.site)
            && let Err(refusals) = publish(site, &inputs.binaries, period, TODAY)
        {
            // As with any error, nothing is written.
            outcome.diagnostics.extend(refusals);
            outcome.files = None;
        }
        (inputs, outcome)
    }
}

/// One fault and what has to be said about it.
pub(super) struct Case {
    code: Code,
    sources: Sources,
    /// The place as printed.
    place: &'static str,
    /// Words of the message.
    message: &'static str,
    /// Words of what is allowed or of the suggestion.
    remedy: &'static str,
}

fn case(
    code: Code,
    sources: Sources,
    place: &'static str,
    message: &'static str,
    remedy: &'static str,
) -> Case {
    Case { code, sources, place, message, remedy }
}

fn cases() -> Vec<Case> {
    let mut cases = files::cases();
    cases.extend(plans::cases());
    cases.extend(documents::cases());
    cases.extend(reports::cases());
    cases.extend(ledger::cases());
    cases.extend(limits::cases());
    cases
}

fn shown(diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, place, message, allowed, suggestion, .. } = diagnostic;
    let place = place.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{place}: {}: {message}\n    {allowed:?}\n    {suggestion:?}", code.as_str())
}

#[test]
fn the_sound_site_has_no_problem() {
    let (_, outcome) = sound().compile();
    assert_eq!(outcome.diagnostics, []);
    assert!(outcome.files.is_some());
}

#[test]
fn every_code_has_a_case() {
    let mut covered: Vec<Code> = cases().iter().map(|case| case.code).collect();
    covered.extend(super::forms::CODES);
    let missing: Vec<&str> =
        Code::ALL.iter().filter(|code| !covered.contains(code)).map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "mã chưa có ví dụ: {missing:?}");
}

#[test]
fn every_case_is_reported_as_it_should_be() {
    let mut faults = Vec::new();
    for case in cases() {
        let (_, outcome) = case.sources.compile();
        let fits = |d: &&Diagnostic| {
            let remedy = [&d.allowed, &d.suggestion];
            d.code == case.code
                && d.place.as_ref().is_some_and(|place| place.to_string() == case.place)
                && d.message.contains(case.message)
                && (case.remedy.is_empty()
                    || remedy.into_iter().flatten().any(|text| text.contains(case.remedy)))
        };
        if !outcome.diagnostics.iter().any(|d| fits(&d)) {
            let found: Vec<String> = outcome.diagnostics.iter().map(shown).collect();
            let Case { code, place, message, remedy, .. } = case;
            let wanted = format!("{place}: {}: {message} ({remedy})", code.as_str());
            faults.push(format!("cần {wanted}\ncó\n{}", found.join("\n")));
        }
        faults.extend(check_all(&outcome));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n\n"));
}

/// What holds for every run, whatever is wrong.
fn check_all(outcome: &Outcome) -> Vec<String> {
    let mut faults = Vec::new();
    let has_errors = outcome.diagnostics.iter().any(|d| d.severity == Severity::Error);
    if outcome.files.is_none() != has_errors {
        faults.push(format!("có lỗi: {has_errors}; có tệp: {}", outcome.files.is_some()));
    }
    for diagnostic in &outcome.diagnostics {
        let Diagnostic { severity, place, message, allowed, suggestion, .. } = diagnostic;
        let words = [Some(message), allowed.as_ref(), suggestion.as_ref()];
        let is_vietnamese = message.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        let is_tidy = words.into_iter().flatten().all(|text| {
            !text.is_empty() && !text.ends_with('.') && !text.contains("  ") && text.trim() == text
        });
        let has_place = place.as_ref().is_some_and(|place| match &place.position {
            Position::File => true,
            Position::Text { line, column, width } => *line > 0 && *column > 0 && *width > 0,
            Position::Cell { sheet, row, column } => !sheet.is_empty() && *row > 0 && *column > 0,
        });
        let has_remedy = *severity != Severity::Error || allowed.is_some() || suggestion.is_some();
        if !(is_vietnamese && is_tidy && has_place && has_remedy) {
            faults.push(format!("chưa đủ lời: {}", shown(diagnostic)));
        }
    }
    faults
}
