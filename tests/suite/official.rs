//! Made-up figures: marked wherever they are shown, and gone without a trace from the official build.

use std::collections::BTreeMap;

use congkhai::pipeline::{Overrides, compile};

use super::site::{quick, real_inputs, real_site};

/// Text files of a site by path.
fn texts(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, &str)> {
    files.iter().filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)))
}

fn is_page(path: &str) -> bool {
    path.rsplit('.').next() == Some("html")
}

#[test]
fn every_page_with_made_up_figures_says_so() {
    let files = &real_site().files;
    assert!(real_site().site.snapshots.iter().all(|snapshot| snapshot.is_illustrative));
    for (path, text) in texts(files).filter(|(path, _)| is_page(path)) {
        assert!(text.contains("Dữ liệu minh họa – không phải số liệu chính thức"), "{path}");
        assert!(text.contains("noindex"), "{path}");
    }
    let robots = std::str::from_utf8(&files["robots.txt"]).unwrap();
    assert!(robots.contains("Disallow: /\n"), "{robots}");
}

/// What a decision changed stands on the page of its item, in the log of goal posts and in the data of its period.
#[test]
fn amendments_stand_old_and_new_side_by_side() {
    let files = &real_site().files;
    let text = |path: &str| std::str::from_utf8(&files[path]).unwrap();
    let decision = "Quyết định 000/QĐ-UBND (minh họa)";
    let log = text("ky-bao-cao/index.html");
    for words in ["Nhật ký dời mốc", "<del>70%</del>", "<ins>60%</ins>", "Lùi 106 ngày", decision]
    {
        assert!(log.contains(words), "{words}");
    }
    assert!(text("ky-bao-cao/2026-08/index.html").contains("<ins>60%</ins>"));
    assert!(!text("ky-bao-cao/2026-09/index.html").contains("<ins>60%</ins>"));
    assert!(text("chi-tieu/kh57-2026-ct-2/index.html").contains("<ins>60%</ins>"));
    let task = text("nhiem-vu/kh57-2026-nv-ii-9/index.html");
    assert!(task.contains("<del>15/12/2026</del>") && task.contains("<ins>31/3/2027</ins>"));
    let lead = "<ins>Ban Quản lý các khu công nghiệp tỉnh</ins>";
    assert!(text("nhiem-vu/kh57-2026-nv-iii-2/index.html").contains(lead));
    let rows = text("du-lieu/minh-hoa/thay-doi.csv");
    for kind in ["target_changed", "deadline_moved", "lead_changed"] {
        assert!(rows.contains(kind), "{kind}");
    }
}

/// Files for machines are told apart by their names: who downloads one need not read it to know.
#[test]
fn every_data_file_with_made_up_rows_says_so_in_its_name() {
    let mut marked = BTreeMap::new();
    for (path, text) in texts(&real_site().files).filter(|(path, _)| !is_page(path)) {
        // What a machine-readable file says of its own rows.
        let is_marked = [
            "\"illustrative\":true",
            "\"as_of_illustrative\":true",
            "\"illustrative\": true",
            "\"as_of_illustrative\": true",
        ]
        .iter()
        .any(|words| text.contains(words))
            || has_true_cell(path, text);
        let says_so = path.contains("minh-hoa");
        assert!(!is_marked || says_so, "{path} holds rows of made-up figures");
        if says_so {
            let kind = path.split('/').next().unwrap();
            let (all, found) = marked.entry(kind).or_insert((0, 0));
            *all += 1;
            *found += usize::from(is_marked);
        }
    }
    for kind in ["nhiem-vu", "chi-tieu", "co-quan", "ky-bao-cao", "du-lieu"] {
        let (all, found) = marked[kind];
        assert!(found > 6 && (found == all || kind == "du-lieu"), "{kind}: {found} of {all}");
    }
    // The words and figures themselves, not only their marks.
    let reports = real_site().site.snapshots.iter().flat_map(|snapshot| &snapshot.reports);
    let words: Vec<&str> =
        reports.map(|report| report.result.as_str()).filter(|text| text.len() > 30).collect();
    let plain = texts(&real_site().files).filter(|(path, _)| !is_page(path));
    for (path, text) in plain.filter(|(path, _)| !path.contains("minh-hoa")) {
        let found = words.iter().find(|words| text.contains(*words));
        assert!(found.is_none(), "{path}: {found:?}");
    }
}

/// Whether a CSV has a row that says it rests on made-up figures.
fn has_true_cell(path: &str, text: &str) -> bool {
    if path.rsplit('.').next() != Some("csv") {
        return false;
    }
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heading = reader.headers().unwrap().clone();
    let marks = ["illustrative", "as_of_illustrative"];
    let places: Vec<usize> =
        (0..heading.len()).filter(|&place| marks.contains(&&heading[place])).collect();
    reader.records().any(|row| {
        let row = row.unwrap();
        places.iter().any(|&place| &row[place] == "true")
    })
}

