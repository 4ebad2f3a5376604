//! Addresses: the only place that knows under which path a page stands.
//!
//! An address is a path below the site's root without a slash in front; pages end with `/`.

use crate::model::Id;

/// The start page.
pub const HOME: &str = "";
/// List of indicators.
pub const INDICATORS: &str = "chi-tieu/";
/// List of tasks.
pub const TASKS: &str = "nhiem-vu/";
/// List of agencies.
pub const AGENCIES: &str = "co-quan/";
/// List of plans.
pub const PLANS: &str = "van-ban/";
/// List of legal documents.
pub const REFERENCES: &str = "can-cu/";
/// List of sections.
pub const SECTIONS: &str = "linh-vuc/";
/// Deadlines by month.
pub const DEADLINES: &str = "thoi-han/";
/// Contradictions and overlaps.
pub const COMPARISON: &str = "doi-chieu/";
/// Data quality.
pub const QUALITY: &str = "chat-luong/";
/// Who reports to whom, how often and by which day.
pub const REPORTING: &str = "che-do-bao-cao/";
/// Open data.
pub const DATA: &str = "du-lieu/";
/// Frozen versions of the open data, by day: nothing below it ever changes or disappears.
pub const VERSIONS: &str = "du-lieu/phien-ban/";
/// Cards that other sites may frame; no other page may be framed.
pub const EMBEDS: &str = "nhung/";
/// Table of tasks, a row each.
pub const TASK_TABLE: &str = "nhiem-vu.csv";
/// Table of indicators, a row each.
pub const INDICATOR_TABLE: &str = "chi-tieu.csv";
/// Table of agencies, a row each.
pub const AGENCY_TABLE: &str = "co-quan.csv";
/// Snapshots, one a reporting period.
pub const PERIODS: &str = "ky-bao-cao/";
/// What calls for attention.
pub const WARNINGS: &str = "canh-bao/";
/// How everything is read and judged.
pub const METHOD: &str = "phuong-phap/";
/// Every component of the look, with examples.
pub const GUIDE: &str = "huong-dan-giao-dien/";
/// Name, without its ending `.png`, of the picture shared with a page, beside the page.
pub const SHARE_PICTURE: &str = "chia-se";
/// Name of the chart of an indicator, of deadlines or of agencies, without its ending, beside the page.
pub const CHART: &str = "bieu-do";
/// Name of the bar of tasks by status, without its ending, beside the page.
pub const TASK_BAR: &str = "nhiem-vu-theo-trang-thai";
/// Name of the bar of indicators by status, without its ending, beside the page.
pub const INDICATOR_BAR: &str = "chi-tieu-theo-trang-thai";
/// Search.
pub const SEARCH: &str = "tim-kiem/";
/// Lists of everything in one state.
pub const STATUSES: &str = "trang-thai/";
/// Page shown for addresses that do not exist.
pub const NOT_FOUND: &str = "404.html";

/// Page of an indicator.
pub fn indicator(id: &Id) -> String {
    format!("{INDICATORS}{id}/")
}

/// Page of a task.
pub fn task(id: &Id) -> String {
    format!("{TASKS}{id}/")
}

/// Page of an agency.
pub fn agency(id: &Id) -> String {
    format!("{AGENCIES}{id}/")
}

/// The document of a plan as it was handed in, byte for byte; nothing when it holds what is not published.
pub fn source(plan: &crate::model::Plan) -> Option<String> {
    if plan.document.words.has_unpublished() {
        return None;
    }
    let ending = plan.source_file.rsplit_once('.').map_or("", |(_, ending)| ending);
    // Only what a plan is read from can stand here; anything else is text.
    let ending =
        ["docx", "md", "pdf", "xlsx"].into_iter().find(|one| *one == ending).unwrap_or("txt");
    Some(format!("{PLANS}{}/van-ban-goc.{ending}", plan.id))
}

/// Page of a plan.
pub fn plan(id: &Id) -> String {
    format!("{PLANS}{id}/")
}

/// The place of an item in the text of its plan.
pub fn plan_place(plan: &Id, item: &Id) -> String {
    format!("{PLANS}{plan}/#{item}")
}

/// Page of a legal document.
pub fn reference(id: &Id) -> String {
    format!("{REFERENCES}{id}/")
}

/// Page of a section.
pub fn section(id: &Id) -> String {
    format!("{SECTIONS}{id}/")
}

/// List of everything whose state has that label ("Quá hạn").
pub fn status(label: &str) -> String {
    format!("{STATUSES}{}/", Id::slug(label))
}

/// A table of open data, in the edition that holds the figures shown.
pub fn table(is_illustrative: bool, file: &str) -> String {
    if is_illustrative { format!("{DATA}minh-hoa/{file}") } else { format!("{DATA}{file}") }
}

/// Page of a snapshot.
pub fn period(id: &Id) -> String {
    format!("{PERIODS}{id}/")
}

/// Page of a dataset.
pub fn dataset(stem: &str) -> String {
    format!("{DATA}{stem}/")
}

/// The card of the page at `path` for other sites, as it stood at a snapshot or live.
pub fn embed(path: &str, period: Option<&Id>) -> String {
    period.map_or_else(|| format!("{EMBEDS}{path}"), |period| format!("{EMBEDS}{path}{period}/"))
}

/// The place of a rule for tasks on the method page.
pub fn task_rule(number: u8) -> String {
    format!("{METHOD}#quy-tac-{number}")
}

/// Page of prose; `path` has no slashes at its ends.
pub fn prose(path: &str) -> String {
    format!("{path}/")
}

/// The relative way from the page at `address` to the site's root, with a slash at the end.
pub fn root_from(address: &str) -> String {
    let depth = address.matches('/').count();
    if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
}

/// The file a page is written to.
pub fn file_of(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') {
        format!("{address}index.html")
    } else {
        address.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_root_is_relative() {
        assert_eq!(root_from(HOME), "./");
        assert_eq!(root_from(TASKS), "../");
        assert_eq!(root_from("nhiem-vu/a-1/"), "../../");
    }

    #[test]
    fn pages_are_index_files() {
        assert_eq!(file_of(HOME), "index.html");
        assert_eq!(file_of(TASKS), "nhiem-vu/index.html");
        assert_eq!(file_of(NOT_FOUND), "404.html");
    }
}
