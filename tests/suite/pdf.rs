//! Plans as PDF: what a careful reader finds in `tests/pdf/items.txt`, set by a browser and by an office program, and
//! what cannot be read.

use std::sync::Arc;

use congkhai::diagnostic::{Diagnostics, Severity};
use congkhai::model::{Id, UnusedReason};
use congkhai::read::document::{RawDocument, read_pdf};
use congkhai::read::plan::{PlanInput, Registries, read_plan};

use super::package;
use super::tables::lines;

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(package().join("tests/pdf").join(name)).unwrap()
}

/// A document, and what was said about it.
fn document(bytes: &[u8]) -> (RawDocument, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let document = read_pdf(&"seeds/plans/thu/document.pdf".into(), bytes, &mut diagnostics);
    let said = diagnostics.sorted();
    (document, said.iter().map(|one| format!("{}: {}", one.code.as_str(), one.message)).collect())
}

/// The items of a plan, and the codes of its errors.
fn items(document: RawDocument) -> (Vec<String>, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let file: Arc<str> = "seeds/plans/thu/plan.toml".into();
    let input = PlanInput {
        id: Id::new("thu").unwrap(),
        manifest_file: &file,
        manifest: "title = \"Kế hoạch thử\"\n",
        document,
        document_sha256: String::new(),
        allowed_contacts: &[],
    };
    let plan = read_plan(input, &mut Registries::default(), &mut diagnostics).unwrap();
    let said = diagnostics.sorted();
    let errors = said.iter().filter(|one| one.severity == Severity::Error);
    (lines(&plan), errors.map(|one| format!("{}: {}", one.code.as_str(), one.message)).collect())
}

#[test]
fn a_plan_is_the_same_whoever_set_it() {
    let right = std::fs::read_to_string(package().join("tests/pdf/items.txt")).unwrap();
    for name in ["ruled.pdf", "office.pdf"] {
        let (document, _) = document(&bytes(name));
        let of = |reason| document.left_out.iter().filter(move |one| one.reason == reason);
        assert_eq!(
            of(UnusedReason::Struck).map(|one| one.text.as_str()).collect::<Vec<_>>(),
            ["Sở Ngoại vụ"]
        );
        assert!(of(UnusedReason::Hidden).any(|one| one.text.contains("chữ trắng")), "{name}");
        let (found, errors) = items(document);
        assert_eq!(
            found.iter().map(String::as_str).collect::<Vec<_>>(),
            right.lines().collect::<Vec<_>>(),
            "{name}"
        );
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_its_pages() {
    let mut unmapped = bytes("ruled.pdf");
    unmap(&mut unmapped);
    let cases = [
        (bytes("scan.pdf"), "pdf/scanned: trang 1 là ảnh quét"),
        (bytes("unruled.pdf"), "pdf/unruled-table: trang 1–4 có bảng không kẻ đường"),
        (bytes("locked.pdf"), "pdf/unreadable: tệp PDF có mật khẩu"),
        (bytes("ruled.pdf")[..9_000].to_vec(), "pdf/unreadable"),
        (Vec::new(), "pdf/unreadable: tệp PDF hỏng"),
        (unmapped, "pdf/letters-unknown: phông chữ"),
    ];
    for (bytes, right) in cases {
        let (_, said) = document(&bytes);
        assert!(said.iter().any(|said| said.starts_with(right)), "{right}: {said:?}");
    }
}

/// Takes from a file's fonts what tells which letters they draw.
pub(super) fn unmap(bytes: &mut [u8]) {
    let name = b"/ToUnicode";
    let places: Vec<usize> = bytes
        .windows(name.len())
        .enumerate()
        .filter(|(_, part)| part == name)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at + 1] = b'X';
    }
}

#[test]
fn half_a_file_is_never_half_a_plan_in_silence() {
    let whole = bytes("office.pdf");
    for cut in (0..whole.len()).step_by(whole.len() / 40) {
        let (document, said) = document(&whole[..cut]);
        let has_all = document.pieces.len() > 5;
        assert!(has_all || said.iter().any(|said| said.starts_with("pdf/")), "{cut}: {said:?}");
    }
}