/// What is said about a made-up figure quotes it: that is for the publisher, not for readers.
#[test]
fn the_official_build_says_nothing_about_what_is_made_up() {
    let plan = "| TT | Chỉ tiêu | Đơn vị | Đến hết năm 2026 | Cơ quan chủ trì |\n|---|---|---|---|---|\n| 1 | Số hồ sơ | hồ sơ | ≥ 80 | Sở Thử |\n| 2 | Số tệp | tệp | ≥ 80 | Sở Lạ |\n\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n| 1 | Ban hành kế hoạch | Sở Thử | 31/3/2026 |\n";
    let amendment = |to: &str, from: &str, date: &str, kind: &str| {
        format!(
            "[[amendment]]\n{kind}item = \"kh-nv-pl-1\"\nfield = \"lead\"\nfrom = \"{from}\"\nto = \"{to}\"\ndate = \"{date}\"\ndecision = \"Quyết định 1\"\n"
        )
    };
    let amendments = amendment("Sở Mới", "Sở Thử", "2026-02-01", "")
        + &amendment("Sở Đặt Ra", "Sở Mới", "2026-03-01", "illustrative = true\n");
    let manifest = "period = \"2026-q1\"\nas_of = \"2026-03-31\"\nillustrative = true\n";
    let sources = super::site::inputs(&[
        ("seeds/agencies.toml", "[[agency]]\nid = \"so-thu\"\nname = \"Sở Thử\"\nkind = \"so\"\n"),
        ("seeds/plans/kh/plan.toml", "title = \"Kế hoạch\"\nperiod_start = \"2026-01-01\"\n"),
        ("seeds/plans/kh/document.md", plan),
        ("seeds/plans/kh/amendments.toml", &amendments),
        ("seeds/snapshots/2026-q1/snapshot.toml", manifest),
        ("seeds/snapshots/2026-q1/so-thu.csv", "Mã,Giá trị\nkh-ct-1,7.531\n"),
    ]);
    let outcome = compile(&sources, &Overrides { official_only: true, ..quick() });
    let files = outcome.files.unwrap();
    let about: Vec<_> = outcome.diagnostics.iter().map(|one| one.message.as_str()).collect();
    let has = |words: &str| texts(&files).any(|(_, text)| text.contains(words));
    for words in ["7.531", "Sở Đặt Ra"] {
        assert!(about.iter().any(|message| message.contains(words)), "{words}: {about:#?}");
        let path = texts(&files).find(|(_, text)| text.contains(words)).map(|(path, _)| path);
        assert_eq!(path, None, "{words}");
    }
    assert!(!has("so-dat-ra"));
    // The same said about what is real stays.
    for words in ["Sở Lạ", "Sở Mới"] {
        let quality = std::str::from_utf8(&files["du-lieu/chat-luong.csv"]).unwrap();
        assert!(quality.contains(words), "{words}: {quality}");
    }
    // Nor does the official edition beside the illustrative one.
    let both = compile(&sources, &quick()).files.unwrap();
    for (path, text) in
        texts(&both).filter(|(path, _)| path.starts_with("du-lieu/") && !is_page(path))
    {
        let is_marked = path.contains("minh-hoa");
        for words in ["7.531", "Sở Đặt Ra"] {
            assert!(is_marked || !text.contains(words), "{path}: {words}");
        }
    }
}

