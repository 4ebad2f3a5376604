//! Made-up figures stay in their folder, are marked wherever they stand, and leave no trace without them.

use super::*;
use crate::model::{Nature, Observation, Period, ReportedStatus, Snapshot, TaskReport};

/// A value and words found nowhere else.
const MADE_UP: [&str; 2] = ["98765.40", "lời đặt ra"];

fn snapshot(period: &str, as_of: (i8, i8), figure: &str, is_illustrative: bool) -> Snapshot {
    let period = Period::parse(period).unwrap();
    let file = format!("seeds/snapshots/{period}/bao-cao.csv");
    let provenance = |line| Provenance {
        file: file.as_str().into(),
        line_first: line,
        line_last: line,
        sheet: None,
    };
    let as_of = Date::constant(2026, as_of.0, as_of.1);
    let words = if is_illustrative { MADE_UP[1] } else { "lời thật" };
    let observation = Observation {
        indicator: id("kh57-2026-ct-29"),
        value: figure.parse().unwrap(),
        value_date: as_of,
        nature: Nature::Cumulative,
        breaks_series: false,
        source: String::new(),
        note: words.to_owned(),
        evidence: String::new(),
        reported_by: Some(id("so-a")),
        provenance: provenance(2),
    };
    let report = TaskReport {
        task: id("kh57-2026-nv-i-1"),
        milestone: None,
        reported_status: ReportedStatus::InProgress,
        status_text: "Đang thực hiện".to_owned(),
        completed_on: None,
        percent: Some("40.0".parse().unwrap()),
        result: format!("- {words}\n- xong"),
        product: String::new(),
        difficulties: String::new(),
        proposals: String::new(),
        evidence: String::new(),
        decision: String::new(),
        extension: None,
        reported_by: None,
        provenance: provenance(3),
    };
    Snapshot {
        id: period.id(),
        period,
        as_of,
        due_on: Some(as_of),
        published_on: None,
        sealed_late: None,
        is_illustrative,
        observations: vec![observation],
        reports: vec![report],
        submissions: Vec::new(),
        provenance: provenance(1),
    }
}

fn with(snapshots: Vec<Snapshot>) -> Site {
    Site { snapshots, ..site() }
}

fn official() -> Site {
    with(vec![
        snapshot("2026-q1", (3, 15), "-0.50", false),
        snapshot("2026-h1", (6, 15), "0.60", false),
    ])
}

fn illustrative() -> Site {
    with(vec![
        snapshot("2026-q1", (3, 15), "0.50", true),
        snapshot("2026-h1", (6, 15), MADE_UP[0], true),
    ])
}

/// One real snapshot, then a made-up one.
pub(super) fn mixed() -> Site {
    with(vec![
        snapshot("2026-q1", (3, 15), "0.50", false),
        snapshot("2026-h1", (6, 15), MADE_UP[0], true),
    ])
}

pub(super) fn sites() -> [Site; 4] {
    [site(), official(), illustrative(), mixed()]
}

fn official_only(site: &Site) -> Site {
    let mut site = site.clone();
    site.snapshots.retain(|snapshot| !snapshot.is_illustrative);
    site
}

/// The one row of a dataset of items, or the last one.
fn last(files: &[File], path: &str, column: &str) -> String {
    let cells = csv_cells(bytes(files, path));
    let at = cells[0].iter().position(|name| name == column).unwrap();
    cells.last().unwrap()[at].clone()
}

/// Whether a file is one item's own, beside its page.
fn is_item(file: &File) -> bool {
    !file.path.starts_with("du-lieu/")
}

#[test]
fn official_addresses_hold_the_files_of_the_official_site() {
    for site in [illustrative(), mixed()] {
        let (_, files) = made(&site);
        let (_, expected) = made(&official_only(&site));
        let kept = |files: Vec<File>| -> Vec<File> {
            let is_official = |file: &File| !file.path.contains("minh-hoa");
            files.into_iter().filter(is_official).collect()
        };
        let paths = |files: &[File]| files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
        let (files, expected) = (kept(files), kept(expected));
        assert_eq!(paths(&files), paths(&expected));
        assert!(files == expected, "other bytes at an official address");
    }
}

