//! One number for one thing: every figure that stands on more than one page is counted again from the open data of the
//! same build.

use std::collections::BTreeMap;

use super::site::real_site;

type Rows = Vec<BTreeMap<String, String>>;

/// The rows of a table, of the edition with made-up figures where there is one.
fn rows(stem: &str) -> Rows {
    let files = &real_site().files;
    let made_up = files.get(&format!("du-lieu/minh-hoa/{stem}.csv"));
    // What no report changes has one edition.
    let bytes = made_up.unwrap_or_else(|| &files[&format!("du-lieu/{stem}.csv")]);
    csv::Reader::from_reader(&**bytes).deserialize().map(Result::unwrap).collect()
}

fn page(path: &str) -> &'static str {
    std::str::from_utf8(&real_site().files[path]).unwrap()
}

/// The words of a piece of a page, with `|` between cells.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.replace("</td>", "|").replace("</th>", "|").chars() {
        match letter {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn count(rows: &Rows, column: &str, value: &str) -> usize {
    rows.iter().filter(|row| row[column] == value).count()
}

/// Each figure: its name, and the pages it stands on with the words around it.
#[expect(clippy::too_many_lines, reason = "một danh sách dài, mỗi mục một ý")]
fn figures() -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let (tasks, indicators) = (rows("nhiem-vu"), rows("chi-tieu"));
    let of = |status: &str| count(&tasks, "status", status);
    let (overdue, due_soon) = (of("overdue"), of("due_soon"));
    let done = of("completed_on_time") + of("completed_late") + of("completed_moved");
    let never = count(&tasks, "never_reported", "true");
    let met = count(&indicators, "status", "met");
    let lowered = count(&indicators, "status", "met_lowered");
    let (all, measured) = (tasks.len(), indicators.len());
    let submissions = rows("nop-bao-cao");
    let newest = &submissions.last().unwrap()["snapshot_id"];
    let newest: Rows =
        submissions.iter().filter(|row| row["snapshot_id"] == *newest).cloned().collect();
    let on_time = count(&newest, "state", "on_time");
    let missing = count(&newest, "state", "not_handed_in");
    let expected = on_time + missing + count(&newest, "state", "late");
    vec![
        (
            "nhiệm vụ quá hạn",
            vec![
                ("index.html", format!("{overdue} nhiệm vụ quá hạn")),
                ("canh-bao/index.html", format!("{overdue} nhiệm vụ quá hạn")),
                ("canh-bao/index.html", format!("Quá hạn ({overdue})")),
                ("trang-thai/qua-han/index.html", format!("{overdue} nhiệm vụ ở trạng thái")),
            ],
        ),
        (
            "nhiệm vụ sắp đến hạn",
            vec![
                ("index.html", format!("{due_soon} nhiệm vụ chưa xong đến hạn trong 30 ngày")),
                ("canh-bao/index.html", format!("{due_soon} sắp đến hạn")),
                ("canh-bao/index.html", format!("Sắp đến hạn ({due_soon})")),
                ("trang-thai/sap-den-han/index.html", format!("{due_soon} nhiệm vụ ở trạng thái")),
            ],
        ),
        (
            "nhiệm vụ đã hoàn thành",
            vec![("index.html", format!("{done} trong {all} nhiệm vụ đã hoàn thành"))],
        ),
        (
            "nhiệm vụ chưa từng có báo cáo",
            vec![("index.html", format!("{never} trong {all} nhiệm vụ chưa từng có báo cáo"))],
        ),
        (
            "chỉ tiêu đạt",
            vec![
                ("index.html", format!("{met} trong {measured} chỉ tiêu đã đạt")),
                ("trang-thai/dat/index.html", format!("{met} chỉ tiêu ở trạng thái")),
            ],
        ),
        (
            "chỉ tiêu chỉ đạt mức đã hạ",
            vec![
                ("index.html", format!("không kể {lowered} chỉ đạt mức đã hạ")),
                ("trang-thai/dat-muc-da-ha/index.html", format!("{lowered} chỉ tiêu ở trạng thái")),
            ],
        ),
        (
            "cơ quan chưa gửi báo cáo kỳ mới nhất",
            vec![
                ("canh-bao/index.html", format!("{missing} cơ quan chưa gửi báo cáo kỳ này")),
                ("canh-bao/index.html", format!("Chưa gửi báo cáo ({missing})")),
            ],
        ),
        (
            "cơ quan gửi đúng hạn kỳ mới nhất",
            vec![("ky-bao-cao/index.html", format!("{on_time}/{expected}"))],
        ),
        (
            "nhiệm vụ",
            vec![
                ("index.html", format!("{all} nhiệm vụ")),
                ("nhiem-vu/index.html", format!("{all} nhiệm vụ trong")),
            ],
        ),
        (
            "chỉ tiêu",
            vec![
                ("index.html", format!("{measured} chỉ tiêu")),
                ("chi-tieu/index.html", format!("{measured} chỉ tiêu trong")),
            ],
        ),
    ]
}

