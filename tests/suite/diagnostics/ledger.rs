//! Faults of the ledger, and published things that are no longer what was sealed.

use congkhai::diagnostic::Code;
use congkhai::ledger::{FILE, HEADER, publish};
use congkhai::model::Site;

use super::reports::{REPORT, SNAPSHOT_FILE, value};
use super::{Case, DOCUMENT_FILE, Sources, TODAY, case};

/// Where the only entry and the first correction begin.
const ENTRY: &str = "seeds/snapshots/ledger.toml:4:1";
const CORRECTION: &str = "seeds/snapshots/ledger.toml:20:1";

/// The sources with their only snapshot published.
pub(super) fn sealed(sources: Sources) -> Sources {
    sealed_as(sources, |_| {})
}

/// The same, published when `change` was what was read from the same files.
fn sealed_as(sources: Sources, change: fn(&mut Site)) -> Sources {
    let (inputs, outcome) = sources.compile();
    let mut site = outcome.site.unwrap();
    change(&mut site);
    let (_, entry) = publish(&site, &inputs.binaries, "2026-q1", TODAY).unwrap();
    sources.file(FILE, format!("{HEADER}{entry}"))
}

/// A published value of 80%.
fn published() -> Sources {
    sealed(value("kh-ct-1;80"))
}

/// The same with a correction declared.
fn corrected(correction: &str) -> Sources {
    published().append(FILE, &format!("\n[[correction]]\n{correction}"))
}

/// A correction of a file that is not published.
fn other_file() -> String {
    let (old, new) = ("0".repeat(64), "1".repeat(64));
    format!(
        "date = \"2026-04-20\"\nreason = \"Nhập nhầm số\"\nfile = \"seeds/snapshots/2026-q1/khac.csv\"\nold_sha256 = \"{old}\"\nnew_sha256 = \"{new}\"\n"
    )
}

/// An entry that does not say where its file could change.
fn entry_without_marks() -> String {
    let sum = "0".repeat(64);
    format!(
        "[[entry]]\nperiod = \"2026-q1\"\nas_of = \"2026-03-31\"\npublished_on = \"2026-04-05\"\ncontent_sha256 = \"{sum}\"\ncorrections = 0\nprevious_sha256 = \"{sum}\"\nsha256 = \"{sum}\"\nfiles = [{{ path = \"{REPORT}\", sha256 = \"{sum}\", bytes = 1 }}]\n"
    )
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = entries();
    cases.extend(sources());
    cases.extend(corrections());
    cases.extend(publishing());
    cases
}

fn entries() -> Vec<Case> {
    vec![
        case(
            Code::LedgerEntry,
            published().change(FILE, "period = \"2026-q1\"", "period = \"quý 1\""),
            ENTRY,
            "`quý 1` không phải kỳ báo cáo",
            "`2026-q1`",
        ),
        case(
            Code::LedgerEntry,
            value("kh-ct-1;80").file(FILE, format!("{HEADER}\n{}", entry_without_marks())),
            ENTRY,
            "`seeds/snapshots/2026-q1/so-y-te.csv` thiếu `lines` hoặc `blocks`",
            "khôi phục sổ cái từ bản lưu",
        ),
        case(
            Code::LedgerChain,
            published().change(FILE, "2026-04-05", "2026-04-06"),
            ENTRY,
            "kỳ 2026-q1: nội dung mục này hoặc một đính chính trước nó đã bị sửa",
            "khôi phục sổ cái từ bản lưu",
        ),
    ]
}

fn sources() -> Vec<Case> {
    const ADDED: &str = "seeds/snapshots/2026-q1/so-tai-chinh.csv";
    vec![
        case(
            Code::LedgerFileChanged,
            published().change(REPORT, "kh-ct-1;80", "kh-ct-1;81"),
            "seeds/snapshots/2026-q1/so-y-te.csv:2:1",
            "tệp đã niêm phong bị thay đổi, từ dòng 2",
            "new_content_sha256 = ",
        ),
        // What was reported cannot be told while the sources have other errors: no block is offered.
        case(
            Code::LedgerFileChanged,
            published().change(DOCUMENT_FILE, "31/3/2026", "31/2/2026"),
            "seeds/plans/kh/document.md:7:1",
            "tệp đã niêm phong bị thay đổi, từ dòng 7",
            "sửa các lỗi khác trước",
        ),
        case(
            Code::LedgerFileMissing,
            published().without(REPORT),
            REPORT,
            "tệp đã niêm phong không còn",
            "file = \"seeds/snapshots/2026-q1/so-y-te.csv\"\nold_sha256 = ",
        ),
        case(
            Code::LedgerFileAdded,
            published().file(ADDED, "Mã,Tình trạng\nkh-nv-pl-2,Đang thực hiện\n"),
            ADDED,
            "tệp này được thêm vào một kỳ đã công bố",
            "file = \"seeds/snapshots/2026-q1/so-tai-chinh.csv\"\nnew_sha256 = ",
        ),
        case(
            Code::LedgerContent,
            sealed_as(value("kh-ct-1;80"), |site| {
                site.snapshots[0].observations[0].value = "79".parse().unwrap();
            }),
            ENTRY,
            "kỳ 2026-q1: số liệu đọc được khác số liệu đã công bố",
            "period = \"2026-q1\"\nold_content_sha256 = ",
        ),
    ]
}

fn corrections() -> Vec<Case> {
    vec![
        case(
            Code::LedgerCorrection,
            corrected(&other_file().replace("Nhập nhầm số", "…")),
            CORRECTION,
            "đính chính không nói lý do",
            "Nhập nhầm số",
        ),
        case(
            Code::LedgerCorrectionUnused,
            corrected(&other_file()),
            CORRECTION,
            "không khớp với tệp hay số liệu nào đã công bố",
            "hoặc xóa khối này",
        ),
    ]
}

fn publishing() -> Vec<Case> {
    vec![
        case(
            Code::VersionChanged,
            value("kh-ct-1;80").file(
                "seeds/versions/SHA256SUMS",
                format!("{}  2026-03-31/toan-bo-du-lieu-2026-q1.zip\n", "0".repeat(64)),
            ),
            "seeds/versions/2026-03-31/toan-bo-du-lieu-2026-q1.zip",
            "không còn",
            "khôi phục tệp từ bản lưu",
        ),
        case(
            Code::LedgerNotFrozen,
            value("kh-ct-1;80"),
            SNAPSHOT_FILE,
            "chưa vào sổ cái",
            "congkhai publish 2026-q1",
        ),
        case(
            Code::LedgerRefused,
            published().publishing("2026-q1"),
            ENTRY,
            "không công bố được: kỳ 2026-q1 đã công bố ngày 05/04/2026",
            "[[correction]]",
        ),
        case(
            Code::LedgerRefused,
            value("kh-ct-1;80").publishing("2026-q2"),
            "seeds/snapshots/",
            "không công bố được: không có kỳ `2026-q2`",
            "có phải `2026-q1`?",
        ),
    ]
}