#[test]
fn made_up_figures_stand_in_files_that_say_so() {
    for site in [illustrative(), mixed()] {
        let (_, files) = made(&site);
        let mut found = 0;
        for file in &files {
            // An archive holds nothing but files that stand beside it.
            let Ok(text) = std::str::from_utf8(&file.bytes) else { continue };
            let says_so = file.path.contains("minh-hoa");
            let names_any = MADE_UP.iter().any(|words| text.contains(words));
            found += usize::from(says_so && names_any);
            assert!(!names_any || says_so, "{}", file.path);
            if says_so && is_item(file) && file.path.rsplit('.').next() == Some("csv") {
                let is_period = file.path.starts_with("ky-bao-cao/");
                let column = if is_period { "illustrative" } else { "as_of_illustrative" };
                assert_eq!(last(&files, &file.path, column), "true", "{}", file.path);
            }
        }
        assert!(found >= 8, "value and words in {found} files only");
    }
}

/// Beside a page stands the official row, and the one with made-up figures only where it is another.
#[test]
fn an_item_has_a_file_for_each_edition_that_differs() {
    let (_, files) = made(&mixed());
    let has = |path: &str| files.iter().any(|file| file.path == path);
    for (folder, is_official, is_made_up) in [
        ("van-ban/kh57-2026", true, false),
        ("nhiem-vu/kh57-2026-nv-i-1", true, true),
        ("chi-tieu/kh57-2026-ct-29", true, true),
        ("co-quan/so-a", true, true),
        ("ky-bao-cao/2026-q1", true, false),
        ("ky-bao-cao/2026-h1", false, true),
    ] {
        for kind in ["csv", "json"] {
            assert_eq!(has(&format!("{folder}/index.{kind}")), is_official, "{folder}");
            assert_eq!(has(&format!("{folder}/minh-hoa.{kind}")), is_made_up, "{folder}");
        }
    }
    let path = "chi-tieu/kh57-2026-ct-29";
    assert_eq!(last(&files, &format!("{path}/index.csv"), "latest_value"), "0.50");
    assert_eq!(last(&files, &format!("{path}/minh-hoa.csv"), "latest_value"), MADE_UP[0]);
}

#[test]
fn every_row_of_the_illustrative_edition_says_whether_it_is_made_up() {
    let (_, files) = made(&mixed());
    let rows = |stem: &str, column: &str| -> Vec<String> {
        let cells = csv_cells(bytes(&files, &format!("du-lieu/minh-hoa/{stem}.csv")));
        let at = cells[0].iter().position(|name| name == column).unwrap();
        cells[1..].iter().map(|row| row[at].clone()).collect()
    };
    for stem in ["ky-bao-cao", "so-lieu", "bao-cao-nhiem-vu"] {
        assert_eq!(rows(stem, "illustrative"), ["false", "true"], "{stem}");
    }
    assert_eq!(rows("dien-bien", "illustrative"), ["false", "false", "true", "true"]);
    assert!(rows("thay-doi", "illustrative").iter().all(|cell| cell == "true"));
    for stem in ["nhiem-vu", "chi-tieu", "co-quan"] {
        assert!(rows(stem, "as_of_illustrative").iter().all(|cell| cell == "true"), "{stem}");
    }
}

#[test]
fn without_snapshots_nothing_is_judged() {
    let (editions, files) = made(&site());
    assert_eq!(editions.len(), 1);
    assert!(files.iter().all(|file| !file.path.contains("minh-hoa")));
    assert!(editions[0].tables.iter().all(|table| table.dataset.basis != Basis::Reports));
    let known = [
        ("status", "no_report"),
        ("status_against_original", "no_report"),
        ("never_reported", "true"),
        ("clarity_score", "4"),
    ];
    let from = |stem: &str, column: &str| {
        let dataset = dataset(stem).unwrap();
        &dataset.columns[dataset.column(column).unwrap()..]
    };
    for (stem, columns) in [
        ("nhiem-vu", from("nhiem-vu", "status")),
        ("chi-tieu", from("chi-tieu", "latest_value")),
        ("co-quan", &dataset("co-quan").unwrap().columns[8..14]),
    ] {
        for column in columns {
            let cell = last(&files, &format!("du-lieu/{stem}.csv"), column.name);
            let expected = match (stem, column.name) {
                ("chi-tieu", "status" | "status_against_original") => "awaiting",
                ("nhiem-vu", name) => {
                    known.iter().find(|known| known.0 == name).map_or("", |known| known.1)
                }
                _ => "",
            };
            assert_eq!(cell, expected, "{stem}.{}", column.name);
        }
    }
}