#[test]
fn figures_of_several_pages_are_those_of_the_tables() {
    for (name, places) in figures() {
        for (path, expected) in places {
            assert!(words(page(path)).contains(&expected), "{name}: {path} không có “{expected}”");
        }
    }
}

#[test]
fn each_plan_says_the_same_everywhere() {
    let tasks = rows("nhiem-vu");
    for plan in rows("van-ban") {
        let own: Rows = tasks.iter().filter(|row| row["plan_id"] == plan["id"]).cloned().collect();
        if own.is_empty() {
            continue;
        }
        let never = count(&own, "never_reported", "true");
        let text = words(page(&format!("van-ban/{}/index.html", plan["id"])));
        let expected = format!("{never}/{} nhiệm vụ chưa từng có báo cáo.", own.len());
        assert!(text.contains(&expected), "{}: {expected}", plan["id"]);
        let short = format!("{never} chưa từng có báo cáo");
        for path in ["index.html", "van-ban/index.html"] {
            assert!(never == 0 || words(page(path)).contains(&short), "{path}: {short}");
        }
        for (status, word) in [("overdue", "quá hạn"), ("due_soon", "sắp đến hạn")] {
            let many = count(&own, "status", status);
            let short = format!("· {many} {word}");
            assert!(many == 0 || words(page("van-ban/index.html")).contains(&short), "{short}");
        }
    }
}

#[test]
fn each_agency_says_the_same_in_the_list_on_its_page_and_in_the_table() {
    let list = page("co-quan/index.html");
    let mut seen = 0;
    for agency in rows("co-quan").iter().filter(|row| row["tasks_led"] != "0") {
        let (id, led, silent) = (&agency["id"], &agency["tasks_led"], &agency["silent"]);
        let row = list
            .split("<tr data-row")
            .skip(1)
            .find(|row| row.contains(&format!("co-quan/{id}/\"")))
            .unwrap();
        let row = words(row.split("</tr>").next().unwrap());
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let on_time = match &*agency["tasks_due"] {
            "0" => "chưa có".to_owned(),
            due => format!("{}/{due}", agency["completed_on_time"]),
        };
        assert_eq!(
            [cells[1], cells[3], cells[5], cells[6]],
            [led, &agency["indicators_led"], &agency["overdue"], silent],
            "{id}"
        );
        assert!(cells[4].starts_with(&on_time), "{id}: {} thay vì {on_time}", cells[4]);
        let text = words(page(&format!("co-quan/{id}/index.html")));
        let own = if agency["kind"] == "tap-the" { "nhóm" } else { "cơ quan" };
        let expected = format!("{silent}/{led} nhiệm vụ chủ trì {own} này chưa từng báo cáo.");
        assert!(text.contains(&expected), "{id}: {expected}");
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn every_item_wears_the_status_of_the_table() {
    for (stem, folder) in [("nhiem-vu", "nhiem-vu"), ("chi-tieu", "chi-tieu")] {
        for row in rows(stem) {
            let text = page(&format!("{folder}/{}/index.html", row["id"]));
            let main = &text[text.find("<main").unwrap()..];
            let expected = format!("data-status=\"{}\"", row["status"]);
            let first = main.find("data-status=\"").map(|at| &main[at..]).unwrap();
            assert!(first.starts_with(&expected), "{}: {expected}", row["id"]);
        }
    }
}

#[test]
fn a_lowered_goal_is_told_apart_wherever_it_stands() {
    let told = "Đạt mức đã hạ (70% → 60% từ 01/08/2026); so với mức ban hành: chưa đạt";
    for path in ["chi-tieu/kh57-2026-ct-2/index.html", "nhung/chi-tieu/kh57-2026-ct-2/index.html"] {
        assert!(words(page(path)).contains(told), "{path}");
    }
    assert!(words(page("chi-tieu/index.html")).contains("Đạt mức đã hạ"));
    let lowered = rows("chi-tieu").into_iter().find(|row| row["id"] == "kh57-2026-ct-2").unwrap();
    assert_eq!((&*lowered["target_original"], &*lowered["target_value"]), ("70", "60"));
    assert_ne!(lowered["status_against_original"], "met");
}
