//! Calendars over time: what moves, what is withdrawn and what keeps its name; and what servers say such files are.

use std::collections::BTreeMap;

use congkhai::hosting::MEDIA_TYPES;
use congkhai::load::load;
use congkhai::pipeline::{Overrides, compile};

use super::folder::{self, CONFIG, registry};
use super::site::{quick, real_site};

const DOCUMENT: &str = "# KẾ HOẠCH

| TT | Nhiệm vụ | Chủ trì | Thời hạn |
|---|---|---|---|
| 1 | Xây dựng kho dữ liệu | Sở Y tế | 30/9/2026 |
| 2 | Đào tạo cán bộ | Sở Y tế | 30/9/2026 |
| 3 | Nâng cấp trung tâm | Sở Y tế | 30/9/2026 |
| 4 | Mở cổng dữ liệu | Sở Y tế | 30/9/2026 |
| 5 | Đề án dữ liệu | Sở Y tế | Trình trước ngày 30/6/2026; ban hành trước ngày 30/10/2026 |
";

const AMENDMENT: &str = r#"[[amendment]]
item = "kh-nv-pl-3"
field = "deadline"
from = "30/9/2026"
to = "30/11/2026"
date = "2026-05-04"
decision = "Quyết định 12/QĐ-UBND"
"#;

const REPORT: &str = "Mã,Tình trạng,Gia hạn đến,Văn bản quyết định
kh-nv-pl-1,Đang thực hiện,2026-10-31,Quyết định số 13/QĐ-UBND ngày 10/5/2026
kh-nv-pl-2,Bãi bỏ,,Quyết định số 14/QĐ-UBND ngày 10/5/2026
kh-nv-pl-4,Đang thực hiện,,
";

/// The files of a site of two periods, as of a day.
fn files(as_of: &str) -> BTreeMap<String, Vec<u8>> {
    let root = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| folder::put(root.path(), path, text);
    put("congkhai.toml", CONFIG);
    put("seeds/agencies.toml", &registry(&[("so-y-te", "Sở Y tế")]));
    put(
        "seeds/plans/kh/plan.toml",
        "title = \"Kế hoạch\"\ndate_text = \"ngày tháng 01 năm 2026\"\n",
    );
    put("seeds/plans/kh/document.md", DOCUMENT);
    put("seeds/plans/kh/amendments.toml", AMENDMENT);
    for (period, day, report) in [
        ("2026-04", "2026-04-30", "Mã,Tình trạng\nkh-nv-pl-1,Đang thực hiện\n"),
        ("2026-05", "2026-05-31", REPORT),
    ] {
        let folder = format!("seeds/snapshots/{period}");
        let manifest = format!("period = \"{period}\"\nas_of = \"{day}\"\n");
        put(&format!("{folder}/snapshot.toml"), &manifest);
        put(&format!("{folder}/so-y-te.csv"), report);
    }
    let overrides = Overrides { as_of: Some(as_of.parse().unwrap()), ..quick() };
    let outcome = compile(&load(root.path()).unwrap(), &overrides);
    outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics))
}

/// The lines of each event of the calendar by its UID, as of a day.
fn events(as_of: &str) -> BTreeMap<String, Vec<String>> {
    let files = files(as_of);
    let text = std::str::from_utf8(&files["co-quan/so-y-te/lich.ics"]).unwrap();
    let unfolded = text.replace("\r\n ", "");
    let event = |block: &str| {
        let lines: Vec<String> = block.lines().map(str::to_owned).collect();
        let uid = lines.iter().find_map(|line| line.strip_prefix("UID:")).unwrap().to_owned();
        (uid, lines)
    };
    unfolded.split("BEGIN:VEVENT\r\n").skip(1).map(event).collect()
}

#[test]
fn what_moves_keeps_its_name_and_counts_up() {
    let (before, after) = (events("2026-04-30"), events("2026-05-31"));
    assert!(before.keys().eq(after.keys()), "{before:?}\n{after:?}");
    assert_eq!(after, events("2026-05-31"));
    let expected = [
        // Extended in a report, withdrawn in a report, moved by a decision, left alone.
        ("kh-nv-pl-1", ["DTSTART;VALUE=DATE:20261031", "SEQUENCE:1", "STATUS:CONFIRMED"]),
        ("kh-nv-pl-2", ["DTSTART;VALUE=DATE:20260930", "SEQUENCE:1", "STATUS:CANCELLED"]),
        ("kh-nv-pl-3", ["DTSTART;VALUE=DATE:20261130", "SEQUENCE:1", "STATUS:CONFIRMED"]),
        ("kh-nv-pl-4", ["DTSTART;VALUE=DATE:20260930", "SEQUENCE:0", "STATUS:CONFIRMED"]),
    ];
    for (task, lines) in expected {
        let uid = format!("{task}@thu.example");
        for line in lines {
            assert!(after[&uid].iter().any(|one| one == line), "{task} {line}: {:?}", after[&uid]);
        }
        for line in ["DTSTART;VALUE=DATE:20260930", "SEQUENCE:0", "STATUS:CONFIRMED"] {
            assert!(
                before[&uid].iter().any(|one| one == line),
                "{task} {line}: {:?}",
                before[&uid]
            );
        }
    }
    // What has not changed says so since the plan, of which only the month is known.
    let unchanged = &after["kh-nv-pl-4@thu.example"];
    assert!(unchanged.contains(&"DTSTAMP:20260101T000000Z".to_owned()), "{unchanged:?}");
}

