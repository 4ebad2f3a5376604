//! Lists and logs that can be found by what people call them: pages made from the data, states, periods.

use crate::search::{Document, Kind};
use crate::vietnamese;
use crate::view::find::page;
use crate::view::ground::status::PASSED;
use crate::view::ground::{Portal, address, form};
use crate::view::parts::states;

/// A page made from the data.
struct List {
    path: &'static str,
    title: &'static str,
    /// Words people look for it by.
    text: &'static str,
    /// What people call it who want this page and no other.
    names: &'static [&'static str],
    /// Whether it needs reports.
    is_of_reports: bool,
}

const LISTS: &[List] = &[
    list(address::TASKS, "Danh mục nhiệm vụ", "toàn bộ nhiệm vụ được giao", &[]),
    list(address::INDICATORS, "Danh mục chỉ tiêu", "toàn bộ chỉ tiêu, mục tiêu", &[]),
    list(address::AGENCIES, "Danh bạ cơ quan", "các sở, ngành, đơn vị, địa phương", &[]),
    list(address::PLANS, "Văn bản", "toàn văn kế hoạch, quyết định", &[]),
    list(address::REFERENCES, "Văn bản căn cứ", "nghị quyết, luật, căn cứ pháp lý", &[]),
    list(address::SECTIONS, "Lĩnh vực", "nhóm, phần, mục của văn bản", &[]),
    list(address::DEADLINES, "Thời hạn", "lịch, hạn hoàn thành theo tháng", &["lịch thời hạn"]),
    list(address::COMPARISON, "Đối chiếu văn bản", "trùng lặp, mâu thuẫn giữa các văn bản", &[]),
    list(address::QUALITY, "Chất lượng dữ liệu", "điều bất thường, lỗi trong văn bản nguồn", &[]),
    list(address::DATA, "Dữ liệu mở", "tải dữ liệu, CSV, JSON, giao diện lập trình API", &[]),
    of_reports(
        address::WARNINGS,
        "Cảnh báo",
        "quá hạn, sắp đến hạn, chậm báo cáo",
        &["cảnh báo tiến độ", "việc chậm"],
    ),
    of_reports(
        address::PERIODS,
        "Kỳ báo cáo",
        "báo cáo tháng, quý; cơ quan nộp chậm; nhật ký dời mốc",
        &[
            "gia hạn",
            "dời hạn",
            "lùi hạn",
            "hoãn lại",
            "dời mốc",
            "nhật ký dời mốc",
            "hạ mục tiêu",
            "hạ chỉ tiêu",
            "giảm mục tiêu",
        ],
    ),
];

/// What people call the list of a state, by the label of the state.
const STATES: &[(&str, &[&str])] = &[
    (PASSED, &["hạn đã qua", "quá hạn", "trễ hạn", "chưa có báo cáo"]),
    ("Quá hạn", &["quá hạn", "trễ hạn", "chậm tiến độ", "chậm trễ", "trễ tiến độ"]),
    ("Sắp đến hạn", &["sắp đến hạn", "sắp hết hạn", "gần đến hạn"]),
    (
        "Chưa từng có báo cáo, còn hạn",
        &["chưa báo cáo", "chưa từng báo cáo", "chưa có báo cáo", "không báo cáo"],
    ),
    ("Đạt mức đã hạ", &["đạt mức đã hạ", "đạt nhờ hạ mục tiêu"]),
    ("Hoàn thành theo hạn đã dời", &["xong theo hạn đã dời", "hoàn thành theo hạn đã dời"]),
    ("Hoàn thành đúng hạn", &["hoàn thành đúng hạn", "đã hoàn thành", "đã xong"]),
    ("Hoàn thành quá hạn", &["hoàn thành quá hạn", "hoàn thành chậm"]),
    ("Tạm dừng", &["tạm dừng", "bị dừng"]),
    ("Hết hạn mà không đạt", &["không đạt", "không đạt mục tiêu"]),
    ("Quá hạn báo cáo", &["quá hạn báo cáo", "chậm báo cáo"]),
    ("Đạt", &["đã đạt", "đạt mục tiêu"]),
    ("Chậm", &["chỉ tiêu chậm", "chậm so với mục tiêu"]),
];

/// What people call the newest period.
const NEWEST: &[&str] =
    &["mới", "tháng này", "kỳ này", "mới nhất", "cập nhật mới", "có gì mới", "tình hình mới nhất"];

const fn list(
    path: &'static str,
    title: &'static str,
    text: &'static str,
    names: &'static [&'static str],
) -> List {
    List { path, title, text, names, is_of_reports: false }
}

const fn of_reports(
    path: &'static str,
    title: &'static str,
    text: &'static str,
    names: &'static [&'static str],
) -> List {
    List { is_of_reports: true, ..list(path, title, text, names) }
}

/// All of them.
pub(in crate::view) fn documents(portal: &Portal<'_>) -> Vec<Document> {
    let has_reports = portal.as_of().is_some();
    let lists = LISTS.iter().filter(|list| has_reports || !list.is_of_reports);
    let of_list = |list: &List| {
        let document = page(Kind::Page, list.path.to_owned(), list.title, list.text, "");
        named(document, list.names, &format!("{}.", form::capitalised(list.text)))
    };
    let mut documents: Vec<Document> = lists.map(of_list).collect();
    for (label, summary) in states::summaries(portal) {
        let names = STATES.iter().find(|state| state.0 == label).map_or(&[][..], |state| state.1);
        let title = format!("Danh sách: {label}");
        let document = page(Kind::Page, address::status(label), &title, "", "");
        documents.push(named(document, names, &summary));
    }
    documents.extend(portal.stages().next_back().map(|(snapshot, _)| {
        let label = snapshot.period.label();
        let text =
            format!("Kỳ báo cáo mới nhất, số liệu đến {}.", vietnamese::date(snapshot.as_of));
        let path = address::period(&snapshot.id);
        named(page(Kind::Page, path, &label, "", ""), NEWEST, &text)
    }));
    documents
}

fn named(mut document: Document, names: &[&str], answer: &str) -> Document {
    document.names = names.iter().map(|name| (*name).to_owned()).collect();
    answer.clone_into(&mut document.card.answer);
    document
}

#[cfg(test)]
mod tests {
    use super::STATES;
    use crate::model::{IndicatorStatus, TaskStatus};
    use crate::view::ground::status::PASSED;

    #[test]
    fn every_name_is_of_a_state_there_is() {
        let tasks = TaskStatus::ALL.iter().map(|state| state.2);
        let indicators = IndicatorStatus::ALL.iter().map(|state| state.2);
        let labels: Vec<&str> = tasks.chain(indicators).chain([PASSED]).collect();
        for (label, _) in STATES {
            assert!(labels.contains(label), "{label}");
        }
    }
}