#[test]
fn columns_as_of_a_day_are_filled_from_the_judgements() {
    let (_, files) = made(&official());
    let cell = |stem: &str, column: &str| last(&files, &format!("du-lieu/{stem}.csv"), column);
    assert_eq!(cell("nhiem-vu", "status"), "in_progress");
    assert_eq!(cell("nhiem-vu", "last_report_on"), "2026-06-15");
    assert_eq!(cell("nhiem-vu", "status_since"), "2026-03-15");
    assert_eq!(cell("nhiem-vu", "completed_on"), "");
    assert_eq!(cell("nhiem-vu", "as_of_illustrative"), "false");
    assert_eq!(cell("chi-tieu", "latest_value"), "0.60");
    assert_eq!(cell("chi-tieu", "latest_date"), "2026-06-15");
    assert_eq!(cell("chi-tieu", "target_year"), "2026");
    assert_eq!(cell("chi-tieu", "target_value"), "0.725");
    assert_eq!(cell("chi-tieu", "status"), "not_met_yet");
    for column in ["tasks_due", "completed_on_time", "completed_late", "overdue", "silent"] {
        assert_eq!(cell("co-quan", column), "0", "{column}");
    }
    assert_eq!(cell("ky-bao-cao", "kind"), "half");
    assert_eq!(cell("ky-bao-cao", "sha256"), "");
    assert_eq!(cell("bao-cao-nhiem-vu", "result"), "– lời thật · – xong");
    assert_eq!(cell("bao-cao-nhiem-vu", "percent"), "40.0");
    assert_eq!(cell("thay-doi", "before"), "-0.50");
    assert_eq!(cell("thay-doi", "after"), "0.60");
    assert_eq!(cell("dien-bien", "item_id"), "kh57-2026-nv-i-1");
    assert_eq!(last(&files, "ky-bao-cao/2026-q1/index.csv", "as_of"), "2026-03-15");
}

#[test]
fn a_silent_overdue_task_counts_for_its_leads() {
    let mut site = official();
    for snapshot in &mut site.snapshots {
        snapshot.reports.clear();
    }
    let deadline = &mut Arc::make_mut(&mut site.plans)[0].tasks[0].deadline;
    *deadline = Deadline {
        kind: DeadlineKind::Date,
        end: Some(Date::constant(2026, 6, 1)),
        ..Deadline::default()
    };
    let (_, files) = made(&site);
    let cell = |stem: &str, column: &str| last(&files, &format!("du-lieu/{stem}.csv"), column);
    assert_eq!(cell("nhiem-vu", "status"), "overdue");
    assert_eq!(cell("nhiem-vu", "days_late"), "14");
    for (column, count) in
        [("tasks_due", "1"), ("overdue", "1"), ("silent", "1"), ("silent_this_period", "0")]
    {
        assert_eq!(cell("co-quan", column), count, "{column}");
    }
}

#[test]
fn findings_in_made_up_files_are_not_published() {
    let site = illustrative();
    let place = Place::line("seeds/snapshots/2026-h1/bao-cao.csv", 2);
    let mut quality = quality();
    quality.push(Diagnostic::new(Code::NumberGap, place, MADE_UP[0]));
    let derived = derive(&site, None, &());
    let data = super::write(&site, &derived, &quality, &mut Diagnostics::default());
    assert_eq!(csv_cells(bytes(&data.files, "du-lieu/chat-luong.csv")).len(), 2);
}

#[test]
fn rows_keep_their_order() {
    let (_, files) = made(&mixed());
    let cells = csv_cells(bytes(&files, "du-lieu/minh-hoa/dien-bien.csv"));
    let keys: Vec<[&str; 2]> = cells[1..].iter().map(|row| [&*row[0], &*row[1]]).collect();
    let (indicator, task) = ("kh57-2026-ct-29", "kh57-2026-nv-i-1");
    let [q1, h1] = ["2026-q1", "2026-h1"];
    assert_eq!(keys, [[indicator, q1], [task, q1], [indicator, h1], [task, h1]]);
    assert_eq!(made(&mixed()).1, files);
}

#[test]
fn a_day_asked_for_holds_for_both_editions() {
    let write = |site: &Site, as_of| {
        let derived = derive(site, Some(as_of), &());
        super::write(site, &derived, &[], &mut Diagnostics::default()).files
    };
    let is_official = |file: &&File| !file.path.contains("minh-hoa");
    let site = mixed();
    // Before the made-up snapshot there is nothing made up, later there is.
    for (as_of, is_made_up) in
        [(Date::constant(2026, 4, 1), false), (Date::constant(2026, 7, 1), true)]
    {
        let files = write(&site, as_of);
        let expected = write(&official_only(&site), as_of);
        assert_eq!(files.iter().any(|file| file.path.contains("minh-hoa")), is_made_up);
        assert!(files.iter().filter(is_official).eq(expected.iter().filter(is_official)));
    }
}
