//! `bao-cao-nhiem-vu`: what agencies reported on tasks.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::model::{Id, ReportedStatus, Snapshot, TaskReport};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "bao-cao-nhiem-vu",
    title: "Báo cáo nhiệm vụ",
    title_en: "Task reports",
    description: "Điều cơ quan báo cáo về từng nhiệm vụ trong từng kỳ, nguyên lời. Tình trạng tính theo quy tắc ở bảng dien-bien.",
    row: "một báo cáo về một nhiệm vụ hoặc một mốc của nhiệm vụ",
    primary_key: &["task_id", "snapshot_id", "source_file", "source_row"],
    folder: None,
    basis: Basis::Reports,
    rows,
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One report on one task, with the snapshot it came in.
struct Subject<'a> {
    snapshot: &'a Snapshot,
    report: &'a TaskReport,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(
        Column::new("task_id", Type::Text, "Nhiệm vụ", "Task", "Mã nhiệm vụ")
            .required()
            .of("nhiem-vu", "id"),
        |one| Value::text(one.report.task.as_str()),
    ),
    entry(super::SNAPSHOT_ID, |one| Value::text(one.snapshot.id.as_str())),
    entry(
        Column::new(
            "reported_status",
            Type::Enum(statuses),
            "Tình trạng được báo cáo",
            "Reported status",
            "Theo lời cơ quan, chưa phải tình trạng tính theo quy tắc",
        )
        .required(),
        |one| Value::text(one.report.reported_status.as_str()),
    ),
    entry(
        Column::new(
            "status_text",
            Type::Text,
            "Lời ghi tình trạng",
            "Status as written",
            "Ô tình trạng của báo cáo, nguyên lời",
        ),
        |one| Value::text(&one.report.status_text),
    ),
    entry(
        Column::new(
            "completed_on",
            Type::Date,
            "Ngày hoàn thành",
            "Completed on",
            "Trống khi chưa hoàn thành hoặc báo cáo không ghi",
        ),
        |one| Value::date(one.report.completed_on),
    ),
    entry(
        Column::new(
            "percent",
            Type::Decimal,
            "Phần trăm",
            "Percent",
            "Phần việc đã xong, 0–100; trống khi báo cáo không ghi",
        ),
        |one| Value::decimal(one.report.percent),
    ),
    entry(
        Column::new("result", Type::Text, "Kết quả", "Result", "Nguyên lời báo cáo"),
        |one| Value::text(&one.report.result),
    ),
    entry(
        Column::new("product", Type::Text, "Sản phẩm", "Product", "Kèm số, ngày văn bản nếu có"),
        |one| Value::text(&one.report.product),
    ),
    entry(
        Column::new("difficulties", Type::Text, "Khó khăn", "Difficulties", "Nguyên lời báo cáo"),
        |one| Value::text(&one.report.difficulties),
    ),
    entry(
        Column::new("proposals", Type::Text, "Kiến nghị", "Proposals", "Nguyên lời báo cáo"),
        |one| Value::text(&one.report.proposals),
    ),
    entry(
        Column::new("evidence", Type::Text, "Minh chứng", "Evidence", "Địa chỉ của minh chứng"),
        |one| Value::text(&one.report.evidence),
    ),
    entry(
        Column::new(
            "milestone",
            Type::Integer,
            "Mốc",
            "Dated part",
            "Mốc thứ mấy của nhiệm vụ có nhiều mốc; trống khi báo cáo về cả nhiệm vụ",
        ),
        |one| one.report.milestone.map_or(Value::Null, |number| Value::Integer(number.into())),
    ),
    entry(
        Column::new(
            "extended_to",
            Type::Date,
            "Gia hạn đến",
            "Extended to",
            "Hạn mới; trống khi không gia hạn hoặc không nêu văn bản quyết định",
        ),
        |one| Value::date(one.report.extension.as_ref().map(|extension| extension.new_end)),
    ),
    entry(
        Column::new(
            "decision",
            Type::Text,
            "Văn bản quyết định",
            "Decision",
            "Số và ngày văn bản gia hạn, tạm dừng hoặc bãi bỏ",
        ),
        |one| Value::text(&one.report.decision),
    ),
    entry(super::REPORTED_BY, |one| {
        Value::text(one.report.reported_by.as_ref().map_or("", Id::as_str))
    }),
    entry(super::REPORT_FILE, |one| Value::text(&one.report.provenance.file)),
    entry(super::REPORT_ROW, |one| Value::Integer(one.report.provenance.line_first.into())),
    entry(super::ILLUSTRATIVE, |one| Value::Boolean(one.snapshot.is_illustrative)),
];

fn statuses() -> Vec<(&'static str, &'static str)> {
    ReportedStatus::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let of = |snapshot: &Snapshot| -> Vec<Row> {
        let wanted = snapshot.reports.iter().filter(|one| source.wants([&one.task]));
        wanted.map(|report| row(snapshot, report)).collect()
    };
    source.snapshots().flat_map(of).collect()
}

fn row(snapshot: &Snapshot, report: &TaskReport) -> Row {
    let values = cells(ENTRIES, &Subject { snapshot, report });
    Row::new(Some(place(&report.provenance)), values)
}