#[test]
fn the_official_build_knows_nothing_of_made_up_figures() {
    let overrides = Overrides { official_only: true, ..quick() };
    let official = compile(&real_inputs(), &overrides).files.unwrap();
    let mut faults = Vec::new();
    for (path, text) in texts(&official) {
        let lower = text.to_lowercase();
        for word in ["minh họa", "minh-hoa", "illustrative\":true", "vi-du.example"] {
            if lower.contains(word) && path != "du-lieu/so-cai.json" {
                faults.push(format!("{path}: {word}"));
            }
        }
        if path.contains("minh-hoa") || path.starts_with("ky-bao-cao/") {
            faults.push(path.to_owned());
        }
    }
    // Every made-up value that no plan prints must be gone; figures of the plans themselves stay.
    let results = real_site().site.snapshots.iter().flat_map(|snapshot| &snapshot.reports);
    let words: Vec<&str> =
        results.map(|report| report.result.as_str()).filter(|text| text.len() > 30).collect();
    assert!(words.len() > 100, "{}", words.len());
    for (path, text) in texts(&official).filter(|(path, _)| is_page(path)) {
        faults.extend(
            words
                .iter()
                .filter(|words| text.contains(*words))
                .map(|words| format!("{path}: {words}")),
        );
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// Rows of the indicators of a site whose target has passed, by what its table says.
fn missed<'t>(text: impl Fn(&str) -> &'t str) -> usize {
    let mut table = csv::Reader::from_reader(text("du-lieu/chi-tieu.csv").as_bytes());
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(Result::unwrap).collect();
    rows.iter().filter(|row| row["status"] == "report_overdue").count()
}

/// Indicators are watched as tasks are: once the year of a target is over and nobody reported, all pages say so.
#[test]
fn the_official_site_watches_targets_without_reports() {
    let day = congkhai::model::Date::constant(2027, 1, 15);
    let overrides = Overrides { official_only: true, as_of: Some(day), ..quick() };
    let files = compile(&real_inputs(), &overrides).files.unwrap();
    let text = |path: &str| std::str::from_utf8(&files[path]).unwrap();
    let passed = missed(text);
    // Most indicators of the plan of 2026 have a number to reach in that year.
    assert!(passed > 40, "{passed}");
    let words = format!("{passed} chỉ tiêu có hạn đã qua, chưa có báo cáo");
    assert!(text("canh-bao/index.html").contains(&words));
    let home = format!("<strong>{passed}</strong> chỉ tiêu có hạn đã qua, chưa có báo cáo");
    assert!(text("index.html").contains(&home));
    let feed = text("canh-bao/qua-han.json");
    let is_of_indicator = |line: &&str| line.contains("/chi-tieu/");
    let urls = feed.split("\"url\"").filter(is_of_indicator);
    assert_eq!(urls.count(), passed);
    assert!(text("chi-tieu/index.html").contains(&format!("{passed} hạn đã qua, chưa có báo cáo")));
    assert!(text("trang-thai/han-da-qua-chua-co-bao-cao/index.html").contains("kh57-2026-ct-2"));
    let page = text("chi-tieu/kh57-2026-ct-2/index.html");
    assert!(page.contains("Hạn đã qua, chưa có báo cáo") && page.contains("Hạn của mục tiêu"));
    let calendar = text("thoi-han/lich.ics").replace("\r\n ", "");
    assert!(calendar.contains("UID:kh57-2026-ct-2-2026-12-31@"));
    // Nobody was asked here: no report is called missing.
    for (path, page) in texts(&files).filter(|(path, _)| is_page(path)) {
        let is_about_rules =
            ["huong-dan", "phuong-phap/", "du-lieu/"].iter().any(|one| path.starts_with(one));
        // Files of open data are named by the plain words of their code.
        let page = page.replace("download>Chỉ tiêu: Quá hạn báo cáo", "");
        let accuses = page.contains("Quá hạn báo cáo") || page.contains("quá hạn báo cáo");
        assert!(is_about_rules || !accuses, "{path}");
    }
}

/// Even where nobody ever reported, days pass: the site says which, and accuses nobody.
#[test]
fn the_official_site_watches_deadlines_without_reports() {
    let day = congkhai::model::Date::constant(2026, 12, 20);
    let overrides = Overrides { official_only: true, as_of: Some(day), ..quick() };
    let files = compile(&real_inputs(), &overrides).files.unwrap();
    let text = |path: &str| std::str::from_utf8(&files[path]).unwrap();
    let mut table = csv::Reader::from_reader(text("du-lieu/nhiem-vu.csv").as_bytes());
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(Result::unwrap).collect();
    let of = |status: &str| rows.iter().filter(|row| row["status"] == status).count();
    let (passed, soon) = (of("overdue"), of("due_soon"));
    assert!(passed > 10 && soon > 0, "{passed} {soon}");
    assert!(rows.iter().all(|row| row["never_reported"] == "true"));

    let home = text("index.html");
    assert!(
        home.contains(&format!(
            "<strong>{passed}</strong> nhiệm vụ có hạn đã qua, chưa có báo cáo"
        ))
    );
    assert!(home.contains(&format!("<strong>{soon}</strong> nhiệm vụ đến hạn trong 30 ngày tới")));
    let warnings = text("canh-bao/index.html");
    assert!(warnings.contains(&format!("{passed} nhiệm vụ có hạn đã qua, chưa có báo cáo")));
    assert!(warnings.contains("Tính đến ngày 20/12/2026"));
    let feed = text("canh-bao/qua-han.json");
    assert_eq!(feed.matches("Hạn đã qua, chưa có báo cáo: ").count(), passed + missed(text));
    let late = rows.iter().find(|row| row["status"] == "overdue").unwrap();
    assert!(
        text(&format!("nhiem-vu/{}/index.html", late["id"]))
            .contains("Hạn đã qua, chưa có báo cáo")
    );
    assert!(text("thoi-han/lich.ics").contains(&format!("UID:{}@", late["id"])));
    assert!(text("nhiem-vu/index.html").contains("Hạn đã qua, chưa có báo cáo"));
    // Nobody was asked here, so nobody missed anything, and nothing is counted as zero.
    for (path, page) in
        texts(&files).filter(|(path, _)| is_page(path) && *path != "phuong-phap/index.html")
    {
        for words in ["Chưa gửi</", "nhiệm vụ đã hoàn thành", "xong kịp hạn"] {
            let is_guide = path.starts_with("huong-dan-giao-dien/");
            assert!(is_guide || !page.contains(words), "{path}: {words}");
        }
    }
}
