//! A month by several hands, as a table: what each does, how it ends, what is said, what stands in the sources then.

use std::fs;
use std::path::Path;

use super::{HEADINGS, date_period, hand_in, office, reported, row};
use crate::folder::registry;
use crate::program::congkhai;

/// What somebody does.
enum Hand {
    /// An agency sends a form: name of the file, agency, period, tasks with results.
    Sends(&'static str, &'static str, &'static str, &'static [(u32, &'static str)]),
    /// Somebody runs a command line, which ends with that code and says those words.
    Runs(&'static str, i32, &'static str),
    /// The publisher dates a period: closed and published on that day.
    Dates(&'static str, &'static str),
    /// Somebody writes over words in a source file.
    Edits(&'static str, &'static str, &'static str),
    /// A file holds those words.
    Shows(&'static str, &'static str),
    /// The machine is switched off while a change is half done.
    PowerFails,
    /// One agency is merged into the other.
    Merges,
    /// The newest period holds these rows.
    Holds(&'static [(u32, &'static str)]),
}

use Hand::{Dates, Edits, Holds, Merges, PowerFails, Runs, Sends, Shows};

const JULY: &str = "seeds/snapshots/2026-07/so-mot.csv";

const MONTH: &[Hand] = &[
    Runs("forms 2026-07", 0, "Đã ghi 2 biểu mẫu"),
    Sends("mot.xlsx", "so-mot", "2026-07", &[(1, "một"), (2, "hai")]),
    Runs("collect 2026-07 mot.xlsx --received-on 2026-07-17", 0, "Chưa nộp: 1 cơ quan\n  Sở Hai"),
    Holds(&[(1, "một"), (2, "hai")]),
    PowerFails,
    Runs("check", 0, "đã bỏ phần dở"),
    // A form of the month before is no form of this month.
    Sends("sai-ky.xlsx", "so-hai", "2026-06", &[(3, "ba")]),
    Runs("collect 2026-07 sai-ky.xlsx --received-on 2026-07-18", 1, "form/period"),
    // Another agency's task is refused, its own is taken when that is asked for.
    Sends("hai.xlsx", "so-hai", "2026-07", &[(3, "ba"), (1, "của người khác")]),
    Runs("collect 2026-07 hai.xlsx --received-on 2026-07-18", 1, "Chưa ghi gì"),
    Runs("collect 2026-07 hai.xlsx --partial --received-on 2026-07-18", 1, "form/not-led"),
    Holds(&[(1, "một"), (2, "hai"), (3, "ba")]),
    Dates("2026-07", "2026-07-20"),
    Runs("publish 2026-07", 0, "Đã công bố kỳ 2026-07"),
    Runs("build", 0, "Đã dựng trang"),
    Runs("publish 2026-07", 1, "đã công bố ngày 20/07/2026"),
    // A figure is changed behind the ledger's back, and put right.
    Edits(JULY, "một", "MỘT"),
    Runs("build", 1, "ledger/file-changed"),
    Edits(JULY, "MỘT", "một"),
    Runs("verify", 0, "Tất cả còn nguyên vẹn"),
    Sends("muon.xlsx", "so-hai", "2026-07", &[(4, "bốn")]),
    Runs("collect 2026-07 muon.xlsx --received-on 2026-07-28", 1, "--late"),
    Runs("collect 2026-07 muon.xlsx --late --received-on 2026-07-28", 0, "Nhận: 1 dòng"),
    Holds(&[(1, "một"), (2, "hai"), (3, "ba"), (4, "bốn")]),
    Runs("verify", 0, "Tất cả còn nguyên vẹn"),
    // August: one agency is merged into the other and still sends its own form.
    Sends("tam.xlsx", "so-hai", "2026-08", &[(3, "ba tám")]),
    Merges,
    Runs("collect 2026-08 tam.xlsx --received-on 2026-08-18", 0, "form/successor"),
    Holds(&[(3, "ba tám")]),
    // September is closed while August is still a draft.
    Sends("chin.xlsx", "so-mot", "2026-09", &[(1, "một chín"), (4, "bốn chín")]),
    Runs("collect 2026-09 chin.xlsx --received-on 2026-09-18", 0, "Nhận: 2 dòng"),
    Dates("2026-09", "2026-09-20"),
    Runs("publish 2026-09", 1, "kỳ 2026-08 chốt ngày 31/08/2026"),
    Edits(
        "seeds/snapshots/2026-08/snapshot.toml",
        "as_of = ",
        "sealed_late = \"Chờ số liệu\"\nas_of = ",
    ),
    Runs("publish 2026-09", 0, "Đã công bố kỳ 2026-09"),
    Dates("2026-08", "2026-08-31"),
    Runs("publish 2026-08", 0, "Đã công bố kỳ 2026-08"),
    Runs("build", 0, "Đã dựng trang"),
    Runs("verify public", 0, "Tất cả còn nguyên vẹn"),
    Shows("public/ky-bao-cao/2026-08/index.html", "muộn so với kỳ chốt sau: Chờ số liệu"),
    // The plan ends with its year.
    Runs("forms 2027-01", 0, "Đã ghi 0 biểu mẫu"),
];

fn play(root: &Path, hand: &Hand) {
    match hand {
        Sends(name, agency, period, rows) => hand_in(root, name, agency, period, rows),
        Runs(line, code, words) => {
            let ran = congkhai(root, line);
            assert_eq!(ran.code, Some(*code), "{line}: {}", ran.said());
            assert!(ran.said().contains(words), "{line}: {words}: {}", ran.said());
        }
        Dates(period, day) => date_period(root, period, day, day),
        Edits(path, from, to) => {
            let text = fs::read_to_string(root.join(path)).unwrap();
            assert!(text.contains(from), "{path}: {text}");
            fs::write(root.join(path), text.replace(from, to)).unwrap();
        }
        Shows(path, words) => {
            let text = fs::read_to_string(root.join(path)).unwrap();
            assert!(text.contains(words), "{path}: {words}");
        }
        PowerFails => {
            let draft = root.join(".congkhai/intent.new");
            fs::write(draft, "congkhai-intent 1 một nửa").unwrap();
        }
        Merges => {
            let merged =
                "\n[agency.successor]\nid = \"so-mot\"\nsource = \"Nghị quyết 1/NQ-HĐND\"\n";
            let text = registry(&super::AGENCIES) + merged;
            fs::write(root.join("seeds/agencies.toml"), text).unwrap();
        }
        Holds(rows) => {
            let wanted: Vec<_> = rows.iter().map(|(task, result)| row(*task, result)).collect();
            assert_eq!(reported(root), wanted);
        }
    }
}

#[test]
fn the_month_goes_as_the_table_says() {
    assert_eq!(HEADINGS[8], "Kết quả");
    let root = office();
    for hand in MONTH {
        play(root.path(), hand);
    }
}