/// Identifier, day and title of each entry of a feed and of the JSON Feed beside it, newest first.
fn entries(files: &BTreeMap<String, Vec<u8>>, feed: &str) -> Vec<[String; 3]> {
    let atom = std::str::from_utf8(&files[&format!("{feed}.atom")]).unwrap();
    let between = |text: &str, name: &str| {
        let (_, rest) = text.split_once(&format!("<{name}>")).unwrap();
        rest.split_once(&format!("</{name}>")).unwrap().0.to_owned()
    };
    let entry = |text: &str| ["id", "updated", "title"].map(|name| between(text, name));
    let entries: Vec<_> = atom.split("<entry>").skip(1).map(entry).collect();
    let json: serde_json::Value = serde_json::from_slice(&files[&format!("{feed}.json")]).unwrap();
    let ids = json["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap());
    assert!(ids.eq(entries.iter().map(|entry| entry[0].as_str())), "{feed}");
    entries
}

/// A reader that has seen an entry sees no other one in its place when the next period comes, and none twice.
#[test]
fn entries_of_feeds_keep_their_names_when_more_is_known() {
    let (before, after) = (files("2026-04-30"), files("2026-05-31"));
    for feed in ["thay-doi", "co-quan/so-y-te/thay-doi", "linh-vuc/kh-pl/thay-doi"] {
        let (old, new) = (entries(&before, feed), entries(&after, feed));
        assert_eq!(new, entries(&files("2026-05-31"), feed));
        // What was there is there still, as it was, below what is new.
        assert!(new.ends_with(&old) && new.len() > old.len(), "{feed}: {old:#?}\n{new:#?}");
        let ids: std::collections::BTreeSet<&String> = new.iter().map(|entry| &entry[0]).collect();
        assert_eq!(ids.len(), new.len(), "{feed}: {new:#?}");
        assert!(ids.iter().all(|id| id.starts_with("tag:thu.example,2026:")), "{ids:?}");
    }
}

/// A task with dated parts has an event a part, and the calendar of everything has the events of the agencies.
#[test]
fn calendars_agree_and_parts_have_names_of_their_own() {
    let files = files("2026-05-31");
    let uids = |path: &str| -> Vec<String> {
        let text = std::str::from_utf8(&files[path]).unwrap().replace("\r\n ", "");
        text.lines().filter_map(|line| line.strip_prefix("UID:")).map(str::to_owned).collect()
    };
    let (all, own) = (uids("thoi-han/lich.ics"), uids("co-quan/so-y-te/lich.ics"));
    assert_eq!(all, own);
    for part in ["kh-nv-pl-5-moc-1@thu.example", "kh-nv-pl-5-moc-2@thu.example"] {
        assert_eq!(all.iter().filter(|uid| *uid == part).count(), 1, "{all:?}");
    }
}

/// The official edition is as new as its newest document, though no day is printed on it.
#[test]
fn undated_plans_count_from_the_first_day_they_can_be_of() {
    let site = &real_site().site;
    let day = |id: &str| {
        site.plans
            .iter()
            .find(|plan| plan.id.as_str() == id)
            .unwrap()
            .date_from
            .unwrap()
            .to_string()
    };
    assert_eq!(day("vast-2026"), "2026-07-01");
    assert_eq!(day("viettel-2026"), "2026-01-01");
    assert_eq!(day("kh57-2026"), "2026-01-01");
    assert_eq!(day("qd123-2023"), "2023-04-05");
    let text = |path: &str| std::str::from_utf8(&real_site().files[path]).unwrap();
    let package: serde_json::Value =
        serde_json::from_str(text("du-lieu/datapackage.json")).unwrap();
    assert_eq!(package["version"], "2026-07-01");
}

/// Every kind of file a site has is one common servers know, or one their configuration is told of.
#[test]
fn servers_know_every_kind_of_file() {
    let common = ["css", "html", "json", "png", "svg", "txt", "woff2", "xlsx", "xml", "zip"];
    for path in real_site().files.keys() {
        let name = path.rsplit('/').next().unwrap();
        let Some((_, ending)) = name.rsplit_once('.') else {
            assert!(["SHA256SUMS", "_headers"].contains(&name), "{path}");
            continue;
        };
        let is_told = MEDIA_TYPES.iter().any(|(known, _)| *known == ending);
        assert!(is_told || common.contains(&ending), "{path}");
    }
}
